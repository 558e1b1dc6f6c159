"""Booking of `Dissolve`: one number becomes several pieces, and ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.adopting import exposures_taken_over, received_of, taken_back
from lunarcurator.domain.booking.births import is_shared, quality_of
from lunarcurator.domain.booking.daughters import Made, make, numbers_are_free
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.missing_parts import cases_of_missing_parts
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.weigh import book, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Parentage, ParentRole, Placement
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.operations import Dissolve, Split
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import may_be_cut, must_be_at_hand, must_be_on_record
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.genealogy import is_no_ancestor
from lunarcurator.domain.rules.mass import residual_closes, rest_is_weighed, was_ever_there
from lunarcurator.domain.status import Existence


@dataclass(slots=True)
class _Work:
    """One dissolution while it is being booked."""

    piece: PieceState
    made: tuple[Made, ...]
    known: tuple[PieceState, ...]
    day: Day
    ledger: LedgerState
    draw_down: DrawDown
    findings: list[Finding]
    lines: Lines = field(default_factory=Lines)


def book_dissolve(operation: Dissolve, day: Day, ledger: LedgerState) -> Booked:
    """Book the end of a number: its mass goes to new pieces and to known ones that were received apart."""
    uid = uid_of(operation.sample)
    into = tuple(dict.fromkeys(uid_of(each) for each in operation.into))
    piece = ledger.at(uid, day)
    findings = [
        *not_before_birth(ledger, uid, day),
        *must_be_at_hand(piece),
        *may_be_cut(ledger, piece, day),
        *nothing_follows(ledger, uid, day, "sample"),
        *_becomes_several(operation),
        *(each for one in into for each in _may_be_part(ledger, uid, one, day)),
    ]
    if not blocked(findings):
        findings += numbers_are_free(operation.daughters, piece, ledger, None)
    if blocked(findings):
        return refused(findings)
    split = Split(parent=operation.sample, daughters=operation.daughters, retires=True)
    made = make(split, piece, day, ledger)
    findings += [each for one in made for each in one.findings]
    if blocked(findings):
        return refused(findings)
    known = tuple(ledger.at(each, day) for each in into)
    findings += was_ever_there(ledger, piece, _known_ug(made), 0, "daughters")
    work = _Work(
        piece=piece,
        made=made,
        known=known,
        day=day,
        ledger=ledger,
        draw_down=DrawDown(ledger, day),
        findings=findings,
    )
    _give_out(work)
    facts: list[Fact] = [fact for each in made for fact in each.facts]
    facts += _adopted(ledger, uid, into, day)
    facts += [
        touch_piece(uid, day, existence=str(Existence.RETIRED), retired_reason="dissolved"),
        Placement(uid, day, None, None, str(piece.custody)),
        *cases_of_missing_parts(ledger, uid, operation.daughters, made, day),
        *work.lines.done(),
    ]
    return Booked(tuple(facts), tuple(work.findings))


def _adopted(ledger: LedgerState, uid: Uid, into: tuple[Uid, ...], day: Day) -> Iterator[Fact]:
    """Yield that known pieces came from the dissolved one, with what they take over of what it met."""
    for one in into:
        yield touch_piece(one, day)
        yield Parentage(one, uid, ParentRole.ADOPTED, day)
        yield from exposures_taken_over(ledger, uid, one, day)


def _known_ug(made: Iterable[Made]) -> int:
    return sum(each.mass.ug or 0 for each in made if each.mass.known)


def _give_out(work: _Work) -> None:
    piece, day, lines = work.piece, work.day, work.lines
    left = piece.held_ug
    for known in work.known:
        taken = taken_back(work.ledger, work.draw_down, lines, known, piece, left, day)
        work.findings += taken.findings
        left = max(0, left - taken.ug)
    for each in work.made:
        left -= _give_to(work, each, left)
    if piece.held_unweighed:
        lines.move(day, side(piece), side(piece, Account.UNMEASURED), unweighed=1)
        return
    blind = [each.state for each in work.made if each.mass.kind in {MassKind.UNKNOWN, MassKind.NOMINAL}]
    blind += [each for each in work.known if received_of(work.ledger, each.uid, day) == (0, 1)]
    if blind:
        target = side(blind[0], Account.UNMEASURED)
        lines.move(day, side(piece), target, left, known=Known(Quality.BY_DIFFERENCE))
        work.findings += rest_is_weighed(piece, left, 0, "daughters")
    else:
        lines.move(day, side(piece), side(piece, Account.ADJUSTMENT), left, known=Known(Quality.BY_DIFFERENCE))
        work.findings += residual_closes(piece, left, 0, "daughters")


def _give_to(work: _Work, made: Made, left: int) -> int:
    """Add the lines of one new piece; return what the dissolved one gave for it, in ug."""
    piece, day, lines = work.piece, work.day, work.lines
    ug = made.mass.ug or 0
    if made.mass.kind is MassKind.NOT_APPLICABLE:
        return 0
    if not made.mass.known:
        shared = is_shared(made.mass, made.state.form, piece, work.ledger)
        source = side(piece if shared else made.state, Account.UNMEASURED)
        lines.move(day, source, side(made.state), unweighed=1, reason=made.mass.reason or "not_weighed")
        return 0
    told = Known(quality_of(made.mass), made.mass.resolution_ug)
    if piece.held_unweighed:
        draws = list(work.draw_down.first(piece, ug))
        book(lines, made.state, draws, day, told)
        work.findings += uncovered(piece, draws, 0)
        return 0
    own = min(ug, max(left, 0))
    lines.move(day, side(piece), side(made.state), own, known=told)
    lines.move(day, side(piece, Account.ADJUSTMENT), side(made.state), ug - own, known=told)
    if ug > own:
        work.findings += residual_closes(piece, own - ug, 0, "daughters")
    return own


def _becomes_several(operation: Dissolve) -> Iterator[Finding]:
    if len(operation.daughters) + len(set(operation.into)) < 2:
        yield find(Strength.IMPOSSIBLE, "dissolve.needs_several", "R1", "daughters")


def _may_be_part(ledger: LedgerState, uid: Uid, part: Uid, day: Day) -> Iterator[Finding]:
    """R13: a known piece that is part of the dissolved one was received apart, and is not where that came from."""
    known, piece = ledger.piece(part), ledger.piece(uid)
    yield from must_be_on_record(known, "into")
    yield from not_before_birth(ledger, part, day, "into")
    yield from is_no_ancestor(ledger, part, uid)
    if known.collection != piece.collection:
        yield find(Strength.IMPOSSIBLE, "register.other_collection", "R13", "into", part)
    if known.parents and not any(received_of(ledger, part, day)):
        came = ledger.piece(known.parents[0][0]).number_text
        told = {"number": known.number_text, "parent": piece.number_text, "came_from": came}
        yield find(Strength.IMPOSSIBLE, "adopt.came_from", "R13", "into", part, **told)
