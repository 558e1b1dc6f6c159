"""Calendar days as one integer, yyyymmdd with zero parts, so that imprecise days sort among precise ones.

19740130 is a day, 19740100 is January 1974, 19740000 is the year 1974 and 0 is unknown. An imprecise day
sorts before every day of its period (ledger design 1.3).
"""

from calendar import monthrange
from datetime import date
from typing import Final

from lunarcurator.domain.day_text import DayTextError, read_day

Day = int

UNKNOWN_DAY: Final[Day] = 0
UNKNOWN_DAY_KEY: Final = "day.unknown"

__all__ = [
    "UNKNOWN_DAY",
    "UNKNOWN_DAY_KEY",
    "Day",
    "DayTextError",
    "check_day",
    "day_of",
    "first_day",
    "is_precise",
    "last_day",
    "parse_day",
    "show_day",
    "to_date",
]


def parse_day(text: str) -> Day:
    """Return the day a person wrote, zero parts for what the text does not say.

    Takes ISO forms, forms with the month as an English word, Chinese forms, "about" before any of them, and
    words for unknown (0). Raises `DayTextError` for a text that can be read two ways or not at all.
    """
    year, month, day = read_day(text)
    return _checked(year * 10_000 + month * 100 + day, text)


def check_day(day: int) -> Day:
    """Return the integer unchanged if the calendar has it, in any precision; else raise `DayTextError`."""
    return _checked(day, str(day))


def show_day(day: Day) -> str:
    """Return "1974-01-30", "1974-01" or "1974"; for an unknown day the message key `UNKNOWN_DAY_KEY`."""
    if day == UNKNOWN_DAY:
        return UNKNOWN_DAY_KEY
    year, month, day_of_month = _parts(day)
    if not month:
        return f"{year:04}"
    if not day_of_month:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day_of_month:02}"


def day_of(calendar_date: date) -> Day:
    """Return the precise day of a date; the time of a datetime is left out."""
    return calendar_date.year * 10_000 + calendar_date.month * 100 + calendar_date.day


def to_date(day: Day) -> date | None:
    """Return the date of a precise day, None for an imprecise or unknown one."""
    if not is_precise(day):
        return None
    return date(*_parts(day))


def is_precise(day: Day) -> bool:
    """Tell whether the day says year, month and day of the month."""
    return day % 100 != 0


def first_day(day: Day) -> Day:
    """Return the first precise day of the period; of an unknown day, the first there can be."""
    year, month, day_of_month = _parts(day)
    return (year or date.min.year) * 10_000 + (month or 1) * 100 + (day_of_month or 1)


def last_day(day: Day) -> Day:
    """Return the last precise day of the period; of an unknown day, the last there can be."""
    year, month, day_of_month = _parts(day)
    year, month = year or date.max.year, month or 12
    return year * 10_000 + month * 100 + (day_of_month or monthrange(year, month)[1])


def _parts(day: Day) -> tuple[int, int, int]:
    return day // 10_000, day // 100 % 100, day % 100


def _checked(day: int, text: str) -> Day:
    if type(day) is not int or not _in_calendar(day):
        raise DayTextError("day.no_such_day", text=text)
    return day


def _in_calendar(day: int) -> bool:
    if day == UNKNOWN_DAY:
        return True
    year, month, day_of_month = _parts(day)
    if not date.min.year <= year <= date.max.year or not 0 <= month <= 12:
        return False
    if not month:
        return not day_of_month
    return 0 <= day_of_month <= monthrange(year, month)[1]
