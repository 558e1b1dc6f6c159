"""Operations that set up the desk: collections, operators, balances."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import BalanceRef, CollectionRef, OperatorRef, PartyName
from lunarcurator.domain.status import Role, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """One mission of a collection; `opened` is the day its material was first opened."""

    code: str
    name: str
    opened: Day = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCollection:
    """Open a collection with its numbering scheme and missions, or add missions to one already open.

    `revives` is the identity the collection had before its opening was undone, so that numbers given in it then
    find their pieces again.
    """

    KIND: ClassVar[str] = "open_collection"

    code: str
    name: str
    scheme: str
    missions: tuple[Mission, ...] = ()
    title: Title = Title.OURS
    revives: CollectionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpOperator:
    """Make an operator known, or change the role of one, or retire one."""

    KIND: ClassVar[str] = "set_up_operator"

    name: PartyName
    role: Role = Role.CURATOR
    operator: OperatorRef | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpBalance:
    """Make a bench balance known, or record a calibration of one, or retire one; masses in ug."""

    KIND: ClassVar[str] = "set_up_balance"

    name: str
    resolution_ug: int
    uncertainty_ug: int = 0
    calibrated: Day | None = None
    calibration_due: Day | None = None
    certificate: str = ""
    balance: BalanceRef | None = None
    retired: bool = False
