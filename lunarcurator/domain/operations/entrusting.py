"""Operations on what others entrust to the lab: loans in, objects in care, evidence; title stays theirs (R21)."""

from dataclasses import dataclass
from typing import ClassVar, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import InstitutionRef, LoanRef, PartyName, PieceRef
from lunarcurator.domain.lending.terms import CareKind
from lunarcurator.domain.operations.borrowing import Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """Take pieces of somebody else's in, which were registered as *held for* the owner.

    They stay in the lab's hands and in a book of their own; `due` is the day by which the owner wants them back,
    0 for none. `number` empty takes the next of the year.
    """

    KIND: ClassVar[str] = "take_in"

    number: str = ""
    kind: CareKind = CareKind.LOAN_IN
    lender: InstitutionRef
    samples: tuple[PieceRef, ...]
    due: Day = 0
    purpose: str = ""
    document: Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """Give pieces back to the owner who entrusted them; `samples` empty means all that are still here."""

    KIND: ClassVar[str] = "give_back"

    loan: LoanRef
    samples: tuple[PieceRef, ...] = ()
    taken_by: PartyName
    document: Attached


type EntrustingOperation = TakeIn | GiveBack

ENTRUSTING: Final[tuple[type[EntrustingOperation], ...]] = (TakeIn, GiveBack)
"""For the one table of operations."""
