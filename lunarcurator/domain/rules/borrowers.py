"""R1, R12 and R19 for those who borrow and for agreements: named, in the book, and in the order of their days."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.terms import AgreementKind
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached


def is_named(name: str, word: str, field: str = "name") -> Iterator[Finding]:
    """R12: an institution or person has a name."""
    if not name.strip():
        yield find(Strength.IMPOSSIBLE, f"{word}.needs_name", "R12", field)


def has_no_twin(ledger: LedgerState, kind: Subject, name: str, uid: Uid | None) -> Iterator[Finding]:
    """R1: an institution is entered once; two people may have one name, which is only asked.

    Names that differ in capitals, spaces or width alone are one name.
    """
    twins = [each for each in ledger.alike(kind, name) if each != uid]
    if not twins:
        return
    known = ledger.record(kind, twins[0]).name
    if kind is Subject.INSTITUTION:
        yield find(Strength.IMPOSSIBLE, "institution.name_taken", "R1", "name", twins[0], name=known)
    else:
        yield find(Strength.WARN, "person.same_name", "R1", "name", twins[0], name=known)


def is_no_others_name(
    ledger: LedgerState, kind: Subject, names: Iterable[str], before: Iterable[str], uid: Uid | None
) -> Iterator[Finding]:
    """R1: a further name that somebody else goes by is only asked; those on record `before` were asked about."""
    known = set(before)
    for name in dict.fromkeys(each.strip() for each in names):
        twins = [each for each in ledger.alike(kind, name) if each != uid and name not in known]
        if twins:
            key, called = f"{kind}.other_name_taken", ledger.record(kind, twins[0]).name
            yield find(Strength.WARN, key, "R1", "names", twins[0], name=called)


def ends_in_order(affiliations: tuple[Affiliation, ...]) -> Iterator[Finding]:
    """R19: nobody leaves an institution before he came to it."""
    for each in affiliations:
        if each.until and each.until < each.since:
            yield find(
                Strength.IMPOSSIBLE,
                "person.left_before_came",
                "R19",
                "affiliations",
                since=each.since,
                until=each.until,
            )


def is_still_there(person: Person, day: Day, field: str = "person") -> Iterator[Finding]:
    """R19: nothing more is said on a day of somebody who died, retired or moved before it."""
    if not person.is_answerable(day):
        facts: dict[str, str | int] = {"person": person.name, "ended": person.ended, "how": str(person.ended_how)}
        yield find(Strength.IMPOSSIBLE, "borrower.ended", "R19", field, person.uid, **facts)


def day_is_known(day: Day, field: str = "day") -> Iterator[Finding]:
    """R19: what counts from a day needs one."""
    if not day:
        yield find(Strength.IMPOSSIBLE, "borrower.day_unknown", "R19", field)


def heard_since(person: Person, day: Day) -> Iterator[Finding]:
    """R19: that somebody was heard of says nothing where a later day is on record."""
    if day < person.confirmed:
        facts: dict[str, str | int] = {"person": person.name, "confirmed": person.confirmed}
        yield find(Strength.IMPOSSIBLE, "contact.heard_later", "R19", "day", person.uid, **facts)


def copy_is_attached(copy: Attached, agreement: Uid) -> Iterator[Finding]:
    """R12: the signed copy is named; without its checksum nobody can tell it from another."""
    name = copy.name.strip()
    if not name:
        yield find(Strength.IMPOSSIBLE, "agreement.copy_missing", "R12", "copy", agreement)
    elif not copy.sha256.strip():
        yield find(Strength.WARN, "agreement.copy_unsealed", "R12", "copy", agreement, document=name)


def term_is_sound(operation: DraftAgreement, day: Day) -> Iterator[Finding]:
    """R5 and R19: an agreement has a term, and is with somebody who is at the institution."""
    if not operation.since or not operation.until:
        yield find(Strength.IMPOSSIBLE, "agreement.needs_term", "R5", "until")
    elif operation.until < operation.since:
        term: dict[str, str | int] = {"since": operation.since, "until": operation.until}
        yield find(Strength.IMPOSSIBLE, "agreement.ends_before_begin", "R19", "until", "", **term)
    if 0 < operation.plan_review < operation.since:
        review: dict[str, str | int] = {"review": operation.plan_review, "since": operation.since}
        yield find(Strength.WARN, "agreement.review_before_begin", "R19", "plan_review", "", **review)
    if operation.approved > day:
        yield find(
            Strength.IMPOSSIBLE,
            "agreement.approved_later",
            "R19",
            "approved",
            approved=operation.approved,
            day=day,
        )


def runs_as_policies_let(
    ledger: LedgerState, kind: AgreementKind, since: Day, until: Day, agreement: str = ""
) -> Iterator[Finding]:
    """R5: a term is no longer than the policies of the lab's collections let it, or somebody says why."""
    ends = [
        (last, each.name)
        for each in ledger.tables.policies
        if any(_is_kept_here(ledger, code) for code in each.collections)
        and since
        and (last := each.agreement_until(kind, since))
    ]
    last, policy = max(ends, default=(0, ""))
    if ends and until > last:
        facts: dict[str, str | int] = {"until": until, "last": last, "policy": policy}
        yield find(Strength.WARN, "agreement.longer_than_policy", "R5", "until", agreement, **facts)


def is_signed_in_time(ledger: LedgerState, agreement: Agreement, day: Day) -> Iterator[Finding]:
    """R5: what was approved is signed within the shortest term of the lab's policies, or somebody says why."""
    terms = [
        (due, each.name)
        for each in ledger.tables.policies
        if any(_is_kept_here(ledger, code) for code in each.collections)
        and (due := each.signature_due(agreement.approved))
    ]
    due, policy = min(terms, default=(day, ""))
    if due < day:
        facts: dict[str, str | int] = {"agreement": agreement.code, "due": due, "policy": policy, "day": day}
        yield find(Strength.WARN, "agreement.signed_late", "R5", "day", agreement.uid, **facts)


def _is_kept_here(ledger: LedgerState, code: str) -> bool:
    found = ledger.named(Subject.COLLECTION, code)
    return any(ledger.record(Subject.COLLECTION, each).code == code for each in found)


def parties_agree(person: Person, place: Institution, cosigner: Uid | None, day: Day) -> Iterator[Finding]:
    """R5: who signs is at the institution, which still borrows; a co-signer is somebody else (`domain.md` 1.8)."""
    yield from is_still_there(person, day)
    if place.retired:
        yield find(Strength.WARN, "agreement.institution_retired", "R5", "institution", place.uid, name=place.name)
    if person.role_at(place.uid, day) is None:
        where = {"person": person.name, "institution": place.name}
        yield find(Strength.WARN, "agreement.not_affiliated", "R5", "institution", person.uid, **where)
    if cosigner == person.uid:
        yield find(
            Strength.IMPOSSIBLE, "agreement.cosigns_himself", "R5", "cosigner", person.uid, person=person.name
        )


def number_is_free(ledger: LedgerState, number: str) -> Iterator[Finding]:
    """R1: the number of an agreement is no other agreement's."""
    for uid in ledger.named(Subject.AGREEMENT, number)[:1]:
        yield find(Strength.IMPOSSIBLE, "agreement.number_taken", "R1", "number", uid, number=number)


def is_a_draft(agreement: Agreement, field: str = "agreement") -> Iterator[Finding]:
    """R19: what is signed is not changed any more: it is renewed, or ended."""
    yield from is_not_over(agreement, field)
    if agreement.signed:
        facts: dict[str, str | int] = {"agreement": agreement.code, "signed": agreement.signed}
        yield find(Strength.IMPOSSIBLE, "agreement.is_signed", "R19", field, agreement.uid, **facts)


def keeps_its_borrower(ledger: LedgerState, before: Agreement | None, person: Person) -> Iterator[Finding]:
    """R5, R19: an agreement under which somebody asked for pieces is not made that of somebody else."""
    if before is None or before.person == person.uid:
        return
    loans = (ledger.record(Subject.LOAN, each) for each in ledger.related(Subject.LOAN, "agreement", before.uid))
    for loan in [each for each in loans if each.text("borrower") != person.uid][:1]:
        facts = {"agreement": before.code, "loan": loan.code}
        yield find(Strength.IMPOSSIBLE, "agreement.keeps_borrower", "R5", "person", loan.uid, **facts)


def is_signed(agreement: Agreement, day: Day, field: str = "agreement") -> Iterator[Finding]:
    """R19: only what was signed by then is renewed."""
    yield from is_not_over(agreement, field)
    if not agreement.signed or day < agreement.signed:
        facts: dict[str, str | int] = {"agreement": agreement.code, "day": day}
        yield find(Strength.IMPOSSIBLE, "agreement.unsigned", "R19", field, agreement.uid, **facts)


def may_be_renewed(old: Agreement, by: Uid | None, place: Institution) -> Iterator[Finding]:
    """R19: only what was signed, goes on and has no other successor is renewed, with the same institution."""
    facts: dict[str, str | int] = {"agreement": old.code}
    yield from is_not_over(old, "renews")
    if not old.signed:
        yield find(Strength.IMPOSSIBLE, "agreement.renews_a_draft", "R19", "renews", old.uid, **facts)
    yield from has_no_successor(old, "renews", by)
    if old.institution != place.uid:
        facts["institution"] = place.name
        yield find(Strength.WARN, "agreement.renews_elsewhere", "R19", "renews", old.uid, **facts)


def has_no_successor(agreement: Agreement, field: str = "agreement", by: Uid | None = None) -> Iterator[Finding]:
    """R19: what another agreement has taken the place of goes on in that one; `by` is it."""
    if agreement.renewed_by is not None and agreement.renewed_by != by:
        facts: dict[str, str | int] = {"agreement": agreement.code}
        yield find(Strength.IMPOSSIBLE, "agreement.renewed_already", "R19", field, agreement.renewed_by, **facts)


def is_not_over(agreement: Agreement, field: str = "agreement") -> Iterator[Finding]:
    """R19: an agreement that was ended takes nothing more; its ending can be undone."""
    if agreement.terminated:
        facts: dict[str, str | int] = {"agreement": agreement.code, "terminated": agreement.terminated}
        yield find(Strength.IMPOSSIBLE, "agreement.is_over", "R19", field, agreement.uid, **facts)


def follows_last(agreement: Agreement, day: Day) -> Iterator[Finding]:
    """R19: signing, renewing and ending come one after the other."""
    last = max(agreement.approved, agreement.signed, *(each.day for each in agreement.renewals), 0)
    if day < last:
        facts: dict[str, str | int] = {"agreement": agreement.code, "day": day, "last": last}
        yield find(Strength.IMPOSSIBLE, "agreement.before_last", "R19", "day", agreement.uid, **facts)


def goes_on(agreement: Agreement, until: Day, day: Day) -> Iterator[Finding]:
    """R19: a renewal makes the term longer; one that comes after its end leaves a gap, which is told."""
    facts: dict[str, str | int] = {"agreement": agreement.code, "before": agreement.until}
    if until <= agreement.until:
        yield find(
            Strength.IMPOSSIBLE, "agreement.not_longer", "R19", "until", agreement.uid, until=until, **facts
        )
    elif agreement.until < day:
        yield find(Strength.WARN, "agreement.renewed_late", "R19", "day", agreement.uid, day=day, **facts)
