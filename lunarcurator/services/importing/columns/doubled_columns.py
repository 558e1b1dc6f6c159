"""Two columns of one name, of which one is read: a row in which they differ says nothing for certain."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import LENGTHS, DoubledCell, length_value, mass_value, plain
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit
from lunarcurator.services.importing.columns.units import is_length, is_measure, is_unit_of_mass, unit_of
from lunarcurator.services.importing.reading import Reading

# As tables of this program and of others call the second column of a name.
_AGAIN: Final = re.compile(r"(?P<name>.+?)(?: \(\d+\)|\.\d+)")
_GROWING: Final = frozenset({"remarks", "names"})


class DoubledColumns:
    """The columns of a reading that another one of the same name repeats."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pairs = (*_pairs(reading),)

    def marked(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """Return the cells of a row, those that say otherwise than their double as no value."""
        if not self._pairs:
            return tuple(cells)
        found = [*cells]
        for first, second in self._pairs:
            if not self._agree(first, second, found):
                names, said = self._reading.columns, (plain(found[first]), plain(found[second]))
                text = " ≠ ".join(said)
                found[first] = DoubledCell(text, names[second], said[1], names[first], said[0])
        return (*found,)

    def _agree(self, first: int, second: int, cells: Sequence[Cell]) -> bool:
        said, again = plain(cells[first]), plain(cells[second])
        if not said or not again or said.casefold() == again.casefold():
            return True
        name, more = self._reading.columns[first], self._reading.columns[second]
        target, unit = self._reading.mapping.get(name, OTHER), unit_of(self._reading, name)
        try:
            if is_measure(target):
                value = length_value if is_length(target) else _ug
                return value(cells[first], unit) == value(cells[second], split_unit(more)[1] or unit)
            return Decimal(said) == Decimal(again)
        except (Refusal, InvalidOperation):
            return False


def without_doubled(reading: Reading) -> list[str]:
    """Return the columns of a reading but those that only repeat another of their name."""
    again = {at for _, at in _pairs(reading)}
    return [name for at, name in enumerate(reading.columns) if at not in again]


def _ug(cell: Cell, unit: str) -> int | None:
    mass = mass_value(cell, unit)
    return None if mass is None else mass.ug


def _pairs(reading: Reading) -> list[tuple[int, int]]:
    """Return where columns that are read stand, each with another of its name that is not read otherwise."""
    columns, parts = reading.columns, {*reading.key, *reading.parent_key, *reading.levels}
    names = [_named(name, columns) for name in columns]
    first = {name: at for at, name in reversed([*enumerate(names)])}
    found: list[tuple[int, int]] = []
    for at, name in enumerate(names):
        before, target = columns[first[name]], reading.mapping.get(columns[first[name]], OTHER)
        read = before in parts or target not in (OTHER, *_GROWING)
        if first[name] != at and read and reading.mapping.get(columns[at], OTHER) in (OTHER, target):
            found.append((first[name], at))
    return found


def _named(name: str, columns: Sequence[str]) -> tuple[str, str]:
    """Return what a column is called, without the sign that it is the second, and what kind of unit it has."""
    again = _AGAIN.fullmatch(name)
    if again and again["name"].casefold() in map(str.casefold, columns):
        name = again["name"]
    said, unit = split_unit(name)
    return said, "g" if is_unit_of_mass(unit) else "m" if unit in LENGTHS else unit
