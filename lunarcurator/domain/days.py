"""Calendar days as one integer, yyyymmdd with zero parts, so that imprecise days sort among precise ones.

19740130 is a day, 19740100 is January 1974, 19740000 is the year 1974 and 0 is unknown. An imprecise day
sorts before every day of its period (ledger design 1.3).
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final

from lunarcurator.domain.day_text import DayTextError, doubt_in, is_about, is_rough, read_day

type Day = int
"""A day; a field of an operation says by this type that it holds one, and it is judged as one."""

UNKNOWN_DAY: Final[Day] = 0
FIRST_YEAR: Final = 1500
LAST_YEAR: Final = 2200
"""The years that what is posted may speak of: nothing is older, and nothing is agreed for longer."""
UNKNOWN_DAY_KEY: Final = "day.unknown"

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "UNKNOWN_DAY",
    "UNKNOWN_DAY_KEY",
    "Day",
    "DayTextError",
    "check_day",
    "day_come",
    "day_of",
    "edtf_day",
    "first_day",
    "is_about",
    "is_postable",
    "is_precise",
    "iso_day",
    "last_day",
    "parse_day",
    "said_day",
    "show_day",
    "to_date",
    "words_of_day",
    "year_said",
]


def parse_day(text: str) -> Day:
    """Return the day a person wrote, zero parts for what the text does not say.

    Takes ISO forms, those of EDTF for one day (ISO 8601-2: 2003-03~, 2003?, 2003-XX), forms with the month as an
    English word, Chinese forms, "about" before any of them, and words for unknown (0). Raises `DayTextError` for a
    text that can be read two ways or not at all.
    """
    year, month, day = read_day(text)
    return _checked(year * 10_000 + month * 100 + day, text)


def words_of_day(text: str) -> str:
    """Return the words to keep of a day that was written, "" where it is exact; raises `DayTextError`."""
    return "" if is_precise(parse_day(text)) and not is_about(text) else text.strip()


def certain_day(text: str) -> Day:
    """Return the day of a text whose words are not kept, in any precision; raises `DayTextError`, for a doubt too.

    Of "about 1990" the year alone would say more than was written.
    """
    day = parse_day(text)
    if is_about(text):
        raise DayTextError("day.text_doubted", text=text)
    return day


def day_come(text: str, today: Day) -> Day:
    """Return the day of a text, of which at least the beginning has come; raises `DayTextError`.

    What a day shows that has not come is known to nobody.
    """
    day = parse_day(text)
    if first_day(day) > today:
        raise DayTextError("day.in_future", day=day, today=today)
    return day


def check_day(day: int) -> Day:
    """Return the integer unchanged if the calendar has it, in any precision; else raise `DayTextError`."""
    return _checked(day, str(day))


def is_postable(day: int) -> bool:
    """Tell whether an integer is a day of the calendar, in any precision or unknown, of the years one may post."""
    return day == UNKNOWN_DAY or (FIRST_YEAR <= day // 10_000 <= LAST_YEAR and _in_calendar(day))


def show_day(day: Day) -> str:
    """Return "1974-01-30", "1974-01" or "1974"; for an unknown day the message key `UNKNOWN_DAY_KEY`.

    What an old store has that no calendar has is shown as it is written.
    """
    if day == UNKNOWN_DAY:
        return UNKNOWN_DAY_KEY
    if not _in_calendar(day):
        return str(day)
    year, month, day_of_month = _parts(day)
    if not month:
        return f"{year:04}"
    if not day_of_month:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day_of_month:02}"


def iso_day(day: Day | None) -> str | None:
    """Return "1974-01-30", "1974-01" or "1974" as programs read it, None for a day that nobody knows."""
    return show_day(day) if day else None


def edtf_day(day: Day, stated: str = "") -> str | None:
    """Return a day in EDTF (ISO 8601-2), as doubtful as its source words it; None for a day that nobody knows.

    About March 2003 is "2003-03~", and a year that is uncertain "2003?".
    """
    said = said_day(day, stated)
    return show_day(said) + doubt_in(stated) if said != UNKNOWN_DAY else None


def said_day(day: Day, stated: str = "") -> Day:
    """Return a day no more exactly than its source says it, 0 where nobody knows.

    `stated` is how the source words a day that it does not know exactly; "" leaves the day as it is. What counts
    from then on may have to count from some day, and that is the first of the calendar where nobody knows any.
    """
    if not stated.strip():
        return UNKNOWN_DAY if day == first_day(UNKNOWN_DAY) else day
    try:
        return parse_day(stated)
    except DayTextError:
        return UNKNOWN_DAY


def year_said(day: Day, stated: str = "") -> int | None:
    """Return the year a source says a day is of, None where it does not: an unknown day is in no year."""
    said = said_day(day, stated)
    return said // 10_000 if said != UNKNOWN_DAY and not is_rough(stated) else None


def day_of(calendar_date: date) -> Day:
    """Return the precise day of a date; the time of a datetime is left out."""
    return calendar_date.year * 10_000 + calendar_date.month * 100 + calendar_date.day


def to_date(day: Day) -> date | None:
    """Return the date of a precise day, None for an imprecise or unknown one, and for what is no day."""
    if not is_precise(day) or not _in_calendar(day):
        return None
    return date(*_parts(day))


def is_precise(day: Day) -> bool:
    """Tell whether the day says year, month and day of the month."""
    return day % 100 != 0


def first_day(day: Day) -> Day:
    """Return the first precise day of the period; of an unknown day, the first there can be.

    What is no day of the calendar counts as the day next to it that is one.
    """
    year, month, day_of_month = _parts(_nearest(day))
    return (year or date.min.year) * 10_000 + (month or 1) * 100 + (day_of_month or 1)


def last_day(day: Day) -> Day:
    """Return the last precise day of the period; of an unknown day, the last there can be.

    What is no day of the calendar counts as the day next to it that is one.
    """
    year, month, day_of_month = _parts(_nearest(day))
    year, month = year or date.max.year, month or 12
    return year * 10_000 + month * 100 + (day_of_month or monthrange(year, month)[1])


def earliest(days: Iterable[Day]) -> Day:
    """Return the day that is over first, 0 where there is none; of a month or a year its last day counts."""
    return min((each for each in days if each), key=last_day, default=0)


def _nearest(day: int) -> Day:
    """Return a day, or for what is none the day of the calendar next to it."""
    if _in_calendar(day):
        return day
    year, month, day_of_month = _parts(day)
    if year < date.min.year:
        return day_of(date.min)
    if year > date.max.year:
        return day_of(date.max)
    # A day of no month, such as 20310005, is of the first; one of a month that is none is at the end of the year.
    month = month or 1
    if month > date.max.month:
        return day_of(date(year, date.max.month, date.max.day))
    return day_of(date(year, month, min(day_of_month, monthrange(year, month)[1])))


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
