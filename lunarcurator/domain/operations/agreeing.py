"""Operations on loan agreements: drafted, signed, renewed, ended (R5)."""

from dataclasses import dataclass
from typing import ClassVar, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, PartyName, PersonRef
from lunarcurator.domain.lending.terms import AgreementKind
from lunarcurator.domain.operations.borrowing import (
    Attached,
    ConfirmContact,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAgreement:
    """Draft an agreement with a responsible person and an institution, or change a draft.

    `number` empty takes the next of the year. `approved` is the day of approval, from which a signature is owed
    within the working days of the policy; `since` and `until` are the term. `renews` is a signed agreement that
    this one takes the place of, once it is signed and begins.
    """

    KIND: ClassVar[str] = "draft_agreement"

    agreement: AgreementRef | None = None
    number: str = ""
    kind: AgreementKind = AgreementKind.DOMESTIC
    person: PersonRef
    institution: InstitutionRef
    cosigner: PersonRef | None = None
    since: Day
    until: Day
    approved: Day = 0
    security_plan: str = ""
    plan_review: Day = 0
    official: PartyName = ""
    co_official: PartyName = ""
    renews: AgreementRef | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAgreement:
    """Say that an agreement was signed by both sides on the day of the act; the signed copy is attached."""

    KIND: ClassVar[str] = "sign_agreement"

    agreement: AgreementRef
    signed_by: PartyName
    for_lab: PartyName
    copy: Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewAgreement:
    """Renew a signed agreement until a later day; the term before stays visible."""

    KIND: ClassVar[str] = "renew_agreement"

    agreement: AgreementRef
    until: Day
    copy: Attached
    plan_review: Day = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminateAgreement:
    """End an agreement before its time: nothing more is issued under it, its open lines are recalled by a day."""

    KIND: ClassVar[str] = "terminate_agreement"

    agreement: AgreementRef
    why: str
    recall_by: Day = 0
    documents: tuple[Attached, ...] = ()


type BorrowingOperation = (
    SetUpInstitution
    | SetUpPerson
    | ConfirmContact
    | LimitBorrower
    | EndResponsibility
    | DraftAgreement
    | SignAgreement
    | RenewAgreement
    | TerminateAgreement
)

BORROWING: Final[tuple[type[BorrowingOperation], ...]] = (
    SetUpInstitution,
    SetUpPerson,
    ConfirmContact,
    LimitBorrower,
    EndResponsibility,
    DraftAgreement,
    SignAgreement,
    RenewAgreement,
    TerminateAgreement,
)
"""Those who borrow, and what is agreed with them, for the one table of operations."""
