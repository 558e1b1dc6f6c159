"""What a source speaks of: a field of a piece, or any fact of an act that an entry tells of it."""

from typing import Final, NamedTuple

from lunarcurator.domain.fields import FIELDS, STATED_MASS
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import act_fields

DAY_OF_ACT: Final = "day"
"""The day of an act, which stands beside its operation."""
_OF: Final = "@"
"""Stands in a statement between the fact and the entry it is a fact of; no field has it in its key."""


class SpokenOf(NamedTuple):
    """The fact a statement is about, and the entry that tells of it; `entry` is None for a field of the piece."""

    fact: str
    entry: Uid | None = None

    @property
    def kept(self) -> str:
        """How a statement keeps it, as one key."""
        return self.fact if self.entry is None else f"{self.fact}{_OF}{self.entry}"

    @property
    def word(self) -> str:
        """The key of its word: that of the field of a piece, else that of the field of an act."""
        of_piece = self.fact in FIELDS or self.fact == STATED_MASS
        return f"field.{self.fact}" if of_piece else f"act_field.{self.fact}"


def spoken_of(kept: str) -> SpokenOf:
    """Return what a statement is about from the key that it keeps."""
    fact, _, entry = kept.partition(_OF)
    return SpokenOf(fact, Uid(entry) if entry else None)


def facts_of(kind: str | None) -> tuple[str, ...]:
    """Return what a source can say of an entry of a kind: its day, its mass, its fields, those of a piece.

    None is an entry of several acts, of which it may be the fact of any.
    """
    acts = OPERATIONS.values() if kind is None else (OPERATIONS[kind],)
    said = (each.name for act in acts for each in act_fields(act))
    return tuple(dict.fromkeys((DAY_OF_ACT, STATED_MASS, *said, *FIELDS)))
