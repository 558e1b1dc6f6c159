"""Booking of `TransferTitle`: what changes hands for good leaves one book and, if it comes in, enters another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.register import book_register
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Placement, Relation, RelationKind, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import TransferKind, TransferTitle
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.status import Existence, Title

_TITLES: Final = MappingProxyType(
    {
        TransferKind.GIFT: Title.GIVEN,
        TransferKind.MUSEUM: Title.GIVEN,
        TransferKind.EXCHANGE: Title.EXCHANGED,
        TransferKind.DEACCESSION: Title.GIVEN,
    }
)


def book_transfer_title(operation: TransferTitle, day: Day, ledger: LedgerState) -> Booked:
    """Book a transfer of title; each book closes for itself through *transferred* (`ledger.md` 1.2)."""
    pieces = list(dict.fromkeys(uid_of(each) for each in operation.samples))
    before = list(dict.fromkeys(uid_of(each) for each in operation.given_before))
    findings = [
        *(each for uid in pieces for each in _may_change_hands(operation, ledger, uid, day)),
        *_passed_on_before(ledger, before, day),
        *_is_whole(operation, pieces),
    ]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    facts: list[Fact] = []
    for uid in pieces:
        piece = ledger.at(uid, day)
        if operation.stays:
            facts += _stays(operation, piece, lines, day)
        else:
            facts += _leaves(operation, piece, lines, day)
    taken, received = _take_in(operation, day, ledger, findings)
    if blocked(findings):
        return refused(findings)
    exchanged = product(dict.fromkeys((*pieces, *before)), received)
    document = operation.document.strip()
    facts += taken
    facts += [Relation(uid, other, RelationKind.EXCHANGED_FOR, document, day) for uid, other in exchanged]
    # That something came in for it belongs to the history of what was given.
    facts += [touch_piece(uid, day) for uid in before]
    return Booked((*facts, *lines.done()), tuple(findings))


def _leaves(operation: TransferTitle, piece: PieceState, lines: Lines, day: Day) -> Iterator[Fact]:
    own, gone = side(piece), side(piece, Account.TRANSFERRED)
    lines.move(day, own, gone, piece.held_ug, known=told_of(piece), reason=str(operation.kind))
    lines.move(day, own, gone, unweighed=piece.held_unweighed, reason=str(operation.kind))
    # What is not reconciled stays: nobody knows how much of it is in the piece, and how much in what came from it.
    title = operation.title or _TITLES.get(operation.kind)
    changes: dict[str, Scalar] = {"existence": str(Existence.TRANSFERRED), "owner": operation.counterpart.strip()}
    if title is not None:
        changes["title"] = str(title)
    yield touch_piece(piece.uid, day, **changes)
    yield Placement(piece.uid, day, None, None, str(piece.custody))


def _stays(operation: TransferTitle, piece: PieceState, lines: Lines, day: Day) -> Iterator[Fact]:
    title = str(operation.title)
    book = piece.book._replace(title=title)
    for account, unit in ((piece.account, piece.held_ug), (Account.UNRECONCILED, piece.suspense_ug)):
        there = Side(piece.uid, book, account)
        lines.move(day, side(piece, account), there, unit, known=told_of(piece), reason=str(operation.kind))
    here = Side(piece.uid, book, piece.account)
    lines.move(day, side(piece), here, unweighed=piece.held_unweighed, reason=str(operation.kind))
    yield touch_piece(piece.uid, day, title=title, owner=operation.owner.strip() or None)


def _take_in(
    operation: TransferTitle, day: Day, ledger: LedgerState, findings: list[Finding]
) -> tuple[list[Fact], list[Uid]]:
    """Return the facts and identities of what was received, against *transferred* instead of *received*."""
    facts: list[Fact] = []
    received: list[Uid] = []
    for index, each in enumerate(operation.received):
        booked = book_register(each, day, ledger)
        findings += [
            replace(found, field=f"received[{index}].{found.field}" if found.field else f"received[{index}]")
            for found in booked.findings
        ]
        if booked.impossible:
            continue
        facts += [_through_transferred(fact) for fact in booked.facts]
        born = next(
            fact.subject for fact in booked.facts if isinstance(fact, Touch) and fact.kind is Subject.SAMPLE
        )
        received.append(born)
    return facts, received


def _through_transferred(fact: Fact) -> Fact:
    if isinstance(fact, MassLine) and fact.account is Account.RECEIVED:
        return replace(fact, account=Account.TRANSFERRED)
    return fact


def _may_change_hands(operation: TransferTitle, ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    """R21, workflow 27: a piece that is here changes hands, after all that is on record of it."""
    piece = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, "samples")
    yield from must_be_at_hand(piece, "samples")
    yield from nothing_follows(ledger, uid, day)
    held = piece.title == Title.HELD_FOR
    if operation.kind is TransferKind.RETURN_TO_OWNER and not held:
        yield find(Strength.IMPOSSIBLE, "transfer.is_ours", "R21", "samples", uid, number=piece.number_text)
    elif held and operation.kind not in {TransferKind.RETURN_TO_OWNER, TransferKind.TITLE_ONLY}:
        yield find(Strength.IMPOSSIBLE, "transfer.not_ours", "R21", "samples", uid, number=piece.number_text)
    if operation.stays and piece.title == str(operation.title):
        yield find(Strength.IMPOSSIBLE, "transfer.same_title", "R21", "title", uid, number=piece.number_text)


def _passed_on_before(ledger: LedgerState, pieces: Iterable[Uid], day: Day) -> Iterator[Finding]:
    """R21: what comes in later comes in for pieces whose title had passed on by then."""
    key, field = "transfer.not_passed_on", "given_before"
    for uid in pieces:
        piece = ledger.at(uid, day)
        if piece.existence is not Existence.TRANSFERRED:
            yield find(Strength.IMPOSSIBLE, key, "R21", field, uid, number=piece.number_text)


def _is_whole(operation: TransferTitle, pieces: list[Uid]) -> Iterator[Finding]:
    """R21: who, by which document; what comes in return only in an exchange; and an authority stands behind it."""
    if not pieces and not operation.given_before:
        yield find(Strength.IMPOSSIBLE, "transfer.nothing", "R21", "samples")
    if not operation.counterpart.strip():
        yield find(Strength.IMPOSSIBLE, "transfer.needs_counterpart", "R21", "counterpart")
    if not operation.document.strip():
        yield find(Strength.IMPOSSIBLE, "transfer.needs_document", "R21", "document")
    if operation.kind is TransferKind.TITLE_ONLY and not operation.stays:
        yield find(Strength.IMPOSSIBLE, "transfer.title_only_stays", "R21", "stays")
    if operation.stays and operation.title is None:
        yield find(Strength.IMPOSSIBLE, "transfer.needs_title", "R21", "title")
    yield from _is_exchanged(operation)
    if pieces:
        yield find(Strength.AUTHORITY, "transfer.needs_authority", "R21", "samples", count=len(pieces))


def _is_exchanged(operation: TransferTitle) -> Iterator[Finding]:
    """R21: what is given may be paid back later, which is said; what comes in for it later is named."""
    if (operation.received or operation.given_before) and operation.kind is not TransferKind.EXCHANGE:
        yield find(Strength.IMPOSSIBLE, "transfer.received_without_exchange", "R21", "received")
    if operation.kind is TransferKind.EXCHANGE and not operation.received:
        later = bool(operation.given_before)
        key = "transfer.nothing_came" if later else "transfer.nothing_received"
        yield find(Strength.IMPOSSIBLE if later else Strength.WARN, key, "R21", "received")
