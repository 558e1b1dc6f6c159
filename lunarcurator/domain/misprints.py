"""A list whose masses come to more than its declared total, and the one misprint that explains it (scenario 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.mass import Mass
from lunarcurator.domain.tolerance import closes

_SHIFTS: Final = (10, 100, 1_000)


@dataclass(frozen=True, slots=True)
class Excess:
    """By how many ug the parts exceed what is declared, and the misprint, if one part alone explains it.

    With `ug` instead of what is printed at `at` the sum closes; both are None where several parts could be wrong.
    """

    sum_ug: int
    excess_ug: int
    at: int | None = None
    ug: int | None = None


def excess_of(parts: Sequence[Mass], declared: Mass) -> Excess | None:
    """Return how the parts exceed a declared total; None where they do not, within the rounding of all of them.

    Only one part may be large enough to hold the whole excess: then it is the one that is misprinted. A slipped
    decimal point that closes the sum is preferred to the bare difference.
    """
    total, excess = sum(_ug(each) for each in parts), sum(_ug(each) for each in parts) - _ug(declared)
    roundings = [_rounding(each) for each in (*parts, declared)]
    if excess <= 0 or closes(excess, roundings):
        return None
    large = [at for at, each in enumerate(parts) if _ug(each) >= excess]
    if len(large) != 1:
        return Excess(total, excess)
    at = large[0]
    printed = parts[at]
    for shift in _SHIFTS:
        ug = _ug(printed) // shift
        left = excess - (_ug(printed) - ug)
        if closes(left, [*roundings[:at], *roundings[at + 1 :], max(_rounding(printed) // shift, 1)]):
            return Excess(total, excess, at, ug)
    return Excess(total, excess, at, _ug(printed) - excess)


def _ug(mass: Mass) -> int:
    return mass.ug or 0


def _rounding(mass: Mass) -> int:
    return mass.resolution_ug or 1
