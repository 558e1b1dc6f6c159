"""The lines of the loan desk as a table of any length: ids at hand, rows fetched where somebody looks."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QObject, Qt, Signal

from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn
from lunarcurator.services.lending.browsing import LineRow

LINE: Final = Qt.ItemDataRole.UserRole + 2
"""The role that hands out the whole `LineRow` of a row, or None while it is on its way."""
PAGE: Final = 64
_KEPT: Final = 4_096

type Told = tuple[LineRow, tuple[LedgerCell, ...]]


class LoanLinesModel(FlatModel):
    """Local ids of lines in their order; `wanted` asks for rows by id, `put` brings them with their cells.

    Rows are kept up to a bound. After `age` what is kept is still shown, and asked for anew.
    """

    wanted = Signal(object)

    def __init__(self, columns: Sequence[LedgerColumn], parent: QObject | None = None) -> None:
        self.columns = tuple(columns)
        figures = (number for number, column in enumerate(self.columns) if column.kind in {"mass", "count"})
        super().__init__(Headings((column.label for column in self.columns), figures), parent)
        self._ids: Sequence[int] = ()
        self._kept: OrderedDict[int, Told] = OrderedDict()
        self._aged: set[int] = set()
        self._asked: set[int] = set()
        self._awaited: dict[int, int] = {}

    @property
    def ids(self) -> Sequence[int]:
        """The local ids shown, in their order."""
        return self._ids

    def fresh(self) -> frozenset[int]:
        """Return the local ids of rows that need not be asked for, for a lane to leave them out."""
        return frozenset(self._kept.keys() - self._aged) if self._aged else frozenset(self._kept)

    def show_ids(self, ids: Sequence[int]) -> bool:
        """Show these lines. True if they are those shown before."""
        if len(ids) == len(self._ids) and ids == self._ids:
            return True
        self.beginResetModel()
        self._ids = ids
        self._awaited.clear()
        self.endResetModel()
        return False

    def age(self) -> None:
        """Ask for every row anew when it is next looked at."""
        self._aged = set(self._kept)
        self._asked.clear()
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def forget(self) -> None:
        """Show no row until it is read again: those kept are of another day."""
        self._kept.clear()
        self.age()

    def put(self, told: Mapping[int, Told]) -> None:
        """Take in rows that were asked for."""
        for id_, row in told.items():
            self._kept[id_] = row
            self._kept.move_to_end(id_)
            self._aged.discard(id_)
            self._asked.discard(id_)
        # One word for all of them: who listens looks through the selection each time.
        rows = [at for id_ in told if (at := self._awaited.pop(id_, None)) is not None]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), self.columnCount() - 1))
        while len(self._kept) > _KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._aged.discard(gone)

    def on_their_way(self, ids: Iterable[int]) -> None:
        """Say which rows are being fetched; all others may be asked for again."""
        self._asked = set(ids)

    def told(self, row: int) -> Told | None:
        """Return a row with its cells, or None while it is on its way; asks for it and its neighbours."""
        id_ = self._ids[row]
        found = self._kept.get(id_)
        if found is not None and id_ not in self._aged:
            return found
        # Only who looked for a row must hear that it came; nobody else is told of it.
        self._awaited[id_] = row
        if id_ not in self._asked:
            first = row - row % PAGE
            near = self._ids[first : first + PAGE]
            missing = [e for e in near if (e not in self._kept or e in self._aged) and e not in self._asked]
            self._asked.update(missing)
            self.wanted.emit(missing)
        return found

    @override
    def row_total(self) -> int:
        return len(self._ids)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ANSWERED:
            return None
        told = self.told(index.row())
        if role == LINE:
            return told[0] if told else None
        cell = told[1][index.column()] if told else LedgerCell("")
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings.labels[index.column()]} {cell.spoken}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.spoken if self.columns[index.column()].may_be_cut else None
        return cell.spoken


_ANSWERED: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        CELL,
        LINE,
    }
)
