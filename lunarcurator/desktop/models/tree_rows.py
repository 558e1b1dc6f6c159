"""Rows of pieces as they arrive from the reading lane, kept as long as they may be painted again."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunarcurator.desktop.models.sample_cells import Cell, CellWriter
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.services.sample_tree import PieceRow

if TYPE_CHECKING:
    from lunarcurator.desktop.lanes import Lanes

KEPT: Final = 4_000
"""Rows remembered; a window shows about fifty, a day of scrolling must not fill the memory."""
_AT_ONCE: Final = 200


class TreeRow:
    """A row with its cells, each made when it is first asked for, or before by `write`."""

    __slots__ = ("_cells", "_writer", "piece")

    def __init__(self, piece: PieceRow, writer: CellWriter) -> None:
        self.piece = piece
        self._writer = writer
        self._cells: dict[str, Cell] = {}

    def write(self, columns: Iterable[SampleColumn]) -> "TreeRow":
        """Make the cells of columns ahead, on the lane that read the row, and return the row."""
        for column in columns:
            self.cell(column)
        return self

    def cell(self, column: SampleColumn) -> Cell:
        """Return the cell of a column."""
        cell = self._cells.get(column.key)
        if cell is None:
            cell = self._cells[column.key] = self._writer.cell(self.piece, column)
        return cell


class RowStore(QObject):
    """Keeps rows by local id; asks the lane once for all that were missed, and tells `arrived` with their ids.

    A stale row is still shown until its successor is here. `read` runs on the lane, and there the cells of the
    `shown` columns are made. Without a lane it only remembers what was missed, until it is served.
    """

    arrived = Signal(object)

    def __init__(
        self,
        lanes: "Lanes | None",
        read: Callable[[list[int]], dict[int, PieceRow]],
        writer: CellWriter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._read, self._writer = lanes, read, writer
        self.shown: tuple[SampleColumn, ...] = ()
        self._rows: OrderedDict[int, TreeRow] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._asked: set[int] = set()
        self._age = 0
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    def serve(self, lanes: "Lanes") -> None:
        """Read on these lanes from now on, and let every row be read anew."""
        self._lanes = lanes
        self.age()
        if self._wanted:
            self._ask_soon.start()

    def get(self, id_: int) -> TreeRow | None:
        """Return a row, or None and have it read; a stale one is returned and read anew."""
        row = self._rows.get(id_)
        if (row is None or id_ in self._stale) and id_ not in self._asked:
            self._wanted[id_] = None
            if not self._ask_soon.isActive():
                self._ask_soon.start()
        return row

    def peek(self, id_: int) -> TreeRow | None:
        """Return a row if it is here, without asking for it."""
        return self._rows.get(id_)

    def prepare(self, rows: Iterable[PieceRow]) -> list[TreeRow]:
        """Return rows ready to put and to paint; called on the lane."""
        columns = self.shown
        return [TreeRow(row, self._writer).write(columns) for row in rows]

    def put(self, rows: Iterable[TreeRow]) -> None:
        """Take in rows that were read together with something else."""
        for row in rows:
            self._keep(row)

    def age(self) -> None:
        """Let every row be read anew when it is next shown, because something has changed."""
        self._stale = set(self._rows)
        self._asked.clear()
        self._age += 1

    def clear(self) -> None:
        """Forget all rows, because another moment is shown."""
        self._rows.clear()
        self._stale.clear()
        self._wanted.clear()
        self._asked.clear()
        self._age += 1

    def _ask(self) -> None:
        # What was asked for last is what is on the screen now.
        if self._lanes is None:
            return
        ids = list(self._wanted)[-_AT_ONCE:]
        self._wanted.clear()
        if not ids:
            return
        self._asked.update(ids)
        age = self._age
        self._lanes.read(lambda: self.prepare(self._read(ids).values()), lambda rows: self._arrive(ids, rows, age))

    def _arrive(self, ids: list[int], found: list[TreeRow], age: int) -> None:
        if age != self._age:
            return
        self._asked.difference_update(ids)
        rows = {row.piece.id: row for row in found}
        changed = []
        for id_ in ids:
            row = rows.get(id_)
            known = self._rows.get(id_)
            if row is not None and (known is None or known.piece != row.piece):
                changed.append(id_)
            if row is not None:
                self._keep(row)
        if changed:
            self.arrived.emit(changed)

    def _keep(self, row: TreeRow) -> None:
        id_ = row.piece.id
        self._stale.discard(id_)
        known = self._rows.get(id_)
        if known is None or known.piece != row.piece:
            self._rows[id_] = row
        self._rows.move_to_end(id_)
        if len(self._rows) > KEPT:
            gone, _ = self._rows.popitem(last=False)
            self._stale.discard(gone)
