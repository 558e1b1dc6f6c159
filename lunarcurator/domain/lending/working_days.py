"""Days counted as an agreement or a policy counts them: in months, in days, and in working days of a lab."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lunarcurator.domain.days import Day, day_of, last_day

MONDAY_TO_FRIDAY: Final = frozenset(range(1, 6))
"""The days of the usual working week as ISO counts them, Monday 1."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days somebody works: `week` as ISO weekdays, without `holidays`, and with `working` days made up."""

    week: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[Day] = frozenset()
    working: frozenset[Day] = frozenset()

    def is_working(self, day: Day) -> bool:
        """Tell whether a precise day is a working day."""
        return day in self.working or (_date(day).isoweekday() in self.week and day not in self.holidays)

    def after(self, day: Day, count: int) -> Day:
        """Return the count-th working day after a day; the day itself where none is asked for."""
        at = _date(day)
        for _ in range(count):
            at = _moved(at, 1)
            while at < date.max and not self.is_working(day_of(at)):
                at = _moved(at, 1)
        return day_of(at)

    def between(self, first: Day, last: Day) -> int:
        """Return how many working days there are after the first day up to the last; 0 where it is not later."""
        begin, end = _date(first), _date(last)
        days = (begin + timedelta(days=step) for step in range(1, (end - begin).days + 1))
        return sum(self.is_working(day_of(each)) for each in days)

    def with_days(self, holidays: frozenset[Day], working: frozenset[Day]) -> "WorkCalendar":
        """Return the calendar with a lab's own days off and made-up days, which count more than those before."""
        return WorkCalendar(self.week, (self.holidays | holidays) - working, (self.working | working) - holidays)


def days_after(day: Day, days: int) -> Day:
    """Return the day so many days after another, or before it where negative; of a period, after its last day."""
    return day_of(_moved(_date(day), days))


def months_after(day: Day, months: int) -> Day:
    """Return the same day of a later month, or the last of that month where it has no such day."""
    at = _date(day)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    if year > date.max.year:
        return day_of(date.max)
    return day_of(date(year, month + 1, min(at.day, monthrange(year, month + 1)[1])))


def days_between(first: Day, last: Day) -> int:
    """Return how many days lie from one day to another, negative where the other is earlier."""
    return (_date(last) - _date(first)).days


def _moved(at: date, days: int) -> date:
    """Return the date so many days on, or the first or last there is where that lies beyond."""
    return date.fromordinal(max(date.min.toordinal(), min(at.toordinal() + days, date.max.toordinal())))


def _date(day: Day) -> date:
    precise = last_day(day)
    return date(precise // 10_000, precise // 100 % 100, precise % 100)
