"""Booking of `Merge`: a piece joins another one, and what either was known to weigh stays honestly known."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Lines, rest_of, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    Exposure,
    Fact,
    NameClaim,
    NameKind,
    Parentage,
    ParentRole,
    Placement,
    Scalar,
    Scope,
)
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Merge
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.genealogy import is_no_ancestor
from lunarcurator.domain.rules.mass import rest_is_weighed
from lunarcurator.domain.status import Condition, Existence


def book_merge(operation: Merge, day: Day, ledger: LedgerState) -> Booked:
    """Book that a piece joined another: `here A -a; here X +a`, and A is *merged* below X (`ledger.md` 1.2).

    Where only one of the two is known, the whole is not: the known part goes to the suspense of what is claimed,
    else to *unmeasured*.
    """
    uid, into = uid_of(operation.sample), uid_of(operation.into)
    findings = [*_may_merge(ledger, uid, into, day)]
    if blocked(findings):
        return refused(findings)
    piece, whole = ledger.at(uid, day), ledger.at(into, day)
    findings += _stays_known(piece, whole)
    lines = Lines()
    _join(lines, piece, whole, day)
    source = operation.source.strip()
    facts: list[Fact] = [
        touch_piece(uid, day, existence=str(Existence.MERGED)),
        Placement(uid, day, None, None, str(piece.custody)),
        Parentage(uid, into, ParentRole.JOINED, day),
        *(touch_piece(each, day) for each, _ in piece.parents if each != into),
        touch_piece(into, day, **_left(piece, whole)),
    ]
    facts.append(NameClaim(into, NameKind.FORMER, piece.number_text, source, day))
    facts += _met_by_a_part(ledger, uid, into, day)
    return Booked((*facts, *lines.done()), tuple(findings))


def _join(lines: Lines, piece: PieceState, whole: PieceState, day: Day) -> None:
    suspense = piece.suspense_ug or whole.suspense_ug
    rest = side(whole, Account.UNRECONCILED if suspense else Account.UNMEASURED)
    known, own = told_of(piece), side(piece)
    lines.move(
        day, side(piece, Account.UNRECONCILED), side(whole, Account.UNRECONCILED), piece.suspense_ug, known=known
    )
    lines.move(day, own, rest if whole.held_unweighed else side(whole), piece.held_ug, known=known)
    if piece.held_unweighed and whole.held_unweighed:
        lines.move(day, own, side(whole, Account.UNMEASURED), unweighed=1)
    elif piece.held_unweighed:
        lines.move(day, own, side(whole), unweighed=1, reason=piece.mass_reason or "not_weighed")
        lines.move(day, side(whole), rest, whole.held_ug, known=told_of(whole))


def _together(one: Quality, other: Quality) -> Quality:
    """Return how a sum is known: an estimate may be too small, so that with one in it a sum is no bound."""
    either = {one, other}
    return next(
        (each for each in (Quality.ESTIMATED, Quality.UPPER_BOUND) if each in either), Quality.BY_DIFFERENCE
    )


def _left(piece: PieceState, whole: PieceState) -> dict[str, Scalar]:
    """Say how the mass of the whole is known, and that it is no better than its part (R9)."""
    changes: dict[str, Scalar] = {}
    if piece.held_unweighed or whole.held_unweighed:
        claimed = piece.suspense_ug or whole.suspense_ug
        quality = Quality.NOT_RECONCILED if claimed else Quality.UNKNOWN
        reason = "not_reconciled" if claimed else whole.mass_reason or "not_weighed"
        changes = {"mass_quality": str(quality), "mass_reason": reason, "resolution_ug": None}
    elif piece.held_ug:
        changes = {"mass_quality": str(_together(rest_of(piece), rest_of(whole)))}
    condition = piece.condition
    if whole.condition == Condition.PRISTINE and condition != Condition.PRISTINE:
        changes["condition"] = condition or str(Condition.NOT_STATED)
    return changes


def _met_by_a_part(ledger: LedgerState, uid: Uid, into: Uid, day: Day) -> Iterator[Exposure]:
    for each in ledger.history(uid) if ledger.piece(uid).exposed else ():
        if isinstance(each.fact, Exposure) and each.fact.day <= day:
            origin = each.fact.origin or uid
            yield replace(each.fact, sample=into, day=day, scope=Scope.PART, origin=origin)


def _may_merge(ledger: LedgerState, uid: Uid, into: Uid, day: Day) -> Iterator[Finding]:
    """R4, R13, R19: both are at hand on the day, X does not come from A, and nothing is on record of A later."""
    if uid == into:
        yield find(Strength.IMPOSSIBLE, "relate.itself", "R1", "into")
        return
    for one, field in ((uid, "sample"), (into, "into")):
        yield from not_before_birth(ledger, one, day, field)
        yield from must_be_at_hand(ledger.at(one, day), field)
    yield from is_no_ancestor(ledger, uid, into)
    yield from nothing_follows(ledger, uid, day, "sample")
    piece, whole = ledger.piece(uid), ledger.piece(into)
    if piece.collection != whole.collection:
        yield find(Strength.IMPOSSIBLE, "renumber.other_collection", "R13", "into", into)
    if Quality.NOT_APPLICABLE in {piece.quality, whole.quality} and piece.quality is not whole.quality:
        yield find(Strength.IMPOSSIBLE, "merge.has_no_mass", "R8", "into", into, number=piece.number_text)


def _stays_known(piece: PieceState, whole: PieceState) -> Iterator[Finding]:
    """A whole of which a part was never weighed is not known any more: somebody says that this is meant."""
    if piece.held_unweighed and not whole.held_unweighed:
        yield find(
            Strength.WARN,
            "merge.mass_unknown",
            "R8",
            "into",
            whole.uid,
            number=whole.number_text,
            part=piece.number_text,
            ug=whole.held_ug,
        )
    elif whole.held_unweighed and not whole.suspense_ug and not piece.suspense_ug:
        yield from rest_is_weighed(piece, piece.held_ug, 0, "into")
