"""The balance room: the trial balance on any day, where each gram went, and what is behind a figure."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.balance.account_list import AccountList
from lunarcurator.desktop.rooms.balance.day_control import DayControl
from lunarcurator.desktop.rooms.balance.drill_down import ENTRY, PIECE, DrillDownPanel
from lunarcurator.desktop.rooms.balance.model import NAME, UNKNOWN, BalanceModel, account_of, column_of
from lunarcurator.desktop.rooms.balance.table import BalanceTable
from lunarcurator.desktop.rooms.balance.telling import Telling
from lunarcurator.desktop.rooms.balance.year_line import YearLine
from lunarcurator.desktop.rooms.heading import RoomHead, next_focus
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import EmptyState, centred
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.waiting import LongRead, Waiting
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services import balances
from lunarcurator.services.balances import (
    BalanceLine,
    DrillDown,
    InexactMasses,
    PieceCounts,
    TrialBalance,
    UnweighedPiece,
)
from lunarcurator.services.exporting import Report
from lunarcurator.services.journal_sentences import sentences_of

_MOST: Final = 200

type _Counted = tuple[Moment, PieceCounts, InexactMasses, Sequence[tuple[int, int]]]
"""What takes long to count: the pieces of the books at a moment, their inexact masses, and lines by year."""


class BalanceRoom(Room):
    """Every account of every collection, mission and title at the moment the window shows."""

    key = "balance"
    icon = "balance"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        look = context.appearance
        self._telling = Telling(context, self)
        self._line: BalanceLine | None = None
        self._column = column_of(Account.RECEIVED)
        self._counting: Ticket | None = None
        self._listed: tuple[BalanceLine, int] | None = None
        self._is_back = False
        self.head = RoomHead(look, self.tr("Trial balance"), object_name="balanceRoom.head")
        self.head.show_totals(self.tr("grams; received = everything to its right"))
        self.day = DayControl(context, self)
        self.head.add(self.day)
        export = Button(self.tr("Export…"), concept="export", object_name="balanceRoom.export")
        export.clicked.connect(lambda _on=False: self.asked.emit("export"))
        self.head.add(export)
        self.years = YearLine(look)
        self.years.chosen.connect(self._show_year)
        self.model = BalanceModel(self._telling.headers(), self._telling.tips(), self._telling.spoken, self)
        self.table = BalanceTable(look, self.model, self._telling, self)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.accounts = AccountList(look, self._telling)
        self.accounts.chosen.connect(self._choose_account)
        self.behind = DrillDownPanel(look, context.words)
        self.behind.followed.connect(self._follow)
        lines = self.behind.table
        waiting = Waiting(look, lines, lines.horizontalHeader().height, object_name="behindWaiting")
        self.reading = LongRead(context.lanes, waiting, "balanceRoom.behind")
        self._empty = EmptyState(
            look,
            self.tr("Nothing is booked on this day"),
            self.tr("Register or import pieces, or choose a later day."),
            (),
            object_name="balanceRoom.empty",
        )
        self._nothing = centred(self._empty)
        self._lay_out()
        context.changed.connect(lambda _changes: self.when_seen(self.refresh))
        context.moment_changed.connect(lambda _moment: self.when_seen(self.refresh))
        self.when_seen(self.refresh)

    @override
    def title(self) -> str:
        return self.tr("Balance")

    @override
    def list_in_front(self) -> Report:
        return Report.BALANCE

    @override
    def selection_summary(self) -> str:
        if self._line is None:
            return ""
        if self._line.closes:
            return self.tr("{name} closes to the microgram").replace("{name}", self._telling.name(self._line))
        return self.tr("{name} does not close").replace("{name}", self._telling.name(self._line))

    @override
    def enter(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def go_to(self, link: Link) -> bool:
        return link.target is Target.BALANCE

    # The shell calls the acts of rooms by name; nobody looks for a window by its number here.
    def find(self) -> None:  # type: ignore[override]
        """Put the focus into the day: what is looked for here is another day."""
        self.day.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.field.selectAll()

    def panel(self) -> None:
        """Show or hide what is behind a figure."""
        self.behind.setVisible(not self.behind.isVisible())

    def next_pane(self) -> None:
        """Go on to the next part with the keyboard: day, figures, bars, lines."""
        next_focus((self.day.field, self.table, self.accounts.bars, self.behind.table))

    def copy(self) -> None:
        """Copy the whole table with headers, to the microgram."""
        QApplication.clipboard().setText(self.table.copied())

    def refresh(self) -> None:
        """Ask for the balance at the moment the window shows."""
        session, moment = self.context.session, self.context.moment
        self.day.show_moment(moment)
        self.years.show_day(moment.day or session.today)
        self._telling.take_counts(None)
        self.context.lanes.read(
            lambda: balances.trial_balance(session, moment), self._arrived, replaces="balanceRoom.trial"
        )
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.context.lanes.background(
            lambda ticket: (
                None
                if ticket.should_stop()
                else (
                    moment,
                    balances.piece_counts(session, moment),
                    balances.inexact_masses(session, moment),
                    balances.lines_by_year(session),
                )
            ),
            self._counted,
        )

    def _arrived(self, balance: TrialBalance) -> None:
        before, opened = self._line, self._opened()
        self.model.show_balance(balance)
        there = bool(balance.collections)
        self._split.setVisible(there)
        self._nothing.setVisible(not there)
        self._open(opened)
        self.table.fit()
        self._fit_table()
        index = self.model.index_like(before, self._column) if before else QModelIndex()
        if before is None and there:
            index = self.model.index(0, self._column)
        self._line = None
        if index.isValid():
            self._set_current(index)
        else:
            self.reading.drop()
            self.behind.show_nothing()
            self.selection_changed.emit(self.selection)
        self.accounts.setVisible(index.isValid())

    def _counted(self, found: _Counted | None) -> None:
        if found is None:
            return
        moment, counts, inexact, years = found
        self.years.show_years(years, self.context.session.today)
        if moment != self.context.moment:
            return
        self._telling.take_counts(counts, inexact)
        self.table.fit()
        self.model.refresh_words()
        self.table.viewport().update()
        if self._line is not None:
            self.accounts.show_line(self._line)

    def _opened(self) -> dict[str, bool]:
        return {
            self._telling.name(line): self.table.isExpanded(index)
            for row in range(self.model.rowCount())
            if (line := self.model.line(index := self.model.index(row, NAME))) is not None
        }

    def _open(self, opened: dict[str, bool]) -> None:
        for row in range(self.model.rowCount()):
            index = self.model.index(row, NAME)
            line = self.model.line(index)
            if line is not None:
                self.table.setExpanded(index, opened.get(self._telling.name(line), True))

    def _fit_table(self) -> None:
        """Give the table the height of its rows, as far as half the room allows."""
        metrics = self.context.appearance.look.metrics
        rows = self.table.shown_rows()
        wanted = metrics.header + rows * metrics.row + metrics.px(14)
        self._split.setSizes([min(wanted, max(self.height() // 2, 8 * metrics.row)), self.height()])

    def _set_current(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)

    def _chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(current)
        if line is None:
            return
        self.accounts.show()
        if current.column() != NAME:
            self._column = current.column()
        if line != self._line:
            self._line = line
            self.accounts.show_line(line)
            self.selection_changed.emit(self.selection)
        self.accounts.show_chosen(account_of(self._column))
        self._list(line)

    def _choose_account(self, account: Account) -> None:
        self._column = column_of(account)
        current = self.table.currentIndex()
        if current.isValid():
            self._set_current(current.siblingAtColumn(self._column))

    def _list(self, line: BalanceLine) -> None:
        account = account_of(self._column)
        if self._is_back:
            return
        if account is not None:
            self._list_lines(line, account)
        elif self._column == UNKNOWN:
            self._list_unknown(line)
        else:
            self.reading.drop()
            self.behind.show_nothing()

    def _list_lines(self, line: BalanceLine, account: Account) -> None:
        session, words, moment = self.context.session, self.context.words, self.context.moment

        def read() -> tuple[DrillDown, dict[int, str]]:
            found = balances.drill_down(session, line.books, account, moment, _MOST)
            return found, sentences_of(session, words, {each.seq for each in found.lines})

        def show(found: tuple[DrillDown, dict[int, str]]) -> None:
            known = self.tr("{mass} g").replace("{mass}", self._telling.figure(line, account))
            figure = self._telling.told(line, account, known)
            self._listed = (line, column_of(account))
            self.behind.show_lines(self._telling.account(account), figure, *found, self._telling.sign(account))

        self.reading.start(self._looking(), read, show, self._choose_before)

    def _looking(self) -> str:
        return self.tr("Looking for what is behind the figure…")

    def _choose_before(self) -> None:
        """Go back to the figure whose lines are still listed: the one chosen since was called off."""
        if self._listed is None:
            return
        line, column = self._listed
        index = self.model.index_like(line, column)
        if index.isValid():
            # The lines are here; choosing their figure must not read them again.
            self._line, self._column, self._is_back = line, column, True
            self._set_current(index)
            self._is_back = False
            self.accounts.show_line(line)
            self.accounts.show_chosen(account_of(column))

    def _list_unknown(self, line: BalanceLine) -> None:
        session, moment = self.context.session, self.context.moment

        def show(pieces: Sequence[UnweighedPiece]) -> None:
            self._listed = (line, UNKNOWN)
            reasons = [self._telling.reason(piece.reason) for piece in pieces]
            self.behind.show_unknown(pieces, line.unweighed_pieces, reasons)

        if not line.unweighed_pieces:
            self.reading.drop()
            show(())
            return
        self.reading.start(
            self._looking(),
            lambda: balances.unweighed_pieces(session, line.books, moment, _MOST),
            show,
            self._choose_before,
        )

    def _follow(self, target: str) -> None:
        kind = Target.SAMPLE if target.startswith(PIECE) else Target.ENTRY
        uid = target.removeprefix(PIECE).removeprefix(ENTRY)
        self.context.go(Link(kind, Uid(uid)))

    def _show_year(self, year: int) -> None:
        today = self.context.session.today
        day: Day = year * 10_000 + 1231
        self.context.show_moment(NOW if day >= today else Moment(day))

    def _lay_out(self) -> None:
        look = self.context.appearance
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._lower.setObjectName("balanceRoom.lower")
        self._lower.setHandleWidth(1)
        self._lower.addWidget(self.accounts)
        self._lower.addWidget(self.behind)
        self._lower.setStretchFactor(0, 3)
        self._lower.setStretchFactor(1, 2)
        self._lower.setSizes([3_000, 2_000])
        self._lower.setChildrenCollapsible(False)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setObjectName("balanceRoom.splitter")
        self._split.setHandleWidth(1)
        self._split.addWidget(self.table)
        self._split.addWidget(self._lower)
        self._split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.years, Rule(look), self._split):
            column.addWidget(part)
        column.setStretch(3, 1)
        column.addWidget(self._nothing, 1)
        self._nothing.hide()
