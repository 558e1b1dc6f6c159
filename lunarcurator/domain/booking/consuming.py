"""Booking of `Consume`: mass that was used up is no loss, and its row stays (R10)."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Known, Lines, rest_of, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import read
from lunarcurator.domain.booking.weigh import next_weighing, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Placement, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Consume, Reading
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import may_be_used_up, must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.mass import was_received

_REASON = "consumed"


def book_consume(operation: Consume, day: Day, ledger: LedgerState) -> Booked:
    """Book what was used: all of the piece unless ug, or a reading of the rest, say how much."""
    uid = uid_of(operation.sample)
    piece = ledger.at(uid, day)
    whole = operation.ug is None and operation.after is None
    findings = [
        *not_before_birth(ledger, uid, day),
        *must_be_at_hand(piece),
        *may_be_used_up(piece),
        *_is_whole(operation, piece),
        *was_received(ledger, piece, operation.ug or 0, "ug"),
        *(nothing_follows(ledger, uid, day) if whole else ()),
    ]
    if blocked(findings):
        return refused(findings)
    if whole:
        return _all(operation, piece, day, findings)
    if operation.after is not None:
        return _down_to(operation.after, piece, day, ledger, findings)
    return _some(operation, piece, day, ledger, findings)


def _all(operation: Consume, piece: PieceState, day: Day, findings: list[Finding]) -> Booked:
    lines = Lines()
    own, consumed = side(piece), side(piece, Account.CONSUMED)
    lines.move(day, own, consumed, piece.held_ug, known=told_of(piece), reason=_REASON)
    lines.move(day, own, consumed, unweighed=piece.held_unweighed, reason=_REASON)
    if piece.suspense_ug:
        findings.append(
            find(
                Strength.WARN,
                "consume.suspense_stays",
                "R8",
                "sample",
                piece.uid,
                number=piece.number_text,
                ug=piece.suspense_ug,
                sign=piece.suspense.sign,
            )
        )
    facts: list[Fact] = [
        touch_piece(piece.uid, day, existence=str(operation.ending)),
        Placement(piece.uid, day, None, None, str(piece.custody)),
        *lines.done(),
    ]
    return Booked(tuple(facts), tuple(findings))


def _down_to(
    reading: Reading, piece: PieceState, day: Day, ledger: LedgerState, findings: list[Finding]
) -> Booked:
    after = read(reading, day, ledger, piece.place, "after")
    findings += after.findings
    used = piece.held_ug - after.net_ug
    if not blocked(findings) and used < 0:
        findings.append(_refuse("consume.more_than_before", "after", piece, used_ug=after.net_ug))
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    told = Known(Quality.MEASURED, after.resolution_ug)
    lines.move(day, side(piece), side(piece, Account.CONSUMED), used, known=told, reason=_REASON)
    changes: dict[str, Scalar] = {"mass_quality": str(Quality.MEASURED), "resolution_ug": after.resolution_ug}
    facts: list[Fact] = [touch_piece(piece.uid, day, **changes)]
    facts += [after.weighing(piece.uid, day, Account.ADJUSTMENT), *lines.done()]
    return Booked(tuple(facts), tuple(findings))


def _some(operation: Consume, piece: PieceState, day: Day, ledger: LedgerState, findings: list[Finding]) -> Booked:
    used, lines, told = operation.ug or 0, Lines(), Known(Quality.STATED)
    consumed = side(piece, Account.CONSUMED)
    changes: dict[str, Scalar] = {}
    if piece.held_unweighed:
        draws = list(DrawDown(ledger, day).first(piece, used, next_weighing(ledger, piece.uid, day)))
        for draw in draws:
            lines.move(day, draw.source, consumed, draw.ug, known=told, reason=_REASON)
        findings += uncovered(piece, draws, piece.resolution_ug or 0)
    else:
        lines.move(day, side(piece), consumed, used, known=told, reason=_REASON)
        changes = {"mass_quality": str(rest_of(piece))}
    return Booked((touch_piece(piece.uid, day, **changes), *lines.done()), tuple(findings))


def _is_whole(operation: Consume, piece: PieceState) -> Iterator[Finding]:
    """R10: a record says how it was used; and how much is said once, and no more than there is."""
    if not operation.evidence.strip():
        yield _refuse("consume.needs_record", "evidence", piece)
    if operation.ug is not None and operation.after is not None:
        yield _refuse("consume.said_twice", "ug", piece)
    elif operation.ug is not None and operation.ug <= 0:
        yield _refuse("consume.nothing", "ug", piece)
    elif operation.ug is not None and not piece.held_unweighed and operation.ug >= piece.held_ug:
        key = "consume.all_of_it" if operation.ug == piece.held_ug else "consume.more_than_there_is"
        yield _refuse(key, "ug", piece, held_ug=piece.held_ug)
    elif operation.after is not None and piece.held_unweighed:
        yield _refuse("consume.unknown_before", "after", piece)


def _refuse(key: str, field: str, piece: PieceState, **facts: int) -> Finding:
    return find(Strength.IMPOSSIBLE, key, "R10", field, piece.uid, number=piece.number_text, **facts)
