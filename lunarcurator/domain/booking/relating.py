"""Booking of `Relate` and `StateFact`: what belongs together, and what sources say against each other."""

from collections.abc import Iterator

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import certainty_of
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Relation, RelationKind, Statement
from lunarcurator.domain.fields import FIELDS, STATED_MASS
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass_figures import MassTextError
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.operations import OPERATIONS, Relate, StateFact
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.mass import stated_mass_is_likely
from lunarcurator.domain.statements import SpokenOf, facts_of


def book_relate(operation: Relate, day: Day, ledger: LedgerState) -> Booked:
    """Book a relation of two pieces; both keep their numbers, and neither becomes the other's parent."""
    uid, other = uid_of(operation.sample), uid_of(operation.other)
    kind = RelationKind(operation.kind)
    findings = [
        *_of(ledger, uid, day, "sample"),
        *_of(ledger, other, day, "other"),
        *_says_something_new(ledger, uid, other, kind),
    ]
    if blocked(findings):
        return refused(findings)
    relation = Relation(uid, other, kind, operation.source.strip(), day)
    return Booked((touch_piece(uid, day), touch_piece(other, day), relation), tuple(findings))


def book_state_fact(operation: StateFact, day: Day, ledger: LedgerState) -> Booked:
    """Book what a source says; every statement stays, the last chosen one is what the lab goes by."""
    uid, entry = uid_of(operation.sample), uid_or_none(operation.about)
    findings = [*_of(ledger, uid, day, "sample"), *_speaks_of(operation, entry, ledger), *_is_whole(operation)]
    if not blocked(findings):
        findings += _is_a_likely_mass(operation, day, ledger)
    if blocked(findings):
        return refused(findings)
    value, source = operation.value.strip(), operation.source.strip()
    facts: list[Fact] = [touch_piece(uid, day)]
    about = SpokenOf(operation.field, entry)
    facts.append(Statement(uid, day, about.kept, value, source, operation.chosen))
    return Booked(tuple(facts), tuple(findings))


def related(ledger: LedgerState, uid: Uid, other: Uid) -> set[RelationKind]:
    """Return how two pieces are related, as known now."""
    known: set[RelationKind] = set()
    told = [each for mine in (uid, other) for each in ledger.history(mine) if isinstance(each.fact, Relation)]
    for each in sorted(told, key=lambda recorded: recorded.order):
        fact = each.fact
        if isinstance(fact, Relation) and {fact.sample, fact.other} == {uid, other}:
            known = set() if fact.kind is RelationKind.WITHDRAWN else known | {fact.kind}
    return known


def _of(ledger: LedgerState, uid: Uid, day: Day, field: str) -> Iterator[Finding]:
    yield from must_be_on_record(ledger.piece(uid), field)
    yield from not_before_birth(ledger, uid, day, field)


def _says_something_new(ledger: LedgerState, uid: Uid, other: Uid, kind: RelationKind) -> Iterator[Finding]:
    if uid == other:
        yield find(Strength.IMPOSSIBLE, "relate.itself", "R1", "other")
        return
    known = related(ledger, uid, other)
    stale = not known if kind is RelationKind.WITHDRAWN else kind in known
    if stale:
        yield find(
            Strength.IMPOSSIBLE,
            "relate.nothing_to_withdraw" if kind is RelationKind.WITHDRAWN else "relate.known",
            "R12",
            "kind",
            other,
            number=ledger.piece(uid).number_text,
            other=ledger.piece(other).number_text,
        )


def _speaks_of(operation: StateFact, entry: Uid | None, ledger: LedgerState) -> Iterator[Finding]:
    """R12: what is said is said of a field of the piece, or of a fact of an entry in force that concerns it."""
    if entry is None:
        if operation.field not in FIELDS and operation.field != STATED_MASS:
            yield find(Strength.IMPOSSIBLE, "state_fact.no_field", "R12", "field", field_name=operation.field)
        return
    uid, view = uid_of(operation.sample), ledger.entry(entry)
    if view is None or not view.in_force or all(each.seq != view.seq for each in ledger.history(uid)):
        number = ledger.piece(uid).number_text
        yield find(Strength.IMPOSSIBLE, "state_fact.other_entry", "R12", "about", number=number)
    elif operation.field not in facts_of(view.kind if view.kind in OPERATIONS else None):
        told: dict[str, str | int] = {"field_name": operation.field, "entry": view.seq}
        yield find(Strength.IMPOSSIBLE, "state_fact.no_fact", "R12", "field", f"entry:{view.seq}", **told)


def _is_whole(operation: StateFact) -> Iterator[Finding]:
    if not operation.value.strip():
        yield find(Strength.IMPOSSIBLE, "state_fact.no_value", "R12", "value")
    if not operation.source.strip():
        yield find(Strength.IMPOSSIBLE, "state_fact.no_source", "R12", "source")


def _is_a_likely_mass(operation: StateFact, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    if operation.field != STATED_MASS or operation.about is not None:
        return
    try:
        said = parse_mass(operation.value)
    except MassTextError:
        # What no mass can be read from is kept as the source says it.
        return
    uid = uid_of(operation.sample)
    yield from stated_mass_is_likely(ledger, uid, said, "value", certainty_of(ledger.at(uid, day), ledger))
