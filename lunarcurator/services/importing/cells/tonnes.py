"""Masses in tonnes, as lists of meteorites say of their largest pieces: “2 t”, “15.5 tonnes”."""

import re
from functools import lru_cache
from typing import Final

from lunarcurator.domain.mass import LARGEST_UG, Mass, MassKind
from lunarcurator.domain.mass_text import MassTextError, parse_mass
from lunarcurator.domain.mass_units import power_of_word

TONNE: Final = "t"
"""The tonne as an answer spells it."""

_WORD: Final = r"(?:(?P<letter>[tт])|(?i:tonnes?|тонн[аы]?)|公?吨|噸)\.?"
_TONNES: Final = re.compile(rf"(?P<figure>.*\d)\s*{_WORD}")
_UNIT: Final = re.compile(_WORD)
_POWER: Final = 12
_KILOGRAMS: Final = 9
_IN_TONNE: Final = 1_000


@lru_cache(maxsize=256)
def is_tonne(unit: str) -> bool:
    """Tell whether a unit, as headers and cells write it, is the tonne; asked for each mass of a column."""
    return bool(_UNIT.fullmatch(unit))


def power_of_unit(unit: str) -> int | None:
    """Return the power of ten of a microgram for a unit of a column, the tonne among them, None for any other."""
    return _POWER if is_tonne(unit) else power_of_word(unit.replace("\u00b5", "\u03bc"))


def with_tonnes(text: str) -> str:
    """Return a cell of a column in tonnes with its unit, if it ends in a figure; another as it stands."""
    return f"{text} {TONNE}" if text[-1:].isdigit() else text


def mass_in_tonnes(text: str, unit: str, kind: MassKind) -> Mass | None:
    """Return the mass of a cell that names tonnes, None for any other.

    The letter alone is the unit only where that of its column is none or as large: among grams it may be a mark.
    Raises `MassTextError` for more than any piece weighs.
    """
    found = _TONNES.fullmatch(text)
    if found is None or (found["letter"] and unit and power_of_word(unit) != _KILOGRAMS):
        return None
    try:
        mass = parse_mass(f"{found['figure']} kg", kind=kind)
    except MassTextError:
        return None
    ug, resolution_ug = (mass.ug or 0) * _IN_TONNE, (mass.resolution_ug or 0) * _IN_TONNE
    if max(ug, resolution_ug) > LARGEST_UG:
        raise MassTextError("mass.text_too_large", text=text, largest_ug=LARGEST_UG)
    return Mass(mass.kind, ug, resolution_ug)
