"""Formats that show other than a cell keeps: in percent, in other words, of a date only its year or month."""

import re
from collections.abc import Collection
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

BUILT_IN: Final = MappingProxyType({9: Shown.PERCENT, 10: Shown.PERCENT, 17: Shown.MONTH})
"""How the formats show that every workbook has, by their numbers."""

# What some formats show that every workbook has is told apart by the language of its program alone (ECMA-376,
# 18.8.30): where a Chinese one shows year and month, a Korean or Taiwanese one shows the day too, or the time.
_SIMPLIFIED: Final = 134
_JAPANESE: Final = 128
_OTHER_EASTERN: Final = frozenset({129, 130, 136})
_EASTERN: Final = MappingProxyType({_SIMPLIFIED: (27, 36, 50, 52, 57), _JAPANESE: (34, 52, 55)})

# What is written as it is, fills or leaves a gap, or stands in brackets.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_SIGNS: Final = re.compile(r"[a-z0#?]", re.IGNORECASE)


def shown_in_east(charsets: Collection[int]) -> dict[int, Shown]:
    """Return how further formats show that every workbook has, by the character sets that its fonts name.

    Nothing where these name no language of East Asia, or several.
    """
    eastern = {*charsets} & {*_EASTERN, *_OTHER_EASTERN}
    return dict.fromkeys(_EASTERN.get(eastern.pop(), ()), Shown.MONTH) if len(eastern) == 1 else {}


def how_shown(code: str) -> How | None:
    """Return how the format of a number shows it otherwise, None where it does not.

    A sign that is only written behind the number multiplies nothing.
    """
    plain = _LITERAL.sub("", code)
    if "%" in plain:
        return Shown.PERCENT
    signs = {*map(str.lower, _SIGNS.findall(plain.partition(";")[0]))}
    return Shown.YEAR if signs == {"y"} else Shown.MONTH if signs == {"y", "m"} else written(code)
