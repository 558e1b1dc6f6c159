"""Small tables in panels: quiet rows with hairlines, masses on the point, links that lead on."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.states import ACTIVE, FOCUSED, SELECTED, state_of
from lunarcurator.desktop.theme.style_views import SCROLL_BAR
from lunarcurator.desktop.widgets.enter import ScanGuard
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn, LedgerModel
from lunarcurator.desktop.widgets.ledger_painting import paint_cell
from lunarcurator.desktop.widgets.row_table import RowTable

_AT_ONCE: Final = 60
"""So many rows are measured before they are seen; those of a long list as they come into sight."""


class LedgerDelegate(QStyledItemDelegate):
    """Paints cells of a ledger from their plain values."""

    def __init__(self, appearance: Appearance, columns: Sequence[LedgerColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._columns = appearance, tuple(columns)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, LedgerCell):
            return
        cells, column = self._appearance.cells, self._columns[index.column()]
        state, rect = state_of(option), option.rect
        selected = bool(state & SELECTED)
        active = bool(state & ACTIVE)
        focused = bool(state & FOCUSED)
        cells.ground(painter, rect, selected=selected, active=active, current=focused)
        paint_cell(cells, painter, rect, cell, column, selected=selected and active)


class LedgerTable(RowTable):
    """A read-only table as high as its rows (up to `most` rows, then it scrolls).

    `followed` carries a cell's target on click or Enter; Ctrl+C copies the selection with its headers.
    """

    followed = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        columns: Sequence[LedgerColumn],
        name: str,
        *,
        most: int = 0,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.ledger = LedgerModel(columns)
        super().__init__(appearance, self.ledger, name, parent)
        self.ledger.setParent(self)
        self._scan = ScanGuard()
        self._most = most
        self.setObjectName(object_name)
        self.setItemDelegate(LedgerDelegate(appearance, columns, self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setProperty("ground", "base")
        self.stretch(*(number for number, column in enumerate(columns) if not column.width))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.refresh)
        self.ledger.modelReset.connect(self.refresh)
        self.refresh()

    def set_rows(self, rows: Sequence[Sequence[LedgerCell | str]]) -> None:
        """Show these rows, one cell for each column; a bare text is a plain cell."""
        self.ledger.set_rows(rows)

    def refresh(self) -> None:
        """Take row height, widths and the whole height from the present look."""
        columns = enumerate(self.ledger.columns)
        self.fit((number, column.width) for number, column in columns if column.width)
        self.grow_for(range(min(self.ledger.rowCount(), _AT_ONCE)))
        self.setFixedHeight(self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        metrics = self._appearance.look.metrics
        rows = self.ledger.rowCount()
        if self._most:
            rows = min(rows, self._most)
        bar = metrics.px(SCROLL_BAR) if self._is_too_narrow() else 0
        return QSize(metrics.px(240), metrics.header + rows * metrics.row + 1 + bar)

    def _is_too_narrow(self) -> bool:
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        stretch = [at for at in range(header.count()) if header.sectionResizeMode(at) == modes.Stretch]
        needs = header.length() - sum(header.sectionSize(at) - header.sectionSizeHint(at) for at in stretch)
        return self.isVisible() and needs > self.width()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Where columns need a scroll bar below, it takes its own room and none of the rows.
            self.setFixedHeight(self.sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.look.metrics.px(120), self.sizeHint().height())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._follow(self.indexAt(event.position().toPoint()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._scan.takes(event):
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take_current()
            self._follow_row(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """Return the selected rows with their headers, tabs between cells, plain digits."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        columns = range(self.ledger.columnCount())
        lines = ["\t".join(column.label for column in self.ledger.columns)]
        lines += ["\t".join(self.ledger.cell(row, column).spoken for column in columns) for row in rows]
        return "\n".join(lines)

    def _follow(self, index: QModelIndex) -> None:
        if index.isValid() and (target := self.ledger.cell(index.row(), index.column()).target):
            self.followed.emit(target)

    def _follow_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        cells = [self.ledger.cell(index.row(), column) for column in range(self.ledger.columnCount())]
        chosen = [cells[index.column()], *cells]
        target = next((cell.target for cell in chosen if cell.target), "")
        if target:
            self.followed.emit(target)
