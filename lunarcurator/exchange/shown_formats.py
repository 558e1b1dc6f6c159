"""Formats that show other than a cell keeps: in percent, with words, with zeros, of a date its year or month."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.exchange.cells import Cell, DateCell, ErrorCell, NumberCell, plain_digits


class Shown(StrEnum):
    """How a format shows what a cell keeps, where that is not as it stands."""

    PERCENT = "percent"
    YEAR = "year"
    MONTH = "month"


class Written(NamedTuple):
    """A format that writes words `behind` figures, which have `least` digits before the point.

    One that shows other figures than are kept, or other words with some of them, is `odd`: its code. One that
    `hides` shows no text either.
    """

    behind: str = ""
    least: int = 0
    odd: str = ""
    hides: bool = False

    def of(self, value: Decimal) -> Cell:
        """Return a figure as the format writes it, with all its digits: `5 mg` for 5 by `0.0" mg"`.

        Of an odd format that is an error that shows both.
        """
        digits = plain_digits(value)
        if self.odd:
            return ErrorCell(f"{digits} [{self.odd}]")
        padded = digits if "." in digits else digits.zfill(self.least)
        return f"{padded}{self.behind}"


type How = Shown | Written
"""How a format shows what a cell keeps, or writes beside it."""

# Where workbooks of one language of East Asia show year and month by such a number, those of another show the day
# too (ECMA-376, 18.8.30): of a first of the month nothing is said but the month.
_EASTERN: Final = (27, 34, 36, 50, 52, 55, 57)

BUILT_IN: Final = MappingProxyType(
    {9: Shown.PERCENT, 10: Shown.PERCENT, 17: Shown.MONTH, **dict.fromkeys(_EASTERN, Shown.MONTH)}
)
"""How the formats show that every workbook has, by their numbers."""

# Words in quotes or behind a sign, gaps, the sign of a currency, colours; a condition stays.
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[\$([^\]\-]*)[^\]]*\]|\[(?![<>=])[^\]]*\]')
_SIGNS: Final = re.compile(r"[a-z0#?]", re.IGNORECASE)
_FIGURES: Final = re.compile(r"[0#?]|General", re.IGNORECASE)
# Each section is for figures of one kind, such as those below nought. A comma behind figures shows a thousandth.
_SECTION: Final = re.compile(
    r"[-+(\s]*(?P<figures>General|[#0?, ]*[#0?](?:\.[#0?]*)?(?:E[-+]0+)?|[#? ]+/[#?\d]+|)(?P<words>[^0#?,/]*)",
    re.IGNORECASE,
)
_PLAIN: Final = "-+() "
_LIKE_FIGURES: Final = re.compile(r"[0#?.,/;@]")
_NO_SECTION: Final = "\0,\0"
_ANYTHING: Final = re.compile(r"[0#?a-z@]", re.IGNORECASE)
_LONGEST: Final = 300


@lru_cache
def how_shown(code: str) -> How | None:
    """Return how the format of a number shows it otherwise, None where it does not.

    A sign that is only written behind the number multiplies nothing.
    """
    if len(code) > _LONGEST:
        return Written(odd=code[:_LONGEST])
    plain = _LITERAL.sub("", code)
    if "%" in plain:
        return Shown.PERCENT
    signs = {*map(str.lower, _SIGNS.findall(plain.partition(";")[0]))}
    return Shown.YEAR if signs == {"y"} else Shown.MONTH if signs == {"y", "m"} else _written(code)


def _written(code: str) -> Written | None:
    """Return what a format writes besides the figure, None where it is nothing."""
    said = _LITERAL.sub(_literal, code)
    if _hides(code):
        return Written(odd=code, hides=[*map(str.strip, said.split(";"))][3:] == [""])
    if not _FIGURES.search(said):
        return None
    found = {_of_section(each) for each in said.split(";") if "@" not in each}
    if found <= {Written()}:
        return None
    written = found.pop()
    return written if written and not found else Written(odd=code)


def _hides(code: str) -> bool:
    """Tell whether figures above nought are not seen: their section is blank, or has words or signs alone."""
    first, more, _ = _LITERAL.sub("", code).partition(";")
    return bool(more or first.strip() or '"' in code) and not _ANYTHING.search(first)


def _literal(found: re.Match[str]) -> str:
    """Return words that stand in a format as they are; for those that read like figures what no section has."""
    words = next(filter(None, found.groups()), "")
    return _NO_SECTION if _LIKE_FIGURES.search(words) else words


def _of_section(section: str) -> Written | None:
    """Return what a section writes behind its figures, None for one that writes more."""
    found = _SECTION.fullmatch(section)
    if found is None:
        return None
    whole = found["figures"].partition(".")[0]
    return Written(found["words"].rstrip(_PLAIN), whole.count("0") if whole.startswith("00") else 0)


def as_shown(cell: Cell, how: How) -> Cell:
    """Return a cell as its format shows it; what the format says nothing of stays as it is."""
    if type(cell) is int or isinstance(cell, NumberCell):
        value = Decimal(str(cell))
        if isinstance(how, Written):
            said = how.of(value)
            return cell if said == str(cell) else said
        return f"{plain_digits(value * 100)}%" if how is Shown.PERCENT else cell
    if isinstance(how, Written):
        return ErrorCell(f"{cell} [{how.odd}]") if how.hides and isinstance(cell, str) else cell
    return _day_as_shown(cell, how)


def _day_as_shown(cell: Cell, how: Shown) -> Cell:
    # A clock time, and any day but the first of the period, somebody did say.
    if type(cell) is not date or cell.day != 1:
        return cell
    if how is Shown.MONTH:
        return DateCell(f"{cell.year:04}-{cell.month:02}", cell)
    return DateCell(f"{cell.year:04}", cell) if how is Shown.YEAR and cell.month == 1 else cell
