"""Work orders: a planned split on its way through the cabinet, from shift to shift (`domain.md` 4 and 6b)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lunarcurator.domain.identity import OrderRef, PartyName
from lunarcurator.domain.operations.weighing import Reading


class OrderState(StrEnum):
    """How far a work order has come; the split that finishes it posts it, giving up the plan cancels it."""

    PLANNED = "planned"
    IN_CABINET = "in_cabinet"
    WEIGHED = "weighed"
    BALANCED = "balanced"
    EXCEPTION = "exception"
    APPROVED = "approved"
    POSTED = "posted"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jotted:
    """What the balance showed of one reserved number, or with an empty number of what is left of the parent."""

    number: str
    reading: Reading
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceOrder:
    """Say how far an order has come and what was weighed so far, so that another person can finish it.

    Nothing is booked: masses count when the split is posted. `assigned` hands the order over.
    """

    KIND: ClassVar[str] = "advance_order"

    order: OrderRef
    state: OrderState
    jotted: tuple[Jotted, ...] = ()
    assigned: PartyName = ""
    remarks: str = ""
