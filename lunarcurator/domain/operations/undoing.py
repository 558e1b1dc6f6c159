"""Operations that take back: void a mistaken piece, reverse an entry; and the record of a printed label."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.identity import EntryRef, PieceRef, PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """Declare that a piece was entered by mistake; the row and its number stay (R20)."""

    KIND: ClassVar[str] = "void"

    sample: PieceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """Take back an entry as if it never happened; reversing a Reverse is redo (`ledger.md` 1.3)."""

    KIND: ClassVar[str] = "reverse"

    entry: EntryRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLabels:
    """Record that labels of pieces or of containers were printed; a reprint is an entry too."""

    KIND: ClassVar[str] = "print_labels"

    samples: tuple[PieceRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    layout: str
