"""Booking of `ComeBack`: what passed on is in the house again, with its title or for its owner (R21)."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lunarcurator.domain.accounts import HOLDING, Account, Book, Quality
from lunarcurator.domain.booking.custody_by_site import standing_in
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Lines, Side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Scalar, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import UNWEIGHED
from lunarcurator.domain.operations import ComeBack
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import custody_in
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.loan_return import is_protected
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.status import Condition, Existence, IdentityDoubt, Title
from lunarcurator.domain.transfers import CAME_BACK

_TITLES = frozenset({Title.OURS, Title.SHARED, Title.HELD_FOR})


class _Passed(NamedTuple):
    """What passed on of a piece: the book it left, ug that were held, ug not reconciled, unweighed pieces."""

    book: Book
    held_ug: int
    suspense_ug: int
    unweighed: int


def book_come_back(operation: ComeBack, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces in again out of *transferred*, into the book of their title (`ledger.md` 1.2)."""
    pieces, place = list(dict.fromkeys(uid_of(each) for each in operation.samples)), uid_of(operation.place)
    findings = [
        *(each for uid in pieces for each in _may_come_back(operation, ledger, uid, place, day)),
        *takes_pieces(ledger, place, day, "place"),
        *_is_whole(operation, pieces),
    ]
    if blocked(findings):
        return refused(findings)
    lines, facts = Lines(), list[Fact]()
    remote = str(custody_in(ledger, place, day)) == "remote"
    account = Account.REMOTE if remote else Account.HERE
    for uid in pieces:
        piece = ledger.at(uid, day)
        _move_back(operation, piece, _passed(ledger, uid, day), account, lines, day)
        facts += _told(operation, piece, day)
        facts += standing_in(ledger, uid, place, piece.home or place, day)
    return Booked((*facts, *lines.done()), tuple(findings))


def _move_back(
    operation: ComeBack, piece: PieceState, passed: _Passed, account: Account, lines: Lines, day: Day
) -> None:
    book = passed.book._replace(title=str(operation.title))
    gone, here = Side(piece.uid, passed.book, Account.TRANSFERRED), Side(piece.uid, book, account)
    known, unreconciled = told_of(piece), Side(piece.uid, book, Account.UNRECONCILED)
    lines.move(day, gone, here, passed.held_ug, known=known, reason=CAME_BACK)
    lines.move(day, gone, here, unweighed=passed.unweighed, reason=CAME_BACK)
    lines.move(day, gone, unreconciled, passed.suspense_ug, known=known, reason=CAME_BACK)
    # What stayed unreconciled as it left goes along into the book the piece stands in now.
    stayed = Side(piece.uid, passed.book, Account.UNRECONCILED)
    if stayed != unreconciled:
        lines.move(day, stayed, unreconciled, piece.suspense_ug, known=known)


def _told(operation: ComeBack, piece: PieceState, day: Day) -> Iterator[Fact]:
    changes: dict[str, Scalar] = {
        "existence": str(Existence.EXISTS),
        "title": str(operation.title),
        "owner": operation.owner.strip() or None,
        "condition": str(operation.condition),
        "identity_doubt": None if operation.confirmed else str(IdentityDoubt.UNCONFIRMED),
    }
    # Measured it was when it left; that it still weighs that much rests on the record alone.
    changes |= {"mass_quality": str(UNWEIGHED)} if piece.quality is Quality.MEASURED else {}
    yield touch_piece(piece.uid, day, **changes)


def _passed(ledger: LedgerState, uid: Uid, day: Day) -> _Passed:
    """Return what passed on of a piece by its last transfer, by the end of a day."""
    left = _lines_of_transfer(ledger, uid, day)
    held = Counter[str]()
    for each in left:
        if each.account in HOLDING:
            held.update(ug=-each.ug, unweighed=-each.unweighed)
        elif each.account is Account.UNRECONCILED:
            held.update(suspense=-each.ug)
    book = next((each.book for each in left), ledger.at(uid, day).book)
    return _Passed(book, held["ug"], held["suspense"], held["unweighed"])


def _lines_of_transfer(ledger: LedgerState, uid: Uid, day: Day) -> list[MassLine]:
    history = [each for each in ledger.history(uid) if each.order[0] <= day]
    seq = max(each.seq for each in history if _passes_on(each.fact))
    return [each.fact for each in history if each.seq == seq and isinstance(each.fact, MassLine)]


def _passes_on(fact: Fact) -> bool:
    return isinstance(fact, Touch) and dict(fact.changes).get("existence") == Existence.TRANSFERRED


def _may_come_back(operation: ComeBack, ledger: LedgerState, uid: Uid, place: Uid, day: Day) -> Iterator[Finding]:
    piece = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, "samples")
    yield from nothing_follows(ledger, uid, day)
    facts = {"number": piece.number_text, "existence": str(piece.existence)}
    if piece.existence is not Existence.TRANSFERRED:
        yield find(Strength.IMPOSSIBLE, "come_back.not_passed_on", "R21", "samples", uid, **facts)
    if not operation.confirmed:
        yield find(Strength.WARN, "recover.not_confirmed", "R18", "confirmed", uid, number=piece.number_text)
    if operation.condition is not Condition.PRISTINE and is_protected(ledger, place, day):
        told = {"number": piece.number_text, "name": "", "place": ledger.place(place).name}
        yield find(Strength.AUTHORITY, "return.pristine_place", "R17", "place", uid, **told)


def _is_whole(operation: ComeBack, pieces: list[Uid]) -> Iterator[Finding]:
    """R21: by which document, whose it is, and an authority behind a title that returns."""
    if not pieces:
        yield find(Strength.IMPOSSIBLE, "transfer.nothing", "R21", "samples")
    if operation.title not in _TITLES:
        yield find(Strength.IMPOSSIBLE, "come_back.which_title", "R21", "title", title=str(operation.title))
    if not operation.document.strip():
        yield find(Strength.IMPOSSIBLE, "transfer.needs_document", "R21", "document")
    is_owned = bool(operation.owner.strip())
    if operation.title is Title.HELD_FOR and not is_owned:
        yield find(Strength.IMPOSSIBLE, "come_back.needs_owner", "R21", "owner")
    if operation.title is Title.OURS and is_owned:
        yield find(Strength.IMPOSSIBLE, "come_back.owner_of_ours", "R21", "owner")
    if operation.title is not Title.HELD_FOR:
        yield find(Strength.AUTHORITY, "come_back.needs_authority", "R21", "title", count=len(pieces))
