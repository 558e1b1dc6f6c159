"""Formats that show other than a cell keeps: in percent, in other words, of a date only its year or month."""

import re
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.written import Written, written


class Shown(StrEnum):
    """How a format shows what a cell keeps, where that is not as it stands."""

    PERCENT = "percent"
    YEAR = "year"
    MONTH = "month"


type How = Shown | Written
"""How a format shows what a cell keeps, or writes beside it."""

# Where workbooks of one language of East Asia show year and month by such a number, those of another show the day
# too (ECMA-376, 18.8.30): of a first of the month nothing is said but the month.
_EASTERN: Final = (27, 34, 36, 50, 52, 55, 57)

BUILT_IN: Final = MappingProxyType(
    {9: Shown.PERCENT, 10: Shown.PERCENT, 17: Shown.MONTH, **dict.fromkeys(_EASTERN, Shown.MONTH)}
)
"""How the formats show that every workbook has, by their numbers."""

# What is written as it is, fills or leaves a gap, or stands in brackets.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_SIGNS: Final = re.compile(r"[a-z0#?]", re.IGNORECASE)


def how_shown(code: str) -> How | None:
    """Return how the format of a number shows it otherwise, None where it does not.

    A sign that is only written behind the number multiplies nothing.
    """
    plain = _LITERAL.sub("", code)
    if "%" in plain:
        return Shown.PERCENT
    signs = {*map(str.lower, _SIGNS.findall(plain.partition(";")[0]))}
    return Shown.YEAR if signs == {"y"} else Shown.MONTH if signs == {"y", "m"} else written(code)
