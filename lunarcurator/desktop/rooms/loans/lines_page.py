"""The list of lines: filters, an order, and rows that are read where somebody looks."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.models.loan_lines import LINE, Told
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.loans.line_table import WIDTHS, LineTable, places_of
from lunarcurator.desktop.rooms.loans.lines_listed import lines_on_screen
from lunarcurator.desktop.rooms.loans.pages import column_of
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import EmptyState, centred
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.waiting import LongRead, Waiting
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.services.exporting import ListOnScreen
from lunarcurator.services.lending.browsing import (
    Concern,
    LineRow,
    LineSum,
    LineWish,
    find_lines,
    line_rows,
)
from lunarcurator.services.lending.overview import SOON_DAYS

_CHIPS: Final = (
    Concern.OPEN,
    Concern.OVERDUE,
    Concern.DUE_SOON,
    Concern.TO_DECIDE,
    Concern.TO_SHIP,
    Concern.IN_TRANSIT,
    Concern.UNDATED,
    Concern.DISPUTED,
    Concern.LOST,
    Concern.CLOSED,
)
CONCERNS: Final[Mapping[Concern, object]] = MappingProxyType(
    {
        Concern.OPEN: QT_TRANSLATE_NOOP("LoanLines", "Out"),
        Concern.OVERDUE: QT_TRANSLATE_NOOP("LoanLines", "Overdue"),
        Concern.RECALLED: QT_TRANSLATE_NOOP("LoanLines", "Recalled"),
        Concern.DUE_SOON: QT_TRANSLATE_NOOP("LoanLines", "Due within 30 days"),
        Concern.TO_DECIDE: QT_TRANSLATE_NOOP("LoanLines", "To decide"),
        Concern.TO_PREPARE: QT_TRANSLATE_NOOP("LoanLines", "To prepare"),
        Concern.TO_SHIP: QT_TRANSLATE_NOOP("LoanLines", "To ship"),
        Concern.IN_TRANSIT: QT_TRANSLATE_NOOP("LoanLines", "In transit"),
        Concern.UNDATED: QT_TRANSLATE_NOOP("LoanLines", "No due day"),
        Concern.UNANSWERED: QT_TRANSLATE_NOOP("LoanLines", "Unanswered"),
        Concern.DISPUTED: QT_TRANSLATE_NOOP("LoanLines", "Disputed"),
        Concern.LOST: QT_TRANSLATE_NOOP("LoanLines", "Reported lost"),
        Concern.OWED_BACK: QT_TRANSLATE_NOOP("LoanLines", "We owe others"),
        Concern.OWED_LATE: QT_TRANSLATE_NOOP("LoanLines", "We owe, overdue"),
        Concern.CLOSED: QT_TRANSLATE_NOOP("LoanLines", "Closed"),
    }
)
_SORTS: Final = (
    ("due", QT_TRANSLATE_NOOP("LoanLines", "by due day"), False),
    ("number", QT_TRANSLATE_NOOP("LoanLines", "by number"), False),
    ("borrower", QT_TRANSLATE_NOOP("LoanLines", "by borrower"), False),
    ("code", QT_TRANSLATE_NOOP("LoanLines", "by loan"), False),
    ("state", QT_TRANSLATE_NOOP("LoanLines", "by state"), False),
    ("held", QT_TRANSLATE_NOOP("LoanLines", "heaviest first"), True),
    ("issued", QT_TRANSLATE_NOOP("LoanLines", "latest issued first"), True),
)
_BY_COLUMN: Final = MappingProxyType({0: 1, 2: 3, 3: 2, 6: 5, 7: 0, 8: 4})
"""The order a click on the head of a column takes."""


def concern_words(concern: Concern) -> str:
    """Return the words of a filter in the window's language."""
    return QCoreApplication.translate("LoanLines", str(CONCERNS[concern]))


class _Found(NamedTuple):
    """What a wish found: the ids in order, their sums, and the rows that will be in sight."""

    wish: LineWish
    ids: array[int]
    sums: LineSum
    rows: dict[int, Told]


class LinesPage(QWidget):
    """Filters over the table; `selected` carries the chosen lines, `opened` the one somebody opens.

    `summed` carries the sums of what is listed; `cleared` says that somebody takes every filter off.
    """

    selected = Signal(object)
    opened = Signal(object)
    summed = Signal(object)
    cleared = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self.setObjectName("loansRoom.linesPage")
        self._context, self._wording, self._moment = context, wording, context.moment
        appearance = context.appearance
        self._text = ""
        self._borrower: Uid | None = None
        self._loan: Uid | None = None
        self._special: Concern | None = None
        self._wanted: set[int] = set()
        self._to_select: int | None = None
        self.chips = {
            each: Chip(appearance, concern_words(each), object_name=f"loansRoom.chip.{each}") for each in _CHIPS
        }
        for concern, chip in self.chips.items():
            chip.toggled.connect(lambda on, concern=concern: self._toggled(concern, on))
        self.only = Chip(appearance, "", concept="person", object_name="loansRoom.chip.only")
        self.only.toggled.connect(lambda on: None if on else self.show_only())
        self.only.hide()
        self.sort = ChoiceBox()
        self.sort.setObjectName("loansRoom.sort")
        self.sort.setAccessibleName(self.tr("Order of the lines"))
        for _, words, _ in _SORTS:
            self.sort.addItem(QCoreApplication.translate("LoanLines", str(words)))
        self.sort.currentIndexChanged.connect(lambda _index: self.refresh())
        self.table = LineTable(appearance, self._columns())
        self.table.entered.connect(self._enter)
        self.table.menu_asked.connect(self.menu_asked)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.table.lines.wanted.connect(self._want)
        self.table.selectionModel().selectionChanged.connect(lambda _a, _b: self._chosen())
        self.table.lines.dataChanged.connect(lambda _a, _b, _roles: self._chosen())
        self.sums = Label(appearance, size=12, colour="text2", object_name="loansRoom.sums")
        self._clear = Button(self.tr("Clear filters"), object_name="loansRoom.clear")
        self._clear.clicked.connect(self.clear)
        self._clear.clicked.connect(self.cleared)
        self._none = EmptyState(
            appearance,
            self.tr("Nothing matches"),
            self.tr("No line is like that."),
            (),
            object_name="loansRoom.none",
        )
        waiting = Waiting(
            appearance, self.table, self.table.horizontalHeader().height, object_name="loansRoom.waiting"
        )
        self.finding = LongRead(context.lanes, waiting, "loansRoom.find")
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.timeout.connect(self._fetch)
        self._told: list[LineRow] = []
        self.chips[Concern.OPEN].setChecked(True)
        self._lay_out()

    @property
    def concern(self) -> Concern | None:
        """The filter that is on."""
        return next((each for each, chip in self.chips.items() if chip.isChecked()), None)

    @property
    def wish(self) -> LineWish:
        """Which lines are listed, and how they are ordered."""
        today = self._context.session.day_of(self._context.moment)
        sort, _, descending = _SORTS[self.sort.currentIndex()]
        return LineWish(
            today,
            self._special or self.concern,
            soon=days_after(today, SOON_DAYS),
            borrower=self._borrower,
            loan=self._loan,
            text=self._text,
            sort=sort,
            descending=descending,
        )

    def on_screen(self) -> ListOnScreen:
        """Return the lines as they are found and ordered now, in the columns that are shown."""
        chips = (self.only, *self.chips.values())
        told = (self._text.strip(), *(chip.text() for chip in chips if chip.isChecked()))
        return lines_on_screen(self._context, self._wording, self.table, self.wish, told)

    def show_concern(self, concern: Concern | None) -> None:
        """List the lines of a concern, all of them for None."""
        self._special = concern if concern not in self.chips else None
        for each, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(each is concern)
            chip.blockSignals(False)
            chip.update()
        if self._special is not None:
            self._show_chip(concern_words(self._special))
        self.refresh()

    def show_text(self, text: str) -> None:
        """List what a text finds."""
        if text != self._text:
            self._text = text
            self.refresh()

    def show_only(self, *, borrower: Uid | None = None, loan: Uid | None = None, words: str = "") -> None:
        """List the lines of one borrower or one loan, which `words` name; of all for neither."""
        self._borrower, self._loan, self._special = borrower, loan, None
        self._show_chip(words)
        self.refresh()

    def show_line(self, line: int) -> None:
        """List every line, with the one of this local id selected."""
        self._to_select = line
        self.clear()

    def clear(self) -> None:
        """Take every filter off."""
        self._borrower = self._loan = self._special = None
        self._text = ""
        self._show_chip("")
        self.show_concern(None)

    def refresh(self) -> None:
        """Find anew what matches; rows in sight come with the answer, unless they are here already."""
        session, wish, read = self._context.session, self.wish, self._reader()
        moment = self._context.moment
        sight, fresh = self.table.sight, self.table.lines.fresh()

        def work() -> _Found:
            ids, told = find_lines(session, wish, moment)
            return _Found(
                wish, ids, told, read([e for row in sight.rows(len(ids)) if (e := ids[row]) not in fresh])
            )

        self.finding.start(self.tr("Looking through the lines…"), work, self._found, lambda: None)

    def keep_up(self) -> None:
        """Read anew what is shown, after something changed; of another day nothing of this one stays in sight."""
        if self._moment == self._context.moment:
            self.table.lines.age()
        else:
            self._moment = self._context.moment
            self.table.lines.forget()
        self.refresh()

    def _found(self, found: _Found) -> None:
        if found.wish != self.wish:
            return
        ids, table = found.ids, self.table
        kept, near = table.chosen_ids, table.currentIndex().row()
        # The rows come first: whoever is chosen then is there to be told of.
        table.lines.put(found.rows)
        same, wanted = table.lines.show_ids(ids), self._to_select
        self._to_select = None
        if not same or wanted is not None:
            table.choose_rows(places_of([wanted] if wanted is not None else kept, ids), near)
        self._stack.setCurrentIndex(0 if len(ids) else 1)
        self._say(found.sums)
        self.summed.emit(found.sums)
        self._chosen()

    def _say(self, told: LineSum) -> None:
        mass = loan_cells.held(told.held, told.held_sum.unweighed, self._wording.unit)
        loans = counted("LinesPage", "1 loan", "{count} loans", told.loans)
        text = self.tr("{lines} in {loans}, {mass} held").replace("{lines}", loan_cells.lines(told.lines))
        self.sums.setText(text.replace("{loans}", loans).replace("{mass}", mass))

    def _toggled(self, concern: Concern, on: bool) -> None:
        self.show_concern(concern if on else None)

    def _show_chip(self, words: str) -> None:
        self.only.setVisible(bool(words))
        self.only.blockSignals(True)
        self.only.setText(words)
        self.only.setAccessibleName(words)
        self.only.setChecked(bool(words))
        self.only.blockSignals(False)
        self.only.updateGeometry()

    def _sort_by(self, column: int) -> None:
        if column in _BY_COLUMN:
            self.sort.setCurrentIndex(_BY_COLUMN[column])

    def _want(self, ids: Sequence[int]) -> None:
        self._wanted.update(ids)
        self._fetch_soon.start(0)

    def _fetch(self) -> None:
        ids, self._wanted = sorted(self._wanted), set()
        self.table.lines.on_their_way(ids)
        read, moment = self._reader(), self._context.moment

        def arrived(found: dict[int, Told]) -> None:
            if moment == self._context.moment:
                self.table.lines.put(found)

        self._context.lanes.read(lambda: read(ids), arrived, replaces="loansRoom.rows")

    def _reader(self) -> Callable[[Sequence[int]], dict[int, Told]]:
        """Return what reads rows as they are shown now and makes their cells, on a lane."""
        session, wording, moment = self._context.session, self._wording, self._context.moment

        def read(ids: Sequence[int]) -> dict[int, Told]:
            rows, day = line_rows(session, ids, moment) if ids else {}, session.day_of(moment)
            return {key: (row, loan_cells.line_cells(row, day, wording)) for key, row in rows.items()}

        return read

    def _chosen(self) -> None:
        rows = self.table.chosen()
        if rows != self._told:
            self._told = rows
            self.selected.emit(rows)

    def _enter(self) -> None:
        row = self.table.lines.index(self.table.chosen_row, 0).data(LINE)
        if isinstance(row, LineRow):
            self.opened.emit(row)

    def _columns(self) -> tuple[LedgerColumn, ...]:
        labels = (
            (self.tr("Number"), "number"),
            (self.tr("What it is"), "text"),
            (self.tr("Line"), "number"),
            (self.tr("Borrower"), "text"),
            (self.tr("Person"), "text"),
            (self.tr("Granted"), "mass"),
            (self.tr("Held"), "mass"),
            (self.tr("Due"), "text"),
            (self.tr("State"), "text"),
        )
        return tuple(
            column_of(label, kind, width, self._wording)  # type: ignore[arg-type]
            for (label, kind), width in zip(labels, WIDTHS, strict=True)
        )

    def _lay_out(self) -> None:
        px = self._context.appearance.look.metrics.px
        bar = QHBoxLayout()
        bar.setContentsMargins(px(16), px(8), px(16), px(8))
        bar.setSpacing(px(12))
        chips = FlowLayout(px(6))
        for chip in (self.only, *self.chips.values()):
            chips.addWidget(chip)
        bar.addLayout(chips, 1)
        bar.addWidget(self.sort, 0, Qt.AlignmentFlag.AlignTop)
        table = QWidget()
        self._stack = QStackedLayout(table)
        self._stack.addWidget(self.table)
        self._stack.addWidget(centred(self._none, self._clear))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(4), px(16), px(4))
        foot.addWidget(self.sums)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(table, 1)
        column.addLayout(foot)
