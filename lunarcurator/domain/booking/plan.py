"""Booking of `PlanSplit` and `CancelPlan`: numbers reserved, finished by somebody, or void for ever."""

from lunarcurator.domain.booking.daughters import make, numbers_are_free, planned
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.work_orders import end_order, number_is_new, open_order
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import CancelPlan, OrderState, PlanSplit
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.status import Existence


def book_plan(operation: PlanSplit, day: Day, ledger: LedgerState) -> Booked:
    """Book planned daughters: they have a number and a parent, and no mass and no place yet."""
    uid = uid_of(operation.parent)
    parent = ledger.at(uid, day)
    findings = [*not_before_birth(ledger, uid, day, "parent"), *must_be_at_hand(parent, "parent")]
    if not operation.daughters:
        findings.append(find(Strength.IMPOSSIBLE, "split.no_daughters", "R8", "daughters"))
    findings += number_is_new(operation, ledger)
    if not blocked(findings):
        findings += numbers_are_free(operation.daughters, parent, ledger, None)
    made = () if blocked(findings) else make(operation, parent, day, ledger)
    findings += [each for one in made for each in one.findings]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = [fact for each in made for fact in each.facts]
    facts.append(touch_piece(uid, day))
    facts += open_order(operation, day, ledger)
    return Booked(tuple(facts), tuple(findings))


def book_cancel(operation: CancelPlan, day: Day, ledger: LedgerState) -> Booked:
    """Book the end of a plan: what was not made becomes void, its numbers stay taken (R2)."""
    left = planned(ledger, operation.plan)
    if not left:
        return refused([find(Strength.IMPOSSIBLE, "split.plan_done", "R2", "plan", number="")])
    findings = [each for uid in left.values() for each in not_before_birth(ledger, uid, day, "plan")]
    if findings:
        return refused(findings)
    facts: list[Fact] = [
        touch_piece(uid, day, existence=str(Existence.VOID), retired_reason="plan_cancelled")
        for uid in left.values()
    ]
    facts += end_order(ledger, operation.plan, day, OrderState.CANCELLED)
    return Booked(tuple(facts))
