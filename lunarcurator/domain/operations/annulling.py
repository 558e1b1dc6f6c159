"""The operation that answers damage: an entry that `verify` no longer finds as it was posted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lunarcurator.domain.identity import EntryRef


class AnnulOutcome(StrEnum):
    """What becomes of the facts of an annulled entry."""

    WITHDRAWN = "withdrawn"
    STANDS = "stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulEntry:
    """Answer for an altered entry: take its facts out of force as they are found, or let them stand as found.

    `as_found` is the SHA-256 in hex of everything the store holds of the entry; posting fills it in, so that a
    further alteration is reported again.
    """

    KIND: ClassVar[str] = "annul_entry"

    entry: EntryRef
    outcome: AnnulOutcome
    as_found: str = ""
