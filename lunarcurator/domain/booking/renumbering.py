"""Booking of `Renumber` and `SwapNumbers`: identity is not the number, so only a change of book moves mass."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.booking.births import claim_of, is_issued
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Lines, Side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, NumberClaim, Parentage, ParentRole
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import bodies_of
from lunarcurator.domain.numbering import SampleNumber
from lunarcurator.domain.operations import NewNumber, Renumber, SwapNumbers
from lunarcurator.domain.pieces import BODY_SIGN, PieceState
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth, nothing_of_kind_follows
from lunarcurator.domain.rules.genealogy import is_no_ancestor
from lunarcurator.domain.rules.identity import has_own_number, may_take_number


def book_renumber(operation: Renumber, day: Day, ledger: LedgerState) -> Booked:
    """Book another number of a piece, and its new parent where it becomes a piece of another family.

    Raises `NumberTextError` where a number is none of the collection's scheme.
    """
    uid = uid_of(operation.sample)
    parent = uid_or_none(operation.parent)
    findings = [*_may_be_renumbered(ledger, uid, day), *(_may_join(ledger, uid, parent, day) if parent else ())]
    if blocked(findings):
        return refused(findings)
    piece = ledger.piece(uid)
    numbers = list(_numbers(operation, piece, parent, ledger))
    findings += _are_free(numbers, ledger)
    findings += _are_of_family(operation, ledger, uid, day)
    mission = ledger.piece(parent or uid).text("mission")
    moved = _with_its_family(ledger, uid) if mission != piece.text("mission") else []
    findings += [each for one in moved for each in nothing_of_kind_follows(ledger, one, day, MassLine, "day")]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    lines = Lines()
    for one in moved:
        facts += _to_mission(ledger, one, mission, day, lines)
    for one, number, issued in numbers:
        facts += [touch_piece(one, day), *_claims(ledger, one, number, day, issued=issued)]
    if parent is not None:
        facts += _joins(piece, parent, day)
    return Booked((*facts, *lines.done()), tuple(findings))


def _are_of_family(operation: Renumber, ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    for one in operation.daughters:
        yield from _is_of_family(ledger, uid, one, day)


def _joins(piece: PieceState, parent: Uid, day: Day) -> Iterator[Fact]:
    """Yield that a piece hangs below another parent, and touch those above it before and now."""
    yield Parentage(piece.uid, parent, ParentRole.REASSIGNED if piece.parents else ParentRole.JOINED, day)
    above = dict.fromkeys((parent, *(up for up, _ in piece.parents)))
    yield from (touch_piece(each, day) for each in above)


def book_swap_numbers(operation: SwapNumbers, day: Day, ledger: LedgerState) -> Booked:
    """Book that two pieces take each other's number; each keeps the other's as a former one."""
    uid, other = uid_of(operation.sample), uid_of(operation.other)
    findings = [*_may_be_renumbered(ledger, uid, day), *_may_be_renumbered(ledger, other, day, "other")]
    if uid == other:
        findings.append(find(Strength.IMPOSSIBLE, "relate.itself", "R1", "other"))
    mine, theirs = ledger.piece(uid), ledger.piece(other)
    if not findings and mine.text("collection") != theirs.text("collection"):
        findings.append(find(Strength.IMPOSSIBLE, "renumber.other_collection", "R1", "other", other))
    for each in (uid, other):
        findings += nothing_of_kind_follows(ledger, each, day, NumberClaim, "day")
    if blocked(findings):
        return refused(findings)
    scheme = ledger.scheme(mine.book.collection)
    facts: list[Fact] = []
    for one, number in ((uid, theirs.number_text), (other, mine.number_text)):
        facts += [touch_piece(one, day), *_claims(ledger, one, scheme.parse(number), day)]
    return Booked(tuple(facts), tuple(findings))


def family_below(ledger: LedgerState, uid: Uid) -> Iterator[Uid]:
    """Yield the pieces that hang below a piece in the tree, at any depth, each after its parent."""
    for child in dict.fromkeys(ledger.daughters(uid)):
        parents = ledger.piece(child).parents
        if parents and parents[0][0] == uid:
            yield child
            yield from family_below(ledger, child)


def _may_be_renumbered(ledger: LedgerState, uid: Uid, day: Day, field: str = "sample") -> Iterator[Finding]:
    yield from has_own_number(ledger.piece(uid), field)
    yield from not_before_birth(ledger, uid, day, field)


def _may_join(ledger: LedgerState, uid: Uid, parent: Uid, day: Day) -> Iterator[Finding]:
    """R13: the new parent is on record in the same collection, and does not come from the piece."""
    above = ledger.piece(parent)
    yield from must_be_on_record(above, "parent")
    yield from not_before_birth(ledger, parent, day, "parent")
    yield from is_no_ancestor(ledger, uid, parent)
    if above.text("collection") != ledger.piece(uid).text("collection"):
        yield find(Strength.IMPOSSIBLE, "renumber.other_collection", "R13", "parent", parent)


def _numbers(
    operation: Renumber, piece: PieceState, parent: Uid | None, ledger: LedgerState
) -> Iterator[tuple[Uid, SampleNumber, bool]]:
    """Yield each piece with the number it takes, and whether that was proposed by the program."""
    scheme = ledger.scheme(piece.book.collection)
    context = scheme.parse(ledger.piece(parent).family_number if parent else piece.number_text)
    number = scheme.parse(operation.number, context)
    yield piece.uid, number, operation.proposed
    for each in operation.daughters:
        yield uid_of(each.sample), scheme.parse(each.number, number), each.proposed


def _are_free(numbers: list[tuple[Uid, SampleNumber, bool]], ledger: LedgerState) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, (uid, number, _) in enumerate(numbers):
        field = "number" if at == 0 else f"daughters[{at - 1}].number"
        if number.canonical in seen:
            yield find(Strength.IMPOSSIBLE, "number.twice", "R1", field, number=number.canonical)
        seen.add(number.canonical)
        yield from may_take_number(ledger, ledger.piece(uid), number, field)


def _is_of_family(ledger: LedgerState, uid: Uid, told: NewNumber, day: Day) -> Iterator[Finding]:
    """R1: only pieces that come from the renumbered one take new numbers with it."""
    daughter = uid_of(told.sample)
    yield from _may_be_renumbered(ledger, daughter, day, "daughters")
    if daughter not in set(family_below(ledger, uid)):
        number, above = ledger.piece(daughter).number_text, ledger.piece(uid).number_text
        yield find(
            Strength.IMPOSSIBLE, "renumber.no_daughter", "R1", "daughters", daughter, number=number, parent=above
        )


def _claims(
    ledger: LedgerState, uid: Uid, number: SampleNumber, day: Day, *, issued: bool = False
) -> Iterator[Fact]:
    """Yield the claim of a number, and those of the further bodies that share it."""
    piece = ledger.piece(uid)
    collection = piece.book.collection
    yield claim_of(uid, collection, number, day, issued=is_issued(issued, day, ledger))
    for body in bodies_of(ledger, piece):
        yield touch_piece(body, day)
        yield body_claim(body, collection, number, ledger.piece(body).text("body"), day)


def body_claim(uid: Uid, collection: Uid, number: SampleNumber, label: str, day: Day) -> NumberClaim:
    """Return under what a further body is found: the shared number with its label, which no series counts."""
    ending = BODY_SIGN + label
    named = replace(
        number,
        canonical=number.canonical + ending,
        key_of=lambda _: number.sort_key + ending,
        rest=number.rest + ending,
        series="body",
        serial=None,
    )
    return claim_of(uid, collection, named, day)


def _with_its_family(ledger: LedgerState, uid: Uid) -> list[Uid]:
    return [uid, *family_below(ledger, uid)]


def _to_mission(ledger: LedgerState, uid: Uid, mission: str, day: Day, lines: Lines) -> Iterator[Fact]:
    """Yield the new mission of a piece, and take all it holds and claims from the old book to the new one."""
    piece = ledger.at(uid, day)
    yield touch_piece(uid, day if piece.in_book else ledger.piece(uid).first_day, mission=mission)
    there = piece.book._replace(mission=mission)
    for account in (*HOLDING, Account.UNRECONCILED):
        ug, unweighed = piece.ug.get(account, 0), piece.unweighed.get(account, 0)
        lines.move(day, Side(uid, piece.book, account), Side(uid, there, account), ug, known=told_of(piece))
        lines.move(day, Side(uid, piece.book, account), Side(uid, there, account), unweighed=unweighed)
