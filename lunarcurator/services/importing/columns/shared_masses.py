"""A mass said once for several pieces, in a cell that is merged over their rows: it is that of none."""

from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.marks import Block
from lunarcurator.services.importing.cells.values import SharedCell, plain, says_nothing
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.reading import Reading


def merged_masses(reading: Reading) -> list[tuple[int, Block]]:
    """Return the cells of masses that are merged over rows, each with its place in the table (from 0)."""
    masses = {reading.columns.index(name) for name in reading.taken_for(*MASSES)}
    merged = ((_place(reading.layout, block.left), block) for block in reading.marks.merged)
    return [(at, block) for at, block in merged if at in masses and _is_over_rows(block, reading.layout)]


def shared_mass(cell: Cell, block: Block) -> Cell:
    """Return the cell of a mass that is merged over rows as that of none of them."""
    text = plain(cell)
    # Written into the report of rows left out it must not read as the mass of one.
    return cell if not text or says_nothing(cell) else SharedCell(f"Σ {text} ({block.top}–{block.bottom})")


def _is_over_rows(block: Block, layout: Layout) -> bool:
    return block.bottom > block.top >= layout.first_row


def _place(layout: Layout, column: int) -> int:
    """Return the place in the table of a column of the sheet, -1 where it has none."""
    blocks = layout.groups or ((1, layout.width),)
    return next((column - first for first, last in blocks if first <= column <= last), -1)
