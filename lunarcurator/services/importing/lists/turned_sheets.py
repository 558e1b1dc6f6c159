"""Sheets that stand on their side: the headers below each other in the first column, each piece a column."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases
from lunarcurator.services.importing.guessing import has_rows
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source

_LOOKED: Final = 60
_SURELY: Final = 2
_MOST: Final = 4
_IDENTITY: Final = frozenset({"number", "generic"})


def turned_headers(source: Source, reading: Reading) -> tuple[str, ...]:
    """Return headers that stand below each other where a sheet is turned; none where it is not.

    Two known headers are needed, one of them that of a number, with something beside each and none elsewhere.
    """
    if reading.says_pieces and has_rows(source, reading):
        return ()
    aliases = Aliases()
    rows = _first(source, reading)
    told = [cells for cells in rows if cells and cells[0] and any(cells[1:])]
    found = {cells[0]: aliases.target(cells[0]) for cells in told}
    known = [text for text, target in found.items() if target != OTHER]
    elsewhere = any(aliases.target(text) != OTHER for cells in told for text in cells[1:])
    if len(known) < _SURELY or elsewhere or not _IDENTITY & {*found.values()}:
        return ()
    return tuple(known[:_MOST])


def are_cards(source: Source, reading: Reading, headers: Sequence[str]) -> bool:
    """Tell whether the headers of a turned sheet come again and again, once for each piece, as on cards."""
    words = [cells[0] for cells in _first(source, reading) if cells]
    return all(words.count(header) > 1 for header in headers)


def _first(source: Source, reading: Reading) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in islice(source.sheet(reading.sheet).rows(), _LOOKED)]
