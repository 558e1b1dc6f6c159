"""Work orders: planned, cut over several shifts by several hands, posted by the split or given up."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import EntryRef, OrderRef, Uid, ref_of
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.operations import (
    AdvanceOrder,
    CancelPlan,
    Daughter,
    Jotted,
    OrderState,
    PlanSplit,
    Reading,
    Split,
)

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Entry, Refused

PLANNED = 20210101
SHIFT = 20210102


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(scheme="apollo")
    bench.register("15555", weighed(1_000))
    yield bench
    assert bench.closes()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def plan(bench: Bench, order: str = "WO-7", **more: Any) -> Entry:
    daughters = tuple(Daughter(number=number) for number in ("15555,1", "15555,2"))
    wanted = PlanSplit(
        parent=bench.piece_ref("15555"), daughters=more.pop("daughters", daughters), order=order, **more
    )
    return bench.do(wanted, PLANNED)


def uid_of_order(bench: Bench, code: str = "WO-7") -> Uid:
    return bench.session.named(Subject.ORDER, code)[-1]


def order(bench: Bench, code: str = "WO-7") -> Record:
    return bench.session.ledger().record(Subject.ORDER, uid_of_order(bench, code))


def advance(bench: Bench, state: OrderState, day: int = SHIFT, **more: Any) -> Entry:
    return bench.do(AdvanceOrder(order=OrderRef(ref_of(uid_of_order(bench))), state=state, **more), day)


def finish(bench: Bench, planned: Entry) -> Entry:
    daughters = (Daughter(number="15555,1", mass=weighed(300)), Daughter(number="15555,2", mass=weighed(200)))
    parent, made = bench.piece_ref("15555"), EntryRef(ref_of(planned.uid))
    return bench.do(Split(parent=parent, daughters=daughters, plan=made), SHIFT)


def test_a_plan_opens_an_order_with_what_is_wanted_by_whom_and_for_which_request(bench: Bench) -> None:
    plan(bench, request=" R-21 ", assigned="P. Processor", purpose="dating", method="saw")
    told = order(bench).fields
    wanted = {"state": "planned", "request": "R-21", "assigned": "P. Processor", "purpose": "dating"}
    assert {key: told[key] for key in wanted} == wanted
    assert (told["parent"], told["opened"], told["method"]) == (bench.piece("15555"), PLANNED, "saw")


def test_an_order_without_a_number_takes_that_of_its_entry_and_none_is_taken_twice(bench: Bench) -> None:
    entry = plan(bench, "")
    assert order(bench, str(entry.seq)).code == str(entry.seq)
    other = (Daughter(number="15555,3"),)
    assert keys(lambda: plan(bench, str(entry.seq), daughters=other)) == {"order.number_taken"}


def test_readings_are_jotted_over_shifts_and_nothing_is_booked_until_the_split(bench: Bench) -> None:
    planned = plan(bench, assigned="P. Processor")
    balance = bench.balance("B3")
    reading = Reading(net_ug=300, gross_ug=500, tare_ug=200, balance=balance)
    entry = advance(
        bench,
        OrderState.WEIGHED,
        jotted=(Jotted(number="15555,1", reading=reading, form="chip"),),
        assigned=" N. Night ",
        remarks=" second cut open ",
    )
    assert bench.lines(entry) == set()
    told = order(bench)
    assert (told.text("state"), told.text("assigned")) == ("weighed", "N. Night")
    assert told.text("remarks") == "second cut open"
    (jotted,) = json.loads(told.text("jotted"))
    assert (jotted["number"], jotted["net_ug"], jotted["gross_ug"], jotted["form"]) == (
        "15555,1",
        300,
        500,
        "chip",
    )
    assert jotted["balance"] == balance.removeprefix("#")
    # The next shift says only how far it came: what was jotted stays.
    other = Jotted(number="15555,1", reading=Reading(net_ug=300, resolution_ug=10))
    advance(bench, OrderState.BALANCED)
    assert order(bench).text("jotted") == told.text("jotted")
    advance(bench, OrderState.BALANCED, jotted=(other,))
    assert json.loads(order(bench).text("jotted"))[0]["balance"] is None
    finish(bench, planned)
    assert (order(bench).text("state"), order(bench).integer("closed")) == ("posted", SHIFT)
    assert bench.totals()["here 15555,1"] == "300/0"


def test_an_order_that_ended_goes_no_further(bench: Bench) -> None:
    planned = plan(bench)
    finish(bench, planned)
    assert keys(lambda: advance(bench, OrderState.WEIGHED)) == {"order.ended"}


def test_a_given_up_order_keeps_its_numbers_void(bench: Bench) -> None:
    planned = plan(bench)
    bench.cancel(planned, SHIFT)
    assert order(bench).text("state") == "cancelled"
    assert bench.state("15555,1").existence == "void"
    assert keys(lambda: advance(bench, OrderState.APPROVED)) == {"order.ended"}
    assert keys(lambda: bench.do(CancelPlan(plan=EntryRef(ref_of(planned.uid))), SHIFT)) == {"split.plan_done"}


def test_what_does_not_balance_is_explained_and_only_the_split_posts(bench: Bench) -> None:
    plan(bench)
    assert keys(lambda: advance(bench, OrderState.EXCEPTION)) == {"order.exception_unexplained"}
    assert keys(lambda: advance(bench, OrderState.POSTED)) == {"order.not_by_hand"}
    assert keys(lambda: advance(bench, OrderState.IN_CABINET, 20200601)) == {"order.before_plan"}
    advance(bench, OrderState.EXCEPTION, remarks="12 mg too much")
    assert order(bench).text("state") == "exception"


def test_a_plan_is_undone_only_before_somebody_went_on_with_it(bench: Bench) -> None:
    planned = plan(bench)
    assert bench.session.may_reverse(planned.seq)
    entry = advance(bench, OrderState.IN_CABINET)
    assert not bench.session.may_reverse(planned.seq)
    bench.session.reverse(entry.seq)
    assert order(bench).text("state") == "planned"


def test_a_split_of_its_own_ends_no_order(bench: Bench) -> None:
    plan(bench)
    bench.split("15555", {"15555,7": 100}, day=SHIFT)
    assert order(bench).text("state") == "planned"
