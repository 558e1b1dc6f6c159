"""A mass said once for several pieces, merged over rows or beside several numbers: it is that of none."""

from typing import NamedTuple, Self

from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.marks import Block
from lunarcurator.services.importing.cells.values import SharedCell, plain, says_nothing
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.reading import Reading


class SharedMasses(NamedTuple):
    """The places of the columns of masses in a table (from 0), and their cells that are merged over rows."""

    masses: tuple[int, ...]
    merged: tuple[tuple[int, Block], ...]

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Return what a reading has of them."""
        layout, masses = reading.layout, [reading.columns.index(name) for name in reading.taken_for(*MASSES)]
        merged = ((_place(layout, block.left), block) for block in reading.marks.merged)
        found = ((at, block) for at, block in merged if at in masses and _is_over_rows(block, layout))
        return cls((*masses,), (*found,))

    def among(self, cells: tuple[Cell, ...], pieces: str) -> tuple[Cell, ...]:
        """Return the cells of a row that numbers several pieces with its masses as those of none."""
        return tuple(_shared(cell, pieces) if at in self.masses else cell for at, cell in enumerate(cells))

    def mark(self, number: int, cells: list[Cell]) -> None:
        """Turn masses into those of none where their cells are merged over the row of this number and others."""
        for at, block in self.merged:
            if block.top <= number <= block.bottom:
                cells[at] = _shared(cells[at], f"{block.top}–{block.bottom}")


def _shared(cell: Cell, among: str) -> Cell:
    text = plain(cell)
    # Written into the report of rows left out it must not read as the mass of one.
    return cell if not text or says_nothing(cell) else SharedCell(f"Σ {text} ({among})")


def _is_over_rows(block: Block, layout: Layout) -> bool:
    return block.bottom > block.top >= layout.first_row


def _place(layout: Layout, column: int) -> int:
    """Return the place in the table of a column of the sheet, -1 where it has none."""
    blocks = layout.groups or ((1, layout.width),)
    return next((column - first for first, last in blocks if first <= column <= last), -1)
