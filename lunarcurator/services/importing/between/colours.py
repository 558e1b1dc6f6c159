"""Colours of cells: what they mean only a person knows, so they are not read, and that is said."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from lunarcurator.services.importing.guessing import every_row_of
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source

_BANDED: Final = 2


def coloured_columns(source: Source, reading: Reading) -> tuple[str, ...]:
    """Return the columns with records of differing colours, bands that only part rows left aside."""
    colours = () if reading.layout.groups else reading.seen_marks.colours.items()
    if not colours:
        return ()
    records = {row.number for row in every_row_of(source, reading).rows()}
    found = set[int]()
    for (column, _), rows in colours:
        here = records.intersection(rows)
        if here and here != records and not _is_banding(sorted(here)):
            found.add(column)
    return tuple(name for at, name in enumerate(reading.columns, start=1) if at in found)


def _is_banding(rows: Sequence[int]) -> bool:
    """Tell whether a colour only parts rows: every second one."""
    return len(rows) > _BANDED and {later - earlier for earlier, later in pairwise(rows)} <= {2}
