"""Booking of `Revive`: a voided piece comes back, its mass from where the void had put it."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.draw_down import lineage
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.void import VOIDED
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Placement, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Revive
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.rules.custody import must_be_there
from lunarcurator.domain.status import Existence

_VOID = ("existence", str(Existence.VOID))


def book_revive(operation: Revive, day: Day, ledger: LedgerState) -> Booked:  # noqa: ARG001
    """Book that a void is taken back: as it happened on the days of the birth, so this counts from there."""
    uid = uid_of(operation.sample)
    piece, history = ledger.piece(uid), ledger.history(uid)
    gone = next((each for each in reversed(history) if _voids(each)), None)
    findings = [*_may_come_back(piece, gone)]
    if gone is None or blocked(findings):
        return refused(findings)
    findings += [each for parent, _ in piece.parents for each in must_be_there(ledger.at(parent, gone.order[0]))]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    _take_back(ledger, lines, piece, history, gone)
    facts: list[Fact] = [touch_piece(uid, gone.order[0], existence=str(Existence.EXISTS))]
    facts += _back_in_place(ledger, history, gone.seq)
    facts += [touch_piece(parent, gone.order[0]) for parent, _ in piece.parents]
    return Booked((*facts, *lines.done()), tuple(findings))


def _voids(each: Recorded) -> bool:
    return isinstance(each.fact, Touch) and _VOID in each.fact.changes


def _may_come_back(piece: PieceState, gone: Recorded | None) -> Iterator[Finding]:
    """R2, R20: only what was voided comes back; the number of a cancelled plan stays void."""
    if piece.existence is not Existence.VOID or gone is None:
        yield find(Strength.IMPOSSIBLE, "revive.not_void", "R20", "sample", piece.uid, number=piece.number_text)
    elif piece.retired_reason == "plan_cancelled":
        yield find(Strength.IMPOSSIBLE, "revive.was_planned", "R2", "sample", piece.uid, number=piece.number_text)


def _take_back(
    ledger: LedgerState, lines: Lines, piece: PieceState, history: list[Recorded], gone: Recorded
) -> None:
    """Negate what the void moved, day by day: first what others were given back, then within the piece."""
    # What passed from book to book does so again by itself.
    moved = [line for line in _moved(history, gone) if line.account is not Account.TRANSFERRED]
    own = side(piece)
    for day in dict.fromkeys(line.day for line in moved):
        mine = [line for line in moved if line.day == day]
        for line in (*_given(ledger, piece, gone, day, mine), *mine):
            there = Side(line.sample, line.book, line.account)
            if there != own:
                lines.move(day, there, own, line.ug, line.unweighed, known=_known(line), reason=VOIDED)


def _moved(history: list[Recorded], gone: Recorded) -> Iterator[MassLine]:
    """Yield the lines of a void in a piece's history."""
    for each in history:
        of_void = each.seq == gone.seq and each.n > gone.n
        if of_void and isinstance(each.fact, MassLine) and each.fact.reason == VOIDED:
            yield each.fact


def _given(
    ledger: LedgerState, piece: PieceState, gone: Recorded, day: Day, mine: list[MassLine]
) -> Iterator[MassLine]:
    """Yield the lines by which the void gave to others what the piece lost on a day."""
    ug, unweighed = -sum(line.ug for line in mine), -sum(line.unweighed for line in mine)
    for uid in lineage(ledger, piece.uid):
        for line in _moved(ledger.history(uid), gone) if uid != piece.uid else ():
            if line.day != day or line.account is Account.TRANSFERRED:
                continue
            if 0 < line.ug <= ug or 0 < line.unweighed <= unweighed:
                ug, unweighed = ug - line.ug, unweighed - line.unweighed
                yield line


def _known(line: MassLine) -> Known:
    return Known(line.quality or Quality.STATED)


def _back_in_place(ledger: LedgerState, history: list[Recorded], seq: int) -> Iterator[Placement]:
    """Yield where the piece stood, as far as the place is still in use; else *place not stated* stands."""
    for each in history:
        fact = each.fact
        if not isinstance(fact, Placement) or each.seq == seq or fact.place is None:
            continue
        if not ledger.place(fact.place).retired:
            yield fact
