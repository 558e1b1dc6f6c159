"""How far a sum of weighings may miss a total before somebody has to say why (domain facts, section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt
from typing import Final


def tolerance_ug(resolutions_ug: Iterable[int], uncertainties_ug: Iterable[int] = ()) -> int:
    """Return the allowed difference in whole micrograms between the readings of one equation.

    It is 3 sqrt(sum of r_i^2 / 12) over the resolutions of all readings, the declared total among them, and
    the stated uncertainties of the balances joined to it in quadrature. Both in micrograms of at least 0.
    Raises `ValueError` for anything else.
    """
    resolutions = _checked(resolutions_ug)
    uncertainties = _checked(uncertainties_ug)
    # (9 sum r^2 / 12 + sum u^2) is a quarter of this whole number, so no float and no rounding enters before
    # the root. Half of the root is rounded to the nearest microgram, half up: cut off instead, one reading to
    # 1 ug (0.87 ug) would be allowed nothing, and the last digit of a 1 ug balance is never sure.
    # Half of a root rounds like half of its whole part, since (x + 1) / 2 passes a whole number only at one.
    four_times_square = 3 * sum(r * r for r in resolutions) + 4 * sum(u * u for u in uncertainties)
    return (isqrt(four_times_square) + 1) // 2


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure one mass is, in ug: the last place it is told to, and what the balance that read it is certain to.

    A resolution of 0 says that nobody knows; `of_balance` that a balance is named for it.
    """

    resolution_ug: int
    uncertainty_ug: int = 0
    of_balance: bool = False


UNSURE: Final = Certainty(0)
"""Nobody says how sure a mass is."""


def allowed_between(masses: Iterable[Certainty]) -> int:
    """Return the allowed difference in ug between masses, never below what a balance named for one can tell."""
    known = tuple(masses)
    resolutions = (each.resolution_ug for each in known)
    allowed = tolerance_ug(resolutions, (each.uncertainty_ug for each in known))
    own = (max(each.resolution_ug, each.uncertainty_ug) for each in known if each.of_balance)
    return max((allowed, *own))


def in_whole_steps(allowed_ug: int, step_ug: int) -> int:
    """Return an allowed difference in ug as people are told it: whole steps, since no difference lies between.

    A step is the finest resolution of the masses compared, in ug; less than one step is told as it is.
    """
    return allowed_ug // step_ug * step_ug or allowed_ug


def finest_step(masses: Iterable[Certainty]) -> int:
    """Return the finest resolution in ug that is known of masses, 1 where none is."""
    return min((each.resolution_ug for each in masses if each.resolution_ug), default=1)


def closes(difference_ug: int, resolutions_ug: Iterable[int], uncertainties_ug: Iterable[int] = ()) -> bool:
    """Tell whether a difference of either sign, in micrograms, lies within `tolerance_ug`."""
    return abs(difference_ug) <= tolerance_ug(resolutions_ug, uncertainties_ug)


def _checked(figures_ug: Iterable[int]) -> tuple[int, ...]:
    figures = tuple(figures_ug)
    for figure in figures:
        if type(figure) is not int or figure < 0:
            raise ValueError(f"a resolution or uncertainty is a whole number of micrograms, not {figure!r}")
    return figures
