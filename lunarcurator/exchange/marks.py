"""What a sheet says without a value: colours, strokes, comments, what is hidden, and merged cells."""

from collections.abc import Callable, Iterable, Mapping
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

    def behind(self, left: int) -> "SheetMarks":
        """Return the marks of the columns behind the first `left`, counted as if those were not there."""
        return self.within(Block(1, left + 1, FAR, FAR))

    def within(self, block: Block) -> "SheetMarks":
        """Return the marks of a block, its columns counted from its first, its rows as in the sheet."""
        left, columns = block.left - 1, range(block.left, block.right + 1)
        hidden = frozenset(_rows(self.hidden_rows, block))
        return SheetMarks(
            hidden,
            frozenset(at - left for at in self.hidden_columns if at in columns),
            self.filtered and bool(hidden),
            tuple(Block(top, at - left, down, end - left) for top, at, down, end in self.merged if at in columns),
            _within(self.colours, block),
            {
                at: rows
                for (at, _), rows in _within({(at, ""): rows for at, rows in self.struck.items()}, block).items()
            },
            {
                (row, at - left): words
                for (row, at), words in self.comments.items()
                if at in columns and _rows((row,), block)
            },
        )


def _rows(marked: Iterable[int], block: Block) -> tuple[int, ...]:
    return tuple(row for row in marked if block.top <= row <= block.bottom)


def _within(
    marks: Mapping[tuple[int, str], tuple[int, ...]], block: Block
) -> dict[tuple[int, str], tuple[int, ...]]:
    found = {(at - block.left + 1, how): _rows(rows, block) for (at, how), rows in marks.items()}
    wide = block.right - block.left + 1
    return {(at, how): rows for (at, how), rows in found.items() if rows and 0 < at <= wide}


type ReadMarks = Callable[[], SheetMarks]


def no_marks() -> SheetMarks:
    """Return the marks of a sheet whose file cannot carry any."""
    return SheetMarks()
