"""Columns that say masses under headers nobody knows: a person says which is the mass now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, override

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
    """Return the columns that nobody reads and that seem to say masses, if they say anything."""
    columns = sheet.reading.columns
    units = {unit for name in columns for unit in own_unit(columns, name)}
    # What a second column of one name says otherwise is refused row by row.
    names = (name for name in without_doubled(sheet.reading) if name not in units)
    return sheet.telling(name for name in names if _may_be_mass(sheet, name))


def _may_be_mass(sheet: Looking, name: str) -> bool:
    """Tell whether a column that nobody reads may say masses: by its header, or a column of units for it."""
    reading = sheet.reading
    if reading.mapping.get(name, OTHER) != OTHER or name in reading.key:
        return False
    if units := own_unit(reading.columns, name):
        return all(is_unit_of_mass(unit) for cell in sheet.cells(units)[units[0]] if (unit := plain(cell)))
    unit = split_unit(name)[1]
    # A share by weight is no weight.
    by_word = bool(_WORDS.search(bare(_HUMP.sub(" ", name)))) and not unit and "%" not in name
    return not reading.kept and (is_unit_of_mass(unit) or by_word)
