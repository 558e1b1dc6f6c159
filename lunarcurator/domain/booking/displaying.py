"""Booking of `SendToDisplay` and `TakeDown`: on display is a custody, with an account of its own."""

from collections.abc import Iterator

from lunarcurator.domain.booking.custody_by_site import standing_again, standing_in
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Placement, Scalar, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import Agreement, in_force
from lunarcurator.domain.operations import SendToDisplay, TakeDown
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import is_kept, must_be_at_hand, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth, nothing_between, nothing_follows
from lunarcurator.domain.rules.places import takes_pieces
from lunarcurator.domain.status import Condition, Custody
from lunarcurator.domain.words_folding import plain_code


def book_send_to_display(operation: SendToDisplay, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces onto display; their home stays where they will come back to."""
    place = uid_of(operation.place)
    pieces = list(dict.fromkeys(uid_of(each) for each in operation.samples))
    findings = [
        *takes_pieces(ledger, place, day, "place", shown=True),
        *(each for uid in pieces for each in _may_be_shown(ledger, uid, day, operation.back)),
        *_names_pieces(pieces, "display.nothing"),
        *_is_agreed(operation.agreement.strip(), day, ledger),
    ]
    if operation.until and operation.until < day:
        findings.append(
            find(Strength.IMPOSSIBLE, "display.ends_before", "R19", "until", day=day, until=operation.until)
        )
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for uid in pieces:
        piece = ledger.at(uid, day)
        facts += [touch_piece(uid, day), Placement(uid, day, place, piece.home, str(Custody.DISPLAY))]
        if operation.back:
            changes: dict[str, Scalar] = {"condition": str(operation.condition)} if operation.condition else {}
            facts.append(touch_piece(uid, operation.back, **changes))
            facts += standing_again(ledger, piece, operation.back)
    return Booked(tuple(facts), tuple(findings))


def book_take_down(operation: TakeDown, day: Day, ledger: LedgerState) -> Booked:
    """Book pieces back from display, in the condition they came back in (workflow 29)."""
    place = uid_of(operation.to)
    pieces = list(dict.fromkeys(uid_of(each) for each in operation.samples))
    findings = [
        *takes_pieces(ledger, place, day, "to"),
        *(each for uid in pieces for each in _is_shown(ledger, uid, day)),
        *_names_pieces(pieces, "take_down.nothing"),
    ]
    if operation.condition is Condition.PRISTINE:
        findings.append(find(Strength.AUTHORITY, "take_down.not_pristine", "R9", "condition"))
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for uid in pieces:
        piece = ledger.at(uid, day)
        facts.append(touch_piece(uid, day, condition=str(operation.condition)))
        facts += standing_in(ledger, uid, place, piece.home or place, day)
    return Booked(tuple(facts), tuple(findings))


def _is_agreed(text: str, day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R5: an agreement that is named is one of the book, valid on the day, or somebody says where it is."""
    if not text:
        return
    found = ledger.named(Subject.AGREEMENT, text) or ledger.named(Subject.AGREEMENT, plain_code(text))
    if not found:
        yield find(Strength.WARN, "display.agreement_unknown", "R5", "agreement", agreement=text)
        return
    agreement = in_force(ledger, Agreement.of(ledger.record(Subject.AGREEMENT, found[0])), day)
    if not agreement.is_valid_on(day):
        key, code = "display.agreement_not_valid", agreement.code
        yield find(Strength.WARN, key, "R5", "agreement", agreement.uid, agreement=code, day=day)


def _may_be_shown(ledger: LedgerState, uid: Uid, day: Day, back: Day) -> Iterator[Finding]:
    piece = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, "samples")
    yield from must_be_at_hand(piece, "samples")
    yield from nothing_between(ledger, uid, day, back)
    yield from is_kept(piece, "samples")


def _is_shown(ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    piece: PieceState = ledger.at(uid, day)
    yield from not_before_birth(ledger, uid, day, "samples")
    yield from must_be_there(piece, "samples")
    yield from nothing_follows(ledger, uid, day)
    if piece.in_book and piece.custody is not Custody.DISPLAY:
        yield find(Strength.IMPOSSIBLE, "take_down.not_shown", "R4", "samples", uid, number=piece.number_text)


def _names_pieces(pieces: list[Uid], key: str) -> Iterator[Finding]:
    if not pieces:
        yield find(Strength.IMPOSSIBLE, key, "R12", "samples")
