"""Operations that divide a piece: plan, cancel the plan, split."""

from dataclasses import dataclass, field
from typing import ClassVar

from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.identity import EntryRef, PartyName, PieceRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.describing import FieldValue
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.status import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Daughter:
    """One piece to be made: its number, form and mass; `number` empty takes the next of `series`.

    `proposed` says that the number was proposed by the program and so may never be issued again (R2).
    A role of `recovered` marks sawdust and crumbs, which are numbered pieces too. `values` are further fields of
    the field table: sieve limits, depths, thickness. One stated to be `interior` inherits nothing that met only
    the outside (R9). One that is `unaccounted` is known to have been there, but nobody has it.
    """

    number: str = ""
    series: str = ""
    proposed: bool = False
    form: str = ""
    mass: Mass = field(default_factory=lambda: Mass.unknown("not_weighed"))
    reading: Reading | None = None
    role: ParentRole = ParentRole.DAUGHTER
    place: PlaceRef | None = None
    condition: Condition | None = None
    count: int | None = None
    area_um2: int | None = None
    remarks: str = ""
    values: tuple[FieldValue, ...] = ()
    interior: bool = False
    unaccounted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSplit:
    """Reserve numbers for pieces somebody will make, as a work order: what to cut, by whom, for which request.

    The numbers are issued and never given again. `order` empty takes the number of the entry.
    """

    KIND: ClassVar[str] = "plan_split"

    parent: PieceRef
    daughters: tuple[Daughter, ...]
    method: str = ""
    purpose: str = ""
    order: str = ""
    request: str = ""
    assigned: PartyName = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPlan:
    """Give up a planned split; its numbers stay void, so that they are never used again."""

    KIND: ClassVar[str] = "cancel_plan"

    plan: EntryRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Divide a piece: before = after + daughters + attrition, in ug.

    `after` is the reading of what is left; without it the rest is known by difference. `attrition_ug` is
    what the processor says was lost. `retires` says that the parent is fully divided and ends.
    """

    KIND: ClassVar[str] = "split"

    parent: PieceRef
    daughters: tuple[Daughter, ...]
    after: Reading | None = None
    attrition_ug: int = 0
    retires: bool = False
    method: str = ""
    tool: str = ""
    where: str = ""
    plan: EntryRef | None = None
