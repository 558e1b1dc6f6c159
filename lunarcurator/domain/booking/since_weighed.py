"""The readings behind a mass known by difference: what was read or stated since the piece itself was weighed.

A mass reported as used up or lost is the difference of two weighings on the borrower's balance, each to the last
place the report states: both belong to the readings of the equation that closes when the rest comes home
(domain facts, *Mass tolerance*).
"""

from collections.abc import Iterable

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.lending.lines import Line

_READINGS = "readings"


def read_since(line: Line) -> tuple[int, ...]:
    """Return the resolutions in ug of all readings behind what a line holds, since its piece was weighed."""
    return tuple(int(each) for each in str(line.fields.get(_READINGS) or "").split())


def by_difference(resolution_ug: int) -> tuple[int, ...]:
    """Return the readings behind a figure that somebody reports to a place; none where the place is not stated."""
    return (resolution_ug, resolution_ug) if resolution_ug > 0 else ()


def also_read(line: Line, resolutions_ug: Iterable[int]) -> dict[str, Scalar]:
    """Return the field of a line that keeps further readings beside those there were."""
    every = (*read_since(line), *resolutions_ug)
    return {_READINGS: " ".join(str(each) for each in every)} if every else {}


def weighed_anew(line: Line) -> dict[str, Scalar]:
    """Return the field of a line that forgets the readings: the mass of its piece was said anew."""
    return {_READINGS: None} if read_since(line) else {}
