"""Times of day as people write them."""

import pytest
from lunarcurator.domain.times import TimeTextError, parse_time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:30", "14:30"),
        (" 9:05 ", "09:05"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        ("9：05", "09:05"),
        (" ", ""),
    ],
)
def test_a_time_that_a_clock_shows(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize(
    "text", ["25:99", "24:00", "12:60", "1230", "12", "-1:00", "12:3", "noon", "12:30:00", "٣:30"]
)
def test_a_time_that_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(TimeTextError) as refused:
        parse_time(text)
    assert (refused.value.key, refused.value.facts) == ("time.no_such_time", {"text": text})
