"""Columns that say masses under headers nobody knows: a person says which is the mass now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final, override

from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.doubled_columns import without_doubled
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER, split_unit
from lunarcurator.services.importing.columns.units import MASSES, is_unit_of_mass
from lunarcurator.services.importing.reading import Reading

_LOOKED_AT: Final = 200
# Exports of databases run words together: WeiWeight.
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS: Final = re.compile(r"\b(?:mass|masse|weight|wt|gewicht|poids|масса|вес)\b|质量|重量|質量", re.IGNORECASE)


class WhichMass(Told):
    """Which column says what the pieces weigh now, where none is taken for a mass and some seem to say masses.

    Where the lab itself saved how a list reads, only figures with a column of their units are asked about.
    """

    name = "mass_now"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        if reading.kind == AS_LOANS or reading.says_places_alone or reading.taken_for(*MASSES):
            return
        if found := _telling_masses(sheet):
            facts = {"columns": ", ".join(f"“{name}”" for name in found)}
            yield self.ask(facts, choices=(*found, Choice.NONE))

    def settled(self, reading: Reading) -> Reading:
        """Return a reading with the column that was said, and the one that says its units."""
        said = self.said(reading.answers) or ""
        if said not in reading.columns:
            return reading
        units = dict.fromkeys(own_unit(reading.columns, said), "mass_unit")
        return replace(reading, mapping=MappingProxyType({**reading.mapping, said: "mass_now", **units}))


MASS_NOW: Final = WhichMass()


def own_unit(columns: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the column that by its header says the unit of another: `Size Unit` or `SizeUnit` beside `Size`."""
    run_together = bare(name).replace(" ", "")
    wanted = {f"{run_together}{word}" for word in ("unit", "units")}
    return tuple(column for column in columns if bare(column).replace(" ", "") in wanted)[:1]


def _telling_masses(sheet: Looking) -> tuple[str, ...]:
    """Return the columns that nobody reads and that say masses."""
    reading = sheet.reading
    # What a second column of one name says otherwise is refused row by row.
    names = [name for name in without_doubled(reading) if _may_be_mass(reading, name)]
    first = [*islice(sheet.rows(), _LOOKED_AT)] if names else []
    return tuple(name for name in names if _holds_masses(reading, name, first))


def _may_be_mass(reading: Reading, name: str) -> bool:
    """Tell whether a column that nobody reads may say masses: by its header, or a column of units for it."""
    if reading.mapping.get(name, OTHER) != OTHER or name in reading.key:
        return False
    unit = split_unit(name)[1]
    # A share by weight is no weight.
    by_word = bool(_WORDS.search(bare(_HUMP.sub(" ", name)))) and not unit and "%" not in name
    told = not reading.kept and (is_unit_of_mass(unit) or by_word)
    return told or bool(own_unit(reading.columns, name))


def _holds_masses(reading: Reading, name: str, rows: Sequence[Row]) -> bool:
    told = _texts(reading, name, rows)
    units = [unit for column in own_unit(reading.columns, name) for unit in _texts(reading, column, rows)]
    # What two parts of a piece weigh is a mass too: 1.1 g; 0.2 g.
    masses = [text for text in told if all(_is_mass(part.strip()) for part in text.split(";"))]
    return len(masses) * 2 > len(told) and all(map(is_unit_of_mass, units))


def _texts(reading: Reading, name: str, rows: Sequence[Row]) -> list[str]:
    at = reading.columns.index(name)
    return [text for row in rows if (text := plain(row.cells[at]))]


def _is_mass(text: str) -> bool:
    try:
        parse_mass(text)
    except MassTextError:
        return False
    return True
