"""An edited workbook that was half decided, as a draft keeps it: which rows are ticked otherwise, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from lunarcurator.services.drafts import Draft
from lunarcurator.services.roundtrip.comparing import TakeBack
from lunarcurator.typed_json import convert

KIND: Final = "take_back"
"""The kind of these drafts; each is about the path of a workbook."""


@dataclass(frozen=True, slots=True)
class DraftTicks:
    """A workbook by path and checksum, with the rows that are ticked otherwise than at first.

    `whose` is the uid of the borrower whose word it was said to be, "" for the lab's, None where its stamp counts.
    """

    file: str
    path: str
    sha256: str
    accepted: tuple[int, ...] = ()
    declined: tuple[int, ...] = ()
    reason: str = ""
    whose: str | None = None

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.accepted or self.declined or self.reason.strip() or self.whose is not None)


def draft_ticks(plan: TakeBack, path: Path, taken: Iterable[int], reason: str, whose: str | None) -> DraftTicks:
    """Return what was decided about a comparison, as a draft keeps it."""
    at_first, now = {row.row for row in plan.takeable}, set(taken)
    accepted, declined = sorted(now - at_first), sorted(at_first - now)
    return DraftTicks(plan.file, str(path), plan.sha256, tuple(accepted), tuple(declined), reason, whose)


def ticked(plan: TakeBack, left: DraftTicks) -> frozenset[int]:
    """Return the rows that are ticked where what was decided before stands again, as far as they can be taken."""
    at_first = {row.row for row in plan.takeable}
    possible = {row.row for row in plan.rows if row.can_be_taken}
    return frozenset((at_first - set(left.declined)) | (possible & set(left.accepted)))


def left_in(draft: Draft) -> DraftTicks | None:
    """Return what a draft keeps, None where another version wrote it in another way."""
    try:
        return convert(dict(draft.content), DraftTicks)
    except msgspec.ValidationError:
        return None
