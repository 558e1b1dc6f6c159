"""Booking of loan agreements: drafted, signed, renewed, ended (R5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch
from lunarcurator.domain.booking.recalling import asked_back, open_lines_under
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Fact, Scalar, Subject, or_none
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft with what it names: the draft of before, the parties, and the agreement it renews."""

    operation: DraftAgreement
    code: str
    before: Agreement | None
    person: Person
    place: Institution
    cosigner: Uid | None
    renews: Agreement | None

    def findings(self, day: Day, ledger: LedgerState) -> Iterator[Finding]:
        """Yield what stands against it on a day."""
        wanted, before = self.operation, self.before
        if before is not None:
            yield from is_a_draft(before)
        yield from keeps_its_borrower(ledger, before, self.person)
        if before is None or before.code != self.code:
            yield from number_is_free(ledger, self.code)
        yield from term_is_sound(wanted, day)
        yield from runs_as_policies_let(ledger, wanted.kind, wanted.since, wanted.until)
        yield from parties_agree(self.person, self.place, self.cosigner, day)
        if self.renews is not None:
            yield from may_be_renewed(self.renews, before.uid if before else None, self.place)

    def changes(self) -> dict[str, Scalar]:
        """Return the fields that it sets anew."""
        wanted = self.operation
        fields: dict[str, Scalar] = {
            "name": self.code,
            "code": self.code,
            "kind": str(wanted.kind),
            "person": self.person.uid,
            "institution": self.place.uid,
            "cosigner": self.cosigner,
            "since": wanted.since,
            "until": wanted.until,
            "approved": wanted.approved or None,
            "security_plan": or_none(wanted.security_plan.strip()),
            "plan_review": wanted.plan_review or None,
            "official": or_none(wanted.official.strip()),
            "co_official": or_none(wanted.co_official.strip()),
            "renews": self.renews.uid if self.renews else None,
            "remarks": or_none(wanted.remarks.strip()),
        }
        known = self.before.fields if self.before else {}
        return {key: value for key, value in fields.items() if known.get(key) != value}


def book_draft_agreement(operation: DraftAgreement, day: Day, ledger: LedgerState) -> Booked:
    """Book a draft, or what changed of one; a number not given is the next of the year."""
    uid = uid_or_none(operation.agreement)
    before = _agreement(ledger, uid)
    draft = _Draft(
        operation=operation,
        code=operation.number.strip() or (before.code if before else next_agreement(ledger, day)),
        before=before,
        person=Person.of(ledger.record(Subject.PERSON, uid_of(operation.person))),
        place=Institution.of(ledger.record(Subject.INSTITUTION, uid_of(operation.institution))),
        cosigner=uid_or_none(operation.cosigner),
        renews=_agreement(ledger, uid_or_none(operation.renews)),
    )
    findings, changes = [*draft.findings(day, ledger)], draft.changes()
    if before and not changes and not blocked(findings):
        findings.append(find(Strength.IMPOSSIBLE, "record.nothing_changed", "R12", "agreement", before.uid))
    if blocked(findings):
        return refused(findings)
    facts = [
        touch(Subject.AGREEMENT, uid or ledger.new_uid(), day, **changes),
        *_parties(draft.person, draft.place, day),
    ]
    if draft.cosigner:
        facts.append(touch(Subject.PERSON, draft.cosigner, day))
    if draft.renews:
        facts.append(touch(Subject.AGREEMENT, draft.renews.uid, day))
    return Booked(tuple(facts), tuple(findings))


def _agreement(ledger: LedgerState, uid: Uid | None) -> Agreement | None:
    return Agreement.of(ledger.record(Subject.AGREEMENT, uid)) if uid else None


def book_sign_agreement(operation: SignAgreement, day: Day, ledger: LedgerState) -> Booked:
    """Book the signatures of both sides on the day, with the signed copy."""
    agreement, person, place = _read(uid_of(operation.agreement), ledger)
    copy = operation.copy
    old = _agreement(ledger, agreement.renews)
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
