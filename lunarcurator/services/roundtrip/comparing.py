"""The three-way comparison: what went out, what came back, and what the book says meanwhile."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from lunarcurator.domain.acts import Act
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid


class CellVerdict(StrEnum):
    """What became of a cell: the same, changed there, changed here, alike on both sides, against each other.

    A refused cell says what no operation can do.
    """

    SAME = "same"
    CHANGED = "changed"
    MEANWHILE = "meanwhile"
    AGREED = "agreed"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that is not the same: what went out, what came back and what the book says now, for eyes.

    `value` is what came back as it would be recorded; `reason` says why a refused one cannot be, or what a
    borrower's figure means. `quality` is how the book knows a mass, empty for anything else; `estimated` whether
    what came back says of a mass that it is judged without a balance, as "~49" does.
    """

    key: str
    header: str
    sent: str
    came: str
    now: str
    verdict: CellVerdict
    value: Scalar = None
    reason: Finding | None = None
    quality: str = ""
    estimated: bool = False


@dataclass(slots=True)
class RowChange:
    """One row that came back: its number in the file, the piece, its cells that differ, and what follows.

    `acts` are posted where the row is accepted; `against` only where its conflicts are decided for the workbook.
    `reasons` are about the row as a whole, or what the rules say of its acts; `against_reasons` what they say of
    the acts of its conflicts. `number` is the one that went out, where that is known.
    """

    row: int
    number: str
    uid: Uid | None = None
    cells: tuple[CellChange, ...] = ()
    acts: tuple[Act, ...] = ()
    against: tuple[Act, ...] = ()
    reasons: tuple[Finding, ...] = ()
    refused: bool = False
    against_reasons: tuple[Finding, ...] = ()

    @property
    def told(self) -> tuple[Finding, ...]:
        """All that is to be read of the row: about it as a whole, and about its conflicts."""
        return tuple(dict.fromkeys((*self.reasons, *self.against_reasons)))

    @property
    def verdict(self) -> CellVerdict:
        """The gravest verdict of its cells that a person has to look at."""
        if self.refused:
            return CellVerdict.REFUSED
        found = {cell.verdict for cell in self.cells}
        order = (CellVerdict.CONFLICT, CellVerdict.REFUSED, CellVerdict.CHANGED, CellVerdict.AGREED)
        return next((each for each in (*order, CellVerdict.MEANWHILE) if each in found), CellVerdict.SAME)

    @property
    def is_plain(self) -> bool:
        """Whether it can be taken without deciding a conflict."""
        return bool(self.acts) and not self.refused and self.verdict is not CellVerdict.CONFLICT

    @property
    def can_be_taken(self) -> bool:
        """Whether a person can take it, be it by deciding a conflict for the workbook."""
        return bool(self.against) or self.is_plain


@dataclass(frozen=True)
class TakeBack:
    """A workbook read and compared, nothing of it posted; `seq` is the entry it was compared at.

    `sent_at` is the entry it went out after; `extra` are columns we did not send,
    `missing` those that did not come back. `borrower` is the person whose word it is, None where it is the lab's
    own, and `borrower_name` the name; `made_for` is the person the workbook was made for. `notes` say what is odd
    about the file itself: by what rows without a key are known, a second sheet that was not read.
    """

    file: str
    sha256: str
    sent_at: int
    seq: int
    rows: tuple[RowChange, ...] = field(repr=False)
    extra: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    borrower: Uid | None = None
    borrower_name: str = ""
    made_for: Uid | None = None
    notes: tuple[Finding, ...] = ()

    @cached_property
    def counts(self) -> Mapping[CellVerdict, int]:
        """How many rows have each verdict; every verdict is there."""
        counted = Counter(row.verdict for row in self.rows)
        return {verdict: counted[verdict] for verdict in CellVerdict}

    @cached_property
    def differing(self) -> tuple[RowChange, ...]:
        """The rows that are not the same."""
        return tuple(row for row in self.rows if row.verdict is not CellVerdict.SAME)

    @property
    def takeable(self) -> tuple[RowChange, ...]:
        """The rows from which something follows that no rule stands against."""
        return tuple(row for row in self.rows if row.acts and not row.refused)
