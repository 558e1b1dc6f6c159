"""Booking of work orders: opened by a plan, advanced by hand, finished by the split or given up with the plan."""

import json
from collections.abc import Iterator

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import EntryRef, Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.operations import AdvanceOrder, OrderState, PlanSplit
from lunarcurator.domain.rules.records import changes_something

_ENDED = frozenset({str(OrderState.POSTED), str(OrderState.CANCELLED)})
_BY_HAND = frozenset(OrderState) - {OrderState.POSTED, OrderState.CANCELLED}


def open_order(operation: PlanSplit, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    """Yield the opening of the order a plan makes: its number, for whom it is, and who is to cut."""
    code = operation.order.strip() or str(ledger.seq)
    yield touch(
        Subject.ORDER,
        ledger.new_uid(),
        day,
        name=code,
        code=code,
        parent=uid_of(operation.parent),
        planned_in=ledger.seq,
        opened=day,
        state=str(OrderState.PLANNED),
        request=operation.request.strip(),
        assigned=operation.assigned.strip(),
        purpose=operation.purpose.strip(),
        method=operation.method.strip(),
    )


def number_is_new(operation: PlanSplit, ledger: LedgerState) -> Iterator[Finding]:
    """R1: two orders never share a number."""
    code = operation.order.strip()
    if code and ledger.named(Subject.ORDER, code):
        yield find(Strength.IMPOSSIBLE, "order.number_taken", "R1", "order", order=code)


def order_of(ledger: LedgerState, plan: EntryRef | None) -> Uid | None:
    """Return the order a plan opened, or None where it was planned before there were orders."""
    view = ledger.entry(uid_of(plan)) if plan else None
    facts = [each.fact for each in view.facts] if view else []
    return next((each.subject for each in facts if isinstance(each, Touch) and each.kind is Subject.ORDER), None)


def end_order(ledger: LedgerState, plan: EntryRef | None, day: Day, state: OrderState) -> Iterator[Fact]:
    """Yield the end of the order behind a plan, if it has one."""
    order = order_of(ledger, plan)
    if order is not None:
        yield touch(Subject.ORDER, order, day, state=str(state), closed=day)


def book_advance_order(operation: AdvanceOrder, day: Day, ledger: LedgerState) -> Booked:
    """Book how far an order has come, with what was jotted down; the split itself is another act."""
    uid = uid_of(operation.order)
    order = ledger.record(Subject.ORDER, uid)
    findings = [*_may_go_on(order, operation, day)]
    if blocked(findings):
        return refused(findings)
    told = [
        {
            "number": each.number,
            "form": each.form,
            "net_ug": each.reading.net_ug,
            "gross_ug": each.reading.gross_ug,
            "tare_ug": each.reading.tare_ug,
            "resolution_ug": each.reading.resolution_ug,
            "balance": uid_or_none(each.reading.balance),
        }
        for each in operation.jotted
    ]
    changes: dict[str, Scalar] = {"state": str(operation.state)}
    if told:
        changes["jotted"] = json.dumps(told, ensure_ascii=False, sort_keys=True)
    if operation.assigned.strip():
        changes["assigned"] = operation.assigned.strip()
    if operation.remarks.strip():
        changes["remarks"] = operation.remarks.strip()
    findings += changes_something(order, changes, "state")
    if blocked(findings):
        return refused(findings)
    state = changes.pop("state")
    facts: list[Fact] = [touch(Subject.ORDER, uid, day, state=state, advanced=day, **changes)]
    facts.append(touch_piece(Uid(order.text("parent")), day))
    return Booked(tuple(facts), tuple(findings))


def _may_go_on(order: Record, operation: AdvanceOrder, day: Day) -> Iterator[Finding]:
    """Workflow 4: an order that was posted or cancelled goes no further, and only the split posts it."""
    code = order.code
    if order.text("state") in _ENDED:
        yield find(Strength.IMPOSSIBLE, "order.ended", "R12", "order", order=code, state=order.text("state"))
    elif operation.state not in _BY_HAND:
        yield find(Strength.IMPOSSIBLE, "order.not_by_hand", "R12", "state", state=str(operation.state))
    opened = order.integer("opened") or 0
    if day < opened:
        yield find(Strength.IMPOSSIBLE, "order.before_plan", "R19", "day", order=code, opened=opened)
    if operation.state is OrderState.EXCEPTION and not operation.remarks.strip():
        yield find(Strength.IMPOSSIBLE, "order.exception_unexplained", "R8", "remarks", order=code)
