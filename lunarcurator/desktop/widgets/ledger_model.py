"""What a small table shows: columns and cells as plain values, read only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, override

from PySide6.QtCore import QObject, Qt

from lunarcurator.desktop.models.headings import FlatModel, Headings, Index

Kind = Literal["text", "number", "date", "mass", "count"]
CELL: Final = Qt.ItemDataRole.UserRole + 1
"""The role that hands a delegate the whole `LedgerCell`."""


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column: its header, what its cells are, its width in pixels at 100 % (0 stretches), decimals.

    What may be cut, a text or a number, is told whole when pointed at.
    """

    label: str
    kind: Kind = "text"
    width: int = 0
    decimals: int = 3

    @property
    def may_be_cut(self) -> bool:
        """Whether its cells are cut where there is no room for them."""
        return self.kind in {"text", "number"}


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """One cell: its text for eyes (a mass in two, at the point), tone and weight, and where it leads.

    `plain` is what the clipboard and a screen reader get, where that differs from the text.
    `badge` is the tone of a badge, "" for none.
    """

    text: str
    fraction: str = ""
    tone: str = "text"
    bold: bool = False
    target: str = ""
    badge: str = ""
    concept: str = ""
    struck: bool = False
    plain: str = ""

    @property
    def spoken(self) -> str:
        """The whole value without marks for eyes."""
        return self.plain or f"{self.text}{self.fraction}"


class LedgerModel(FlatModel):
    """A table of cells; `set_rows` replaces them all."""

    def __init__(self, columns: Sequence[LedgerColumn], parent: QObject | None = None) -> None:
        self.columns = tuple(columns)
        figures = (number for number, column in enumerate(self.columns) if column.kind in {"mass", "count"})
        super().__init__(Headings((column.label for column in self.columns), figures), parent)
        self._rows: tuple[tuple[LedgerCell, ...], ...] = ()

    def set_rows(self, rows: Sequence[Sequence[LedgerCell | str]]) -> None:
        """Show these rows; a bare text is a plain cell. Each row has one cell for each column."""
        self.beginResetModel()
        self._rows = tuple(
            tuple(cell if isinstance(cell, LedgerCell) else LedgerCell(cell) for cell in row) for row in rows
        )
        self.endResetModel()

    def cell(self, row: int, column: int) -> LedgerCell:
        """Return a cell."""
        return self._rows[row][column]

    @override
    def row_total(self) -> int:
        return len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.spoken
        if role == Qt.ItemDataRole.ToolTipRole and self.columns[index.column()].may_be_cut:
            return cell.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].label} {cell.spoken}"
        return None
