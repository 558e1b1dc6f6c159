"""What one asks for on the command line: a line of a request as one text, beside what holds for all lines."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineMode
from lunarcurator.domain.mass_text import parse_exact_mass
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.services.commands.console import UsageRefused

UNIT: Final = "mg"
"""The unit of a mass without one: requests for loans are in milligrams."""
_AMOUNT: Final = "="
_LEAST: Final = "/"
_MORE: Final = ";"
_FLAGS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "destructive": {"destructive": True},
        "not-destructive": {"destructive": False},
        "whole": {"mode": LineMode.WHOLE},
        "by-weight": {"mode": LineMode.BY_WEIGHT},
    }
)
_UNSAID: Final = ("destructive", "mode")
"""What is not chosen any more where nothing stands after the sign: `destructive=`."""
_TEXTS: Final = ("use", "category", "described", "remarks")


def wanted_lines(told: Namespace) -> tuple[Wanted, ...]:
    """Return the lines that are asked for; what a line says of itself goes before what is said of all."""
    every = Wanted(destructive=told.destructive, category=told.category, use=told.use)
    return tuple(wanted_line(each, every) for each in told.line)


def wanted_line(text: str, every: Wanted | None = None) -> Wanted:
    """Return what `NUMBER=MASS/LEAST;WORD;KEY=TEXT` asks for, with what is said of `every` line.

    Raises `MassTextError`, and `UsageRefused` for a word or a key that is none.
    """
    return replace(every or Wanted(), **_told_in(text))


def changed_line(text: str, line: Line) -> Wanted:
    """Return what a line asks for once `text` changes it; what the text does not name stays, empty it is emptied.

    Another piece goes as its form does, and what is only described as its mass does, unless the text says how.
    Raises as `wanted_line`.
    """
    told, piece = _told_in(text), line.sample or line.source
    mode = None if "sample" in told or (piece is None and "optimum_ug" in told) else line.mode
    before = Wanted(
        sample=PieceRef(ref_of(piece)) if piece else None,
        described=line.described,
        mode=mode,
        optimum_ug=line.optimum_ug,
        minimum_ug=line.minimum_ug,
        destructive=line.destructive,
        category=line.category,
        use=line.use,
        remarks=line.remarks,
    )
    return replace(before, **told)


def _told_in(text: str) -> dict[str, Any]:
    """Return the fields of a line that a text names, with what it says of them."""
    asked, *more = text.split(_MORE)
    number, amount, masses = asked.partition(_AMOUNT)
    optimum, least, minimum = masses.partition(_LEAST)
    told: dict[str, Any] = {"sample": PieceRef(number.strip())} if number.strip() else {}
    if optimum.strip() or (amount and not least):
        told["optimum_ug"] = _ug(optimum)
    if least:
        told["minimum_ug"] = _ug(minimum)
    return told | {key: value for each in more if each.strip() for key, value in _said(each, text).items()}


def _said(part: str, line: str) -> Mapping[str, Any]:
    key, told, value = (each.strip() for each in part.partition(_AMOUNT))
    if not told and key in _FLAGS:
        return _FLAGS[key]
    if told and key in _TEXTS:
        return {key: value}
    if told and not value and key in _UNSAID:
        return {key: None}
    known = [*_FLAGS, *(f"{each}=" for each in _TEXTS)]
    raise UsageRefused("cli.line_says_what", part=part.strip(), line=line, known=known)


def _ug(text: str) -> int | None:
    return parse_exact_mass(text, unit=UNIT).ug if text.strip() else None
