"""A loan agreement as the desk knows it now, and where it stood on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.kept_documents import DOCUMENTS, Document
from lunarcurator.domain.lending.terms import AgreementKind, AgreementState
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.typed_records import Entries, read

RENEWAL: Final = "renewal/"
EXPIRING_DAYS: Final = 180
"""An agreement that ends within so many days is said to expire, where no policy says otherwise."""

OVER: Final = frozenset({AgreementState.EXPIRED, AgreementState.TERMINATED})
"""The states in which nothing holds any more for what is still out."""
VALID: Final = frozenset({AgreementState.CURRENT, AgreementState.EXPIRING})
"""The states of an agreement under which something may be issued (R5)."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """One renewal: the day it was agreed, the end of the term before and the new one."""

    uid: Uid
    day: Day
    before: Day
    until: Day


def _day(each: Renewal) -> Day:
    return each.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A loan agreement; days 0 where there is none. The fields on the desk have the names of these attributes.

    `renews` is the agreement it takes the place of, `renewed_by` its own successor, from the day `renewed` on.
    """

    uid: Uid
    code: str
    kind: AgreementKind = AgreementKind.DOMESTIC
    person: Uid | None
    institution: Uid | None
    cosigner: Uid | None
    since: Day
    until: Day
    approved: Day
    signed: Day
    signed_by: str
    for_lab: str
    security_plan: str
    plan_review: Day
    official: str
    co_official: str
    terminated: Day
    terminated_why: str
    remarks: str
    renews: Uid | None
    renewed_by: Uid | None
    renewed: Day
    renewals: Annotated[tuple[Renewal, ...], Entries(RENEWAL, _day)]
    documents: Annotated[tuple[Document, ...], Entries(DOCUMENTS)]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the agreement a state of the desk describes."""
        return read(cls, state.uid, state.fields)

    def until_on(self, day: Day) -> Day:
        """Return the last day of the term as it stood agreed on a day, before later renewals."""
        return next((each.before for each in self.renewals if day < each.day), self.until)

    def state_on(self, day: Day, expiring_days: int) -> AgreementState:
        """Return where the agreement stands at a day; one that is renewed later counts by its term before."""
        if self.terminated and self.terminated <= day:
            return AgreementState.TERMINATED
        if not self.signed or day < self.signed:
            return AgreementState.DRAFT
        if day < self.since:
            return AgreementState.SIGNED
        if self.renewed and self.renewed <= day:
            return AgreementState.RENEWED
        left = days_between(day, self.until_on(day))
        if left < 0:
            return AgreementState.EXPIRED
        return AgreementState.EXPIRING if left <= expiring_days else AgreementState.CURRENT

    def is_valid_on(self, day: Day) -> bool:
        """Tell whether something may be issued under the agreement on a day (R5)."""
        return self.state_on(day, EXPIRING_DAYS) in VALID


def in_force(ledger: LedgerState, agreement: Agreement, day: Day) -> Agreement:
    """Return what holds in place of an agreement on a day: itself, or the last of its successors by then."""
    while agreement.renewed_by is not None and agreement.state_on(day, 0) is AgreementState.RENEWED:
        agreement = Agreement.of(ledger.record(Subject.AGREEMENT, agreement.renewed_by))
    return agreement
