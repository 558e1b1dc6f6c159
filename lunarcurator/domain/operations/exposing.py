"""What happens to a piece besides being cut and moved: exposures, and what changes its condition."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ExposureKind, Scope
from lunarcurator.domain.identity import PieceRef, PlaceRef
from lunarcurator.domain.status import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Expose:
    """Say that pieces, and all that stood in places, met something that changes what they are good for (R9).

    Daughters made on the day or later inherit it; those stated to come from the `interior` do not, where it met
    only the outside. `until` 0 is not stated; `temperature_mk` is in millikelvin. `condition` is what the pieces
    themselves are from then on.
    """

    KIND: ClassVar[str] = "expose"

    kind: ExposureKind
    samples: tuple[PieceRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    agent: str = ""
    scope: Scope = Scope.WHOLE
    until: Day = 0
    where: PlaceRef | None = None
    temperature_mk: int | None = None
    condition: Condition | None = None
    evidence: str = ""
    interior: tuple[PieceRef, ...] = ()
