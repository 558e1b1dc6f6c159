"""The frame of a picture: effective by a day, as known at a sequence (`ledger.md` 1.3)."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day


@dataclass(frozen=True, slots=True)
class Moment:
    """Up to which day facts count, and up to which entry they were known; None is no limit."""

    day: Day | None = None
    seq: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether this is the present picture, which the derived tables show."""
        return self.day is None and self.seq is None


NOW: Final = Moment()
