"""Times of day as people write them: hours and minutes of the lab's clock, such as 14:30."""

import re
from typing import Final

from lunarcurator.domain.errors import Refusal

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")


class TimeTextError(Refusal):
    """A text that no clock shows."""


def parse_time(text: str) -> str:
    """Return a time of day as HH:MM, "" for an empty text; raises `TimeTextError` for one that is none."""
    told = text.strip()
    if not told:
        return ""
    match = _TIME.fullmatch(told)
    if match is None:
        raise TimeTextError("time.no_such_time", text=told)
    return f"{match[1].rjust(2, '0')}:{match[2]}"
