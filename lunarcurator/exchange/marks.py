"""What a sheet says without a value: colours, strokes, comments, what is hidden, and merged cells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

FAR: Final = 1 << 31
"""Beyond the last row and column of any sheet."""


class Block(NamedTuple):
    """A rectangle of merged cells, rows and columns from 1, both ends within."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell stands within."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class SheetMarks:
    """The marks of one sheet, rows and columns counted from 1.

    `coloured` is the last row with a coloured cell (0: none), `struck`
    are the rows and columns of cells that are struck through, `comments` the words at a row and column.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Block] = field(default_factory=list)
    coloured: int = 0
    struck: set[tuple[int, int]] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)

    def within(self, block: Block) -> "SheetMarks":
        """Return the marks of a block, its columns counted from its first, its rows as in the sheet."""
        left = block.left - 1
        return SheetMarks(
            {row for row in self.hidden_rows if block.holds(row, block.left)},
            {at - left for at in self.hidden_columns if block.holds(block.top, at)},
            [
                Block(top, at - left, down, end - left)
                for top, at, down, end in self.merged
                if block.holds(block.top, at)
            ],
            self.coloured,
            {(row, at - left) for row, at in self.struck if block.holds(row, at)},
            {(row, at - left): words for (row, at), words in self.comments.items() if block.holds(row, at)},
        )


type ReadMarks = Callable[[], SheetMarks]


def no_marks() -> SheetMarks:
    """Return the marks of a sheet whose file cannot carry any."""
    return SheetMarks()
