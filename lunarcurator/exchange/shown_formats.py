"""Formats that show other than a cell keeps: parts of one in percent, of a date only its year or month."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Shown(StrEnum):
    """How a format shows what a cell keeps, where that is not as it stands."""

    PERCENT = "percent"
    YEAR = "year"
    MONTH = "month"


type ShownCells = Mapping[tuple[int, Shown], tuple[int, ...]]
"""The rows that are shown otherwise, by column and how; rows and columns counted from 1."""

BUILT_IN: Final = MappingProxyType({9: Shown.PERCENT, 10: Shown.PERCENT, 17: Shown.MONTH})
"""How the formats show that every workbook has, by their numbers."""

# What is written as it is, fills or leaves a gap, or stands in brackets.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_SIGNS: Final = re.compile(r"[a-z0#?]", re.IGNORECASE)


def how_shown(code: str) -> Shown | None:
    """Return how the format of a number shows it otherwise, None where it does not.

    A sign that is only written behind the number multiplies nothing.
    """
    plain = _LITERAL.sub("", code)
    if "%" in plain:
        return Shown.PERCENT
    signs = {*map(str.lower, _SIGNS.findall(plain.partition(";")[0]))}
    return Shown.YEAR if signs == {"y"} else Shown.MONTH if signs == {"y", "m"} else None
