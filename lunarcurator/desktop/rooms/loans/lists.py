"""The lists of the loan desk under their tabs: the work of today, lines, loans, borrowers, and what falls due."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QTabBar, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.loans.calendar_page import CalendarPage
from lunarcurator.desktop.rooms.loans.lines_page import LinesPage
from lunarcurator.desktop.rooms.loans.list_page import ListPage
from lunarcurator.desktop.rooms.loans.pages import (
    agreements_page,
    borrowers_page,
    loans_page,
    rounds_page,
)
from lunarcurator.desktop.rooms.loans.panel import target_uid
from lunarcurator.desktop.rooms.loans.scanning import ListScans
from lunarcurator.desktop.rooms.loans.showing import of_lines, of_target
from lunarcurator.desktop.rooms.loans.today import TodayTable
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.pages import Pages
from lunarcurator.domain.days import show_day
from lunarcurator.domain.moments import Moment
from lunarcurator.services.exporting import ListOnScreen
from lunarcurator.services.lending.browsing import Concern, LineRow
from lunarcurator.services.lending.overview import Work

TODAY, LINES, LOANS, BORROWERS, AGREEMENTS, CALENDAR, ROUNDS = range(7)
"""The pages in the order of their tabs."""
PAGES: Final = ("today", "lines", "loans", "borrowers", "agreements", "calendar", "rounds")
"""Their names in links, in the same order."""


class LoanLists(QWidget):
    """Tabs over pages; a page is read when it comes to the front, or when what it shows has changed.

    `followed` carries where a row leads (`loan:UID`, `act:extend_lines:due_soon:loan:UID`), `chosen` a Selection
    and the target to show beside it, `turned` the page in front, `texted` a text to stand in the search, `asked`
    the key of an act.
    """

    followed = Signal(str)
    chosen = Signal(object, str)
    turned = Signal(int)
    texted = Signal(str)
    menu_asked = Signal(QPoint)
    asked = Signal(str)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self._context, appearance = context, context.appearance
        self.tabs = QTabBar()
        self.tabs.setObjectName("loansRoom.tabs")
        self.tabs.setAccessibleName(self.tr("Lists of the loan desk"))
        self.tabs.setExpanding(False)
        for words in self._words():
            self.tabs.addTab(as_it_is(words))
        self.today = TodayTable(appearance, wording)
        self.lines = LinesPage(context, wording)
        self.loans = loans_page(context, wording)
        self.borrowers = borrowers_page(context, wording)
        self.agreements = agreements_page(context, wording)
        self.calendar = CalendarPage(context, wording)
        self.rounds = rounds_page(context, wording, self.asked.emit)
        self._whole: tuple[ListPage, ...] = (
            self.loans,
            self.borrowers,
            self.agreements,
            self.calendar,
            self.rounds,
        )
        self.pages = Pages()
        for page in (self.today, self.lines, *self._whole):
            self.pages.addWidget(page)
        self._stale: set[int] = set(range(len(PAGES)))
        self._text = ""
        tables = (self.today, self.lines.table, *(each.table for each in self._whole))
        self.scans = ListScans(context, self.pages, tables)
        px = appearance.look.metrics.px
        tabs = QVBoxLayout()
        tabs.setContentsMargins(px(16), 0, px(16), 0)
        tabs.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(Rule(appearance))
        column.addWidget(self.pages, 1)
        self._connect()

    @property
    def page(self) -> int:
        """The page in front."""
        return self.pages.currentIndex()

    @property
    def front(self) -> QWidget:
        """The list in front, which takes the keyboard."""
        if self.page == TODAY:
            return self.today
        return self.lines.table if self.page == LINES else self._whole[self.page - LOANS].table

    def in_front(self) -> ListOnScreen:
        """Return the list in front as it stands."""
        if self.page == TODAY:
            return replace(self.today.on_screen(), moment=self._context.moment)
        return self.lines.on_screen() if self.page == LINES else self._whole[self.page - LOANS].on_screen()

    def show_page(self, page: int) -> None:
        """Bring a list to the front."""
        self.tabs.setCurrentIndex(page)

    def show_text(self, text: str) -> None:
        """Narrow the lists, whichever comes to the front; from the work of today it goes on to the lines."""
        self._text = text
        if self.page == TODAY and text.strip():
            self.show_page(LINES)
        self._narrow()

    def show_line(self, line: int) -> None:
        """Show a line by its local id in the list of lines, selected, and nothing else of it."""
        self._take_text("")
        self.lines.show_line(line)
        self.show_page(LINES)
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_text(self, text: str) -> None:
        """Let a text stand in the search that nobody typed there."""
        self._text = text
        self.texted.emit(text)

    def _narrow(self) -> None:
        """Narrow the list in front by what stands in the search; the work of today is not narrowed."""
        if self.page == LINES:
            self.lines.show_text(self._text)
        elif self.page > LINES:
            self._whole[self.page - LOANS].show_text(self._text)
        elif self._text:
            # It may not stand there over a list that shows everybody.
            self._take_text("")

    def show_work(self, work: Work) -> None:
        """List all of a group of work."""
        if work in {Work.TO_SIGN, Work.EXPIRING}:
            self.show_page(AGREEMENTS)
        elif work is Work.UNANSWERED:
            self.show_page(ROUNDS)
        elif work is Work.NOT_CLOSED:
            self._take_text(loan_cells.to_close())
            self.show_page(LOANS)
        else:
            self._take_text("")
            self.lines.clear()
            self.lines.show_concern(Concern(str(work)))
            self.show_page(LINES)

    def show_only(self, target: str, words: str) -> None:
        """List the lines of one loan or borrower, which `words` name."""
        kind, uid = target_uid(target)
        self._take_text("")
        self.lines.clear()
        if kind == "loan":
            self.lines.show_only(loan=uid, words=words)
        elif kind == "person":
            self.lines.show_only(borrower=uid, words=words)
        self.show_page(LINES)

    def show_day(self, moment: Moment) -> None:
        """Say on the tab of the work which day it is of."""
        words = self._words()[TODAY] if moment.day is None else show_day(moment.day)
        self.tabs.setTabText(TODAY, as_it_is(words))

    def refresh(self) -> None:
        """Read anew what is in front, and the others when they come to the front."""
        self._stale = set(range(len(PAGES)))
        self._read(self.page)

    def copied(self) -> str:
        """Return the chosen rows of the list in front with headers."""
        if self.page == TODAY:
            return ""
        return self.lines.table.copied() if self.page == LINES else self._whole[self.page - LOANS].table.copied()

    def choose_again(self) -> None:
        """Say anew what is chosen in the list in front."""
        if self.page == TODAY:
            self._row_chosen(TODAY, self.today.target)
        elif self.page == LINES:
            self._lines_chosen(self.lines.table.chosen())
        else:
            self._row_chosen(self.page, self._whole[self.page - LOANS].target)

    def _turn(self, page: int) -> None:
        focused = QApplication.focusWidget()
        typing = focused is not None and self.pages.isAncestorOf(focused)
        self.pages.setCurrentIndex(page)
        if typing:
            self.front.setFocus(Qt.FocusReason.OtherFocusReason)
        self._narrow()
        self._read(page)
        self.turned.emit(page)
        self.choose_again()

    def _read(self, page: int) -> None:
        if page not in self._stale:
            return
        self._stale.discard(page)
        if page == LINES:
            self.lines.keep_up()
        elif page > LINES:
            self._whole[page - LOANS].refresh()

    def _lines_chosen(self, rows: Sequence[LineRow]) -> None:
        if self.page == LINES:
            several = f"lines:{len(rows)}" if rows else ""
            self.chosen.emit(of_lines(rows), f"line:{rows[0].uid}" if len(rows) == 1 else several)

    def _row_chosen(self, page: int, target: str) -> None:
        if self.page == page:
            selection: Selection = of_target(target)
            self.chosen.emit(selection, target if selection != NOTHING else "")

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.scans.found.connect(self.show_line)
        self.lines.cleared.connect(lambda: self._take_text(""))
        self.today.followed.connect(self.followed)
        self.today.stood_on.connect(lambda target: self._row_chosen(TODAY, target))
        self.lines.selected.connect(self._lines_chosen)
        self.lines.opened.connect(lambda row: self.followed.emit(f"loan:{row.loan}"))
        self.lines.menu_asked.connect(self.menu_asked)
        for page, each in enumerate(self._whole, LOANS):
            each.chosen.connect(lambda target, page=page: self._row_chosen(page, target))
            each.opened.connect(self.followed)

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("Today"),
            self.tr("Lines"),
            self.tr("Loans"),
            self.tr("Borrowers"),
            self.tr("Agreements"),
            self.tr("Calendar"),
            self.tr("Inventory"),
        )
