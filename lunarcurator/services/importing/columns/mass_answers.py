"""Columns that say masses under headers nobody knows: a person says which is the mass now."""

import re
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER, split_unit
from lunarcurator.services.importing.columns.units import MASSES, is_unit_of_mass
from lunarcurator.services.importing.reading import Reading

# Exports of databases run words together: WeiWeight.
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS: Final = re.compile(r"\b(?:mass|masse|weight|wt|gewicht|poids|масса|вес)\b|质量|重量|質量", re.IGNORECASE)


class WhichMass(Told):
    """Which column says what the pieces weigh now, where none is taken for a mass and some seem to say masses.

    Where the lab itself saved how a list reads, nothing is asked.
    """

    name = "mass_now"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        if reading.kept or reading.kind == AS_LOANS or reading.says_places_alone or reading.taken_for(*MASSES):
            return
        if found := sheet.telling(name for name in reading.columns if _may_be_mass(sheet, name)):
            facts = {"columns": ", ".join(f"“{name}”" for name in found)}
            yield self.ask(facts, choices=(*found, Choice.NONE))

    def settled(self, reading: Reading) -> Reading:
        """Return a reading with the column that was said, and the one that says its units."""
        said = self.said(reading.answers) or ""
        if said not in reading.columns:
            return reading
        units = dict.fromkeys(_own_unit(reading, said), "mass_unit")
        return replace(reading, mapping=MappingProxyType({**reading.mapping, said: "mass_now", **units}))


MASS_NOW: Final = WhichMass()


def _own_unit(reading: Reading, name: str) -> tuple[str, ...]:
    """Return the column that by its header says the unit of another: `Size Unit` or `SizeUnit` beside `Size`."""
    run_together = bare(name).replace(" ", "")
    wanted = {f"{run_together}{word}" for word in ("unit", "units")}
    return tuple(column for column in reading.columns if bare(column).replace(" ", "") in wanted)[:1]


def _may_be_mass(sheet: Looking, name: str) -> bool:
    """Tell whether a column that nobody reads may say masses: by its header, or a column of units for it."""
    reading = sheet.reading
    if reading.mapping.get(name, OTHER) != OTHER or name in reading.key:
        return False
    if units := _own_unit(reading, name):
        return all(is_unit_of_mass(unit) for cell in sheet.cells(units)[units[0]] if (unit := plain(cell)))
    unit = split_unit(name)[1]
    # A share by weight is no weight.
    by_word = bool(_WORDS.search(bare(_HUMP.sub(" ", name)))) and not unit and "%" not in name
    is_units = bare(name).endswith(("unit", "units"))
    return is_unit_of_mass(unit) or (by_word and not is_units)
