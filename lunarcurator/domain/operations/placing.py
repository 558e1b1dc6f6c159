"""Operations on places: set up, change, move and retire containers; move and sight pieces."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import EntryRef, PieceRef, PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpPlace:
    """Make a place known: a site, building, room, vault, cabinet, tray, can, bag, vial; tare in ug."""

    KIND: ClassVar[str] = "set_up_place"

    kind: str
    name: str
    parent: PlaceRef | None = None
    code: str = ""
    atmosphere: str = ""
    material: str = ""
    sealed: bool = False
    tare_ug: int | None = None
    remote: bool = False
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPlace:
    """Replace one recorded field of a place; the old value stays visible in the journal."""

    KIND: ClassVar[str] = "correct_place"

    place: PlaceRef
    field: str
    old: Scalar
    new: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class RetirePlace:
    """Take an empty place out of use; its history stays."""

    KIND: ClassVar[str] = "retire_place"

    place: PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Move pieces, and places with all that is in them, to a place; `home` makes it their home place too."""

    KIND: ClassVar[str] = "move"

    to: PlaceRef
    samples: tuple[PieceRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveBack:
    """Bring everything an earlier move carried off back to where it stood before: the emergency is over.

    What was moved on since, or has left, stays where it is, and is told.
    """

    KIND: ClassVar[str] = "move_back"

    entry: EntryRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Say that pieces were seen on the day, in `place` or, without it, where the book has them."""

    KIND: ClassVar[str] = "sight"

    samples: tuple[PieceRef, ...]
    place: PlaceRef | None = None
