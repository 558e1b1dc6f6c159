"""What an inventory leaves to work through: each point with its line, and the acts that settle it."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.round_desk.wording import point_cells
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import EmptyState, centred
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.round_points import Point, Why
from lunarcurator.services.words import Words

_WIDTHS: Final = (150, 112, 112, 92, 96, 92, 180, 0, 84)
_REMARK: Final = 7
_MOST_WAYS: Final = 4
_SETTLED: Final = "settled"


class PointsTable(RowTable):
    """Shows points; `opened` says that somebody opens the line he stands on."""

    opened = Signal()

    def __init__(self, appearance: Appearance, words: Words, masses: TypedMasses) -> None:
        labels = (
            self.tr("Borrower"),
            self.tr("Line"),
            self.tr("Sample"),
            self.tr("Book"),
            self.tr("Answer"),
            self.tr("Found"),
            self.tr("Why"),
            self.tr("Remark"),
            self.tr("State"),
        )
        columns = [
            masses.ledger(label, width)
            if at in {3, 5}
            else LedgerColumn(label, "number" if at in {1, 2} else "text", width)
            for at, (label, width) in enumerate(zip(labels, _WIDTHS, strict=True))
        ]
        self._widths = tuple(each.width for each in columns)
        self.points = ShapedRowsModel(columns, lambda point: point_cells(point, words, masses.unit))
        super().__init__(appearance, self.points, self.tr("To work through"))
        self.points.setParent(self)
        self.setObjectName("roundDesk.points.table")
        self.setItemDelegate(LedgerDelegate(appearance, columns, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.stretch(_REMARK)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((number, width) for number, width in enumerate(self._widths) if width)

    def chosen(self) -> list[Point]:
        """Return the selected points."""
        return [self.points.rows[row] for row in self.chosen_rows]

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class PointsPage(QWidget):
    """Points under filters, and under them what can be done with the selected ones.

    `told` carries a selection, `asked` the key of an act, `followed` where a line leads.
    """

    told = Signal(object)
    asked = Signal(str)
    followed = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("roundDesk.points")
        self._context = context
        self._round: Uid | None = None
        self._all: Sequence[Point] = ()
        appearance = context.appearance
        self.chips = {
            key: Chip(appearance, self._word(key), object_name=f"roundDesk.points.chip.{key}")
            for key in (*(str(each) for each in Why), _SETTLED)
        }
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._narrow())
        self.table = PointsTable(appearance, context.words, TypedMasses(context.units.on_loans))
        self.table.selectionModel().selectionChanged.connect(lambda _a, _b: self._chosen())
        self.table.opened.connect(self._open)
        context.operator_changed.connect(self._offer)
        none = EmptyState(
            appearance,
            self.tr("Nothing is left to work through"),
            self.tr("Every answer is what the book says, or the book has followed it."),
            (),
            object_name="roundDesk.points.none",
        )
        self.note = Label(appearance, size=12, colour="text2", object_name="roundDesk.points.note")
        self.ways = {key: self._way(key) for key in _all_ways() if key in ACTIONS}
        px = appearance.look.metrics.px
        chips, ways, column = FlowLayout(px(6)), QHBoxLayout(), QVBoxLayout(self)
        for row, parts in ((chips, self.chips.values()), (ways, (self.note, *self.ways.values()))):
            row.setContentsMargins(px(16), px(8), px(16), px(8))
            for part in parts:
                row.addWidget(part)
        ways.setSpacing(px(6))
        ways.addStretch(1)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.table)
        self._stack.addWidget(centred(none))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(chips)
        column.addWidget(body, 1)
        column.addLayout(ways)

    def show_points(self, round_: Uid, found: Sequence[Point]) -> None:
        """Show what a round leaves."""
        self._round, self._all = round_, found
        self._narrow()

    def enter(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def open_count(self) -> int:
        """How many points are not settled."""
        return sum(not each.settled for each in self._all)

    def _narrow(self) -> None:
        wanted = {key for key, chip in self.chips.items() if chip.isChecked()}
        settled, whys = _SETTLED in wanted, wanted - {_SETTLED}
        rows = [each for each in self._all if each.settled is settled and (not whys or each.why in whys)]
        kept, near = {_named(each) for each in self.table.chosen()}, self.table.currentIndex().row()
        self.table.points.show_rows(rows)
        self._show_counts()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.table.choose_rows((at for at, each in enumerate(rows) if _named(each) in kept), near)
        self._chosen()

    def _show_counts(self) -> None:
        counts = dict.fromkeys(self.chips, 0)
        for each in self._all:
            counts[_SETTLED if each.settled else str(each.why)] += 1
        for key, chip in self.chips.items():
            chip.set_count(shown_count(counts[key]))
            chip.setVisible(bool(counts[key]) or chip.isChecked())

    def _chosen(self) -> None:
        points = self.table.chosen()
        ways = points[0].ways if points else ()
        for key, button in self.ways.items():
            button.setVisible(key in ways[:_MOST_WAYS])
        self._offer()
        told = self.tr("What can be done:") if ways else ""
        self.note.setText(told)
        self.told.emit(self._selection(points))

    def _offer(self) -> None:
        for button in self.ways.values():
            button.setEnabled(self._context.may_post)

    def _selection(self, points: Sequence[Point]) -> Selection:
        if not points:
            return NOTHING
        lines = [each.line for each in points if each.line is not None]
        loans = {each.loan for each in lines}
        people = {each.person.uid for each in points}
        return Selection(
            samples=tuple(each.sample for each in lines if each.sample),
            lines=tuple(each.uid for each in lines),
            loan=loans.pop() if len(loans) == 1 else None,
            person=people.pop() if len(people) == 1 else None,
            round=self._round,
        )

    def _open(self) -> None:
        points = self.table.chosen()
        line = points[0].line if points else None
        if line is not None and line.loan is not None:
            self.followed.emit(f"loan:{line.loan}")

    def _way(self, key: str) -> Button:
        button = Button(words_of(ACTIONS[key]), dense=True, object_name=f"roundDesk.points.{key}")
        button.clicked.connect(lambda _on=False: self.asked.emit(key))
        button.hide()
        return button

    def _word(self, key: str) -> str:
        if key == _SETTLED:
            return self.tr("Settled")
        word = self._context.words.say(f"round_differs.{key}")
        return word[:1].upper() + word[1:]


def _all_ways() -> tuple[str, ...]:
    return (
        *("report_use", "report_loss", "report_mass", "return_line", "transfer_line", "find_again"),
        *("answer_round", "record_letter", "recall_lines", "enter_loan", "dispute_line"),
    )


def _named(point: Point) -> tuple[object, ...]:
    """Return what a point is about, by which it is known again: whose it is, and the line or what was named."""
    return point.person.uid, point.line.uid if point.line is not None else None, point.besides
