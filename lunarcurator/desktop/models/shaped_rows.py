"""A long list of values as a table: rows are shaped into cells where somebody looks, and few are kept."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final, override

from PySide6.QtCore import QObject, Qt

from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn

ROW: Final = Qt.ItemDataRole.UserRole + 3
"""The role that hands out the value a row is of."""
_KEPT: Final = 2_048

type Shape = Callable[[Any], tuple[LedgerCell, ...]]


class ShapedRowsModel(FlatModel):
    """Rows of any values; `shape` makes the cells of one. `show_rows` replaces them all, `again` shapes anew."""

    def __init__(self, columns: Sequence[LedgerColumn], shape: Shape, parent: QObject | None = None) -> None:
        self.columns = tuple(columns)
        figures = (number for number, column in enumerate(self.columns) if column.kind in {"mass", "count"})
        super().__init__(Headings((column.label for column in self.columns), figures), parent)
        self._shape = shape
        self._rows: Sequence[Any] = ()
        self._kept: OrderedDict[int, tuple[LedgerCell, ...]] = OrderedDict()

    @property
    def rows(self) -> Sequence[Any]:
        """The values shown, in their order."""
        return self._rows

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these values in place of all."""
        self.beginResetModel()
        self._rows = rows
        self._kept.clear()
        self.endResetModel()

    def again(self) -> None:
        """Shape every row anew: what is said of them has changed, and not which they are."""
        self._kept.clear()
        if len(self._rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def cells(self, row: int) -> tuple[LedgerCell, ...]:
        """Return the cells of a row."""
        found = self._kept.get(row)
        if found is None:
            found = self._kept[row] = self._shape(self._rows[row])
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    @override
    def row_total(self) -> int:
        return len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ROW:
            return self._rows[index.row()]
        if role not in _ANSWERED:
            return None
        cell = self.cells(index.row())[index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings.labels[index.column()]} {cell.spoken}".strip()
        return cell.spoken


_ANSWERED: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole, CELL}
)
