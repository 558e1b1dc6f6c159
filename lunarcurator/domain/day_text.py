"""Reads the days people write, and refuses those that can be read two ways."""

import re
import unicodedata
from typing import Final

from lunarcurator.domain.errors import Refusal


class DayTextError(Refusal):
    """A text that is no day, or could be two; `facts` carry the `text` and what could have been meant."""


_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_UNKNOWN: Final = frozenset({"unknown", "not known", "undated", "n.d.", "?", "未知", "不详"})

# People write hyphens, dashes and the minus alike, and the program itself shows U+2010.
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))

_ABOUT: Final = re.compile(
    r"^(?:(?:about|around|approximately|approx\.?|circa|ca\.?|c\.?|~|early|mid|late|大约|约)[\s-]*(?=[a-z0-9]))+"
)
_ROUGH: Final = re.compile(
    r"^(?:about|around|approximately|approx\.?|circa|ca\.?|c\.?|~|大约|约)[\s-]*(?=[a-z0-9])"
)
"""Words before a day that leave even its year open, as *early* and *late* do not."""
_DOUBTED: Final = re.compile(r"([0-9x]{4}(?:-[0-9x]{2}){0,2})([?~%])")
"""A day of EDTF (ISO 8601-2) with what qualifies it: uncertain, approximate, or both."""
_UNSPECIFIED: Final = re.compile(r"([0-9x]{4})(?:-([0-9]{2}|xx))?(?:-xx)?")
"""A day of EDTF in which an X stands for each figure that nobody knows."""
_TIME: Final = r"(?:[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2})" + _TIME + r")?)?")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CHINESE: Final = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})[日号])?)?")
_DAY_WORD_YEAR: Final = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[\s.-]+(?:of )?)?([a-z]{3,9})\.?[\s,-]+([0-9]{2}|[0-9]{4})"
)
_WORD_DAY_YEAR: Final = re.compile(r"([a-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{2}|[0-9]{4})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_RANGE: Final = re.compile(r"[0-9]{4}.*(?:\bto\b|\band\b|\bor\b|至|到|[-/])\s*[^0-9]*[0-9]{4}")


def read_day(text: str) -> tuple[int, int, int]:
    """Return year, month and day of the month as written, 0 for each part left out, unchecked by calendar.

    Raises `DayTextError`: empty, ambiguous between day and month, a year of two digits, a range, unreadable.
    """
    plain = _plain(text)
    if not plain:
        raise DayTextError("day.text_empty", text=text)
    if plain in _UNKNOWN:
        return 0, 0, 0
    plain = _ABOUT.sub("", _DOUBTED.sub(r"\1", plain))
    for read in (_read_unspecified, _read_year_first, _read_words, _read_year_last):
        if (found := read(plain, text)) is not None:
            return found
    if _RANGE.search(plain):
        raise DayTextError("day.text_range", text=text)
    raise DayTextError("day.text_unreadable", text=text)


def is_about(text: str) -> bool:
    """Tell whether a text says *about*, *early* or the like of a day, in words or as EDTF: the day does not."""
    return _ABOUT.match(_plain(text)) is not None or bool(doubt_in(text))


def doubt_in(text: str) -> str:
    """Return what EDTF writes behind a day that is as doubtful as a text says: "~" about it, "?", "%", or ""."""
    plain = _plain(text)
    if qualified := _DOUBTED.fullmatch(plain):
        return qualified[2]
    return "~" if _ROUGH.match(plain) else ""


def is_rough(text: str) -> bool:
    """Tell whether a text says *about* a day, so that it may be of the year before or after as well."""
    return bool(doubt_in(text))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).casefold().split())


def _read_unspecified(plain: str, text: str) -> tuple[int, int, int] | None:
    match = _UNSPECIFIED.fullmatch(plain)
    if match is None or "x" not in plain:
        return None
    year, month = match[1], match[2]
    if year == "xxxx" and month in (None, "xx"):
        return 0, 0, 0
    # A decade or a century is a span of years, and a month of no year orders nothing.
    if "x" in year:
        raise DayTextError("day.text_range", text=text)
    return int(year), int(month) if month and month != "xx" else 0, 0


def _read_year_first(plain: str, text: str) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(plain):
        year, month, day = match[1], match[3], match[4]
    elif match := _COMPACT.fullmatch(plain) or _CHINESE.fullmatch(plain):
        year, month, day = match[1], match[2], match[3]
    else:
        return None
    _refuse_written_zero(text, year, month, day)
    return int(year), int(month or 0), int(day or 0)


def _read_words(plain: str, text: str) -> tuple[int, int, int] | None:
    if match := _DAY_WORD_YEAR.fullmatch(plain):
        day, word, year = match[1], match[2], match[3]
    elif match := _WORD_DAY_YEAR.fullmatch(plain):
        word, day, year = match[1], match[2], match[3]
    else:
        return None
    month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
    if not month:
        return None
    _refuse_written_zero(text, year, day)
    return _full_year(year, text), month, int(day or 0)


def _read_year_last(plain: str, text: str) -> tuple[int, int, int] | None:
    match = _YEAR_LAST.fullmatch(plain)
    if match is None:
        return None
    _refuse_written_zero(text, match[1], match[3])
    first, second = int(match[1]), int(match[3])
    # Only a part that cannot be a month decides; the separator says nothing about who wrote it.
    if first <= 12 and second <= 12 and first != second:
        raise DayTextError("day.text_ambiguous", text=text, first=first, second=second)
    year = _full_year(match[4], text)
    return (year, second, first) if first > 12 else (year, first, second)


def _full_year(year: str, text: str) -> int:
    if len(year) != 4:
        raise DayTextError("day.text_two_digit_year", text=text)
    return int(year)


def _refuse_written_zero(text: str, *parts: str | None) -> None:
    # A zero part means "not said" in our integers; a zero somebody wrote is a slip, not a statement.
    if any(part is not None and int(part) == 0 for part in parts):
        raise DayTextError("day.no_such_day", text=text)
