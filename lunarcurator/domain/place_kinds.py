"""The typed tree of places as a table: what may stand in what (`domain.md` 1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place: which kinds it may stand in, and whether it may stand at the top."""

    key: str
    within: frozenset[str]
    top: bool = False
    holds_pieces: bool = True


type PlaceKinds = Mapping[str, PlaceKind]
