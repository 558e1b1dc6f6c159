"""What the sample tree can be narrowed to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Axis(StrEnum):
    """What a filter asks about; `MASS` takes `unknown` or `not_reconciled`, `COLLECTION` a local id.

    `NEVER` takes a key of `NEVER_MET`: what a piece is documented not to have met. `NOT_KNOWN` takes the same
    keys: nothing says that it met it, and nothing documents that it did not. `MARKED` takes a key of `MARKS`.
    """

    COLLECTION = "collection"
    EXISTENCE = "existence"
    CUSTODY = "custody"
    CONDITION = "condition"
    FORM = "form"
    MASS = "mass"
    NEVER = "never"
    NOT_KNOWN = "not_known"
    MARKED = "marked"


MARKS: Final = ("doubt", "statements", "bodies", "counted")
"""What is on record of a few pieces only: doubt who they are, what sources say, several bodies, a count."""


@dataclass(frozen=True, slots=True, order=True)
class PieceFilter:
    """One filter: an axis and the code it must have."""

    axis: Axis
    value: str
