"""The frame of a ledger state: effective by a day, as known at a sequence (`ledger.md` 1.3)."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day, last_day


@dataclass(frozen=True, slots=True)
class Moment:
    """Up to which day facts count, and up to which entry they were known; None is no limit."""

    day: Day | None = None
    seq: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether this is the present ledger state, which the derived tables show."""
        return self.day is None and self.seq is None


NOW: Final = Moment()


def moment_at(day: Day, today: Day) -> Moment:
    """Return the moment at the end of a day or period; where that has not come yet, it is now."""
    end = last_day(day)
    return NOW if end >= today else Moment(end)
