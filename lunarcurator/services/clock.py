"""The only way services know the time, so that tests can choose it."""

import time
from datetime import UTC, datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lunarcurator.domain.days import Day


class Clock(Protocol):
    """Gives the time."""

    def now_us(self) -> int:
        """Return the microseconds since 1970 in UTC."""


class SystemClock:
    """The clock of this machine."""

    def now_us(self) -> int:
        """Return the microseconds since 1970 in UTC."""
        return time.time_ns() // 1000


def day_at(us: int, zone: str) -> Day:
    """Return the day of a recorded time in the lab's time zone; UTC where the zone is unknown here."""
    moment = local_time(us, zone)
    return moment.year * 10_000 + moment.month * 100 + moment.day


def local_time(us: int, zone: str) -> datetime:
    """Return a recorded time as the lab's clock on the wall showed it, to the second and without a zone."""
    return datetime.fromtimestamp(us // 1_000_000, tz=_zone(zone)).replace(tzinfo=None)


def _zone(name: str) -> tzinfo:
    # A machine without time zone data (Windows has none of its own) still knows UTC.
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
