"""Operations that change what a piece is good for, and how it may be handled."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.identity import PieceRef, PlaceRef
from lunarcurator.domain.operations.weighing import Weigh
from lunarcurator.domain.status import Condition, Handling


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSealed:
    """Open a sealed container: all that stands in it meets what is around, and can be weighed (workflow 30).

    `meets` and `gas` say what it is opened into; `readings` are the weighings that come with the opening.
    """

    KIND: ClassVar[str] = "open_sealed"

    place: PlaceRef
    meets: ExposureKind = ExposureKind.NITROGEN
    gas: str = ""
    seal_state: str = ""
    readings: tuple[Weigh, ...] = ()
    condition: Condition | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Put pieces into the cold at a temperature in millikelvin, and into a freezer if `to` names one."""

    KIND: ClassVar[str] = "freeze"

    samples: tuple[PieceRef, ...]
    temperature_mk: int
    to: PlaceRef | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOut:
    """Take pieces out of the cold; `condition` is what they are from then on."""

    KIND: ClassVar[str] = "take_out"

    samples: tuple[PieceRef, ...]
    to: PlaceRef | None = None
    condition: Condition = Condition.NOT_STATED
    temperature_mk: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCondition:
    """Say that pieces are no longer what they were; a better condition needs authority (R9)."""

    KIND: ClassVar[str] = "change_condition"

    samples: tuple[PieceRef, ...]
    condition: Condition
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrict:
    """Say how pieces must not be handled; the list replaces the one before, and none lifts all (scenario 14)."""

    KIND: ClassVar[str] = "restrict"

    samples: tuple[PieceRef, ...]
    handling: tuple[Handling, ...] = ()
    reason: str = ""
