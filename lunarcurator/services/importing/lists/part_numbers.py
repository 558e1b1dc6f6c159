"""Numbers of parts that a list of loans lends out of stock and does not number: given by this lab, or set."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.services.importing.columns.mapping import MappingRefused

PART_NUMBERS: Final = "part_numbers"
"""The question which numbers such parts get."""
NEXT: Final = "next"
"""The answer that each gets the next one of its stock."""

_APART: Final = re.compile(r"[;；\n]+")
_SAYS: Final = re.compile(r"\s*(?P<row>\d+)\s*[:：]\s*(?P<number>\S.*?)\s*")


def numbers_set(answer: str) -> Mapping[int, tuple[str, ...]]:
    """Return the numbers that `10: CE5C0400YJFM007; 13: …` sets, by row, several of one row in their order.

    Raises `MappingRefused` for a part of it that says no row and number.
    """
    found: dict[int, tuple[str, ...]] = {}
    if answer.strip() in ("", NEXT):
        return MappingProxyType(found)
    for part in filter(str.strip, _APART.split(answer)):
        said = _SAYS.fullmatch(part)
        if said is None:
            raise MappingRefused("import.part_numbers_text", text=part.strip())
        row = int(said["row"])
        found[row] = (*found.get(row, ()), said["number"])
    return MappingProxyType(found)
