"""Parts of a sheet with a header of their own: a block beside the first, or rows below a second header."""

from dataclasses import dataclass

from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.exchange.row_words import is_figure


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part has the columns of its table, by column of the table the place in the part (0: nowhere).

    `units` are what its own header says of a column in another unit; they are put behind bare figures.
    """

    places: tuple[int, ...]
    units: tuple[str, ...]

    def record(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return the cells of a row of the part in the order of the table."""
        found = (cells[at - 1] if 0 < at <= len(cells) else None for at in self.places)
        return tuple(_in_unit(cell, unit) if unit else cell for cell, unit in zip(found, self.units, strict=True))


@dataclass(frozen=True, slots=True)
class Section:
    """The rows below a header in mid-sheet, up to the next: its row, that of its units (0: none), what it says.

    Sections whose headers say the same are asked about together, by the row of the first.
    """

    row: int
    units_row: int
    asked: int
    words: tuple[str, ...]
    part: Part


def _in_unit(cell: Cell, unit: str) -> Cell:
    bare = type(cell) is int or isinstance(cell, NumberCell) or (isinstance(cell, str) and is_figure(cell.strip()))
    return f"{str(cell).strip()} {unit}" if bare else cell
