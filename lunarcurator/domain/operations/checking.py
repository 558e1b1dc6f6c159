"""Operations by which a place is counted, and what the count found is followed up (workflow 21)."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.identity import CaseRef, LabelAsFound, PieceRef, PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenElsewhere:
    """A piece the list expected, and the place in which it was seen instead."""

    sample: PieceRef
    place: PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Something found in the place that the list did not have: what it says on it, and what it looks like.

    `sample` is the piece it is, where the book has it elsewhere.
    """

    text: LabelAsFound = ""
    remarks: str = ""
    sample: PieceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPlace:
    """Count a place with all that is in it: each piece is seen, seen elsewhere or missing, and what is extra.

    Nothing is moved and nothing declared lost: what was not seen where the book has it opens a case.
    """

    KIND: ClassVar[str] = "check_place"

    place: PlaceRef
    seen: tuple[PieceRef, ...] = ()
    elsewhere: tuple[SeenElsewhere, ...] = ()
    missing: tuple[PieceRef, ...] = ()
    extra: tuple[Extra, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    """Close a case with what became of it; what has to change is posted as an act of its own."""

    KIND: ClassVar[str] = "close_case"

    case: CaseRef
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase:
    """Open a closed case again, such as when what was given up turns up; `why` says what happened."""

    KIND: ClassVar[str] = "reopen_case"

    case: CaseRef
    why: str
