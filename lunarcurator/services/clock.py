"""The only way services know the time, so that tests can choose it."""

import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Finding, Strength, find

UTC_NAME: Final = "UTC"
"""The zone that every machine knows."""

_EARLIEST_S: Final = int(datetime(1, 1, 3, tzinfo=UTC).timestamp())
_LATEST_S: Final = int(datetime(9999, 12, 29, tzinfo=UTC).timestamp())
"""Two days from the ends of the calendar, so that every time zone has the moment too; in s since 1970 UTC."""

_CLOCKS_DIFFER_US: Final = 60_000_000
"""Two machines may differ by a minute, of which nothing is said."""

_TOO_FAR_US: Final = 86_400_000_000
_END_US: Final = int(datetime(2101, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000


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


def span_of(first: Day, last: Day, zone: str) -> tuple[int, int]:
    """Return from when to before when precise days before the year 9999 are by the lab's clock, in us UTC."""
    begins, ends = (
        datetime(day // 10_000, day // 100 % 100, day % 100, tzinfo=_zone(zone)) for day in (first, last)
    )
    after = ends + timedelta(days=1)
    return int(begins.timestamp()) * 1_000_000, int(after.timestamp()) * 1_000_000


def local_time(us: int, zone: str) -> datetime:
    """Return a recorded time as the lab's clock on the wall showed it, to the second and without a zone.

    A time that no calendar has, from a clock or an entry gone wrong, is shown as the first or last one that has.
    """
    seconds = min(max(us // 1_000_000, _EARLIEST_S), _LATEST_S)
    moment = datetime.fromtimestamp(0, tz=UTC) + timedelta(seconds=seconds)
    return moment.astimezone(_zone(zone)).replace(tzinfo=None)


def clock_wrong(now_us: int, last_us: int, zone: str) -> tuple[Finding, ...]:
    """Say what is wrong with a clock, by the last time a store knows: entries would be wrong for good.

    After the year 2100, or more than a day behind, nothing may be posted; a little behind is a warning.
    """
    now, last = _shown(now_us, zone), _shown(last_us, zone)
    if now_us >= _END_US:
        return (find(Strength.IMPOSSIBLE, "store.clock_beyond", "", now=now),)
    if now_us + _TOO_FAR_US < last_us:
        return (find(Strength.IMPOSSIBLE, "store.clock_far_behind", "", now=now, last=last),)
    if now_us + _CLOCKS_DIFFER_US < last_us:
        return (find(Strength.WARN, "store.clock_behind", "", now=now, last=last),)
    return ()


def _shown(us: int, zone: str) -> str:
    return f"{local_time(us, zone):%Y-%m-%d %H:%M}"


def is_zone_known(name: str) -> bool:
    """Tell whether this machine knows a time zone of that name."""
    return name == UTC_NAME or _found(name) is not None


def _zone(name: str) -> tzinfo:
    return _found(name) or UTC


def _found(name: str) -> tzinfo | None:
    # For no zone of that name Python raises what it meets on the way there, such as a folder.
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return None
