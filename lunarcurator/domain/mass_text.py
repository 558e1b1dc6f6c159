"""Reads a cell that is one mass, as people write it; what can be read two ways is refused, not guessed."""

import re
from decimal import Context, Decimal
from typing import Final

from lunarcurator.domain.mass import Mass, MassKind
from lunarcurator.domain.mass_figures import FIGURE, Figure, MassTextError, fold_characters, read_figure, weigh
from lunarcurator.domain.mass_phrases import (
    ABOUT,
    AND,
    BOUND,
    MEASURE,
    NOUN,
    PLUS_MINUS,
    RATE,
    TIMES,
    TO,
    UNIT,
    UNIT_END,
    compiled,
)
from lunarcurator.domain.mass_search import FoundMass, UnreadMass, find_masses, find_unread_masses
from lunarcurator.domain.mass_units import power_of_word, unit_power

__all__ = [
    "FoundMass",
    "MassTextError",
    "UnreadMass",
    "find_masses",
    "find_unread_masses",
    "mass_from_cell",
    "parse_exact_mass",
    "parse_mass",
]

# A double holds 15 decimal digits surely; what a spreadsheet stores beyond them is noise of its arithmetic.
_FLOAT_DIGITS: Final = Context(prec=15)

# No mass needs more, and it bounds the time a hostile cell can cost.
_LONGEST: Final = 120

_CELL: Final = compiled(
    rf"(?:(?:weight|mass|wt)\.?\s*[:=]?\s*|重量|质量)?(?P<about>{ABOUT}\s*)?\+?\s*(?P<figure>{FIGURE})\.?"
    rf"(?:\s*(?P<unit>{UNIT}){UNIT_END}\.?)?(?P<after>\s*左右|\s*\(?est(?:imated|\.)?\)?)?(?:\s*{NOUN})?"
)
_PLAIN: Final = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?")
"""What nearly every cell of a list says: digits with a point, which cannot be read in two ways."""
_NUMBER: Final = rf"[.,]?{FIGURE}"
_WHY_NOT: Final = (
    ("mass.text_not_a_number", compiled(r"[+-]?(?:nan|inf|infinity|true|false|#.*)")),
    ("mass.text_percent", compiled(r".*(?:[%‰]|\bper ?cent\b).*")),
    ("mass.text_uncertain", compiled(rf".*{PLUS_MINUS}.*")),
    ("mass.text_uncertain", compiled(rf"{_NUMBER}\([0-9]{{1,4}}\)\s*(?:{UNIT})?")),
    ("mass.text_bound", compiled(rf"{BOUND}\s*{_NUMBER}.*")),
    ("mass.text_negative", compiled(rf"-\s*{_NUMBER}\s*(?:{UNIT})?")),
    ("mass.text_rate", compiled(rf".*{_NUMBER}\s*{UNIT}\s*{RATE}.*")),
    (
        "mass.text_range",
        compiled(rf"{ABOUT}?\s*{_NUMBER}\s*(?:{UNIT})?\s*(?:{TO}|~)\s*{_NUMBER}\s*(?:{UNIT})?"),
    ),
    ("mass.text_spaces", compiled(rf"[0-9]{{1,3}}(?: [0-9]{{3}})+(?:[.,][0-9]+)?\s*(?:{UNIT})?")),
    ("mass.text_several", compiled(rf"{_NUMBER}\s*(?:{UNIT})?\s*(?:{AND}|{TIMES}|[;/+]|,\s)\s*{_NUMBER}.*")),
    ("mass.text_several", compiled(rf"{_NUMBER}\s*{UNIT}\s+{NOUN}e?s")),
)
_OTHER_UNIT: Final = compiled(rf"{ABOUT}?\s*{FIGURE}\s*(?P<unit>[^\W\d_]+)\.?")


def parse_mass(text: str | int | Decimal, *, unit: str = "g", kind: MassKind = MassKind.STATED) -> Mass:
    """Return the one mass a cell says, its resolution the weight of the last digit written.

    `unit` holds where the text names none. "~" or "about" makes the kind estimated, unless it is nominal.
    Raises `MassTextError` for anything else than one mass of at least 0 in whole micrograms.
    """
    default_power = unit_power(unit)
    if isinstance(text, bool):
        raise MassTextError("mass.text_not_a_number", text=str(text))
    written = str(text)
    if plain := _PLAIN.fullmatch(written):
        whole, decimals = plain[1], plain[2] or ""
        return Mass(kind, *weigh(Figure(int(whole + decimals), -len(decimals)), default_power, written))
    cell = _folded(written)
    match = _CELL.fullmatch(cell) if len(cell) <= _LONGEST else None
    if match is None:
        raise _why_not(cell, written)
    power = power_of_word(match["unit"]) if match["unit"] else default_power
    if power is None:
        raise MassTextError("mass.text_unit", text=written, unit=match["unit"])
    ug, resolution_ug = weigh(read_figure(match["figure"]), power, written)
    if (match["about"] or match["after"]) and kind is not MassKind.NOMINAL:
        kind = MassKind.ESTIMATED
    return Mass(kind, ug, resolution_ug)


def parse_exact_mass(text: str, *, unit: str = "g", kind: MassKind = MassKind.STATED) -> Mass:
    """Return the one mass a text says, where only an exact figure is kept; raises `MassTextError` for an estimate.

    Else as `parse_mass`: an estimate is refused where its sign would be lost.
    """
    mass = parse_mass(text, unit=unit, kind=kind)
    if mass.kind is MassKind.ESTIMATED:
        raise MassTextError("mass.text_estimate", text=text.strip())
    return mass


def mass_from_cell(
    value: float | int | str | Decimal | None, unit: str = "g", kind: MassKind = MassKind.STATED
) -> Mass:
    """Return the mass of a spreadsheet cell; a float is read through its text and never calculated with.

    The text is cut to 15 digits and a bare ".0" dropped, because both come from the file and not from a
    person. Raises `MassTextError` as `parse_mass` does.
    """
    if value is None:
        raise MassTextError("mass.text_empty", text="")
    return parse_mass(_float_text(value) if isinstance(value, float) else value, unit=unit, kind=kind)


def _float_text(value: float) -> str:
    shortest = Decimal(repr(value))
    if not shortest.is_finite():
        raise MassTextError("mass.text_not_a_number", text=repr(value))
    rounded = _FLOAT_DIGITS.plus(shortest)
    if rounded == rounded.to_integral_value():
        return format(rounded, ".0f")
    return format(rounded, "f").rstrip("0")


def _folded(written: str) -> str:
    folded, _ = fold_characters(written)
    # The apostrophe in front is the mark by which a spreadsheet keeps a figure as text.
    return folded.strip().removeprefix("'").lstrip()


def _why_not(cell: str, written: str) -> MassTextError:
    if not cell:
        return MassTextError("mass.text_empty", text=written)
    if len(cell) > _LONGEST:
        return MassTextError("mass.text_unreadable", text=written[:_LONGEST])
    for key, pattern in _WHY_NOT:
        if pattern.fullmatch(cell):
            return MassTextError(key, text=written)
    measures = MEASURE.findall(cell)
    if len(measures) > 1:
        return MassTextError("mass.text_several", text=written)
    if measures and (found := find_masses(written)):
        return MassTextError("mass.text_not_alone", text=written, found=found[0].text)
    if other := _OTHER_UNIT.fullmatch(cell):
        return MassTextError("mass.text_unit", text=written, unit=other["unit"])
    return MassTextError("mass.text_unreadable", text=written)
