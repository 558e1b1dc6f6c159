"""A reading with what was answered of its kind, its columns, and its places: what a sheet is before its cells."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from lunarcurator.services.importing.asking.family import FAMILY
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.mass_answers import MASS_NOW
from lunarcurator.services.importing.columns.place_columns import PLACE_COLUMNS
from lunarcurator.services.importing.reading import Reading


def settled(reading: Reading) -> Reading:
    """Return the reading with what was answered of its kind, its columns of numbers, and their family."""
    for settle in _SETTLING:
        reading = settle(reading)
    return reading


def _without_hidden(reading: Reading) -> Reading:
    """Return the reading as if the hidden columns that are left out said nothing."""
    left = {*reading.left_out}
    if not left:
        return reading
    # A part of a number that is left out is blank in each row.
    return replace(
        reading,
        mapping=MappingProxyType({**reading.mapping, **dict.fromkeys(left, OTHER)}),
        levels=MappingProxyType({name: kind for name, kind in reading.levels.items() if name not in left}),
    )


# One after another; the kind of a list comes before its columns.
_SETTLING: Final[tuple[Callable[[Reading], Reading], ...]] = (
    _without_hidden,
    MASS_NOW.settled,
    PLACE_COLUMNS.settled,
    FAMILY.settled,
)
