"""Days as the clock on the wall of a lab shows them."""

from datetime import datetime

import pytest
from lunarcurator.services.clock import day_at, local_time

MIDNIGHT_US = 1_795_564_800_000_000  # 2026-11-25 00:00 UTC


def test_a_day_is_that_of_the_lab() -> None:
    assert day_at(MIDNIGHT_US, "UTC") == 20261125
    assert day_at(MIDNIGHT_US, "America/Chicago") == 20261124
    assert local_time(MIDNIGHT_US, "Asia/Shanghai") == datetime(2026, 11, 25, 8)  # noqa: DTZ001 - as on the wall


@pytest.mark.parametrize("zone", ["Moon/Tranquility", "../secret", ""])
def test_a_zone_this_machine_does_not_know_counts_as_utc(zone: str) -> None:
    assert day_at(MIDNIGHT_US, zone) == 20261125
    assert local_time(MIDNIGHT_US, zone).hour == 0


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
@pytest.mark.parametrize("year", [-30_000, 1, 2101, 9999, 30_000, 200_000])
def test_a_time_no_calendar_has_is_shown_as_the_first_or_last_that_has(year: int, zone: str) -> None:
    us = (year - 1970) * 31_556_952_000_000
    assert 1 <= local_time(us, zone).year <= 9999
    assert 1_00_00 < day_at(us, zone) <= 9999_12_31
