"""`72215-20` is split 20 of a sample for one lab, and the samples from 72215 to 72220 for another."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.repairs import parts_of
from lunarcurator.services.importing.cells.values import RangeCell, plain

_PERHAPS: Final = re.compile(r"\d{5}\s?[-‐‑‒–—−/~]\s?\d")
_TWO_WAYS: Final = re.compile(r"(?P<first>\d{5})\s?[-‐‑‒–—−/~]\s?(?P<tail>\d{1,3})")


class Doubt(NamedTuple):
    """How many cells of a column may be ranges, and the first of them: as it stands, and from where to where."""

    cells: int
    example: str
    first: str
    last: str


def ranges_in(cells: Iterable[Cell]) -> Doubt | None:
    """Return the cells of a column that may be ranges of numbers, unless more others show that they are splits.

    A range rises: its last figures are above those of the number. A number that comes with several tails, and a
    tail that falls, are those of splits.
    """
    # Hardly a cell of a long list may be one, and asking that alone is quick.
    perhaps = (cell for cell in cells if isinstance(cell, str) and _PERHAPS.search(cell))
    found = [match for cell in perhaps for part in parts_of(cell) if (match := _TWO_WAYS.fullmatch(plain(part)))]
    tails = Counter(match["first"] for match in found)
    rising = [match for match in found if _rises(match) and tails[match["first"]] == 1]
    if not rising or len(found) > 2 * len(rising):
        return None
    first = rising[0]["first"]
    return Doubt(len(rising), rising[0][0], first, first[: -len(rising[0]["tail"])] + rising[0]["tail"])


def as_range(cell: Cell) -> Cell:
    """Return a cell that may be a range as one; another as it stands."""
    match = _TWO_WAYS.fullmatch(plain(cell))
    return RangeCell(match[0]) if match and _rises(match) else cell


def _rises(match: re.Match[str]) -> bool:
    return int(match["tail"]) > int(match["first"][-len(match["tail"]) :])
