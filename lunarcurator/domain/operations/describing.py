"""Operations that say what a piece, a place or a balance is, and mend what was said."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import PieceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """One field of the field table and the value it is given."""

    field: str
    value: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """Fill fields of a piece that say nothing yet, or add to them; what stands is only corrected."""

    KIND: ClassVar[str] = "describe"

    sample: PieceRef
    values: tuple[FieldValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Replace what is recorded by what is right, with evidence; the old value stays visible.

    `old` names what the corrector saw, so that a correction of a correction is noticed.
    """

    KIND: ClassVar[str] = "correct"

    sample: PieceRef
    field: str
    old: Scalar
    new: Scalar
    evidence: str
