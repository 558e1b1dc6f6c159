"""How the journal tells the acts on those who borrow, and on what is agreed with them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations.agreeing import (
    DraftAgreement,
    RenewAgreement,
    SignAgreement,
    TerminateAgreement,
)
from lunarcurator.domain.operations.borrowing import (
    ConfirmContact,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.services.act_sentences.told import Names, Tell, Told


def _set_up_institution(act: SetUpInstitution, names: Names) -> Told:
    del names
    return Told("journal.set_up_institution", {"name": act.name})


def _set_up_person(act: SetUpPerson, names: Names) -> Told:
    del names
    return Told("journal.set_up_person", {"name": act.name})


def _confirm_contact(act: ConfirmContact, names: Names) -> Told:
    return Told("journal.confirm_contact", {"person": names.name(act.person), "how": act.how})


def _limit_borrower(act: LimitBorrower, names: Names) -> Told:
    name = names.name(act.person or act.institution)
    if act.lifts:
        return Told("journal.limit_lifted", {"name": name, "text": act.lifts})
    return Told("journal.limit_borrower", {"name": name, "kind": str(act.kind), "text": act.text})


def _end_responsibility(act: EndResponsibility, names: Names) -> Told:
    facts: dict[str, object] = {"person": names.name(act.person), "how": str(act.how)}
    if act.agreement:
        return Told("journal.responsibility_passed", {**facts, "agreement": names.name(act.agreement)})
    if act.recall_by:
        return Told("journal.responsibility_recalled", {**facts, "by": act.recall_by})
    return Told("journal.end_responsibility", facts)


def _draft_agreement(act: DraftAgreement, names: Names) -> Told:
    number = act.number or names.name(act.agreement)
    facts = {"agreement": number, "person": names.name(act.person), "since": act.since, "until": act.until}
    return Told("journal.draft_agreement", facts)


def _sign_agreement(act: SignAgreement, names: Names) -> Told:
    facts = {"agreement": names.name(act.agreement), "signed_by": act.signed_by, "for_lab": act.for_lab}
    return Told("journal.sign_agreement", facts)


def _renew_agreement(act: RenewAgreement, names: Names) -> Told:
    return Told("journal.renew_agreement", {"agreement": names.name(act.agreement), "until": act.until})


def _terminate_agreement(act: TerminateAgreement, names: Names) -> Told:
    return Told("journal.terminate_agreement", {"agreement": names.name(act.agreement), "why": act.why})


TELLERS: Final[Mapping[str, Tell]] = MappingProxyType(
    {
        SetUpInstitution.KIND: _set_up_institution,
        SetUpPerson.KIND: _set_up_person,
        ConfirmContact.KIND: _confirm_contact,
        LimitBorrower.KIND: _limit_borrower,
        EndResponsibility.KIND: _end_responsibility,
        DraftAgreement.KIND: _draft_agreement,
        SignAgreement.KIND: _sign_agreement,
        RenewAgreement.KIND: _renew_agreement,
        TerminateAgreement.KIND: _terminate_agreement,
    }
)
"""Who tells which of these acts."""
