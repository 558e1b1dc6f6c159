"""What a request may ask (workflow 11, R16): pieces that are there, masses that make sense, whole or by weight."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.policy import Policy, policy_for
from lunarcurator.domain.lending.terms import LineMode, LoanKind
from lunarcurator.domain.numbering import NumberTextError
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import is_lent_by_its_owner, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth

_ITEM: Final = "number.hint.lent_whole"


def policy_of_piece(ledger: LedgerState, piece: PieceState, kind: LoanKind) -> Policy:
    """Return the policy for lending a piece, by its collection and form."""
    collection = ledger.record(Subject.COLLECTION, piece.book.collection)
    return policy_for(ledger.tables, collection.code, kind, piece.form)


def is_item(ledger: LedgerState, piece: PieceState) -> bool:
    """Tell whether a piece has an item number of its own, by the table of its numbering scheme (R16)."""
    scheme = ledger.scheme(piece.book.collection)
    try:
        hints = scheme.decode(scheme.parse(piece.family_number))
    except NumberTextError:
        return False
    return any(each.key == _ITEM for each in hints)


def usual_mode(ledger: LedgerState, piece: PieceState, kind: LoanKind = LoanKind.RESEARCH) -> LineMode | None:
    """R16: return whether a piece goes whole or by weight by its policy and number, None where neither says."""
    if not ledger.tables.weighs(piece.form):
        return LineMode.WHOLE
    return policy_of_piece(ledger, piece, kind).mode(ledger.tables.form(piece.form), is_item(ledger, piece))


def mode_of(ledger: LedgerState, wanted: Wanted, kind: LoanKind = LoanKind.RESEARCH) -> LineMode:
    """Return whether what is wanted goes whole or by weight: as asked, else by the piece, else by the mass."""
    if wanted.mode is not None:
        return wanted.mode
    usual = usual_mode(ledger, ledger.piece(uid_of(wanted.sample)), kind) if wanted.sample else None
    return usual or (LineMode.BY_WEIGHT if wanted.optimum_ug else LineMode.WHOLE)


def goes_as_usual(
    ledger: LedgerState, piece: PieceState, mode: LineMode, kind: LoanKind, field: str
) -> Iterator[Finding]:
    """R16: numbered items and sections go whole, stock goes by weight; a departure takes authority or a reason."""
    usual = usual_mode(ledger, piece, kind)
    if usual is None or mode is usual:
        return
    facts = {"number": piece.number_text, "form": ledger.tables.form(piece.form)}
    if usual is LineMode.WHOLE:
        yield find(Strength.AUTHORITY, "loan.goes_whole", "R16", field, piece.uid, **facts)
    else:
        yield find(Strength.WARN, "loan.goes_by_weight", "R16", field, piece.uid, **facts)


def asks_soundly(ledger: LedgerState, wanted: Wanted, kind: LoanKind, day: Day, field: str) -> Iterator[Finding]:
    """Workflow 11: a line names a piece that is there or says what is wanted, with masses that make sense."""
    if wanted.sample is None:
        if not wanted.described.strip():
            yield find(Strength.IMPOSSIBLE, "request.nothing_asked", "R12", f"{field}.sample")
    else:
        piece = ledger.at(uid_of(wanted.sample), day)
        yield from not_before_birth(ledger, piece.uid, day, f"{field}.sample")
        yield from must_be_there(piece, f"{field}.sample")
        if piece.in_book:
            yield from goes_as_usual(ledger, piece, mode_of(ledger, wanted, kind), kind, f"{field}.mode")
            yield from is_lent_by_its_owner(ledger, piece, f"{field}.sample", Strength.WARN)
            yield from is_of_a_category(wanted, policy_of_piece(ledger, piece, kind), f"{field}.category")
    yield from _masses(ledger, wanted, kind, field)


def project_runs(until: Day, day: Day) -> Iterator[Finding]:
    """R19: what is asked for a project is asked while that runs, or somebody says why after."""
    if 0 < until < day:
        facts: dict[str, str | int] = {"until": until, "day": day}
        yield find(Strength.WARN, "request.project_over", "R19", "project_until", "", **facts)


def is_of_a_category(wanted: Wanted, policy: Policy, field: str) -> Iterator[Finding]:
    """Workflow 11: a line is of one of the categories its policy knows, which say how long it may run."""
    category = wanted.category.strip()
    if category and policy.categories and category not in policy.categories:
        facts = {"category": category, "policy": policy.name, "known": ", ".join(policy.categories)}
        yield find(Strength.WARN, "request.category_unknown", "R12", field, **facts)


def is_of_borrower(
    ledger: LedgerState, agreement: Uid | None, borrower: Uid, day: Day, field: str = "agreement"
) -> Iterator[Finding]:
    """R5, R6: who asks can answer for pieces, and asks under an agreement of his own."""
    person = Person.of(ledger.record(Subject.PERSON, borrower))
    if not person.is_answerable(day):
        facts: dict[str, str | int] = {
            "person": person.name,
            "ended": person.ended,
            "how": str(person.ended_how),
        }
        yield find(Strength.IMPOSSIBLE, "borrower.ended", "R6", "borrower", borrower, **facts)
    if agreement is not None:
        held = Agreement.of(ledger.record(Subject.AGREEMENT, agreement))
        if held.person != borrower:
            yield find(Strength.AUTHORITY, "agreement.of_another", "R5", field, agreement, agreement=held.code)


def _masses(ledger: LedgerState, wanted: Wanted, kind: LoanKind, field: str) -> Iterator[Finding]:
    optimum, minimum = wanted.optimum_ug, wanted.minimum_ug
    if any(each is not None and each <= 0 for each in (optimum, minimum)):
        yield find(Strength.IMPOSSIBLE, "request.mass_not_positive", "R8", f"{field}.optimum_ug")
    elif minimum is not None and (optimum is None or minimum > optimum):
        facts: dict[str, str | int] = {"minimum_ug": minimum, "optimum_ug": optimum or 0}
        key = "request.minimum_over_optimum"
        yield find(Strength.IMPOSSIBLE, key, "R8", f"{field}.minimum_ug", "", **facts)
    elif mode_of(ledger, wanted, kind) is LineMode.WHOLE:
        yield from _no_mass_of_whole(ledger, wanted, f"{field}.optimum_ug")
    elif optimum is None:
        yield find(Strength.IMPOSSIBLE, "request.no_mass", "R16", f"{field}.optimum_ug")


def _no_mass_of_whole(ledger: LedgerState, wanted: Wanted, field: str) -> Iterator[Finding]:
    """R16: of what goes whole no mass is asked for: it would be taken down and then not count."""
    if wanted.optimum_ug is not None:
        number = ledger.piece(uid_of(wanted.sample)).number_text if wanted.sample else wanted.described.strip()
        yield find(Strength.IMPOSSIBLE, "request.mass_of_whole", "R16", field, "", number=number)
