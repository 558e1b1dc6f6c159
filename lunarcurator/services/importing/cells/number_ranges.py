"""`72215-20` is split 20 of a sample for one lab, and the samples from 72215 to 72220 for another."""

import re
from typing import Final

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import RangeCell, plain

_TWO_WAYS: Final = re.compile(r"(?P<first>\d{5})\s?[-‐‑‒–—−/~]\s?(?P<tail>\d{1,3})")


def range_ends(cell: Cell) -> tuple[str, str] | None:
    """Return the first and the last number of what may be a range, None for what is none.

    A range rises: its last figures are above those of the number.
    """
    match = _TWO_WAYS.fullmatch(plain(cell))
    if match is None or int(match["tail"]) <= int(match["first"][-len(match["tail"]) :]):
        return None
    return match["first"], match["first"][: -len(match["tail"])] + match["tail"]


def as_range(cell: Cell) -> Cell:
    """Return a cell that may be a range as one; another as it stands."""
    return RangeCell(plain(cell)) if range_ends(cell) else cell
