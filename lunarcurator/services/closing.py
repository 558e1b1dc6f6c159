"""Whether a split closes while it is typed: before = daughters + recovered + after + attrition, in ug."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of the masses typed so far."""

    NO_BEFORE = "no_before"
    BY_DIFFERENCE = "by_difference"
    AT_MOST = "at_most"
    BLIND = "blind"
    EXACT = "exact"
    WITHIN = "within"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Closing:
    """The masses of a split as typed, in ug; `before_ug` and `after_ug` are None where nobody knows them.

    `unweighed` counts the daughters without a mass, to which the rest is credited (`ledger.md` 1.2). A piece
    that is fully divided has nothing after it: `after_ug` is 0.
    """

    before_ug: int | None
    daughters_ug: int
    recovered_ug: int
    after_ug: int | None
    attrition_ug: int
    unweighed: int
    tolerance_ug: int

    @property
    def remainder_ug(self) -> int | None:
        """What is left to be called attrition, None while it cannot be known."""
        if self.before_ug is None or self.after_ug is None or self.unweighed:
            return None
        return self.before_ug - self.daughters_ug - self.recovered_ug - self.after_ug

    @property
    def rest_ug(self) -> int | None:
        """What the piece keeps by difference, None where its mass before is not known."""
        if self.before_ug is None:
            return None
        return self.before_ug - self.daughters_ug - self.recovered_ug - self.attrition_ug

    @property
    def taken_ug(self) -> int:
        """What pieces without a mass take of it, which is booked as unmeasured; 0 while it cannot be known."""
        if self.rest_ug is None or self.after_ug is None or not self.unweighed:
            return 0
        return max(self.rest_ug - self.after_ug, 0)

    @property
    def kept_ug(self) -> int | None:
        """What is booked as left by difference: no piece keeps less than nothing; None where it is not known."""
        return None if self.rest_ug is None else max(self.rest_ug, 0)

    @property
    def knows_attrition(self) -> bool:
        """Whether it is known what was lost: it was typed, or everything that there was is weighed."""
        return bool(self.attrition_ug) or self.remainder_ug is not None

    @property
    def missing_ug(self) -> int:
        """What stands nowhere, negative where there is too much; 0 while it cannot be known."""
        if self.after_ug is None:
            return min(self.rest_ug or 0, 0)
        return 0 if self.remainder_ug is None else self.remainder_ug - self.attrition_ug

    @property
    def verdict(self) -> Verdict:
        """Tell whether it closes."""
        if self.before_ug is None:
            return Verdict.NO_BEFORE
        if self.after_ug is None and self.missing_ug >= 0:
            return self._not_weighed_after
        missing = self.missing_ug
        if self.unweighed:
            missing = (self.rest_ug or 0) - (self.after_ug or 0)
            if missing >= 0:
                return Verdict.BLIND
        if missing == 0:
            return Verdict.EXACT
        if abs(missing) <= self.tolerance_ug:
            return Verdict.WITHIN
        return Verdict.MISSING if missing > 0 else Verdict.EXTRA

    @property
    def _not_weighed_after(self) -> Verdict:
        return Verdict.AT_MOST if self.unweighed else Verdict.BY_DIFFERENCE

    @property
    def closes(self) -> bool:
        """Tell whether nothing stands in the way of the masses."""
        return self.verdict not in {Verdict.MISSING, Verdict.EXTRA}
