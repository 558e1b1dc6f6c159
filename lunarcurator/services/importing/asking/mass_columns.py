"""Columns of masses that their headers do not tell apart: which says the mass now, which the original one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.repairs import NONE
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.doubled_columns import without_doubled
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit
from lunarcurator.services.importing.columns.mass_answers import MASS_NOW, MASS_ORIGINAL, own_unit
from lunarcurator.services.importing.columns.units import MASSES, is_unit_of_mass
from lunarcurator.services.importing.reading import Reading

_LOOKED_AT: Final = 200
# Exports of databases run words together: WeiWeight.
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS: Final = re.compile(r"\b(?:mass|masse|weight|wt|gewicht|poids|масса|вес)\b|质量|重量|質量", re.IGNORECASE)


def about_masses(reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask which of several columns says which mass: two for one and the same, or none that is taken for any.

    Where a profile reads a list, only two for the same and figures with a column of their units are asked about.
    """
    if reading.kind == "loans" or (reading.levels and not reading.taken_for("number")):
        return
    if not reading.taken_for(*MASSES):
        yield from _about_none(reading, rows)
    elif asked := [*_about_two(reading)]:
        yield from asked
    else:
        yield from _about_left(reading, rows)


def _about_two(reading: Reading) -> Iterator[Question]:
    """Ask about a plain mass beside a column of what it would be taken for too."""
    alone = reading.taken_for("mass")[:1]
    same, other_id = ("original", MASS_NOW) if reading.kind == "catalogue" else ("mass_now", MASS_ORIGINAL)
    if reading.taken_for("mass_now"):
        same, other_id = "mass_now", MASS_ORIGINAL
    for column, other in zip(alone, reading.taken_for(same), strict=False):
        key = "import.ask.mass_beside_now" if same == "mass_now" else "import.ask.mass_beside_original"
        yield Question(other_id, key, (("column", column), ("other", other)), (column, NONE), must=True)


def _about_left(reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask about columns of masses that nobody knows, beside one that is taken for a mass."""
    plain_one = "original" if reading.kind == "catalogue" else "mass_now"
    named = {
        plain_one if reading.mapping[name] == "mass" else reading.mapping[name]: name
        for name in reading.taken_for("mass", "mass_now", "original")
    }
    found = _telling_masses(reading, rows) if len(named) == 1 else ()
    if not found:
        return
    [(target, other)] = named.items()
    facts = (("column", found[0]), ("other", other))
    if target == "mass_now":
        yield Question(MASS_ORIGINAL, "import.ask.mass_beside_now", facts, (*found, NONE), must=True)
    else:
        yield Question(MASS_NOW, "import.ask.mass_beside_original", facts, (*found, NONE), must=True)


def _telling_masses(reading: Reading, rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the columns that nobody reads and that say masses."""
    # What a second column of one name says otherwise is refused row by row.
    names = [name for name in without_doubled(reading) if _may_be_mass(reading, name)]
    first = [*islice(rows, _LOOKED_AT)] if names else []
    return tuple(name for name in names if _holds_masses(reading, name, first))


def _about_none(reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    found = _telling_masses(reading, rows)
    if not found:
        return
    shown = (("columns", ", ".join(f"“{name}”" for name in found)),)
    now = reading.answers.get(MASS_NOW, "")
    yield Question(MASS_NOW, "import.ask.mass_now", shown, (*found, NONE), must=True)
    if left := tuple(name for name in found if name != now):
        yield Question(MASS_ORIGINAL, "import.ask.mass_original", shown, (NONE, *left), NONE)


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
