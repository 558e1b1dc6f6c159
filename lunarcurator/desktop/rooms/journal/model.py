"""The journal as a table of a million rows: sequences at hand, entries fetched where somebody looks."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Final, override

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.services.journal import JournalEntry

ENTRY: Final = Qt.ItemDataRole.UserRole + 1
"""The role that hands a delegate the whole `JournalEntry`, or None while it is on its way."""
PAGE: Final = 64
_KEPT: Final = 4_096


class Column(IntEnum):
    """The columns of the journal, in their order."""

    ENTRY = 0
    WHEN = 1
    WHAT = 2
    BY = 3
    MARKS = 4
    REASON = 5


_ANSWERED: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
)


class JournalModel(FlatModel):
    """Sequences of entries, the newest first; `wanted` asks for entries by sequence, `put` brings them.

    Entries are kept up to a bound. After `age` what is kept is still shown, and asked for anew.
    """

    wanted = Signal(object)

    def __init__(
        self, headers: Sequence[str], spoken: Callable[[JournalEntry, Column], str], parent: QObject | None = None
    ) -> None:
        super().__init__(Headings(headers, {Column.ENTRY}), parent)
        self._spoken = spoken
        self._seqs: Sequence[int] = ()
        self._kept: OrderedDict[int, JournalEntry] = OrderedDict()
        self._aged: set[int] = set()
        self._asked: set[int] = set()

    @property
    def seqs(self) -> Sequence[int]:
        """The sequences shown, the newest first."""
        return self._seqs

    def show_seqs(self, seqs: Sequence[int]) -> bool:
        """Show these entries; newer ones than before are put on top. True if rows stayed where they were."""
        more = len(seqs) - len(self._seqs)
        if more >= 0 and self._seqs and seqs[more : more + 1] == self._seqs[:1] and seqs[-1] == self._seqs[-1]:
            if more:
                self.beginInsertRows(QModelIndex(), 0, more - 1)
                self._seqs = seqs
                self.endInsertRows()
            return True
        self.beginResetModel()
        self._seqs = seqs
        self.endResetModel()
        return False

    def age(self) -> None:
        """Ask for every entry anew when it is next looked at: a later entry may have undone it."""
        self._aged = set(self._kept)
        self._asked.clear()
        if self._seqs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._seqs) - 1, self.columnCount() - 1))

    def put(self, entries: Iterable[JournalEntry]) -> None:
        """Take in entries that were asked for."""
        for entry in entries:
            self._kept[entry.seq] = entry
            self._kept.move_to_end(entry.seq)
            self._aged.discard(entry.seq)
            self._asked.discard(entry.seq)
            row = self.row_of(entry.seq)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        while len(self._kept) > _KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._aged.discard(gone)

    def on_their_way(self, seqs: Iterable[int]) -> None:
        """Say which entries are being fetched; all others may be asked for again."""
        self._asked = set(seqs)

    def entry(self, row: int) -> JournalEntry | None:
        """Return the entry of a row, or None while it is on its way; asks for it and its neighbours."""
        seq = self._seqs[row]
        found = self._kept.get(seq)
        if (found is None or seq in self._aged) and seq not in self._asked:
            first = row - row % PAGE
            missing = [
                each
                for each in self._seqs[first : first + PAGE]
                if (each not in self._kept or each in self._aged) and each not in self._asked
            ]
            self._asked.update(missing)
            self.wanted.emit(missing)
        return found

    def row_of(self, seq: int) -> int | None:
        """Return the row of an entry by its sequence, or None if it is not shown."""
        low, high = 0, len(self._seqs)
        while low < high:
            middle = (low + high) // 2
            if self._seqs[middle] > seq:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._seqs) and self._seqs[low] == seq else None

    @override
    def row_total(self) -> int:
        return len(self._seqs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ENTRY:
            return self.entry(index.row())
        if role not in _ANSWERED:
            return None
        entry = self.entry(index.row())
        column = Column(index.column())
        text = self._spoken(entry, column) if entry else str(self._seqs[index.row()]) if not column else ""
        return f"{self.headings.labels[column]} {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text
