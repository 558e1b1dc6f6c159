"""Compares the sums of masses a list says itself with what its rows come to; nothing is changed by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from math import isqrt
from operator import attrgetter
from typing import Final, NamedTuple

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.tolerance import closes
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.spoken_rows import is_of_some
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.between.said_rows import totals_of
from lunarcurator.services.importing.cells.values import mass_value, says_nothing
from lunarcurator.services.importing.columns.units import MASSES, unit_of
from lunarcurator.services.importing.lists.collection_rows import ROWS_OF
from lunarcurator.services.importing.preparing import repaired_rows
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source

_REMEMBERED: Final = 4_096


class ToldSum(NamedTuple):
    """A sum that is none of the rows above it: what the list says and what they come to, in ug."""

    said_ug: int
    sum_ug: int


def differing_sums(source: Source, reading: Reading) -> Mapping[int, ToldSum]:
    """Return by row the sums of masses that are those of no rows above them.

    A sum may be that of the rows since the last one or of all rows; where a mass cannot be read nothing is said.
    """
    totals = {each.row: is_of_some(each.said) for each in totals_of(reading.between)}
    reading = settled(reading)
    sums = [_Column(reading.columns.index(name), unit_of(reading, name)) for name in reading.taken_for(*MASSES)]
    # Tables side by side have a sum each, and of a list of several collections only some rows are read.
    if not totals or not sums or reading.layout.groups or ROWS_OF.of(reading):
        return {}
    found: dict[int, ToldSum] = {}
    rows = repaired_rows(source, _with_totals(reading, {*totals}))
    # Of several pieces in one cell each is a record of the same row, and says the same mass.
    for number, records in groupby(rows, key=attrgetter("number")):
        cells = next(records).cells
        for column in sums:
            if number not in totals:
                column.add(cells[column.at])
            elif told := column.differing(cells[column.at], of_some=totals[number]):
                found[number] = told
    return found


def _with_totals(reading: Reading, totals: set[int]) -> Reading:
    """Return a reading that takes the rows of sums for records too."""
    layout = reading.guess.layout
    guess = replace(reading.guess, layout=replace(layout, aside=layout.aside - totals))
    return replace(reading, guess=guess, said=tuple(each for each in reading.said if each.row not in totals))


@dataclass(slots=True)
class _Scope:
    """Masses summed together, with the squares of what they are rounded to; one that cannot be read spoils it."""

    ug: int = 0
    squares: int = 0
    rows: int = 0
    spoilt: bool = False

    def add(self, mass: Mass | None) -> None:
        self.rows += 1
        if mass is None:
            self.spoilt = True
            return
        self.ug += mass.ug or 0
        self.squares += (mass.resolution_ug or 1) ** 2

    def is_sum(self, said: Mass) -> bool:
        return closes((said.ug or 0) - self.ug, [isqrt(self.squares), said.resolution_ug or 1])


class _Column:
    """The sums of one column of masses as it is read downwards."""

    def __init__(self, at: int, unit: str) -> None:
        self.at = at
        self._unit = unit
        self._since, self._before, self._whole = _Scope(), _Scope(), _Scope()
        self._read = lru_cache(maxsize=_REMEMBERED)(self._mass_of)

    def add(self, cell: Cell) -> None:
        """Take in the mass of a record."""
        if cell is None or says_nothing(cell):
            return
        mass = self._read(cell)
        self._since.add(mass)
        self._whole.add(mass)

    def differing(self, cell: Cell, *, of_some: bool) -> ToldSum | None:
        """Return what a sum says and what its rows come to, None where it is one or nothing can be said."""
        scopes = [*self._scopes()]
        self._before, self._since = (self._since, _Scope()) if self._since.rows else (self._before, self._since)
        said = None if cell is None else self._read(cell)
        if said is None or not scopes or any(each.is_sum(said) for each in scopes):
            return None
        return ToldSum(said.ug or 0, scopes[0 if of_some else -1].ug)

    def _scopes(self) -> Iterator[_Scope]:
        own = self._since if self._since.rows else self._before
        # Of a sum whose own rows cannot all be read nobody can say that it is none.
        if not own.spoilt and not self._whole.spoilt:
            yield from (each for each in (own, self._whole) if each.rows)

    def _mass_of(self, cell: Cell) -> Mass | None:
        try:
            return mass_value(cell, self._unit)
        except Refusal:
            return None
