"""What a sheet of a workbook says besides its values, or otherwise than its reader hands them over."""

from array import array
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import Extent
from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.shown_formats import How, as_shown

# No sheet within the limits has more; one of so many cells that hold nothing but a look would fill the memory.
_MOST_LOOKS: Final = 16_000_000


class Look(NamedTuple):
    """How a style shows a cell: whether it is coloured or struck through, and how its value is shown."""

    coloured: bool = False
    struck: bool = False
    shown: How | None = None


PLAIN: Final = Look()
"""The look of a cell that says nothing."""


class Facts:
    """The facts of one sheet as they are come upon, rows and columns counted from 1.

    `extent` is how far it is filled, `cells` are those that its reader hands over otherwise than they stand. Of an
    `unread` file, by its name, the sheet says more than is known here.
    """

    def __init__(self) -> None:
        self.extent = Extent()
        self.cells: dict[tuple[int, int], Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Block] = []
        self.comments: dict[tuple[int, int], str] = {}
        self._looks: dict[tuple[int, Look], array[int]] = {}
        self._left = _MOST_LOOKS
        self.unread = ""

    def look(self, column: int, look: Look, rows: Iterable[int]) -> None:
        """Take note of how cells of a column look; raises ValueError for more than any sheet has."""
        here = self._looks.setdefault((column, look), array("I"))
        before = len(here)
        here.extend(rows)
        self._left -= len(here) - before
        if self._left < 0:
            raise ValueError("more cells with a look than a sheet has")

    def comment(self, row: int, column: int, words: str) -> None:
        """Take note of a comment, if it says anything."""
        if told := " ".join(words.split()):
            self.comments[row, column] = told

    def marks(self) -> SheetMarks:
        """Return the marks of the sheet; raises SheetError where they are not read."""
        if self.unread:
            raise SheetError("sheet.marks_unread", file=self.unread)
        looks = self._looks.items()
        return SheetMarks(
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            tuple(self.merged),
            max((max(rows) for (_, look), rows in looks if look.coloured), default=0),
            frozenset((row, column) for (column, look), rows in looks if look.struck for row in rows),
            MappingProxyType(self.comments),
        )

    def told(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows that a reader hands over as a person sees them."""
        shown = [(at - 1, look.shown, {*rows}) for (at, look), rows in self._looks.items() if look.shown]
        by_row: dict[int, list[tuple[int, Cell]]] = {}
        for (row, column), cell in self.cells.items():
            by_row.setdefault(row, []).append((column - 1, cell))
        if not shown and not by_row:
            yield from rows
            return
        for number, cells in rows:
            found = [*cells]
            for at, how, here in shown:
                if number in here and at < len(found):
                    found[at] = as_shown(found[at], how)
            for at, cell in by_row.get(number, ()):
                if at < len(found):
                    found[at] = cell
            yield Row(number, (*found,))
