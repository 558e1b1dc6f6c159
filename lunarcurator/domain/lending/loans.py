"""A loan as the desk knows it now; its lines stand for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Self

from lunarcurator.domain.days import Day, last_day, said_day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.kept_documents import DOCUMENTS, Document
from lunarcurator.domain.lending.terms import CareKind, LoanKind, Owed
from lunarcurator.domain.typed_records import Entries, read

CO: Final = "co/"
OWED: Final = "owed/"
DECISION: Final = "decision/"


@dataclass(frozen=True, slots=True)
class OwedItem:
    """Something owed beside the pieces; `settled` is the day it came (0: still owed), `how` in what way."""

    uid: Uid
    what: Owed
    text: str
    due: Day
    settled: Day
    how: str

    def is_late(self, day: Day) -> bool:
        """Tell whether it is still owed after the day it was due; never where no day was set."""
        return not self.settled and self.due > 0 and last_day(self.due) < day


@dataclass(frozen=True, slots=True)
class LoanDecision:
    """A step of deciding a loan: by whom, when, whether it was the last one, and on which conditions."""

    uid: Uid
    body: str
    day: Day
    final: bool
    conditions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A loan; days 0 where there is none. The fields on the desk have the names of these attributes.

    `lender` is whose the pieces of a loan in are, and `care` why they are here; both None where the lab lends.
    """

    uid: Uid
    code: str
    kind: LoanKind = LoanKind.RESEARCH
    borrower: Uid | None
    agreement: Uid | None
    co: Annotated[tuple[Uid, ...], Entries(CO)]
    purpose: str
    plan: str
    round: str
    project: str
    project_until: Day
    requested: Day
    closed: Day
    conditions: str
    remarks: str
    owed: Annotated[tuple[OwedItem, ...], Entries(OWED)]
    decisions: Annotated[tuple[LoanDecision, ...], Entries(DECISION)]
    documents: Annotated[tuple[Document, ...], Entries(DOCUMENTS)]
    fields: Mapping[str, Scalar]
    care: CareKind | None
    lender: Uid | None

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the loan a state of the desk describes."""
        return read(cls, state.uid, state.fields)

    @property
    def requested_stated(self) -> str:
        """How the source of a loan of long ago words the day it began, where that is not exact; "" where it is."""
        return str(self.fields.get("since_stated") or "")

    @property
    def requested_said(self) -> Day:
        """The day it was requested, as exactly as its source says it; 0 where nobody knows."""
        return said_day(self.requested, self.requested_stated)

    @property
    def still_owed(self) -> tuple[OwedItem, ...]:
        """What is owed beside the pieces and has not come."""
        return tuple(each for each in self.owed if not each.settled)
