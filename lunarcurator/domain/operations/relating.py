"""Operations that say how pieces belong together, and what different sources say of one piece."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.facts import RelationKind
from lunarcurator.domain.identity import EntryRef, PieceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Relate:
    """Say how two pieces belong together though neither comes from the other: they fit, or are of one rock."""

    KIND: ClassVar[str] = "relate"

    sample: PieceRef
    other: PieceRef
    kind: RelationKind
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFact:
    """Keep what a source says of one field beside what others say; `chosen` makes it what the lab goes by.

    With `about` it is a fact of the acts of that entry: the day of a loss, the mass a division used up.
    """

    KIND: ClassVar[str] = "state_fact"

    sample: PieceRef
    field: str
    value: str
    source: str
    chosen: bool = False
    about: EntryRef | None = None
