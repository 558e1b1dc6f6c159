"""The model of the flat list a search makes: number, path and fields of each hit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lunarcurator.desktop.models.sample_cells import Cell, CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS, SampleColumn
from lunarcurator.desktop.models.tree_rows import TreeRow
from lunarcurator.services.searching import Hit, Hits

type Index = QModelIndex | QPersistentModelIndex
_MOST_DECIMALS: Final = 6
_PATH: Final = " › "
_SEEN_FIRST: Final = 60
"""Hits that fill a screen."""


@dataclass(frozen=True, slots=True)
class ShownHits:
    """Hits with their rows, and for how many decimals the masses among them need room."""

    hits: Hits
    rows: tuple[TreeRow, ...]
    decimals: int


def _path_cell(path: Sequence[str]) -> Cell:
    """Return the way to a piece; where there is no room for all of it, its end, which is what it came from."""
    whole = _PATH.join(path)
    near = _PATH.join(path[-2:]) if len(path) > 1 else ""
    return Cell(whole, tone="text2", plain=whole, spoken=whole, short=near, shortest=path[-1] if near else "")


class SampleHitsModel(QAbstractTableModel):
    """Shows the hits of one search; another search replaces them all."""

    def __init__(self, writer: CellWriter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(COLUMNS.values())
        self.writer = writer
        self._headings = writer.headings(self.columns)
        self.hits = Hits("", ())
        self._rows: tuple[TreeRow, ...] = ()
        self.decimals = writer.least_decimals
        self.shown: tuple[SampleColumn, ...] = ()

    def prepare(self, hits: Hits) -> ShownHits:
        """Return hits ready to show; called on the lane, for the masses of all of them are put into words.

        Of the first the cells of the `shown` columns are made too.
        """
        rows = tuple(TreeRow(hit.row, self.writer) for hit in hits.hits)
        lengths = [len(row.cell(COLUMNS["mass"]).fraction) - 1 for row in rows]
        for row in rows[:_SEEN_FIRST]:
            row.write(self.shown)
        return ShownHits(hits, rows, min(max([self.writer.least_decimals, *lengths]), _MOST_DECIMALS))

    def show(self, found: ShownHits) -> None:
        """Show what a search found."""
        self.beginResetModel()
        self.hits, self._rows, self.decimals = found.hits, found.rows, found.decimals
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        """Return a hit by its row."""
        return self.hits.hits[row]

    def cell(self, row: int, column: SampleColumn) -> Cell:
        """Return the cell of a hit in a column."""
        if column.key == "path":
            return _path_cell(self.hit(row).path)
        return self._rows[row].cell(column)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), column).plain
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = self.cell(index.row(), column).spoken
            return f"{self.writer.header(column).partition(',')[0]} {spoken}" if spoken else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.writer.tool_tip(self.cell(index.row(), column)) or None
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self._headings.answer(section, orientation, role)
