"""What a sheet of a workbook says besides its values, or otherwise than its reader hands them over."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.shown_formats import How, as_shown
from lunarcurator.exchange.used_range import UsedRange

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

    `used_range` is how far it is filled, `cells` are those that its reader hands over otherwise than they stand.
    Of an `unread` file, by its name, the sheet says more than is known here.
    """

    def __init__(self) -> None:
        self.used_range = UsedRange()
        self.cells: dict[tuple[int, int], Cell] = {}
        self.found = SheetMarks()
        self.unread = ""
        self._shown: dict[tuple[int, How], array[int]] = {}
        self._left = _MOST_LOOKS

    def look(self, row: int, column: int, look: Look) -> None:
        """Take note of how a cell looks; raises ValueError for more than any sheet has."""
        self._left -= 1
        if self._left < 0:
            raise ValueError("more cells with a look than a sheet has")
        if look.coloured:
            self.found.coloured = max(self.found.coloured, row)
        if look.struck:
            self.found.struck.add((row, column))
        if look.shown:
            self._shown.setdefault((column, look.shown), array("I")).append(row)

    def comment(self, row: int, column: int, words: str) -> None:
        """Take note of a comment, if it says anything."""
        if told := " ".join(words.split()):
            self.found.comments[row, column] = told

    def marks(self) -> SheetMarks:
        """Return the marks of the sheet; raises SheetError where they are not read."""
        if self.unread:
            raise SheetError("sheet.marks_unread", file=self.unread)
        return self.found

    def told(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows that a reader hands over as a person sees them."""
        shown = [(at - 1, how, {*rows}) for (at, how), rows in self._shown.items()]
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
