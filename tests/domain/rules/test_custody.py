"""R3 and R4: one place and one custodian at a time, and no bench act on what the lab does not hold."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.operations import (
    Daughter,
    Describe,
    FieldValue,
    Move,
    PrintLabels,
    Reading,
    Sight,
    Split,
)
from lunarcurator.domain.status import BasicUse, Condition, Existence

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import MemoryDesk
from tests.domain.rules.told import impossible, told

AWAY = impossible("R4", "piece.not_at_hand")
GONE = impossible("R4", "piece.does_not_exist")


def where(bench: Bench, number: str, day: int | None = None) -> tuple[str, str]:
    state = bench.state(number, day)
    return (bench.session.place(state.place).name if state.place else "", str(state.custody))


def test_r3_place_not_stated_is_a_state(bench: Bench) -> None:
    bench.register("Q")
    assert where(bench, "Q") == ("", "here")


def test_r3_custody_follows_the_site_of_the_place(bench: Bench) -> None:
    bench.move("Far cabinet", "P")
    assert where(bench, "P") == ("Far cabinet", "remote")
    assert bench.totals()["remote P"] == "100/0"
    bench.move("Box", "P")
    assert bench.totals()["here P"] == "100/0"


def test_r3_an_unweighed_piece_moves_with_its_count(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    assert bench.lines(bench.move("Far cabinet", "U")) == {"here U 0/-1", "remote U 0/+1"}


def test_r3_the_home_place_is_the_first_one_until_another_is_said(bench: Bench) -> None:
    bench.move("Cabinet", "P")
    assert bench.state("P").home == bench.place_uid("Box")
    bench.move("Vial", "P", home=True)
    assert bench.state("P").home == bench.place_uid("Vial")


def test_r3_a_container_moves_with_all_that_is_in_it(bench: Bench) -> None:
    bench.move("Vial", "P")
    bench.register("U", UNKNOWN, place="Box")
    entry = bench.move("Far cabinet", places=("Box",))
    assert bench.lines(entry) == {"here P -100/0", "remote P +100/0", "here U 0/-1", "remote U 0/+1"}
    assert where(bench, "P") == ("Vial", "remote")


def test_r3_a_move_within_a_site_leaves_the_pieces_of_a_container_alone(bench: Bench) -> None:
    bench.place("Safe", "safe", "Home")
    entry = bench.move("Safe", places=("Box",))
    assert len(entry.facts) == 2


def test_r3_a_piece_and_its_container_move_in_one_act_each_once(bench: Bench) -> None:
    entry = bench.move("Far cabinet", "P", "P", places=("Box", "Box"))
    assert where(bench, "P") == ("Far cabinet", "remote")
    assert bench.lines(entry) == {"here P -100/0", "remote P +100/0"}


def test_r3_a_place_that_is_remote_by_itself_stays_remote(bench: Bench) -> None:
    bench.place("Out case", "box", "Cabinet", remote=True)
    bench.move("Out case", "P")
    bench.place("Shelf", "cabinet", "Far")
    assert bench.lines(bench.move("Shelf", places=("Out case",))) == set()


def test_r3_what_is_on_loan_is_not_in_the_container_that_moves(bench: Bench) -> None:
    bench.register("Q", weighed(5), place="Box")
    bench.lend("P", day=20200102)
    entry = bench.move("Far cabinet", places=("Box",), day=20200103)
    assert bench.lines(entry) == {"here Q -5/0", "remote Q +5/0"}
    assert bench.totals()["loan P"] == "100/0"


def test_r3_a_late_move_follows_the_later_site_changes_of_its_place(bench: Bench) -> None:
    bench.register("Q", weighed(5), place="Cabinet")
    bench.move("Far cabinet", places=("Box",), day=20200110)
    late = bench.move("Vial", "Q", day=20200105)
    assert bench.lines(late) == {"here Q -5/0", "remote Q +5/0"}
    assert where(bench, "Q", 20200109) == ("Vial", "here")
    assert where(bench, "Q") == ("Vial", "remote")


def test_r3_a_late_move_replaces_what_only_followed_the_old_place(bench: Bench) -> None:
    bench.move("Far cabinet", places=("Box",), day=20200110)
    bench.move("Cabinet", "P", day=20200105)
    assert where(bench, "P") == ("Cabinet", "here")
    assert bench.totals()["here P"] == "100/0"


def test_r3_a_late_move_lasts_until_the_next_one(bench: Bench) -> None:
    bench.move("Cabinet", "P", day=20200110)
    bench.move("Far cabinet", "P", day=20200105)
    assert where(bench, "P", 20200109) == ("Far cabinet", "remote")
    assert where(bench, "P") == ("Cabinet", "here")
    assert bench.totals(20200109)["remote P"] == "100/0"
    assert bench.totals()["here P"] == "100/0"


def test_r3_what_is_booked_late_goes_with_the_later_moves(bench: Bench) -> None:
    bench.move("Far cabinet", "P", day=20200110)
    late = bench.split("P", {"D": 30}, day=20200105)
    assert bench.lines(late) == {"here P -30/0", "here D +30/0", "here P +30/0", "remote P -30/0"}
    assert bench.totals()["remote P"] == "70/0"


def test_r3_a_late_daughter_goes_with_the_container_it_is_in(bench: Bench) -> None:
    bench.move("Far cabinet", places=("Box",), day=20200110)
    bench.split("P", {"D": Daughter(mass=weighed(30), place=bench.place_ref("Vial"))}, day=20200105)
    assert where(bench, "D") == ("Vial", "remote")
    bench.register("Q", weighed(5), place="Box", day=20200105)
    assert bench.totals()["remote Q"] == "5/0"
    bench.void("Q")
    assert not [key for key in bench.totals() if key.endswith("Q")]


def test_r3_a_container_moved_late_follows_the_later_moves_of_its_new_place(bench: Bench) -> None:
    bench.place("Can", "can", "Cabinet")
    bench.move("Can", "P")
    bench.move("Far cabinet", places=("Box",), day=20200110)
    bench.move("Box", places=("Can",), day=20200105)
    assert where(bench, "P", 20200109) == ("Can", "here")
    assert where(bench, "P") == ("Can", "remote")
    assert bench.totals()["remote P"] == "100/0"


@pytest.mark.parametrize("inside", ["piece", "box", "deeper"])
def test_r19_a_container_is_not_moved_late_to_another_site_past_what_went_in_or_out(
    bench: Bench, inside: str
) -> None:
    if inside == "piece":
        bench.move("Cabinet", "P", day=20200110)
    elif inside == "box":
        bench.move("Cabinet", places=("Vial",), day=20200110)
    else:
        bench.move("Vial", "P", day=20200110)
    late = told(lambda: bench.move("Far cabinet", places=("Box",), day=20200105))
    assert late == impossible("R19", "day.place_moved_later")
    bench.move("Cabinet", places=("Box",), day=20200105)


def test_r19_a_container_is_not_moved_late_past_its_own_next_move(bench: Bench) -> None:
    bench.move("Far cabinet", places=("Box",), day=20200110)
    late = told(lambda: bench.move("Cabinet", places=("Box",), day=20200105))
    assert late == impossible("R19", "day.place_moved_later")


def test_r3_a_container_never_stands_in_itself(bench: Bench) -> None:
    bench.place("Can", "can", "Box")
    into = impossible("R3", "place.into_itself")
    assert told(lambda: bench.move("Can", places=("Box",))) == into
    assert told(lambda: bench.move("Box", places=("Box",))) == into


def test_r3_a_container_moved_late_never_comes_to_stand_in_itself(bench: Bench) -> None:
    bench.place("Can", "can", "Cabinet")
    bench.move("Box", places=("Can",), day=20200110)
    late = told(lambda: bench.move("Can", places=("Box",), day=20200105))
    assert late == impossible("R3", "place.into_itself")


def test_r3_the_typed_tree_of_places(bench: Bench) -> None:
    assert told(lambda: bench.place("X", "attic")) == impossible("R3", "place.kind_unknown")
    assert told(lambda: bench.place("X", "vial")) == impossible("R3", "place.needs_parent")
    assert told(lambda: bench.place("X", "cabinet", "Vial")) == impossible("R3", "place.not_within")
    assert told(lambda: bench.move("Home", places=("Vial",))) == impossible("R3", "place.not_within")
    assert told(lambda: bench.move("Home", "P")) == impossible("R3", "move.holds_no_pieces")
    assert told(lambda: bench.register("Q", place="Home")) == impossible("R3", "move.holds_no_pieces")


def test_r3_a_retired_place_takes_nothing(bench: Bench) -> None:
    bench.retire("Vial")
    retired = impossible("R3", "place.retired")
    assert told(lambda: bench.move("Vial", "P")) == retired
    assert told(lambda: bench.move("Cabinet", places=("Vial",))) == retired
    assert told(lambda: bench.register("Q", place="Vial")) == retired
    assert (
        told(lambda: bench.split("P", {"D": Daughter(mass=weighed(1), place=bench.place_ref("Vial"))})) == retired
    )
    assert told(lambda: bench.retire("Vial")) == retired
    assert retired <= told(lambda: bench.sight("P", place="Vial", day=20200201))
    assert told(lambda: bench.correct_place("Vial", "remarks", None, "old")) == retired


def test_r20_a_place_that_was_undone_takes_nothing(bench: Bench) -> None:
    entry = bench.place("New", "box", "Cabinet")
    ref = bench.place_ref("New")
    bench.session.reverse(entry.seq)
    move = Move(to=ref, samples=(bench.piece_ref("P"),))
    assert told(lambda: bench.do(move)) == impossible("R20", "place.not_in_book")
    move = Move(to=bench.place_ref("Cabinet"), places=(ref,))
    assert impossible("R20", "place.not_in_book") <= told(lambda: bench.do(move))


def test_r3_a_late_piece_may_pass_through_a_place_retired_since(bench: Bench) -> None:
    bench.move("Cabinet", "P", day=20200110)
    bench.retire("Vial", day=20200120)
    bench.move("Vial", "P", day=20200105)
    assert where(bench, "P", 20200106) == ("Vial", "here")
    bench.register("Q")
    assert told(lambda: bench.move("Vial", "Q", day=20200105)) == impossible("R3", "place.retired")


def test_r3_a_daughter_does_not_stay_where_its_parent_left_a_place_retired_since(bench: Bench) -> None:
    bench.move("Vial", "P", day=20200102)
    bench.move("Cabinet", "P", day=20200110)
    bench.retire("Vial", day=20200120)
    assert told(lambda: bench.split("P", {"D": 1}, day=20200105)) == impossible("R3", "place.retired")


def test_r20_only_an_empty_place_is_retired(bench: Bench) -> None:
    full = impossible("R20", "place.not_empty")
    assert told(lambda: bench.retire("Box")) == full
    bench.move("Cabinet", "P", day=20200110)
    bench.move("Cabinet", places=("Vial",), day=20200110)
    assert told(lambda: bench.retire("Box", day=20200105)) == full
    bench.retire("Box", day=20200110)


def test_r20_a_voided_or_divided_piece_stands_nowhere(bench: Bench) -> None:
    bench.register("Q", weighed(5), place="Vial")
    bench.void("Q")
    bench.retire("Vial")
    bench.split("P", {"D": Daughter(mass=weighed(100), place=bench.place_ref("Cabinet"))}, retires=True)
    bench.retire("Box")
    assert [bench.state(each).place for each in ("Q", "P")] == [None, None]


def test_r3_a_sealed_container_is_opened_before_a_split(bench: Bench) -> None:
    bench.place("Sealed", "can", "Cabinet", sealed=True)
    bench.place("Inner", "vial", "Sealed")
    bench.move("Inner", "P")
    assert told(lambda: bench.split("P", {"D": 1})) == impossible("R3", "split.sealed")
    bench.correct_place("Sealed", "sealed", 1, 0)
    bench.split("P", {"D": 1})


def test_r3_sighting_elsewhere_is_said_and_moves_nothing(bench: Bench) -> None:
    assert told(lambda: bench.sight("P", place="Vial")) == {("R3", "warn", "sight.elsewhere")}
    bench.register("Q")
    assert told(lambda: bench.sight("Q", place="Vial")) == {("R3", "warn", "sight.no_place_yet")}
    bench.sight("P", place="Vial", accept=("sight.elsewhere",))
    assert where(bench, "P") == ("Box", "here")
    bench.sight("P", day=20200301)
    assert bench.state("P").sighted == 20200301


def bench_acts(bench: Bench) -> dict[str, Callable[[], object]]:
    return {
        "weigh": lambda: bench.weigh("P", 90, day=20200201),
        "split": lambda: bench.split("P", {"D": 1}, day=20200201),
        "plan": lambda: bench.plan("P", "D", day=20200201),
        "move": lambda: bench.move("Cabinet", "P", day=20200201),
    }


@pytest.mark.parametrize("act", ["weigh", "split", "plan", "move"])
@pytest.mark.parametrize("custody", ["loan", "transit", "display"])
def test_r4_bench_acts_are_refused_while_a_piece_is_away(bench: Bench, act: str, custody: str) -> None:
    bench.lend("P", day=20200102, custody=custody)
    assert told(bench_acts(bench)[act]) == AWAY


@pytest.mark.parametrize("act", ["weigh", "split", "plan", "move"])
def test_r4_bench_acts_are_refused_on_what_is_no_more(bench: Bench, act: str) -> None:
    bench.void("P")
    assert told(bench_acts(bench)[act]) == GONE


def test_r4_a_planned_piece_takes_no_act(bench: Bench) -> None:
    bench.plan("P", "D")
    assert told(lambda: bench.weigh("D", 1)) == GONE
    assert told(lambda: bench.register("E", parent="D")) == GONE
    assert told(lambda: bench.sight("D")) == GONE
    assert told(lambda: bench.void("D")) == GONE


def test_r20_what_was_undone_is_not_in_the_book(bench: Bench) -> None:
    entry = bench.register("Q")
    ref = bench.piece_ref("Q")
    bench.session.reverse(entry.seq)
    gone = impossible("R20", "piece.not_in_book")
    assert told(lambda: bench.weigh("Q", 1)) == gone
    assert told(lambda: bench.register("E", parent="Q")) == gone
    assert told(lambda: bench.void("Q")) == gone
    assert told(lambda: bench.do(PrintLabels(samples=(ref,), layout="roll"))) == gone
    describe = Describe(sample=ref, values=(FieldValue(field="remarks", value="x"),))
    assert told(lambda: bench.do(describe)) == gone


@pytest.mark.parametrize("use", [BasicUse.PERMANENT, BasicUse.BACKUP])
def test_r11_permanent_stock_is_split_with_authority_only(bench: Bench, use: BasicUse) -> None:
    bench.register("Q", weighed(50), basic_use=use)
    assert told(lambda: bench.split("Q", {"D": 5})) == {("R11", "authority", "split.permanent")}
    bench.split("Q", {"D": 5}, accept=("split.permanent",))
    assert bench.state("D").basic_use == use


def test_r12_an_act_concerns_something(bench: Bench) -> None:
    assert told(lambda: bench.move("Cabinet")) == impossible("R12", "move.nothing")
    assert told(lambda: bench.do(Sight(samples=()))) == impossible("R12", "sight.nothing")
    assert told(lambda: bench.do(PrintLabels(samples=(), layout="roll"))) == impossible("R12", "labels.nothing")
    bench.do(PrintLabels(samples=(bench.piece_ref("P"),), layout="roll"))
    bench.do(PrintLabels(places=(bench.place_ref("Cabinet"),), layout="roll"))


def test_a_piece_without_a_stated_piece_stands_nowhere(bench: Bench) -> None:
    row = told(lambda: bench.register("Q", place="Box", existence=Existence.RETIRED))
    assert row == impossible("R3", "register.place_without_piece")
    assert bench.lines(bench.register("Q", existence=Existence.RETIRED)) == set()


def test_moving_a_container_asks_little_for_each_of_its_pieces() -> None:
    session = MemoryDesk()
    bench = Bench(session)
    for name, kind, parent, remote in (("A", "site", None, False), ("B", "site", None, True)):
        bench.place(name, kind, parent, remote=remote)
    bench.place("C", "cabinet", "A")
    bench.place("D", "cabinet", "A")
    bench.place("E", "cabinet", "B")
    bench.place("Box", "box", "C")
    rows = (bench.registration(f"N{n}", weighed(5), place="Box") for n in range(1000))
    session.post(*(Act(operation=row, day=20200101) for row in rows))
    session.asked.clear()
    bench.move("D", places=("Box",))
    assert session.asked["piece"] + session.asked["history"] == 0
    entry = bench.move("E", places=("Box",))
    assert len(bench.lines(entry)) == 2000
    assert session.asked["history"] <= 1000
    assert session.asked["piece"] <= 8000


def test_a_daughter_takes_its_condition_from_the_parent_and_is_never_better(bench: Bench) -> None:
    bench.register("Q", weighed(50), condition=Condition.AIR_EXPOSED)
    better = Daughter(mass=weighed(1), condition=Condition.PRISTINE)
    assert told(lambda: bench.split("Q", {"D": better})) == impossible("R9", "split.better_than_parent")
    bench.split("Q", {"D": Daughter(mass=weighed(1)), "E": Daughter(mass=weighed(1), condition=Condition.ALTERED)})
    assert [bench.state(each).condition for each in "DE"] == ["air_exposed", "altered"]
    bench.register("R", weighed(50), condition=Condition.PRISTINE)
    bench.split("R", {"F": better})
    assert bench.state("F").condition == "pristine"


def test_a_daughter_inherits_what_restricts_its_parent(bench: Bench) -> None:
    bench.register("Q", weighed(50), mission="A", class_name="Basalt", collected="Station 4")
    bench.split("Q", {"D": 1})
    state = bench.state("D")
    assert [state.text(key) for key in ("mission", "class_name", "collected")] == ["A", "Basalt", "Station 4"]


def test_a_split_needs_daughters_and_a_rest_or_an_end(bench: Bench) -> None:
    assert told(lambda: bench.split("P", {})) == impossible("R8", "split.no_daughters")
    both = told(lambda: bench.split("P", {"D": 1}, after=99, retires=True))
    assert both == impossible("R8", "split.retires_with_rest")


def test_a_daughters_reading_uses_the_stored_tare_of_its_own_vial(bench: Bench) -> None:
    reading = Reading(gross_ug=37, resolution_ug=1)
    vial = Daughter(number="D", reading=reading, place=bench.place_ref("Vial"))
    bench.do(Split(parent=bench.piece_ref("P"), daughters=(vial,)))
    assert bench.state("D").held_ug == 30
    assert bench.state("D").weighed.tare_ug == 7
    bare = Split(parent=bench.piece_ref("P"), daughters=(Daughter(number="E", reading=reading),))
    assert told(lambda: bench.do(bare)) == impossible("R8", "weigh.nothing_read")
