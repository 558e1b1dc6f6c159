"""Booking of `Split`: before = after + daughters + attrition, and every microgram somewhere."""

from dataclasses import dataclass

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.births import quality_of
from lunarcurator.domain.booking.daughters import Made, make, numbers_are_free
from lunarcurator.domain.booking.drawing import Purse
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.pinning import pin
from lunarcurator.domain.booking.reading import Read, read
from lunarcurator.domain.booking.weigh import count, counter_of
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.operations import Split
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import may_be_cut, must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.mass import attrition_is_small, excess_is_covered, residual_closes
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import tolerance_ug


@dataclass(slots=True)
class _Work:
    """One split while it is being booked."""

    operation: Split
    day: Day
    picture: Picture
    parent: PieceState
    made: tuple[Made, ...]
    after: Read | None
    lines: Lines
    findings: list[Finding]
    counter: Account = Account.ADJUSTMENT

    @property
    def known(self) -> tuple[Made, ...]:
        return tuple(each for each in self.made if each.mass.known)

    @property
    def blind(self) -> tuple[Made, ...]:
        return tuple(each for each in self.made if each.mass.kind in (MassKind.UNKNOWN, MassKind.NOMINAL))

    @property
    def out_ug(self) -> int:
        return sum(each.mass.ug or 0 for each in self.known) + self.operation.attrition_ug


def book_split(operation: Split, day: Day, picture: Picture) -> Booked:
    """Book a split; see the worked cases of `ledger.md` 1.2."""
    uid = uid_of(operation.parent)
    parent = picture.at(uid, day)
    findings = [
        *not_before_birth(picture, uid, day, "parent"),
        *must_be_at_hand(parent, "parent"),
        *may_be_cut(picture, parent, day),
        *attrition_is_small(parent, operation.attrition_ug),
        *_has_daughters(operation, parent),
    ]
    if not blocked(findings):
        findings += numbers_are_free(operation.daughters, parent, picture, operation.plan)
    if blocked(findings):
        return refused(findings)
    after = read(operation.after, day, picture, parent.place, "after") if operation.after else None
    made = make(operation, parent, day, picture)
    findings += [*(after.findings if after else ()), *(each for one in made for each in one.findings)]
    if blocked(findings):
        return refused(findings)
    work = _Work(operation, day, picture, parent, made, after, Lines(), findings)
    if parent.held_unweighed:
        _from_unknown(work)
    else:
        _from_known(work)
    pin(picture, work.lines, uid, day)
    facts: list[Fact] = [fact for each in made for fact in each.facts]
    facts.append(touch_piece(uid, day, **_left(work)))
    if after is not None:
        facts.append(after.weighing(uid, day, work.counter))
    facts += work.lines.done()
    return Booked(tuple(facts), tuple(work.findings))


def _from_known(work: _Work) -> None:
    parent, day, lines = work.parent, work.day, work.lines
    for each in work.known:
        told = Known(quality_of(each.mass), each.mass.resolution_ug)
        lines.move(day, side(parent), side(each.state), each.mass.ug or 0, known=told)
    _lose(work)
    for each in work.blind:
        own = side(each.state, Account.UNMEASURED)
        lines.move(day, own, side(each.state), unweighed=1, reason=each.mass.reason or "section")
    before, out = parent.held_ug, work.out_ug
    if work.after is None and not work.operation.retires:
        if out > before:
            _more_than_there_was(work, before - out)
        return
    rest = work.after.net_ug if work.after else 0
    _settle(work, before - out - rest)


def _settle(work: _Work, residual: int) -> None:
    """Book what is left over once everything was counted: to the blind daughters, else within tolerance."""
    parent, day, lines = work.parent, work.day, work.lines
    if work.blind and residual >= 0:
        first = work.blind[0]
        target = side(first.state, Account.UNMEASURED)
        lines.move(day, side(parent), target, residual, known=Known(Quality.BY_DIFFERENCE))
        work.counter = Account.UNMEASURED
        return
    counter = counter_of(work.picture, parent, -residual, day)
    work.counter = counter.account
    lines.move(day, side(parent), counter, residual, known=Known(Quality.MEASURED))
    if counter.account is Account.ADJUSTMENT:
        work.findings += residual_closes(parent, residual, _tolerance(work), "attrition")


def _more_than_there_was(work: _Work, residual: int) -> None:
    """Daughters may exceed the book by the balances' tolerance; the overshoot is an adjustment."""
    tolerance = _tolerance(work)
    if -residual > tolerance:
        work.findings.append(
            find(
                Strength.IMPOSSIBLE,
                "split.more_than_before",
                "R8",
                "daughters",
                work.parent.uid,
                number=work.parent.number_text,
                before_ug=work.parent.held_ug,
                out_ug=work.out_ug,
            )
        )
        return
    adjustment = side(work.parent, Account.ADJUSTMENT)
    work.lines.move(work.day, adjustment, side(work.parent), -residual, known=Known(Quality.MEASURED))


def _from_unknown(work: _Work) -> None:
    parent, day, lines = work.parent, work.day, work.lines
    purse = Purse(work.picture, day)
    for each in work.known:
        told = Known(quality_of(each.mass), each.mass.resolution_ug)
        for draw in purse.draw(parent.uid, each.mass.ug or 0):
            lines.move(day, draw.source, side(each.state), draw.ug, known=told)
            if draw.excess:
                work.findings += excess_is_covered(parent, draw.ug, _rounding(parent))
    for draw in purse.draw(parent.uid, work.operation.attrition_ug):
        lines.move(day, draw.source, side(parent, Account.ATTRITION), draw.ug, known=Known(Quality.STATED))
    for each in work.blind:
        shared = each.mass.kind is MassKind.UNKNOWN and not parent.suspense_ug
        source = side(parent if shared else each.state, Account.UNMEASURED)
        lines.move(day, source, side(each.state), unweighed=1, reason=each.mass.reason or "section")
    if work.operation.retires:
        lines.move(day, side(parent), side(parent, Account.UNMEASURED), unweighed=1)
    elif work.after is not None:
        counted = count(work.picture, lines, parent, work.after, day)
        work.counter = counted.counter
        work.findings += counted.findings


def _lose(work: _Work) -> None:
    target = side(work.parent, Account.ATTRITION)
    lost = work.operation.attrition_ug
    work.lines.move(work.day, side(work.parent), target, lost, known=Known(Quality.STATED))


def _left(work: _Work) -> dict[str, Scalar]:
    if work.operation.retires:
        return {"existence": str(Existence.RETIRED), "retired_reason": "divided"}
    if work.after is not None:
        return {
            "mass_quality": str(Quality.MEASURED),
            "mass_reason": None,
            "resolution_ug": work.after.resolution_ug,
        }
    if work.parent.held_unweighed:
        return {}
    if work.blind:
        return {"mass_quality": str(Quality.UPPER_BOUND)}
    if work.parent.quality is Quality.MEASURED:
        return {"mass_quality": str(Quality.BY_DIFFERENCE)}
    return {}


def _tolerance(work: _Work) -> int:
    readings = [work.parent.resolution_ug, *(each.mass.resolution_ug for each in work.known)]
    if work.after is not None:
        readings.append(work.after.resolution_ug)
    doubts = [each.uncertainty_ug for each in work.made if each.uncertainty_ug]
    if work.after is not None and work.after.uncertainty_ug:
        doubts.append(work.after.uncertainty_ug)
    return tolerance_ug([each for each in readings if each], doubts)


def _rounding(parent: PieceState) -> int:
    rounding = parent.fields.get("original_resolution_ug")
    return rounding if isinstance(rounding, int) else 0


def _has_daughters(operation: Split, parent: PieceState) -> list[Finding]:
    findings = []
    if not operation.daughters:
        findings.append(find(Strength.IMPOSSIBLE, "split.no_daughters", "R8", "daughters"))
    if operation.retires and operation.after is not None:
        findings.append(
            find(Strength.IMPOSSIBLE, "split.retires_with_rest", "R8", "after", number=parent.number_text)
        )
    return findings
