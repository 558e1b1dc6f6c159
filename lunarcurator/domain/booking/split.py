"""Booking of `Split`: before = after + daughters + attrition, and every microgram somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import is_shared, quality_of
from lunarcurator.domain.booking.daughters import Made, make, numbers_are_free
from lunarcurator.domain.booking.draw_down import Draw, DrawDown
from lunarcurator.domain.booking.exposing import sawn
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.missing_parts import cases_of_missing_parts
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import Read, certainty_of, read
from lunarcurator.domain.booking.weigh import book, count, next_weighing, uncovered
from lunarcurator.domain.booking.work_orders import end_order
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Placement, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.operations import OrderState, Split
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import may_be_cut, must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth, nothing_follows
from lunarcurator.domain.rules.handling import cut_by
from lunarcurator.domain.rules.mass import (
    attrition_is_small,
    is_near_the_book,
    residual_closes,
    rest_is_weighed,
    was_ever_there,
)
from lunarcurator.domain.rules.nominal_mass import is_weighable
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import Certainty, allowed_between, finest_step

_BLIND = frozenset({MassKind.UNKNOWN, MassKind.NOMINAL})


@dataclass(slots=True)
class _Work:
    """One split while it is being booked."""

    operation: Split
    day: Day
    ledger: LedgerState
    parent: PieceState
    made: tuple[Made, ...]
    after: Read | None
    draw_down: DrawDown
    findings: list[Finding]
    lines: Lines = field(default_factory=Lines)
    counter: Account = Account.ADJUSTMENT

    @property
    def known(self) -> tuple[Made, ...]:
        return tuple(each for each in self.made if each.mass.known)

    @property
    def blind(self) -> tuple[Made, ...]:
        return tuple(each for each in self.made if each.mass.kind in _BLIND)

    @property
    def out_ug(self) -> int:
        return sum(each.mass.ug or 0 for each in self.known) + self.operation.attrition_ug

    @property
    def until(self) -> Day | None:
        return next_weighing(self.ledger, self.parent.uid, self.day)


def book_split(operation: Split, day: Day, ledger: LedgerState) -> Booked:
    """Book a split; see the worked cases of `ledger.md` 1.2."""
    uid = uid_of(operation.parent)
    parent = ledger.at(uid, day)
    findings = [
        *not_before_birth(ledger, uid, day, "parent"),
        *must_be_at_hand(parent, "parent"),
        *may_be_cut(ledger, parent, day),
        *cut_by(parent, (operation.method, operation.tool)),
        *attrition_is_small(parent, operation.attrition_ug),
        *_has_daughters(operation, parent),
        *(nothing_follows(ledger, uid, day) if operation.retires else ()),
        *(is_weighable(parent, ledger, "after") if operation.after else ()),
    ]
    if not blocked(findings):
        findings += numbers_are_free(operation.daughters, parent, ledger, operation.plan)
    if blocked(findings):
        return refused(findings)
    after = read(operation.after, day, ledger, parent.place, "after") if operation.after else None
    made = make(operation, parent, day, ledger)
    findings += _is_read_soundly(operation, parent, made, after, ledger)
    if blocked(findings):
        return refused(findings)
    work = _Work(
        operation=operation,
        day=day,
        ledger=ledger,
        parent=parent,
        made=made,
        after=after,
        draw_down=DrawDown(ledger, day),
        findings=findings,
    )
    if parent.held_unweighed:
        _from_unknown(work)
    else:
        _from_known(work)
    facts: list[Fact] = [fact for each in made for fact in each.facts]
    facts += cases_of_missing_parts(ledger, uid, operation.daughters, made, day)
    roles = {one.state.uid: each.role for one, each in zip(made, operation.daughters, strict=True)}
    facts += sawn(ledger, uid, roles, (operation.method, operation.tool), day)
    facts += [*_rest(work), *end_order(ledger, operation.plan, day, OrderState.POSTED), *work.lines.done()]
    return Booked(tuple(facts), tuple(work.findings))


def _is_read_soundly(
    operation: Split, parent: PieceState, made: tuple[Made, ...], after: Read | None, ledger: LedgerState
) -> list[Finding]:
    findings = [*(after.findings if after else ()), *(each for one in made for each in one.findings)]
    if not blocked(findings):
        total, allowed = _total(operation, made, after), _allowed_ug(parent, made, after, ledger)
        findings += was_ever_there(ledger, parent, total, allowed, "daughters")
    return findings


def _total(operation: Split, made: tuple[Made, ...], after: Read | None) -> int:
    """Return what a split says there was, in ug: known daughters, what was lost, and what is left as weighed."""
    daughters = sum(each.mass.ug or 0 for each in made if each.mass.known)
    return daughters + operation.attrition_ug + (after.net_ug if after else 0)


def _from_known(work: _Work) -> None:
    parent, day, lines = work.parent, work.day, work.lines
    for each in work.known:
        told = Known(quality_of(each.mass), each.mass.resolution_ug)
        lines.move(day, side(parent), side(each.state), each.mass.ug or 0, known=told)
    lost = side(parent, Account.ATTRITION)
    lines.move(day, side(parent), lost, work.operation.attrition_ug, known=Known(Quality.STATED))
    for each in work.blind:
        own = side(each.state, Account.UNMEASURED)
        lines.move(day, own, side(each.state), unweighed=1, reason=each.mass.reason or "not_weighed")
    left = parent.held_ug - work.out_ug
    if work.after is not None:
        _settle(work, left - work.after.net_ug, work.until)
    elif work.operation.retires:
        _settle(work, left, None)
    elif left < 0:
        _cover(work, -left)


def _settle(work: _Work, residual: int, until: Day | None) -> None:
    """Book what is left over once everything was counted: to the blind daughters, else within tolerance (R8)."""
    parent, day, lines = work.parent, work.day, work.lines
    if work.blind and residual >= 0:
        target = side(work.blind[0].state, Account.UNMEASURED)
        lines.move(day, side(parent), target, residual, known=Known(Quality.BY_DIFFERENCE))
        work.counter = Account.UNMEASURED
        work.findings += rest_is_weighed(parent, residual, _tolerance(work), "daughters", _step(work))
        return
    draws = list(work.draw_down.again(parent, -residual, until))
    book(lines, parent, draws, day, Known(Quality.MEASURED))
    work.counter = next((draw.source.account for draw in draws if not draw.excess), Account.ADJUSTMENT)
    work.findings += uncovered(parent, draws, 0)
    if work.counter is not Account.ADJUSTMENT:
        there, sure = parent.held_ug - residual, certainty_of(parent, work.ledger)
        work.findings += is_near_the_book(
            parent, there, parent.held_ug, sure, field="after", more=Strength.AUTHORITY
        )
        return
    covered = not any(draw.excess for draw in draws)
    work.findings += (
        residual_closes(parent, residual, _tolerance(work), "attrition", _step(work)) if covered else ()
    )


def _cover(work: _Work, excess: int) -> None:
    """R8: daughters may exceed the book by the balances' tolerance; beyond it somebody says why."""
    book(work.lines, work.parent, work.draw_down.again(work.parent, excess), work.day, Known(Quality.MEASURED))
    if excess > _tolerance(work):
        work.findings.append(
            find(
                Strength.AUTHORITY,
                "split.more_than_before",
                "R8",
                "daughters",
                work.parent.uid,
                number=work.parent.number_text,
                before_ug=work.parent.held_ug,
                out_ug=work.out_ug,
            )
        )


def _from_unknown(work: _Work) -> None:
    parent, day, lines = work.parent, work.day, work.lines
    drawn: list[Draw] = []
    for each in work.known:
        told = Known(quality_of(each.mass), each.mass.resolution_ug)
        draws = list(work.draw_down.first(parent, each.mass.ug or 0))
        book(lines, each.state, draws, day, told)
        drawn += draws
    for draw in work.draw_down.first(parent, work.operation.attrition_ug):
        lines.move(day, draw.source, side(parent, Account.ATTRITION), draw.ug, known=Known(Quality.STATED))
        drawn.append(draw)
    work.findings += uncovered(parent, drawn, 0)
    for each in work.blind:
        shared = is_shared(each.mass, each.state.form, parent, work.ledger)
        source = side(parent if shared else each.state, Account.UNMEASURED)
        lines.move(day, source, side(each.state), unweighed=1, reason=each.mass.reason or "not_weighed")
    if work.operation.retires:
        lines.move(day, side(parent), side(parent, Account.UNMEASURED), unweighed=1)
    elif work.after is not None:
        counted = count(work.draw_down, lines, parent, work.after, day, work.until)
        work.counter = counted.counter
        work.findings += counted.findings


def _rest(work: _Work) -> Iterator[Fact]:
    """Yield what the split says of the parent afterwards: how its mass is known, or that it is no more."""
    uid, day, after = work.parent.uid, work.day, work.after
    yield touch_piece(uid, day, **_left(work))
    if after is not None:
        yield after.weighing(uid, day, work.counter)
    elif work.operation.retires:
        yield Placement(uid, day, None, None, str(work.parent.custody))


def _left(work: _Work) -> dict[str, Scalar]:
    if work.operation.retires:
        return {"existence": str(Existence.RETIRED), "retired_reason": "divided"}
    if work.after is not None:
        return {
            "mass_quality": str(Quality.MEASURED),
            "mass_reason": None,
            "resolution_ug": work.after.resolution_ug,
        }
    if work.parent.held_unweighed or not work.parent.held_ug:
        return {}
    if work.blind:
        return {"mass_quality": str(Quality.UPPER_BOUND)}
    if work.parent.quality is Quality.MEASURED:
        return {"mass_quality": str(Quality.BY_DIFFERENCE)}
    return {}


def _tolerance(work: _Work) -> int:
    return _allowed_ug(work.parent, work.made, work.after, work.ledger)


def _step(work: _Work) -> int:
    return finest_step(_compared(work.parent, work.made, work.after, work.ledger))


def _allowed_ug(parent: PieceState, made: tuple[Made, ...], after: Read | None, ledger: LedgerState) -> int:
    """Return what the readings of a split explain, in ug."""
    return allowed_between(_compared(parent, made, after, ledger))


def _compared(
    parent: PieceState, made: tuple[Made, ...], after: Read | None, ledger: LedgerState
) -> tuple[Certainty, ...]:
    known = (each.certainty for each in made if each.mass.known)
    read = (after.certainty,) if after is not None else ()
    return (certainty_of(parent, ledger), *known, *read)


def _has_daughters(operation: Split, parent: PieceState) -> list[Finding]:
    findings = []
    if not operation.daughters:
        findings.append(find(Strength.IMPOSSIBLE, "split.no_daughters", "R8", "daughters"))
    if operation.retires and operation.after is not None:
        findings.append(
            find(Strength.IMPOSSIBLE, "split.retires_with_rest", "R8", "after", number=parent.number_text)
        )
    return findings
