"""Booking of `Void`: a piece entered by mistake goes, its mass back where it came from, its row stays (R20)."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.draw_down import lineage
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    Fact,
    MassLine,
    NameClaim,
    NumberClaim,
    Parentage,
    Placement,
    Touch,
    Weighing,
)
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Void
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.domain.rules.custody import must_be_there
from lunarcurator.domain.rules.mass import residual_closes
from lunarcurator.domain.status import Existence

VOIDED = "void"
"""The reason on every line by which a void gives mass back."""
BIRTH_CORRECTED = "birth_corrected"
"""The reason on every line that puts right with what mass, and from which parent, a piece began."""
MENDS: Final = frozenset({VOIDED, BIRTH_CORRECTED})
"""The reasons on lines that take an earlier birth back, wholly or in part."""


def book_void(operation: Void, day: Day, ledger: LedgerState) -> Booked:  # noqa: ARG001
    """Book a void at the piece's own first day, while nothing in force but its birth touches it.

    Every line of the piece is negated at its own day (`ledger.md` 1.2).
    """
    uid = uid_of(operation.sample)
    piece = ledger.piece(uid)
    history = ledger.history(uid)
    findings = [*must_be_there(piece), *_only_born(piece, history, ledger)]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    for birth_day in dict.fromkeys(each.fact.day for each in history if isinstance(each.fact, MassLine)):
        findings += _negate(ledger, lines, piece, history, birth_day)
    born = born_of(history).order[0]
    facts: list[Fact] = [touch_piece(uid, born, existence=str(Existence.VOID)), *_nowhere(piece, history)]
    facts += [touch_piece(parent, born) for parent, _ in piece.parents]
    facts += lines.done()
    return Booked(tuple(facts), tuple(findings))


def _nowhere(piece: PieceState, history: list[Recorded]) -> Iterator[Placement]:
    for placed in (each.fact for each in history if isinstance(each.fact, Placement)):
        yield Placement(piece.uid, placed.day, None, None, placed.custody)


def born_of(history: list[Recorded]) -> Recorded:
    """Return the fact that made the piece exist; a planned one was only reserved before."""
    exists = ("existence", str(Existence.EXISTS))
    return next(each for each in history if isinstance(each.fact, Touch) and exists in each.fact.changes)


def _only_born(piece: PieceState, history: list[Recorded], ledger: LedgerState) -> Iterator[Finding]:
    """R20: labels and sightings never block; anything else that touched the piece does, and so do daughters."""
    if piece.existence is not Existence.EXISTS:
        return
    born = born_of(history).seq
    later = [each.seq for each in history if each.seq > born and _blocks(each)]
    if later:
        yield find(
            Strength.IMPOSSIBLE,
            "void.touched_later",
            "R20",
            "sample",
            f"entry:{later[-1]}",
            number=piece.number_text,
            entry=later[-1],
        )
    if any(ledger.piece(each).existence is not Existence.VOID for each in ledger.daughters(piece.uid)):
        yield find(Strength.IMPOSSIBLE, "void.has_daughters", "R20", "sample", piece.uid, number=piece.number_text)


def _blocks(each: Recorded) -> bool:
    if isinstance(each.fact, Touch):
        return bool(each.fact.changes)
    return isinstance(each.fact, MassLine | Weighing | Placement | NameClaim | NumberClaim | Parentage)


def _negate(
    ledger: LedgerState, lines: Lines, piece: PieceState, history: list[Recorded], day: Day
) -> Iterator[Finding]:
    """Empty every account of the piece as that day filled it; what came from a parent goes back there."""
    kept = _filled(piece, history, day)
    own = side(piece)
    for line in kept:
        source = Side(piece.uid, line.book, line.account)
        if source != own:
            known = Known(line.quality) if line.quality else None
            lines.move(day, source, own, line.ug, line.unweighed, known=known, reason=VOIDED)
    ug, unweighed = sum(line.ug for line in kept), sum(line.unweighed for line in kept)
    if ug or unweighed:
        yield from _give_back(ledger, lines, piece, day, ug, unweighed)


def _filled(piece: PieceState, history: list[Recorded], day: Day) -> list[MassLine]:
    """Return the lines by which a day filled the accounts of a piece, without what came out of its parent."""
    lines = [each.fact for each in history if isinstance(each.fact, MassLine)]
    mine = [line for line in lines if line.day == day]
    return [line for line in mine if line.account is not Account.TRANSFERRED] if piece.parents else mine


def _give_back(
    ledger: LedgerState, lines: Lines, piece: PieceState, day: Day, ug: int, unweighed: int
) -> Iterator[Finding]:
    born = born_of(ledger.history(piece.uid)).seq
    uid = piece.parents[0][0]
    history = ledger.history(uid)
    before = fold(uid, (each for each in history if each.order < (day, born, 0)))
    parent = ledger.at(uid, day)
    lines.move(day, side(piece), side(parent, Account.UNMEASURED), unweighed=unweighed, reason=VOIDED)
    if before.held_unweighed:
        targets = drawn_from(ledger, parent, born, day, ug)
    elif is_pinned(ledger.piece(uid), history, day, born):
        targets = [(side(parent, Account.ADJUSTMENT), ug)]
        yield from residual_closes(parent, ug, 0, "sample")
    else:
        targets = [(side(parent), ug)]
    for target, part in targets:
        lines.move(day, side(piece), target, part, known=Known(Quality.STATED), reason=VOIDED)


def is_pinned(parent: PieceState, history: list[Recorded], day: Day, born: int) -> bool:
    """Tell whether the parent was weighed, or said to have no rest, in the birth of the piece or after it."""
    weighed = any(isinstance(each.fact, Weighing) and each.order >= (day, born, 0) for each in history)
    return weighed or parent.existence is not Existence.EXISTS


def drawn_from(ledger: LedgerState, parent: PieceState, born: int, day: Day, ug: int) -> list[tuple[Side, int]]:
    """Return where the birth drew the mass from: what no statement covered first, then suspense.

    Lines of several daughters stand as one, so what earlier voids gave back is counted with them.
    """
    targets: list[tuple[Side, int]] = []
    for account in (Account.ADJUSTMENT, Account.UNRECONCILED):
        for uid in lineage(ledger, parent.uid):
            drawn = -sum(
                each.fact.ug
                for each in ledger.history(uid)
                if isinstance(each.fact, MassLine)
                and each.fact.account is account
                and each.fact.day == day
                and (each.seq == born or each.fact.reason in MENDS)
            )
            part = max(0, min(drawn, ug))
            ug -= part
            targets.append((side(ledger.at(uid, day), account), part))
    return [*targets, (side(parent, Account.UNMEASURED), ug)]
