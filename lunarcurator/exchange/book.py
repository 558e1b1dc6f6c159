"""A file that holds tables, as rows of cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.marks import ReadMarks, no_marks


class Row(NamedTuple):
    """One row: its number in the file as a spreadsheet program counts it (from 1), and its cells."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but white space."""
        for cell in self.cells:
            if cell is not None and not (isinstance(cell, str) and not cell.strip()):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file; `rows()` reads it anew each time, in order, blank rows included.

    `marks` reads what the sheet says without values: colours, comments, what is hidden or merged; of a block
    `left` columns of the file stand before it. Reading
    raises SheetError where the file turns out to be broken or above the limits.
    """

    name: str
    hidden: bool
    source: Callable[[], Iterator[Row]] = field(repr=False, compare=False)
    marks: ReadMarks = field(default=no_marks, repr=False, compare=False)
    left: int = 0

    def rows(self) -> Iterator[Row]:
        """Read the sheet from its first row."""
        return self.source()


def _nothing_kept() -> None:
    """Nothing is kept of a file that is read from its start each time."""


@dataclass(frozen=True, slots=True)
class Book:
    """A readable file: its name without folder, the SHA-256 of its bytes in hex, its kind and its sheets.

    `kind` is csv, xlsx, xls, ods or clipboard, by what the file is and not by what it is called.
    `delimiter`, `encoding` and `quote` tell how a text file was read. `let_go` gives up what was kept of the last
    sheet for the next pass through it: memory is had back, and that pass takes longer.
    """

    name: str
    sha256: str
    kind: str
    sheets: tuple[Sheet, ...]
    delimiter: str = ""
    encoding: str = ""
    quote: str = ""
    let_go: Callable[[], None] = field(default=_nothing_kept, repr=False, compare=False)

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets a person sees when opening the file."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)
