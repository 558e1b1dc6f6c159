"""A work order in the window: planned, left open at the end of a shift, finished by another."""

from lunarcurator.desktop.dialogs.advance_order import open_advance_order
from lunarcurator.desktop.dialogs.cancel_plan import open_cancel_order
from lunarcurator.desktop.dialogs.plan_split import open_plan_split
from lunarcurator.desktop.dialogs.split import open_finish_order
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import OrderState
from lunarcurator.services.orders import Order, orders

from tests.desktop.dialogs.bench import Bench


def planned(bench: Bench) -> Order:
    dialog = bench.open(open_plan_split, bench.on("15555,46"))
    dialog.grid.show_rows([{"number": "15555,901", "form": "Chip"}, {"number": "15555,902", "form": "Chip"}])
    for key, text in (("order", "WO-7"), ("request", "R-9"), ("assigned", "A. Curator"), ("method", "saw")):
        bench.type(dialog, key, text)
    bench.settle(dialog)
    bench.act(dialog)
    (order,) = orders(bench.session)
    return order


def test_an_order_left_open_is_finished_by_another(bench: Bench) -> None:
    order = planned(bench)
    assert (order.code, order.request, order.assigned, order.state) == (
        "WO-7",
        "R-9",
        "A. Curator",
        OrderState.PLANNED,
    )
    chosen = Selection(order=order.uid)
    advance = bench.open(open_advance_order, chosen)
    bench.choose(advance, "state", "Weighed")
    rows = [dict(row) for row in advance.jotted.rows()]
    assert [row["number"] for row in rows] == ["15555,901", "15555,902", "rest of 15555,46"]
    rows[0]["mass"], rows[2]["mass"] = "12.345", "300"
    advance.jotted.show_rows(rows)
    bench.type(advance, "assigned", "W. Witness")
    bench.settle(advance)
    assert advance.primary_button.text() == "Say that order WO-7 is weighed"
    assert "2 readings are kept for whoever finishes the order" in advance.outcome.lines
    bench.act(advance)
    assert bench.piece("15555,46").held_ug == 377_390_000
    bench.context.act_as(bench.operator("W. Witness"), "W. Witness")

    again = bench.open(open_advance_order, chosen)
    assert [row["mass"] for row in again.jotted.rows()] == ["12.345", "", "300"]
    rows = [dict(row) for row in again.jotted.rows()]
    rows[1]["mass"] = "65.045"
    again.jotted.show_rows(rows)
    bench.choose(again, "state", "Balanced")
    bench.settle(again)
    bench.act(again)
    (order,) = orders(bench.session)
    assert [each.mass_ug for each in order.jotted] == [12_345_000, 65_045_000, 300_000_000]
    assert order.jotted[0].balance is not None

    finish = bench.open(open_finish_order, chosen)
    assert [(row["number"], row["mass"]) for row in finish.grid.rows()] == [
        ("15555,901", "12.345"),
        ("15555,902", "65.045"),
    ]
    assert finish.after_mass.text() == "300"
    assert finish.method.text() == "saw"
    posted = bench.act(finish)
    assert bench.entry(posted.seq).operator.hex() == bench.operator("W. Witness")
    (order,) = orders(bench.session)
    assert order.state is OrderState.POSTED
    assert bench.piece("15555,902").held_ug == 65_045_000
    assert bench.piece("15555,46").held_ug == 300_000_000


def test_an_exception_is_explained_and_an_order_given_up(bench: Bench) -> None:
    order = planned(bench)
    chosen = Selection(order=order.uid)
    advance = bench.open(open_advance_order, chosen)
    bench.choose(advance, "state", "Exception")
    bench.settle(advance)
    assert not advance.primary_button.isEnabled()
    bench.type(advance, "remarks", "12 mg too much")
    bench.settle(advance)
    bench.act(advance)
    assert orders(bench.session)[0].remarks == "12 mg too much"
    cancel = bench.open(open_cancel_order, chosen)
    bench.act(cancel)
    assert orders(bench.session)[0].state is OrderState.CANCELLED
    assert bench.piece("15555,901").existence == "void"


def test_nothing_is_opened_where_no_order_is_chosen(bench: Bench) -> None:
    for make in (open_advance_order, open_finish_order, open_cancel_order):
        assert make(bench.context, Selection(), None) is None
