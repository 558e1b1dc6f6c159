"""Two columns of one name are taken for the same: a row in which they differ is refused."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.services.importing.cells.values import LENGTHS
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit
from lunarcurator.services.importing.columns.units import is_unit_of_mass

# As tables of this program and of others call the second column of a name.
_AGAIN: Final = re.compile(r"(?P<name>.+?)(?: \(\d+\)|\.\d+)")


def settle_doubled(columns: Sequence[str], mapping: dict[str, str]) -> None:
    """Take a column that nobody reads for what one of its name before it is taken for."""
    first: dict[tuple[str, str], str] = {}
    for column in columns:
        before = first.setdefault(_named(column, columns), column)
        if mapping[column] == OTHER:
            mapping[column] = mapping[before]


def _named(name: str, columns: Sequence[str]) -> tuple[str, str]:
    """Return what a column is called, without the sign that it is the second, and what kind of unit it has."""
    again = _AGAIN.fullmatch(name)
    if again and again["name"].casefold() in map(str.casefold, columns):
        name = again["name"]
    said, unit = split_unit(name)
    return said, "g" if is_unit_of_mass(unit) else "m" if unit in LENGTHS else unit
