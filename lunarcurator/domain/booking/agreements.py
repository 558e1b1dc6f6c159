"""Booking of loan agreements: drafted, signed, renewed, ended (R5)."""

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.booking.recalling import asked_back, open_lines_under
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import RENEWAL, Agreement, Renewal
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.operations.agreeing import (
    DraftAgreement,
    RenewAgreement,
    SignAgreement,
    TerminateAgreement,
)
from lunarcurator.domain.rules.borrowers import (
    copy_is_attached,
    follows_last,
    goes_on,
    has_no_successor,
    is_a_draft,
    is_not_over,
    is_signed,
    is_signed_in_time,
    is_still_there,
    keeps_its_borrower,
    may_be_renewed,
    number_is_free,
    parties_agree,
    runs_as_policies_let,
    term_is_sound,
)
from lunarcurator.domain.typed_records import entry_text


def next_agreement(ledger: LedgerState, day: Day) -> str:
    """Return the next number of an agreement in the year of a day, such as A-2026-012."""
    return ledger.next_code(Subject.AGREEMENT, f"A-{first_day(day) // 10_000}-")


def book_draft_agreement(operation: DraftAgreement, day: Day, ledger: LedgerState) -> Booked:
    """Book a draft, or what changed of one; a number not given is the next of the year."""
    uid = uid_of(operation.agreement) if operation.agreement else None
    before = Agreement.of(ledger.record(Subject.AGREEMENT, uid)) if uid else None
    code = operation.number.strip() or (before.code if before else next_agreement(ledger, day))
    person = Person.of(ledger.record(Subject.PERSON, uid_of(operation.person)))
    place = Institution.of(ledger.record(Subject.INSTITUTION, uid_of(operation.institution)))
    cosigner = uid_of(operation.cosigner) if operation.cosigner else None
    old = Agreement.of(ledger.record(Subject.AGREEMENT, uid_of(operation.renews))) if operation.renews else None
    findings = [
        *(is_a_draft(before) if before else ()),
        *keeps_its_borrower(ledger, before, person),
        *(() if before and before.code == code else number_is_free(ledger, code)),
        *term_is_sound(operation, day),
        *runs_as_policies_let(ledger, operation.kind, operation.since, operation.until),
        *parties_agree(person, place, cosigner, day),
        *(may_be_renewed(old, uid, place) if old else ()),
    ]
    changes: dict[str, Scalar] = {
        "name": code,
        "code": code,
        "kind": str(operation.kind),
        "person": person.uid,
        "institution": place.uid,
        "cosigner": cosigner,
        "since": operation.since,
        "until": operation.until,
        "approved": operation.approved or None,
        "security_plan": operation.security_plan.strip() or None,
        "plan_review": operation.plan_review or None,
        "official": operation.official.strip() or None,
        "co_official": operation.co_official.strip() or None,
        "renews": old.uid if old else None,
        "remarks": operation.remarks.strip() or None,
    }
    known = before.fields if before else {}
    said = {key: value for key, value in changes.items() if known.get(key) != value}
    if before and not said and not blocked(findings):
        findings.append(find(Strength.IMPOSSIBLE, "record.nothing_changed", "R12", "agreement", before.uid))
    if blocked(findings):
        return refused(findings)
    facts = [touch(Subject.AGREEMENT, uid or ledger.new_uid(), day, **said), *_parties(person, place, day)]
    if cosigner:
        facts.append(touch(Subject.PERSON, cosigner, day))
    if old:
        facts.append(touch(Subject.AGREEMENT, old.uid, day))
    return Booked(tuple(facts), tuple(findings))


def book_sign_agreement(operation: SignAgreement, day: Day, ledger: LedgerState) -> Booked:
    """Book the signatures of both sides on the day, with the signed copy."""
    agreement, person, place = _read(uid_of(operation.agreement), ledger)
    copy = operation.copy
    old = Agreement.of(ledger.record(Subject.AGREEMENT, agreement.renews)) if agreement.renews else None
    findings = [
        *is_a_draft(agreement),
        *follows_last(agreement, day),
        *is_signed_in_time(ledger, agreement, day),
        *is_still_there(person, day, "agreement"),
        *copy_is_attached(copy, agreement.uid),
        *((*may_be_renewed(old, agreement.uid, place), *follows_last(old, day)) if old else ()),
    ]
    for field, name in (("signed_by", operation.signed_by), ("for_lab", operation.for_lab)):
        if not name.strip():
            findings.append(find(Strength.IMPOSSIBLE, "agreement.needs_signature", "R5", field, agreement.uid))
    if not day or agreement.until < day:
        late: dict[str, str | int] = {"agreement": agreement.code, "until": agreement.until}
        findings.append(
            find(Strength.IMPOSSIBLE, "agreement.signed_after_end", "R19", "day", agreement.uid, **late)
        )
    if blocked(findings):
        return refused(findings)
    said: dict[str, Scalar] = {
        "signed": day,
        "signed_by": operation.signed_by.strip(),
        "for_lab": operation.for_lab.strip(),
        **documents_of((copy,), ledger),
    }
    facts = [touch(Subject.AGREEMENT, agreement.uid, day, **said), *_parties(person, place, day)]
    if old:
        renewed = max(day, agreement.since)
        facts.append(touch(Subject.AGREEMENT, old.uid, day, renewed_by=agreement.uid, renewed=renewed))
    return Booked(tuple(facts), tuple(findings))


def book_renew_agreement(operation: RenewAgreement, day: Day, ledger: LedgerState) -> Booked:
    """Book a later end of a signed agreement; the term before stays on record."""
    agreement, person, place = _read(uid_of(operation.agreement), ledger)
    findings: list[Finding] = [
        *is_signed(agreement, day),
        *has_no_successor(agreement),
        *follows_last(agreement, day),
        *is_still_there(person, day, "agreement"),
        *goes_on(agreement, operation.until, day),
        *runs_as_policies_let(
            ledger, agreement.kind, days_after(agreement.until, 1), operation.until, agreement.uid
        ),
        *copy_is_attached(operation.copy, agreement.uid),
    ]
    if blocked(findings):
        return refused(findings)
    renewal = Renewal(ledger.new_uid(), day, agreement.until, operation.until)
    said: dict[str, Scalar] = {
        "until": operation.until,
        RENEWAL + renewal.uid: entry_text(renewal),
        **({"plan_review": operation.plan_review} if operation.plan_review else {}),
        **documents_of((operation.copy,), ledger),
    }
    renewed = touch(Subject.AGREEMENT, agreement.uid, day, **said)
    return Booked((renewed, *_parties(person, place, day)), tuple(findings))


def book_terminate_agreement(operation: TerminateAgreement, day: Day, ledger: LedgerState) -> Booked:
    """Book the end of an agreement; what is out under it is asked back by a day, in the same act."""
    agreement, person, place = _read(uid_of(operation.agreement), ledger)
    out = open_lines_under(ledger, agreement.uid)
    findings = [*is_not_over(agreement), *follows_last(agreement, day)]
    if not operation.why.strip():
        findings.append(find(Strength.IMPOSSIBLE, "agreement.needs_why", "R12", "why", agreement.uid))
    back, facts = asked_back(out, operation.recall_by, day, operation.why)
    findings += back
    if blocked(findings):
        return refused(findings)
    said: dict[str, Scalar] = {
        "terminated": day,
        "terminated_why": operation.why.strip(),
        **documents_of(operation.documents, ledger),
    }
    ended = touch(Subject.AGREEMENT, agreement.uid, day, **said)
    return Booked((ended, *_parties(person, place, day), *facts), tuple(findings))


def _read(uid: Uid, ledger: LedgerState) -> tuple[Agreement, Person, Institution]:
    state = ledger.record(Subject.AGREEMENT, uid)
    person = ledger.record(Subject.PERSON, Uid(state.text("person")))
    place = ledger.record(Subject.INSTITUTION, Uid(state.text("institution")))
    return Agreement.of(state), Person.of(person), Institution.of(place)


def _parties(person: Person, place: Institution, day: Day) -> list[Fact]:
    """Return the touches by which an agreement shows with its parties, and rests on them."""
    return [touch(Subject.PERSON, person.uid, day), touch(Subject.INSTITUTION, place.uid, day)]
