"""Reads the line of text that a balance sends, as it is typed by a keyboard wedge or pasted from a log.

The forms are those of the makers' manuals: MT-SICS (`S S     12.345 mg`), A&D (`ST,+0012.345  g`), Sartorius SBI
with its mark (`N     +   12.345 g`), and Ohaus (`12.345 g NET`, `?` while it moves).
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.mass_figures import MassTextError

PARTS: Final = ("net", "gross", "tare")
"""What a balance can say that its figure is."""

_FIGURE: Final = r"(?P<sign>[+-]?)\s*(?P<figure>[0-9]+(?:[.,][0-9]+)?)"
_UNIT: Final = r"(?P<unit>kg|g|mg|ug|\u03bcg)"
_SICS: Final = re.compile(rf"S[IX1]*\s+(?P<state>[SDI+-])(?:\s+{_FIGURE}\s*{_UNIT})?")
_AND: Final = re.compile(
    rf"(?P<state>ST|US|OL|QT),\s*(?:(?P<part>NT|GS|TR),\s*)?(?:{_FIGURE}(?:E[+-][0-9]+)?\s*{_UNIT}?)?"
)
_SBI: Final = re.compile(rf"(?P<part>[NGT])[0-9#]?\s+(?=[+-]){_FIGURE}\s*(?:{_UNIT})?")
_SBI_WORD: Final = re.compile(r"(?:Stat|G|N)?\s*(?P<state>High|Low|H|L|Err(?:\.|or)?\s*[0-9]+)")
_OHAUS: Final = re.compile(rf"{_FIGURE}\s*{_UNIT}\s*(?P<state>\?)?\s*(?P<part>NET|GROSS|TARE|N|G|T|B)?")
_MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {"N": "net", "NT": "net", "NET": "net", "G": "gross", "GS": "gross", "GROSS": "gross", "B": "gross"}
    | {"T": "tare", "TR": "tare", "TARE": "tare"}
)
_MOVING: Final = frozenset({"D", "US", "?"})
_NOTHING: Final = frozenset({"I", "+", "-", "OL", "QT"})


def mass_in_line(text: str, part: str = "net") -> str:
    """Return the mass a balance's line says, with its unit and all its digits; any other text as it is.

    `part` is the figure that is asked for, one of `PARTS`. Raises `MassTextError` where the balance moved, was
    over or under its range, or marked its figure as another part than is asked for.
    """
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if _SBI_WORD.fullmatch(line):
        raise MassTextError("mass.text_balance_empty", text=text)
    told = _told(line)
    if not told:
        return text
    state = told.get("state", "")
    if state in _NOTHING:
        raise MassTextError("mass.text_balance_empty", text=text)
    if state in _MOVING or not told["unit"]:
        # A balance leaves the unit out, or sends no figure, until it is at rest.
        raise MassTextError("mass.text_balance_moving", text=text)
    if _MARKS.get(told.get("part", ""), part) != part:
        raise MassTextError("mass.text_balance_part", text=text)
    return f"{'-' if told['sign'] == '-' else ''}{told['figure']} {told['unit']}"


def _told(line: str) -> dict[str, str]:
    """Return what a line of a balance says, by the names of its parts; nothing where it is no such line."""
    found = next((match for each in (_SICS, _AND, _SBI, _OHAUS) if (match := each.fullmatch(line))), None)
    if found is None or (found.re is _OHAUS and not (found["state"] or found["part"])):
        return {}
    return {key: said or "" for key, said in found.groupdict().items()}


def settled_line(text: str, part: str = "net") -> str:
    """Return the mass of a line as `mass_in_line` does, and a line that is refused as it is, to be mended."""
    try:
        return mass_in_line(text, part)
    except MassTextError:
        return text
