"""The rows of an editable grid as plain texts; the last row is always the empty one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lunarcurator.desktop.dialogs.form.grid_past import GridPast, GridState
from lunarcurator.devices.balance_lines import settled_line
from lunarcurator.domain.errors import Refusal

HINT: Final = Qt.ItemDataRole.UserRole + 1
"""The grey text of a cell in which nothing was typed."""
TONE: Final = Qt.ItemDataRole.UserRole + 2
"""The tone of what is wrong with a cell, "" for nothing."""
SHOWN: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
"""What can be done with a cell that is only looked at."""
OPEN: Final = SHOWN | Qt.ItemFlag.ItemIsEditable
"""What can be done with a cell that is typed in."""

type Index = QModelIndex | QPersistentModelIndex
type Reads = Callable[[str], Refusal | None]


def _reads_anything(_text: str) -> Refusal | None:
    return None


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: its key, header, width in pixels at 100 % (0 stretches), and what is wrong with a text.

    `words` are offered while one types; a `closed` column takes none but these. A `proposed` column is filled by
    the program and passed over by Tab; a `quiet` one of them only says more of the row and is no value that will
    be taken. A `number` is cut in its middle only, for its ends tell it apart, and its column gives way last, as
    that of a day does. `usual` is what headings of a pasted block may say of it beside its title
    (`pasted_headings.Says`).
    """

    key: str
    label: str
    width: int = 0
    kind: Literal["text", "mass", "figure", "day"] = "text"
    read: Reads = _reads_anything
    words: tuple[str, ...] = ()
    proposed: bool = False
    quiet: bool = False
    number: bool = False
    closed: bool = False
    usual: str = ""

    def trouble(self, text: str) -> Refusal | None:
        """Return what is wrong with a text in this column, or None; an empty one is never wrong by its words."""
        refusal = self.read(text)
        told = text.strip()
        if refusal is None and self.closed and told and told.casefold() not in {w.casefold() for w in self.words}:
            return Refusal("grid.no_such_word", text=told, words=list(self.words))
        return refusal

    @property
    def can_be_wrong(self) -> bool:
        """Whether there are texts that cannot be read in this column."""
        return self.closed or self.read is not _reads_anything

    def settled(self, text: str) -> str:
        """Return a text as it stands in this column: of a balance's line, the mass."""
        return settled_line(text) if self.kind == "mass" else text

    @property
    def of_numbers(self) -> bool:
        """Whether all its texts are numbers or names of pieces, typed or proposed."""
        return self.number or (self.proposed and not self.quiet)

    @property
    def firm(self) -> bool:
        """Whether its column keeps its width where others give way."""
        return self.number or self.kind == "day"

    @property
    def right(self) -> bool:
        """Whether its texts stand at the right, as figures do."""
        return self.kind in {"mass", "figure"}


class GridModel(QAbstractTableModel):
    """Texts by row and column key; a row in which nothing is typed any more goes away."""

    def __init__(self, columns: Sequence[GridColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[dict[str, str]] = []
        self._hints: dict[tuple[int, str], str] = {}
        self._tones: dict[tuple[int, str], str] = {}
        self._past = GridPast()

    def texts(self) -> tuple[Mapping[str, str], ...]:
        """Return the rows without the empty one at the end."""
        return tuple(dict(row) for row in self._rows)

    def show(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show these rows in place of all."""
        self.beginResetModel()
        self._rows = [{column.key: row.get(column.key, "") for column in self.columns} for row in rows]
        self._hints.clear()
        self._tones.clear()
        self._past.forget()
        self.endResetModel()

    def write(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write texts as (row, column, text); rows are added as needed, and emptied ones at the end go."""
        self._past.keep(self._state())
        self._own({row for row, _, _ in cells})
        for row, column, text in cells:
            while row >= len(self._rows):
                at = len(self._rows) + 1
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.append({each.key: "" for each in self.columns})
                self.endInsertRows()
            self._rows[row][self.columns[column].key] = self.columns[column].settled(text)
        self._drop_empty()
        self._all_changed()

    def reword(self, key: str, label: str, words: Sequence[str]) -> None:
        """Call a column and its words otherwise; a cell that says one of them says the one in its place."""
        at = next(number for number, column in enumerate(self.columns) if column.key == key)
        before = self.columns[at]
        if (before.label, before.words) == (label, tuple(words)):
            return
        instead = dict(zip((word.casefold() for word in before.words), words, strict=True))
        after = replace(before, label=label, words=tuple(words))
        self.columns = (*self.columns[:at], after, *self.columns[at + 1 :])
        self._rows = [{**row, key: instead.get(row[key].strip().casefold(), row[key])} for row in self._rows]
        # What would be taken back is in the words before.
        self._past.forget()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)
        self._all_changed(quiet=True)

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out."""
        self._past.keep(self._state())
        for row in sorted(set(rows), reverse=True):
            if row < len(self._rows):
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        self._all_changed()

    def take_back(self) -> bool:
        """Take back what was written or removed last; False where there is nothing to take back."""
        return self._put_back(self._past.back(self._state()))

    def do_again(self) -> bool:
        """Do again what was taken back last; False where there is nothing."""
        return self._put_back(self._past.again(self._state()))

    def hint(self, hints: Mapping[tuple[int, str], str]) -> None:
        """Show grey texts in cells where nothing is typed, by (row, column key)."""
        if dict(hints) != self._hints:
            self._hints = dict(hints)
            self._all_changed(quiet=True)

    def hint_column(self, key: str, hints: Mapping[tuple[int, str], str]) -> None:
        """Show grey texts in one column, and leave those of the others."""
        self.hint({at: text for at, text in self._hints.items() if at[1] != key} | dict(hints))

    def mark(self, tones: Mapping[tuple[int, str], str]) -> None:
        """Tint cells in a tone, by (row, column key)."""
        if dict(tones) != self._tones:
            self._tones = dict(tones)
            self._all_changed(quiet=True)

    def text(self, row: int, column: int) -> str:
        """Return what was typed in a cell."""
        return self._rows[row][self.columns[column].key] if row < len(self._rows) else ""

    def hint_at(self, row: int, column: int) -> str:
        """Return the grey text of a cell, "" where something was typed."""
        return "" if self.text(row, column) else self._hints.get((row, self.columns[column].key), "")

    def tone(self, row: int, column: int) -> str:
        """Return the tone of a cell: what it was marked in, or red where its text cannot be read."""
        told = self.columns[column]
        return self._tones.get((row, told.key)) or ("red" if told.trouble(self.text(row, column)) else "")

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows) + 1

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.text(row, column) or self.hint_at(row, column) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.columns[column].label} {self.text(row, column) or self.hint_at(row, column)}"
            case _ if role == HINT:
                return self.hint_at(row, column)
            case _ if role == TONE:
                return self.tone(row, column)
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        if value != self.text(index.row(), index.column()):
            self.write([(index.row(), index.column(), value)])
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return OPEN if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            across = orientation == Qt.Orientation.Horizontal
            return self.columns[section].label if across else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _state(self) -> GridState:
        return GridState(tuple(self._rows), {})

    def _put_back(self, state: GridState | None) -> bool:
        if state is None:
            return False
        self.beginResetModel()
        self._restore(state)
        self._hints.clear()
        self._tones.clear()
        self.endResetModel()
        self._all_changed()
        return True

    def _restore(self, state: GridState) -> None:
        self._rows = [dict(row) for row in state.rows]

    def _own(self, rows: Iterable[int]) -> None:
        """Make rows of their own of those about to be written: a kept state shares them until then."""
        for row in rows:
            if row < len(self._rows):
                self._rows[row] = dict(self._rows[row])

    def _drop_empty(self) -> None:
        while self._rows and not any(text.strip() for text in self._rows[-1].values()):
            at = len(self._rows)
            self.beginRemoveRows(QModelIndex(), at, at)
            self._rows.pop()
            self.endRemoveRows()

    def _all_changed(self, *, quiet: bool = False) -> None:
        roles = [HINT, TONE] if quiet else []
        last = self.index(len(self._rows), len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last, roles)
