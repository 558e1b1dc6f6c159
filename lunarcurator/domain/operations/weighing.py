"""The operation of weighing a piece on a balance."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.identity import BalanceRef, PieceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a balance showed: net ug, or gross and tare ug; the resolution in ug where no balance is named."""

    net_ug: int | None = None
    gross_ug: int | None = None
    tare_ug: int | None = None
    balance: BalanceRef | None = None
    resolution_ug: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh:
    """Weigh a piece; a first weighing draws on suspense, a later one books the difference to adjustment."""

    KIND: ClassVar[str] = "weigh"

    sample: PieceRef
    reading: Reading
