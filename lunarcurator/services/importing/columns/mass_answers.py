"""Columns of masses that their headers do not tell apart: which says the mass now, which the original one."""

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
    """Which of several columns says the mass that is the `target`: two say one and the same, or none is known.

    Where a profile reads a list, only two for the same and figures with a column of their units are asked about.
    `besides` is the key of its sentence where another column says the other mass.
    """

    def __init__(self, name: str, target: str, besides: str) -> None:
        self.name, self.target, self._besides = name, target, besides

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        if reading.kind == AS_LOANS or reading.says_places_alone:
            return
        if not reading.taken_for(*MASSES):
            yield from self._of_none(sheet)
        elif two := _two(reading):
            if two[0] == self.target:
                yield self._beside(two[1:2], two[2])
        else:
            yield from self._left(sheet)

    def _beside(self, found: Sequence[str], other: str) -> Question:
        facts = {"column": found[0], "other": other}
        return self.ask(facts, choices=(*found, Choice.NONE), key=self._besides)

    def _left(self, sheet: Looking) -> Iterator[Question]:
        """Ask about columns of masses that nobody knows, beside one that is taken for a mass."""
        reading = sheet.reading
        named = {
            _plain_mass(reading) if reading.mapping[name] == "mass" else reading.mapping[name]: name
            for name in reading.taken_for("mass", "mass_now", "original")
        }
        if len(named) == 1 and self.target not in named and (found := _telling_masses(sheet)):
            yield self._beside(found, *named.values())

    def _of_none(self, sheet: Looking) -> Iterator[Question]:
        if not (found := _telling_masses(sheet)):
            return
        facts = {"columns": ", ".join(f"“{name}”" for name in found)}
        if self is MASS_NOW:
            yield self.ask(facts, choices=(*found, Choice.NONE))
        elif left := [name for name in found if name != MASS_NOW.said(sheet.reading.answers)]:
            yield self.ask(facts, choices=(Choice.NONE, *left), proposed=Choice.NONE)


MASS_NOW: Final = WhichMass("mass_now", "mass_now", "import.ask.mass_beside_original")
MASS_ORIGINAL: Final = WhichMass("mass_original", "original", "import.ask.mass_beside_now")


def with_masses(reading: Reading) -> Reading:
    """Return a reading with what was answered of its columns of masses."""
    asked = {each.target: each.said(reading.answers) for each in (MASS_NOW, MASS_ORIGINAL)}
    said = {target: name for target, name in asked.items() if name in (*reading.columns, Choice.NONE)}
    told = {name: target for target, name in said.items() if name in reading.columns}
    mapping = dict(reading.mapping)
    if {"mass_now", "original"} & {target for name, target in mapping.items() if said and name not in told}:
        # What is left of two columns for the same mass is neither.
        mapping |= dict.fromkeys(reading.taken_for("mass"), OTHER)
    units = {unit: "mass_unit" for name in told for unit in own_unit(reading.columns, name)}
    return replace(reading, mapping=MappingProxyType({**mapping, **told, **units}))


def own_unit(columns: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the column that by its header says the unit of another: `Size Unit` or `SizeUnit` beside `Size`."""
    run_together = bare(name).replace(" ", "")
    wanted = {f"{run_together}{word}" for word in ("unit", "units")}
    return tuple(column for column in columns if bare(column).replace(" ", "") in wanted)[:1]


def _plain_mass(reading: Reading) -> str:
    return "original" if reading.kind == "catalogue" else "mass_now"


def _two(reading: Reading) -> tuple[str, str, str] | None:
    """Return a plain mass beside a column of what it would be taken for too: the other mass, and both columns."""
    same = "mass_now" if reading.taken_for("mass_now") else _plain_mass(reading)
    alone, others = reading.taken_for("mass"), reading.taken_for(same)
    if not alone or not others:
        return None
    return "original" if same == "mass_now" else "mass_now", alone[0], others[0]


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
