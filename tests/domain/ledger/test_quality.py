"""How the mass of a piece is known on every day, also where an earlier day is told of later (`ledger.md` 1.1)."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Consume, Daughter, Describe, FieldValue

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed

BORN, EARLY, SPLIT, LATER, LAST = 20000101, 20050101, 20100101, 20150101, 20180101


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    assert bench.closes()


def known(bench: Bench, number: str = "P") -> list[str]:
    """Return how the mass is known at the end of each of the days of these cases."""
    days = (BORN, EARLY, SPLIT, LATER, LAST)
    return [str(bench.state(number, day).quality) for day in days if day >= bench.state(number).first_day]


def test_a_late_weighing_leaves_what_was_taken_out_later_by_difference(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.split("P", {"D": 30}, day=SPLIT)
    assert known(bench) == ["stated"] * 5
    bench.weigh("P", 100, day=EARLY)
    assert known(bench) == ["stated", "measured", "by_difference", "by_difference", "by_difference"]


def test_a_late_weighing_ends_at_the_next_one(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.split("P", {"D": 30}, day=SPLIT)
    bench.weigh("P", 70, day=LATER)
    entry = bench.weigh("P", 100, day=EARLY)
    assert known(bench) == ["stated", "measured", "by_difference", "measured", "measured"]
    assert {each.order[0] for each in entry.facts} == {EARLY, SPLIT}


def test_a_weighed_piece_registered_under_a_parent_leaves_it_by_difference(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.register("D", weighed(30), parent="P", day=SPLIT)
    assert known(bench) == ["measured", "measured", *["by_difference"] * 3]
    bench.void("D")
    assert known(bench) == ["measured"] * 5


def test_weighed_late_a_piece_no_split_touched_stays_measured(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.do(Describe(sample=bench.piece_ref("P"), values=(FieldValue(field="remarks", value="grey"),)), LATER)
    bench.weigh("P", 100, day=EARLY)
    assert known(bench) == ["stated", *["measured"] * 4]


def test_weighed_late_an_unknown_piece_is_an_upper_bound_once_pieces_left_it(bench: Bench) -> None:
    bench.register("P", day=BORN)
    bench.split("P", {"D": 5}, day=SPLIT)
    bench.split("P", {"E": UNKNOWN}, day=LATER)
    bench.weigh("P", 40, day=EARLY)
    assert known(bench) == ["unknown", "measured", "upper_bound", "upper_bound", "upper_bound"]


def test_a_late_weighing_after_a_blind_split_makes_later_ones_exact_again(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": UNKNOWN}, day=EARLY)
    bench.split("P", {"E": 10}, day=LATER)
    assert known(bench) == ["measured", *["upper_bound"] * 4]
    bench.weigh("P", 60, day=SPLIT)
    assert known(bench) == ["measured", "upper_bound", "measured", "by_difference", "by_difference"]


def test_a_late_split_into_unweighed_pieces_is_an_upper_bound_up_to_the_next_weighing(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": 10}, day=SPLIT)
    bench.weigh("P", 90, day=LATER)
    bench.split("P", {"E": UNKNOWN}, day=EARLY)
    assert known(bench) == ["measured", "upper_bound", "upper_bound", "measured", "measured"]


def test_a_void_gives_back_how_the_mass_was_known(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": 30}, day=SPLIT)
    bench.void("D")
    assert known(bench) == ["measured"] * 5
    bench.split("P", {"E": UNKNOWN}, day=SPLIT)
    bench.split("P", {"F": 3}, day=LATER)
    assert known(bench) == ["measured", "measured", "upper_bound", "upper_bound", "upper_bound"]
    bench.void("E")
    assert known(bench) == ["measured", "measured", "measured", "by_difference", "by_difference"]


def test_a_void_of_one_of_several_daughters_gives_nothing_back(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": 30, "E": 10}, day=SPLIT)
    bench.void("D")
    assert known(bench)[2] == "by_difference"
    bench.void("E")
    assert known(bench)[2] == "measured"
    bench.split("P", {"F": UNKNOWN, "G": UNKNOWN}, day=LATER)
    bench.void("F")
    assert known(bench)[3] == "upper_bound"


def test_attrition_stays_lost_when_the_daughter_is_void(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": 30}, day=SPLIT, attrition_ug=2)
    bench.void("D")
    assert bench.state("P").held_ug == 98
    assert known(bench)[2:] == ["by_difference"] * 3


def test_a_void_leaves_a_weighing_alone(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": 30}, day=SPLIT, after=70)
    bench.void("D", ("mass.does_not_close",))
    assert known(bench) == ["measured"] * 5


def test_what_is_stated_or_estimated_stays_so_when_a_part_leaves(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.split("P", {"D": 30}, day=LATER)
    bench.split("P", {"E": 30}, day=EARLY)
    assert known(bench) == ["stated"] * 5


def test_what_was_told_after_a_void_is_no_statement_of_its_own(bench: Bench) -> None:
    bench.register("P", weighed(100), day=BORN)
    bench.split("P", {"D": 30}, day=LATER)
    bench.void("D")
    bench.split("P", {"E": 30}, day=EARLY)
    assert known(bench) == ["measured", *["by_difference"] * 4]


def test_consumed_before_a_late_weighing_and_after(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.do(Consume(sample=bench.piece_ref("P"), ug=10, evidence="report 4"), LATER)
    assert known(bench)[3:] == ["by_difference"] * 2
    bench.weigh("P", 100, day=EARLY)
    assert known(bench) == ["stated", "measured", "measured", "by_difference", "by_difference"]


def test_a_loan_takes_nothing_out(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.lend("P", day=LATER)
    bench.weigh("P", 100, day=EARLY)
    assert known(bench) == ["stated", *["measured"] * 4]


def test_two_acts_of_one_day_count_in_the_order_they_were_told(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    bench.split("P", {"D": 30}, day=SPLIT)
    bench.weigh("P", 70, day=SPLIT)
    bench.weigh("P", 100, day=EARLY)
    assert known(bench) == ["stated", "measured", "measured", "measured", "measured"]
    bench.split("P", {"E": 5}, day=SPLIT)
    assert known(bench)[2:] == ["by_difference"] * 3


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_in_whatever_order_a_history_is_told_it_ends_the_same(bench: Bench, order: tuple[int, ...]) -> None:
    bench.register("P", Mass.stated(100, 1), day=BORN)
    blind: dict[str, Mass | int | Daughter] = {"D": UNKNOWN}
    acts = (
        lambda: bench.weigh("P", 100, day=EARLY),
        lambda: bench.split("P", {"E": 30}, day=SPLIT),
        lambda: bench.split("P", blind, day=LATER),
    )
    for each in order:
        acts[each]()
    assert known(bench) == ["stated", "measured", "by_difference", "upper_bound", "upper_bound"]


def test_an_estimate_and_a_bound_stay_one_when_some_is_used(bench: Bench) -> None:
    bench.register("E", Mass.estimated(100, 10), day=BORN)
    bench.register("B", weighed(100), day=BORN)
    bench.split("B", {"B1": UNKNOWN}, day=EARLY, accept=("mass.rest_unmeasured",))
    for number in ("E", "B"):
        used = Consume(sample=bench.piece_ref(number), ug=30, evidence="report")
        bench.do(used, SPLIT, ("consume.more_than_share",))
    assert (known(bench, "E")[-1], known(bench, "B")[-1]) == ("estimated", "upper_bound")
