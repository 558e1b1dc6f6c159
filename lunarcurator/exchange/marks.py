"""What a sheet says without a value: colours, strokes, comments, what is hidden, and merged cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class Block(NamedTuple):
    """A rectangle of merged cells, rows and columns from 1, both ends within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of one sheet, rows and columns counted from 1.

    `colours` tells for a column and a colour (six hexadecimal digits, or a place in the theme) which rows carry
    it, `struck` the rows that are struck through by column, `comments` the words at a row and column.
    `filtered` says that a filter hides rows.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    merged: tuple[Block, ...] = ()
    colours: Mapping[tuple[int, str], tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    struck: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def are_none(self) -> bool:
        """Whether the sheet has no marks at all."""
        return self == SheetMarks()

    def behind(self, left: int) -> "SheetMarks":
        """Return the marks of the columns behind the first `left`, counted as if those were not there."""
        return SheetMarks(
            self.hidden_rows,
            frozenset(at - left for at in self.hidden_columns if at > left),
            self.filtered,
            tuple(Block(top, at - left, down, right - left) for top, at, down, right in self.merged if at > left),
            {(at - left, colour): rows for (at, colour), rows in self.colours.items() if at > left},
            {at - left: rows for at, rows in self.struck.items() if at > left},
            {(row, at - left): words for (row, at), words in self.comments.items() if at > left},
        )


type ReadMarks = Callable[[], SheetMarks]


def no_marks() -> SheetMarks:
    """Return the marks of a sheet whose file cannot carry any."""
    return SheetMarks()
