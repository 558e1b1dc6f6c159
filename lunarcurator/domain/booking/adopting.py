"""Booking of `Adopt`: what was received apart turns out to be part of a piece, and is no longer counted twice."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import is_shared
from lunarcurator.domain.booking.draw_down import Draw, DrawDown
from lunarcurator.domain.booking.exposing import met
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.weigh import uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Exposure, Fact, MassLine, Parentage, ParentRole, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Adopt
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.genealogy import is_no_ancestor


def book_adopt(operation: Adopt, day: Day, ledger: LedgerState) -> Booked:
    """Book a parent learnt later: the mass once *received* for the piece is taken from the parent instead."""
    uid, parent = uid_of(operation.sample), uid_of(operation.parent)
    findings = [
        *must_be_on_record(ledger.piece(uid)),
        *must_be_on_record(ledger.piece(parent), "parent"),
        *not_before_birth(ledger, uid, day),
        *not_before_birth(ledger, parent, day, "parent"),
        *is_no_ancestor(ledger, uid, parent),
        *_may_come_from(ledger, uid, parent, day),
    ]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    above, piece = ledger.at(parent, day), ledger.at(uid, day)
    taken = taken_back(ledger, DrawDown(ledger, day), lines, piece, above, above.held_ug, day)
    findings += taken.findings
    facts: list[Fact] = [touch_piece(uid, day), touch_piece(parent, day, **left_of(ledger, uid, above, day))]
    facts.append(Parentage(uid, parent, ParentRole.ADOPTED, day))
    facts += exposures_taken_over(ledger, parent, uid, day)
    return Booked((*facts, *lines.done()), tuple(findings))


class Taken:
    """What a parent gave for a piece that was received apart: ug of it, and what was found."""

    def __init__(self, ug: int, findings: Iterator[Finding]) -> None:
        self.ug = ug
        self.findings = tuple(findings)


def taken_back(
    ledger: LedgerState,
    draw_down: DrawDown,
    lines: Lines,
    piece: PieceState,
    parent: PieceState,
    left: int,
    day: Day,
) -> Taken:
    """Add the lines by which a parent gives what *received* gave for a piece (`ledger.md` 1.2, *Adopt*).

    `left` is what the parent still has to give, in ug, where its mass is known.
    """
    counter = side(piece, Account.RECEIVED)
    ug, unweighed = received_of(ledger, piece.uid, day)
    known = Known(_stated(piece))
    draws: list[Draw]
    if parent.held_unweighed:
        draws = list(draw_down.first(parent, ug)) if ug else []
    else:
        own = min(ug, max(left, 0))
        draws = [Draw(side(parent), own)]
        draws += [Draw(side(parent, Account.ADJUSTMENT), ug - own, excess=True)] if ug > own else []
    for draw in draws:
        lines.move(day, draw.source, counter, draw.ug, known=known)
    if unweighed:
        shared = is_shared(Mass.unknown("not_weighed"), piece.form, parent, ledger) and not ug
        lines.move(day, side(parent if shared else piece, Account.UNMEASURED), counter, unweighed=unweighed)
    return Taken(ug, uncovered(parent, draws, 0))


def received_of(ledger: LedgerState, uid: Uid, day: Day) -> tuple[int, int]:
    """Return what was received for a piece by itself up to a day, in ug and unweighed pieces."""
    lines = [each.fact for each in ledger.history(uid) if isinstance(each.fact, MassLine)]
    mine = [line for line in lines if line.account is Account.RECEIVED and line.day <= day]
    return -sum(line.ug for line in mine), -sum(line.unweighed for line in mine)


def left_of(ledger: LedgerState, piece: Uid, parent: PieceState, day: Day) -> dict[str, Scalar]:
    """Say how the mass of the parent is known once something unweighed turned out to be part of it."""
    ug, unweighed = received_of(ledger, piece, day)
    blind = unweighed > 0 and not ug
    return {"mass_quality": str(Quality.UPPER_BOUND)} if blind and parent.held_ug > 0 else {}


def exposures_taken_over(ledger: LedgerState, parent: Uid, uid: Uid, day: Day) -> Iterator[Exposure]:
    """Yield what the parent had met by the day and the piece not yet, with what its own daughters inherit (R9)."""
    told = {_of(each.fact) for each in ledger.history(uid) if isinstance(each.fact, Exposure)}
    for each in ledger.history(parent) if ledger.piece(parent).exposed else ():
        if isinstance(each.fact, Exposure) and each.fact.day <= day:
            exposure = replace(each.fact, sample=uid, day=day, origin=each.fact.origin or parent)
            if _of(exposure) not in told:
                yield from met(ledger, exposure)


def _of(fact: Exposure) -> tuple[object, ...]:
    return fact.kind, fact.agent, fact.scope, fact.evidence, fact.origin


def _stated(piece: PieceState) -> Quality:
    told = piece.original_quality
    return Quality(told) if told else Quality.STATED


def _may_come_from(ledger: LedgerState, uid: Uid, parent: Uid, day: Day) -> Iterator[Finding]:
    """R13: the piece has no such parent yet, and what it brought did not already come out of another piece."""
    piece, above = ledger.piece(uid), ledger.piece(parent)
    told = {"number": piece.number_text, "parent": above.number_text}
    if above.collection != piece.collection:
        yield find(Strength.IMPOSSIBLE, "register.other_collection", "R13", "parent", parent)
    parents = [each for each, _ in piece.parents]
    received = any(received_of(ledger, uid, day))
    if parent in parents and not received:
        yield find(Strength.IMPOSSIBLE, "adopt.known", "R13", "parent", parent, **told)
    elif parents and not received:
        told["came_from"] = ledger.piece(parents[0]).number_text
        yield find(Strength.IMPOSSIBLE, "adopt.came_from", "R13", "parent", parents[0], **told)
