"""The readings behind a mass known by difference: what was read or stated since the piece itself was weighed.

A mass reported as used up or lost is the difference of two weighings on the borrower's balance, each to the last
place the report states: both belong to the readings of the equation that closes when the rest comes home
(domain facts, *Mass tolerance*).
"""

from collections.abc import Iterable

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.tolerance import Certainty

_READINGS = "readings"
_UNCERTAINTIES = "readings_uncertain"


def read_since(line: Line) -> tuple[Certainty, ...]:
    """Return how sure all readings behind what a line holds are, since its piece was weighed."""
    places, doubts = (_figures(line, each) for each in (_READINGS, _UNCERTAINTIES))
    return (*(Certainty(each) for each in places), *(Certainty(0, each) for each in doubts))


def by_difference(resolution_ug: int) -> tuple[Certainty, ...]:
    """Return the readings behind a figure that somebody reports to a place; none where the place is not stated."""
    return (Certainty(resolution_ug),) * 2 if resolution_ug > 0 else ()


def also_read(line: Line, readings: Iterable[Certainty]) -> dict[str, Scalar]:
    """Return the fields of a line that keep further readings beside those there were."""
    every = (*read_since(line), *readings)
    kept = {
        _READINGS: [each.resolution_ug for each in every],
        _UNCERTAINTIES: [each.uncertainty_ug for each in every],
    }
    told = {key: " ".join(str(each) for each in figures if each) for key, figures in kept.items()}
    return {key: text for key, text in told.items() if text}


def weighed_anew(line: Line) -> dict[str, Scalar]:
    """Return the fields of a line that forget the readings: the mass of its piece was said anew."""
    return {key: None for key in (_READINGS, _UNCERTAINTIES) if line.fields.get(key)}


def _figures(line: Line, key: str) -> tuple[int, ...]:
    return tuple(int(each) for each in str(line.fields.get(key) or "").split())
