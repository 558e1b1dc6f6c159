"""How the journal tells the acts on those who borrow, and on what is agreed with them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import is_exact, uid_of
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
from lunarcurator.services.act_sentences.changing import changed_facts, changed_where_known
from lunarcurator.services.act_sentences.journal_sentence import JournalSentence, Names, Tell


def _set_up_institution(act: SetUpInstitution, names: Names) -> JournalSentence:
    facts = {**changed_facts(act, act.institution, names), "name": act.name}
    key = "journal.change_institution" if act.institution else "journal.set_up_institution"
    return JournalSentence(key, facts)


def _set_up_person(act: SetUpPerson, names: Names) -> JournalSentence:
    facts = {**changed_facts(act, act.person, names), "name": act.name}
    return JournalSentence("journal.change_person" if act.person else "journal.set_up_person", facts)


def _confirm_contact(act: ConfirmContact, names: Names) -> JournalSentence:
    return JournalSentence("journal.confirm_contact", {"person": names.name(act.person), "how": act.how})


def _limit_borrower(act: LimitBorrower, names: Names) -> JournalSentence:
    name = names.name(act.person or act.institution)
    if act.lifts:
        return JournalSentence("journal.limit_lifted", {"name": name, "text": act.lifts})
    return JournalSentence("journal.limit_borrower", {"name": name, "kind": str(act.kind), "text": act.text})


def _end_responsibility(act: EndResponsibility, names: Names) -> JournalSentence:
    facts: dict[str, object] = {"person": names.name(act.person), "how": str(act.how)}
    facts["lines"] = lines = _lines_of(act.person, "borrower", "borrower" if act.agreement else "recalled", names)
    if act.agreement:
        facts["agreement"] = names.name(act.agreement)
        key = "journal.responsibility_lines_passed" if lines else "journal.responsibility_passed"
        return JournalSentence(key, facts)
    if act.recall_by:
        key = "journal.responsibility_lines_recalled" if lines else "journal.responsibility_recalled"
        return JournalSentence(key, {**facts, "by": act.recall_by})
    return JournalSentence("journal.end_responsibility", facts)


def _lines_of(ref: str, key: str, field: str, names: Names) -> tuple[str, ...]:
    """Return the lines that were somebody's, or under an agreement, of which the entry set a field."""
    uid = uid_of(ref) if is_exact(ref) else ""
    told = names.changes(Subject.LINE) if uid else ()
    return tuple(line for line, each in told if each.was.get(key) == uid and field in each.fields)


def _draft_agreement(act: DraftAgreement, names: Names) -> JournalSentence:
    number = act.number or names.name(act.agreement)
    if act.agreement:
        changed = {**changed_facts(act, act.agreement, names), "agreement": number}
        return JournalSentence("journal.change_agreement", changed)
    facts = {"agreement": number, "person": names.name(act.person), "since": act.since, "until": act.until}
    return JournalSentence("journal.draft_agreement", facts)


def _sign_agreement(act: SignAgreement, names: Names) -> JournalSentence:
    facts = {"agreement": names.name(act.agreement), "signed_by": act.signed_by, "for_lab": act.for_lab}
    return JournalSentence("journal.sign_agreement", facts)


def _renew_agreement(act: RenewAgreement, names: Names) -> JournalSentence:
    review = act.plan_review if changed_where_known(names, act.agreement)("plan_review") else 0
    facts = {"agreement": names.name(act.agreement), "until": act.until}
    return JournalSentence("journal.renew_agreement", {**facts, "review": show_day(review) if review else ""})


def _terminate_agreement(act: TerminateAgreement, names: Names) -> JournalSentence:
    lines = _lines_of(act.agreement, "agreement", "recalled", names)
    facts = {"agreement": names.name(act.agreement), "why": act.why, "lines": lines, "by": act.recall_by}
    return JournalSentence("journal.agreement_recalled" if lines else "journal.terminate_agreement", facts)


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
