"""The room of loans: what needs a hand today, every list of the desk, and the panel of what is chosen."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.loan_editor.editor import LoanEditor
from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.desktop.models.loan_today import totals
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.heading import RoomHead, next_focus
from lunarcurator.desktop.rooms.loans.awaiting import lines_awaiting
from lunarcurator.desktop.rooms.loans.figures import Figures
from lunarcurator.desktop.rooms.loans.lists import BORROWERS, PAGES, ROUNDS, TODAY, LoanLists
from lunarcurator.desktop.rooms.loans.nothing_lent import nothing_lent
from lunarcurator.desktop.rooms.loans.panel import LoanPanel, several_words, target_uid
from lunarcurator.desktop.rooms.loans.showing import Showing, of_lines, of_target
from lunarcurator.desktop.rooms.loans.urgency import Urgency
from lunarcurator.desktop.round_desk.desk import RoundDesk
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.drawer import Drawer
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.pages import Pages
from lunarcurator.desktop.widgets.waiting import LongRead, Waiting
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.services.exporting import ListOnScreen
from lunarcurator.services.lending.browsing import LineRow, all_loans
from lunarcurator.services.lending.overview import Overview, Work, overview
from lunarcurator.services.lending.records import LineRecord, line_record

_TYPING_MS: Final = 150
"""How long a search waits for more to be typed, in milliseconds."""
_PANEL: Final = 380


class LoansRoom(Room):
    """Lists at the left; figures, or the panel of what is chosen, at the right."""

    key = "loans"
    icon = "loan"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        appearance = context.appearance
        wording = Wording(context.words, context.units.in_lists)
        self.head = RoomHead(appearance, self.title(), object_name="loansRoom.head")
        self.search = SearchField(appearance, self.tr("Loan, number, borrower"), object_name="loansRoom.search")
        self.head.add(self.search)
        self.buttons = {
            "return_line": Button(self.tr("Return…"), concept="returned", object_name="loansRoom.return"),
            "request_loan": Button(self.tr("New loan…"), concept="register", object_name="loansRoom.new"),
        }
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self._ask(key))
            self.head.add(button)
        self.lists = LoanLists(context, wording)
        self.figures = Figures(appearance, wording.unit)
        self.details = LoanPanel(context, wording)
        self.showing = Showing(context, self.details, self.summarised.emit)
        self.editor = LoanEditor(context, wording)
        self.sheet = ReturnSheet(context, wording)
        self.round_desk = RoundDesk(context, wording)
        self._came_from: QWidget | None = None
        self._before_editor: QWidget | None = None
        self.side = QStackedWidget()
        self.urgency = Urgency(context, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(lambda: self.lists.show_text(self.search.text()))
        self._lay_out()
        self._connect()
        self.when_seen(self.refresh)

    @override
    def title(self) -> str:
        return self.tr("Loans")

    @override
    def list_in_front(self) -> ListOnScreen:
        return self.lists.in_front()

    @override
    def selection_summary(self) -> str:
        count = len(self.selection.lines)
        if count > 1:
            return several_words(count)
        if self.whole.currentWidget() is self.editor:
            return self.editor.shown_code
        chosen = self.selection
        return self.details.name.text() if count or chosen.loan or chosen.person or chosen.agreement else ""

    @override
    def enter(self) -> None:
        front = self.whole.currentWidget()
        if front is self.sheet:
            self.sheet.await_scan()
        elif front is self.editor:
            self.editor.lines.start()
        elif front is self.round_desk:
            self.round_desk.enter()
        else:
            self.lists.front.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def close_down(self) -> None:
        self._typing.stop()
        self.showing.close_down()
        self.editor.close_down()
        self.sheet.close_down()
        self.round_desk.close_down()

    @override
    def go_to(self, link: Link) -> bool:
        if link.target is Target.ROUND:
            self._follow(f"round:{link.uid}")
        elif link.target is Target.PERSON:
            self.lists.show_page(BORROWERS)
            self.lists.borrowers.show_target(f"person:{link.uid}")
            self.showing.show(f"person:{link.uid}")
        elif link.target in {Target.LOAN, Target.LINE}:
            self._follow(f"{link.target}:{link.uid}")
        else:
            return False
        return True

    def find(self) -> None:  # type: ignore[override]
        """Put the focus into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def copy(self) -> None:
        """Copy the selected rows with headers."""
        QApplication.clipboard().setText(self.lists.copied())

    def panel(self) -> None:
        """Show or hide the pane at the right."""
        self.drawer.toggle()

    def next_pane(self) -> None:
        """Go on to the next part with the keyboard: search, tabs, list, panel."""
        next_focus((self.search, self.lists.tabs, self.lists.front, self.details.open))

    def refresh(self) -> None:
        """Read what is to be done today, the list in front, and what the panel shows."""
        session, moment = self.context.session, self.context.moment
        self.reading.start(
            self.tr("Looking through the loans…"),
            lambda: overview(session, moment=moment),
            lambda told: self._arrived(told) if moment == self.context.moment else None,
            lambda: None,
        )
        self.lists.refresh()
        self.showing.again()
        if self.whole.currentWidget() is self.editor:
            self.editor.refresh()
        if self.whole.currentWidget() is self.round_desk:
            self.round_desk.refresh()

    def _arrived(self, told: Overview) -> None:
        is_now = self.context.moment.is_now
        self.lists.today.show_overview(told, may_act=is_now and not self.context.session.read_only)
        self.figures.show_overview(told)
        if self.whole.currentWidget() in {self.splitter, self.empty}:
            self.whole.setCurrentWidget(self.empty if told.is_empty and is_now else self.splitter)
        self.head.show_totals(totals(told))
        self.urgency.tell(told.urgent)

    def _turned(self, page: int) -> None:
        self.side.setCurrentIndex(0 if page == TODAY else 1)
        # Over the list of today its figures would hide how late something is, and the next act.
        self.drawer.fill(filled=page != TODAY)

    def _follow(self, target: str) -> None:
        kind, _, rest = target.partition(":")
        if kind == "page":
            self.lists.show_page(PAGES.index(rest))
        elif kind == "work":
            self.lists.show_work(Work(rest))
        elif kind == "act":
            self._act(*rest.split(":", 2))
        elif kind == "loan" and rest and not self.context.moment.is_now:
            # The editor knows a loan as it stands today.
            self._show_only(target)
        elif kind in {"sample", "entry", "place"}:
            self.context.go(Link(Target(kind), Uid(rest)))
        elif kind == "round":
            self.open_round(Uid(rest))
        elif kind == "agreement" and rest:
            self._chosen(of_target(target), target)
        elif kind == "loan" and rest:
            self.open_loan(Uid(rest))
        elif kind == "line" and rest:
            self._open_line(Uid(rest))
        elif kind == "person" and rest:
            self.leave_editor()
            self._show_only(target)

    def open_loan(self, loan: Uid | None, person: Uid | None = None) -> None:
        """Open a loan in the editor, or a new request for None."""
        if self.whole.currentWidget() is not self.editor:
            self._before_editor = self.whole.currentWidget()
        self.whole.setCurrentWidget(self.editor)
        self.editor.open_loan(loan, person)

    def lend(self, pieces: Sequence[Uid]) -> None:
        """Take pieces into the request or loan that is open, else into a new request."""
        if self.whole.currentWidget() is not self.editor:
            self.open_loan(None)
        self.editor.lines.take_pieces(pieces)

    def open_return(self, lines: Sequence[Uid], day: Day = 0, *, several: bool = False) -> None:
        """Begin a return sheet with these lines, or with none, for a day (0: today).

        Of `several` borrowers it begins with none: what came back is scanned, for one sheet is of one borrower.
        """
        self._came_from = self.whole.currentWidget()
        self.whole.setCurrentWidget(self.sheet)
        self.sheet.open_lines(() if several else lines, day)
        if several:
            self.sheet.scanning.say_several(len(lines))

    def open_round(self, round_: Uid) -> None:
        """Open the desk of an inventory."""
        self.lists.show_page(ROUNDS)
        self.whole.setCurrentWidget(self.round_desk)
        self.round_desk.open_round(round_)

    def leave_round(self) -> None:
        """Go back from an inventory to the list of them."""
        self._back_to(self.splitter)

    def leave_sheet(self) -> None:
        """Go back to where the sheet was opened."""
        self._back_to(self._came_from or self.splitter)

    def leave_editor(self) -> None:
        """Go back to where the loan was opened; what is typed is kept as a draft."""
        if self.whole.currentWidget() is self.editor:
            self.editor.keep()
            self._back_to(self.round_desk if self._before_editor is self.round_desk else self.splitter)

    def _back_to(self, front: QWidget) -> None:
        self.whole.setCurrentWidget(front)
        self.refresh()
        if front is self.splitter:
            self.lists.choose_again()
        self.enter()

    def _open_line(self, uid: Uid) -> None:
        session, words, moment = self.context.session, self.context.words, self.context.moment

        def found(told: LineRecord | None) -> None:
            if told is not None and told.loan is not None:
                self._follow(f"loan:{told.loan.uid}")

        self.context.lanes.read(lambda: line_record(session, words, uid, moment), found)

    def _ask(self, key: str) -> None:
        """Ask for an act; a new loan is drawn up in the editor."""
        if key == "request_loan":
            self.open_loan(None, self.selection.person)
        elif key == "return_line":
            self._begin_return(self.selection)
        else:
            self.asked.emit(key)

    def _begin_return(self, chosen: Selection) -> None:
        """Begin a return sheet with the selected lines; of a loan, with those that are out."""
        session, loan = self.context.session, chosen.loan
        if chosen.lines or loan is None:
            self.open_return(chosen.lines, chosen.day, several=chosen.several)
            return
        self.context.lanes.read(
            lambda: lines_awaiting(session, loan, "return_line", ""),
            lambda rows: self.open_return([row.uid for row in rows], chosen.day),
        )

    def _show_only(self, target: str) -> None:
        """List the lines of a loan or borrower, by the name the list of it shows."""
        self.showing.show(target)
        self.context.lanes.read(lambda: None, lambda _none: self.lists.show_only(target, self.details.name.text()))

    def _act(self, key: str, work: str, there: str) -> None:
        """Ask for an act on a record of the work list; for a loan, with the lines that its row counts."""
        kind, uid = target_uid(there)
        if key not in ACTIONS:
            self._follow(there)
            return
        if kind != "loan":
            self._select(of_target(there))
            self.asked.emit(key)
            return
        session = self.context.session

        def found(rows: list[LineRow]) -> None:
            self._select(of_lines(rows, uid))
            self._ask(key)

        self.context.lanes.read(lambda: lines_awaiting(session, uid, key, work), found)

    def _chosen(self, selection: Selection, target: str) -> None:
        if self.whole.currentWidget() in {self.editor, self.sheet, self.round_desk}:
            return
        self._select(selection)
        self.showing.show_soon(target)

    def _select(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)

    def _offer_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("loansRoom.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, action in ACTIONS.items():
            if action.menu == "loans":
                made = menu.addAction(as_it_is(words_of(action)))
                made.triggered.connect(lambda _on=False, key=key: self.asked.emit(key))
        menu.popup(at)

    def _connect(self) -> None:
        context = self.context
        self.search.textChanged.connect(lambda _text: self._typing.start(_TYPING_MS))
        for signal in (self.search.entered, self.search.left):
            signal.connect(self.enter)
        for part in (self.lists, self.figures, self.details, self.editor, self.sheet, self.round_desk):
            part.followed.connect(self._follow)
        for part in (self.editor, self.round_desk):
            part.asked.connect(self._ask)
            part.selected.connect(self._select)
        self.details.closed.connect(self.drawer.close)
        self.editor.left.connect(self.leave_editor)
        self.round_desk.left.connect(self.leave_round)
        self.sheet.left.connect(self.leave_sheet)
        self.sheet.returned.connect(self.leave_sheet)
        self.editor.entered.connect(self._entered)
        self.editor.named.connect(self.summarised)
        self.lists.chosen.connect(self._chosen)
        self.lists.turned.connect(self._turned)
        self.lists.texted.connect(self.search.setText)
        self.lists.menu_asked.connect(self._offer_menu)
        self.lists.asked.connect(self._ask)
        context.changed.connect(lambda _changes: self.when_seen(self.refresh))
        context.operator_changed.connect(self._offer)
        context.moment_changed.connect(self._other_day)
        self.urgency.counted.connect(self.counted)
        self.lists.show_day(context.moment)
        self._offer()

    def _entered(self) -> None:
        """A request came into the book: show it, the latest of all."""
        session = self.context.session
        self.context.lanes.read(
            lambda: max(all_loans(session), key=lambda each: each.id).uid, lambda uid: self.open_loan(uid)
        )

    def _other_day(self, moment: Moment) -> None:
        """Show another day; what is typed in the editor or the sheet is kept as a draft."""
        self._offer()
        self.lists.show_day(moment)
        if not moment.is_now and self.whole.currentWidget() in {self.editor, self.sheet}:
            self.editor.keep()
            self.whole.setCurrentWidget(self.splitter)
        self.when_seen(self.refresh)

    def _offer(self) -> None:
        may = not self.context.session.read_only and self.context.moment.is_now
        for key, button in self.buttons.items():
            button.setEnabled(may and key in ACTIONS)

    def _lay_out(self) -> None:
        appearance = self.context.appearance
        today = self.lists.today
        waiting = Waiting(appearance, today, today.horizontalHeader().height, object_name="loansRoom.todayWaiting")
        self.reading = LongRead(self.context.lanes, waiting, "loansRoom.today")
        self.side.addWidget(self.figures)
        self.side.addWidget(self.details)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.lists, 1)
        self.splitter = QSplitter()
        self.splitter.setObjectName("loansRoom.splitter")
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.drawer = Drawer(
            appearance,
            self.context.memory,
            self.splitter,
            self.side,
            "loansRoom.panel",
            over=self.lists.pages,
            least=330,
            usual=_PANEL,
        )
        self.whole = Pages()
        self.empty = nothing_lent(appearance, self._ask)
        for each in (self.splitter, self.empty, self.editor, self.sheet, self.round_desk):
            self.whole.addWidget(each)
        # Where the panel lies over the list, it lies in the same stack and would shine through the others.
        self.whole.currentChanged.connect(lambda at: self.drawer.want(wanted=at == 0))
        self._turned(TODAY)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.whole)
