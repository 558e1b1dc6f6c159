"""The time as tests set it: a clock that stands, so that two runs write the same store."""

from dataclasses import dataclass

NOON_US = 1_795_521_600_000_000  # 2026-11-24 12:00 UTC, a Tuesday
TODAY = 20261124
MAY_US = 1_780_000_000_000_000  # 2026-05-28 20:26 UTC


@dataclass
class StillClock:
    """A clock that moves a microsecond each time it is read, and else stands where the test puts it."""

    us: int = NOON_US

    def now_us(self) -> int:
        self.us += 1
        return self.us
