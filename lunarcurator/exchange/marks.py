"""What a sheet says without a value: colours, strokes, comments, what is hidden, and merged cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
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


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of one sheet, rows and columns counted from 1.

    `coloured` is the last row with a coloured cell (0: none), `struck`
    are the rows and columns of cells that are struck through, `comments` the words at a row and column.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Block, ...] = ()
    coloured: int = 0
    struck: frozenset[tuple[int, int]] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))

    def within(self, block: Block) -> "SheetMarks":
        """Return the marks of a block, its columns counted from its first, its rows as in the sheet."""
        left = block.left - 1
        return SheetMarks(
            frozenset(row for row in self.hidden_rows if block.holds(row, block.left)),
            frozenset(at - left for at in self.hidden_columns if block.holds(block.top, at)),
            tuple(
                Block(top, at - left, down, end - left)
                for top, at, down, end in self.merged
                if block.holds(block.top, at)
            ),
            self.coloured,
            frozenset((row, at - left) for row, at in self.struck if block.holds(row, at)),
            {(row, at - left): words for (row, at), words in self.comments.items() if block.holds(row, at)},
        )


type ReadMarks = Callable[[], SheetMarks]


def no_marks() -> SheetMarks:
    """Return the marks of a sheet whose file cannot carry any."""
    return SheetMarks()
