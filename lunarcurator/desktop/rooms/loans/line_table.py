"""The table of the lines of loans: whole rows, picked, opened and copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, override

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from lunarcurator.desktop.models.loan_lines import LINE, LoanLinesModel
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_painting import WholeRows
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.services.lending.browsing import LineRow

WIDTHS: Final = (172, 92, 134, 0, 130, 116, 116, 118, 132)
"""The widths of the columns in pixels at 100 %; 0 stretches."""
_ROOM_FOR_PERSON, _ROOM_FOR_GRANTED, _ROOM_FOR_FORM = 1_180, 1_040, 800


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a list stands: its first row in sight, how many rows fit, and the row somebody stands on."""

    top: int
    many: int
    current: int

    def rows(self, total: int) -> range:
        """Return the rows in sight once there are `total` of them, with one more at each edge."""
        stands = min(self.current, max(total - 1, 0))
        first = min(self.top, max(total - self.many, 0))
        # The row somebody stands on comes into sight wherever the list was.
        first = min(max(first, stands - self.many + 2), stands)
        return range(max(first - 1, 0), min(first + self.many + 1, total))


class LineTable(RowTable):
    """Shows a `LoanLinesModel`; `entered` says that somebody opens the line he stands on."""

    entered = Signal()
    menu_asked = Signal(QPoint)

    def __init__(
        self, appearance: Appearance, columns: Sequence[LedgerColumn], parent: QWidget | None = None
    ) -> None:
        self.lines = LoanLinesModel(columns)
        self._widths = tuple(each.width for each in columns)
        super().__init__(appearance, self.lines, "", parent)
        self.lines.setParent(self)
        self.setObjectName("loansRoom.lines")
        self.setAccessibleName(self.tr("Lines of loans"))
        self._rows = WholeRows(appearance, columns, self, self._cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionsClickable(True)
        self.stretch(3)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((column, width) for column, width in enumerate(self._widths) if width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The number, who has it, and when it is due come first.
        room, px = self.width(), self._appearance.look.metrics.px
        for column, needs in ((4, _ROOM_FOR_PERSON), (5, _ROOM_FOR_GRANTED), (1, _ROOM_FOR_FORM)):
            self.setColumnHidden(column, room < px(needs))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._rows.paint(event)

    @property
    def sight(self) -> Sight:
        """Where the list stands now."""
        high = max(self.verticalHeader().defaultSectionSize(), 1)
        many = self.viewport().height() // high + 2
        return Sight(max(self.rowAt(0), 0), many, max(self.currentIndex().row(), 0))

    @property
    def chosen_ids(self) -> list[int]:
        """The local ids of the selected lines, whether they have arrived or not."""
        return [self.lines.ids[row] for row in self.chosen_rows]

    def chosen(self) -> list[LineRow]:
        """Return the selected lines that have arrived, in their order."""
        rows = (self.lines.index(row, 0).data(LINE) for row in self.chosen_rows)
        return [row for row in rows if isinstance(row, LineRow)]

    def copied(self) -> str:
        """Return the selected rows that have arrived, with their headers, tabs between cells."""
        across = range(self.lines.columnCount())
        lines = ["\t".join(self.lines.headings.labels)]
        for index in self.selectionModel().selectedRows():
            told = self.lines.told(index.row())
            if told is not None:
                lines.append("\t".join(told[1][column].spoken for column in across))
        return "\n".join(lines)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.entered.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take_current()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _cells(self, row: int) -> tuple[LedgerCell, ...] | None:
        told = self.lines.told(row)
        return told[1] if told is not None else None


def places_of(wanted: Sequence[int], ids: Sequence[int]) -> list[int]:
    """Return the rows in which wanted ids stand now; those that left the list have none."""
    if not wanted:
        return []
    kept = frozenset(wanted)
    return [row for row, id_ in enumerate(ids) if id_ in kept]
