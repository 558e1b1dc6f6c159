"""Booking of `CorrectIdentity`: one piece was taken for another, and a case is opened to mend it."""

from collections.abc import Iterator

from lunarcurator.domain.booking.cases import open_case
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.relating import related
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, NameClaim, NameKind, Relation, RelationKind
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import CorrectIdentity
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.identity import name_is_new

_AS_PUBLISHED = "as published"


def book_correct_identity(operation: CorrectIdentity, day: Day, ledger: LedgerState) -> Booked:
    """Book that what is recorded of one piece was another: the wrong number as a name, a relation, and a case."""
    uid, other = uid_of(operation.sample), uid_of(operation.other)
    evidence = operation.evidence.strip()
    findings = [*_may_be_mistaken(operation, ledger, uid, other, day)]
    if blocked(findings):
        return refused(findings)
    wrong = ledger.piece(uid).number_text
    since = operation.since or ledger.piece(uid).first_day
    facts: list[Fact] = [
        touch_piece(uid, day),
        touch_piece(other, day),
        Relation(uid, other, RelationKind.MISTAKEN_FOR, evidence, day),
        open_case(ledger, "identity", day, 1, sample=uid, other=other, since=since, text=evidence),
    ]
    if not [*name_is_new(ledger, other, wrong, NameKind.PUBLISHED)]:
        facts.append(NameClaim(other, NameKind.PUBLISHED, wrong, _AS_PUBLISHED, day))
    return Booked(tuple(facts), tuple(findings))


def _may_be_mistaken(
    operation: CorrectIdentity, ledger: LedgerState, uid: Uid, other: Uid, day: Day
) -> Iterator[Finding]:
    """R12, R18: two pieces on record, evidence, and a day from which they were mixed up."""
    for one, field in ((uid, "sample"), (other, "other")):
        yield from must_be_on_record(ledger.piece(one), field)
        yield from not_before_birth(ledger, one, day, field)
    if uid == other:
        yield find(Strength.IMPOSSIBLE, "relate.itself", "R1", "other")
    elif RelationKind.MISTAKEN_FOR in related(ledger, uid, other):
        told = {"number": ledger.piece(uid).number_text, "other": ledger.piece(other).number_text}
        yield find(Strength.IMPOSSIBLE, "relate.known", "R12", "other", other, **told)
    if not operation.evidence.strip():
        yield find(Strength.IMPOSSIBLE, "correct.needs_evidence", "R12", "evidence")
    if operation.since > day:
        yield find(Strength.IMPOSSIBLE, "mistaken.since_later", "R19", "since", since=operation.since, day=day)
