"""The worked cases of the ledger design (1.2), line by line; every entry closes by day, book and unit."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Reading, Split
from lunarcurator.domain.status import Title

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import Refused

REST = ("mass.rest_unmeasured",)
EPOXY = Daughter(form="potted_butt", mass=Mass.unknown("epoxy"))
SECTION = Daughter(form="thin_section")


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    assert bench.closes()


def catalogue(bench: Bench, number: str = "P", ug: int = 5_629) -> None:
    bench.register(number, Mass.unknown("not_stated"), original=Mass.stated(ug, 1), day=20000101)


def test_register_known(bench: Bench) -> None:
    assert bench.lines(bench.register("P", weighed(100))) == {"here P +100/0", "received P -100/0"}


def test_a_catalogue_row_states_what_was_received_not_what_is_here(bench: Bench) -> None:
    entry = bench.register("P", Mass.unknown("not_stated"), original=Mass.stated(5_629, 1))
    assert bench.lines(entry) == {"unreconciled P +5629/0", "received P -5629/-1", "here P 0/+1"}
    assert bench.state("P").text("mass_quality") == "not_reconciled"
    assert bench.state("P").fields["original_ug"] == 5_629


def test_a_catalogue_row_weighed_draws_its_suspense_down(bench: Bench) -> None:
    catalogue(bench)
    assert bench.lines(bench.weigh("P", 5_000)) == {
        "here P +5000/-1",
        "unreconciled P -5000/0",
        "unmeasured P 0/+1",
    }
    assert bench.totals()["unreconciled P"] == "629/0"


def test_a_daughter_with_a_stated_mass_shrinks_the_suspense(bench: Bench) -> None:
    catalogue(bench)
    entry = bench.register("D", Mass.stated(30), parent="P")
    assert bench.lines(entry) == {"here D +30/0", "unreconciled P -30/0"}
    assert bench.state("D").text("mass_quality") == "stated"


def test_a_split_of_a_piece_not_reconciled_and_the_later_weighing_of_a_daughter(bench: Bench) -> None:
    catalogue(bench, ug=100)
    entry = bench.split("P", {"D": 30, "E": UNKNOWN}, attrition_ug=2)
    assert bench.lines(entry) == {
        "here D +30/0",
        "attrition P +2/0",
        "here E 0/+1",
        "unmeasured E 0/-1",
        "unreconciled P -32/0",
    }
    assert bench.lines(bench.weigh("E", 8)) == {"here E +8/-1", "unmeasured E 0/+1", "unreconciled P -8/0"}


def test_more_than_the_statement_goes_to_adjustment_under_r8(bench: Bench) -> None:
    catalogue(bench, ug=100)
    entry = bench.weigh("P", 103, accept=("mass.exceeds_statement",))
    assert bench.lines(entry) == {
        "here P +103/-1",
        "unreconciled P -100/0",
        "adjustment P -3/0",
        "unmeasured P 0/+1",
    }


def test_a_spent_statement_covers_nothing_more(bench: Bench) -> None:
    catalogue(bench, ug=100)
    bench.split("P", {"D": 100, "E": UNKNOWN})
    entry = bench.weigh("E", 8, accept=("mass.exceeds_statement",))
    assert bench.lines(entry) == {"here E +8/-1", "unmeasured E 0/+1", "adjustment E -8/0"}


def test_write_off_of_suspense(bench: Bench) -> None:
    catalogue(bench)
    assert bench.lines(bench.write_off("P", 629)) == {"unreconciled P -629/0", "adjustment P +629/0"}
    bench.write_off("P", 5_000)
    assert bench.state("P").text("mass_quality") == "unknown"


def test_register_unknown_has_no_zero_grams_anywhere(bench: Bench) -> None:
    assert bench.lines(bench.register("U", UNKNOWN)) == {"here U 0/+1", "received U 0/-1"}


def test_split_known(bench: Bench) -> None:
    bench.register("P", weighed(100))
    entry = bench.split("P", {"D": 30}, attrition_ug=2)
    assert bench.lines(entry) == {"here P -32/0", "here D +30/0", "attrition P +2/0"}
    assert bench.state("P").text("mass_quality") == "by_difference"


def test_what_the_balances_explain_goes_to_adjustment(bench: Bench) -> None:
    bench.register("P", weighed(100))
    entry = bench.split("P", {"D": 30}, attrition_ug=2, after=67)
    assert bench.lines(entry) == {"here P -33/0", "here D +30/0", "attrition P +2/0", "adjustment P +1/0"}


def test_daughters_may_exceed_the_book_by_what_the_balances_explain(bench: Bench) -> None:
    bench.register("P", weighed(100))
    entry = bench.split("P", {"D": 60, "E": 41})
    assert bench.lines(entry) == {"here P -100/0", "here D +60/0", "here E +41/0", "adjustment P -1/0"}


def test_daughters_registered_one_by_one_may_exceed_a_total_by_its_rounding(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 10))
    bench.register("D", Mass.stated(60, 10), parent="P")
    assert bench.lines(bench.register("E", Mass.stated(43, 10), parent="P")) == {
        "here P -40/0",
        "here E +43/0",
        "unmeasured P -3/0",
    }
    assert bench.totals()["here E"] == "43/0"
    assert "here P" not in bench.totals()
    bench.void("E")
    assert bench.totals()["here P"] == "43/0", "what E had goes back, and what it showed of P stays known"


def test_a_measured_total_is_exceeded_into_adjustment_and_no_further_than_its_rounding(bench: Bench) -> None:
    bench.register("P", Mass.measured(100, 10))
    bench.register("D", Mass.stated(60, 10), parent="P")
    with pytest.raises(Refused) as refused:
        bench.register("E", Mass.stated(60, 10), parent="P")
    assert [each.key for each in refused.value.findings] == ["balance.would_be_negative"]
    assert bench.lines(bench.register("E", Mass.stated(45, 10), parent="P")) == {
        "here P -40/0",
        "here E +45/0",
        "adjustment P -5/0",
    }


def test_one_daughter_unknown_and_the_parent_weighed_after(bench: Bench) -> None:
    bench.register("P", weighed(68))
    entry = bench.split("P", {"D2": UNKNOWN}, after=60, accept=REST)
    assert bench.lines(entry) == {"here P -8/0", "here D2 0/+1", "unmeasured D2 +8/-1"}


def test_one_daughter_unknown_and_the_parent_not_weighed(bench: Bench) -> None:
    bench.register("P", weighed(68))
    entry = bench.split("P", {"D2": UNKNOWN})
    assert bench.lines(entry) == {"here D2 0/+1", "unmeasured D2 0/-1"}
    assert bench.state("P").text("mass_quality") == "upper_bound"
    assert bench.lines(bench.weigh("P", 60)) == {"here P -8/0", "unmeasured P +8/0"}


def test_split_unknown_into_known_and_unknown(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    entry = bench.split("U", {"V1": 5, "V2": UNKNOWN})
    assert bench.lines(entry) == {"here V1 +5/0", "here V2 0/+1", "unmeasured U -5/-1"}
    assert bench.state("U").held_unweighed == 1


def test_divide_unknown_wholly_into_knowns(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    entry = bench.split("U", {"V": 5, "W": 6}, retires=True)
    assert bench.lines(entry) == {"here U 0/-1", "here V +5/0", "here W +6/0", "unmeasured U -11/+1"}
    assert bench.state("U").text("existence") == "retired"


def test_weigh_unknown(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    assert bench.lines(bench.weigh("U", 40)) == {"here U +40/-1", "unmeasured U -40/+1"}


def test_weigh_again(bench: Bench) -> None:
    bench.register("V1", weighed(5))
    entry = bench.weigh("V1", 4)
    assert bench.lines(entry) == {"here V1 -1/0", "adjustment V1 +1/0"}


def test_chip_set_in_epoxy_as_butt(bench: Bench) -> None:
    bench.register("D1", weighed(30))
    entry = bench.split("D1", {"BT": EPOXY}, retires=True, accept=REST)
    assert bench.lines(entry) == {"here D1 -30/0", "here BT 0/+1", "unmeasured BT +30/-1"}
    assert {each.fact.reason for each in entry.facts if getattr(each.fact, "unweighed", 0)} == {"epoxy"}


def test_section_from_butt_is_counted_by_reason(bench: Bench) -> None:
    bench.register("BT", Mass.unknown("epoxy"), form="potted_butt")
    entry = bench.split("BT", {"TS": SECTION})
    assert bench.lines(entry) == {"here TS 0/+1", "unmeasured TS 0/-1"}
    assert {each.fact.reason for each in entry.facts if getattr(each.fact, "unweighed", 0)} == {"section"}


def test_a_mass_on_a_section_is_nominal_whatever_it_says(bench: Bench) -> None:
    bench.register("P", weighed(68))
    entry = bench.split("P", {"TS": Daughter(form="thin_section", mass=Mass.stated(10_000))}, after=68)
    assert bench.lines(entry) == {"here TS 0/+1", "unmeasured TS 0/-1"}
    assert bench.state("TS").fields["nominal_ug"] == 10_000
    entry = bench.register("TS2", original=Mass.stated(10_000), form="thin_section")
    assert bench.lines(entry) == {"here TS2 0/+1", "received TS2 0/-1"}


def test_sieve_unknown_rest_and_loss(bench: Bench) -> None:
    bench.register("U", weighed(40))
    entry = bench.split("U", {"F1": 10, "F2": 25}, attrition_ug=1, after=4)
    assert bench.lines(entry) == {"here U -36/0", "here F1 +10/0", "here F2 +25/0", "attrition U +1/0"}


def test_what_has_no_mass_has_no_lines(bench: Bench) -> None:
    assert bench.lines(bench.register("W", Mass.not_applicable(), count=3)) == set()
    assert bench.lines(bench.split("W", {"W1": Mass.not_applicable()})) == set()


def test_void_of_a_received_piece_gives_back_what_was_received(bench: Bench) -> None:
    bench.register("P", weighed(100))
    assert bench.lines(bench.void("P")) == {"here P -100/0", "received P +100/0"}
    assert bench.totals() == {}


def test_void_of_a_catalogue_row_empties_its_suspense(bench: Bench) -> None:
    catalogue(bench)
    assert bench.lines(bench.void("P")) == {"unreconciled P -5629/0", "received P +5629/+1", "here P 0/-1"}


def test_void_of_a_daughter_gives_its_mass_back_to_the_parent(bench: Bench) -> None:
    bench.register("P", weighed(100))
    bench.split("P", {"D": 30})
    assert bench.lines(bench.void("D")) == {"here D -30/0", "here P +30/0"}
    assert bench.state("D").text("existence") == "void"


def test_void_of_a_daughter_gives_its_mass_back_to_suspense(bench: Bench) -> None:
    catalogue(bench, ug=100)
    bench.split("P", {"D": 30})
    assert bench.lines(bench.void("D")) == {"here D -30/0", "unreconciled P +30/0"}


def test_void_of_a_daughter_of_an_unknown_piece(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    bench.split("U", {"V1": 5, "V2": UNKNOWN})
    assert bench.lines(bench.void("V1")) == {"here V1 -5/0", "unmeasured U +5/0"}
    assert bench.lines(bench.void("V2")) == {"here V2 0/-1", "unmeasured U 0/+1"}


def test_void_leaves_a_weighing_of_the_parent_as_it_was_read(bench: Bench) -> None:
    bench.register("P", weighed(100))
    bench.split("P", {"D": 30})
    bench.weigh("P", 70, day=20200301)
    entry = bench.void("D", accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here D -30/0", "adjustment P +30/0"}
    assert bench.state("P").held_ug == 70


def test_void_of_an_unweighed_daughter(bench: Bench) -> None:
    bench.register("P", weighed(68))
    bench.split("P", {"D2": UNKNOWN})
    assert bench.lines(bench.void("D2")) == {"here D2 0/-1", "unmeasured D2 0/+1"}


def test_void_of_an_unweighed_daughter_of_a_parent_weighed_after(bench: Bench) -> None:
    bench.register("P", weighed(68))
    bench.split("P", {"D2": UNKNOWN}, after=60, accept=REST)
    entry = bench.void("D2", accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here D2 0/-1", "unmeasured D2 -8/+1", "adjustment P +8/0"}


def test_void_of_the_excess_over_a_statement_gives_the_excess_back_first(bench: Bench) -> None:
    catalogue(bench, ug=20)
    bench.split("P", {"D": 30}, accept=("mass.exceeds_statement",))
    assert bench.lines(bench.void("D")) == {"here D -30/0", "adjustment P +10/0", "unreconciled P +20/0"}


def test_void_of_one_of_two_daughters_that_retired_their_parent(bench: Bench) -> None:
    bench.register("P", weighed(50))
    bench.split("P", {"D": 30, "E": 20}, retires=True)
    entry = bench.void("D", accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here D -30/0", "adjustment P +30/0"}


def test_void_of_a_daughter_with_another_title_closes_both_books(bench: Bench) -> None:
    bench.register("P", weighed(100))
    entry = bench.register("D", weighed(30), parent="P", title=Title.HELD_FOR)
    assert bench.lines(entry) == {"here P -30/0", "transferred P +30/0", "transferred D -30/0", "here D +30/0"}
    bench.void("D")
    assert bench.totals() == {"here P": "100/0", "received P": "-100/0"}


def test_reverse_negates_at_the_own_days_of_the_entry(bench: Bench) -> None:
    bench.register("P", weighed(100), day=20200101)
    split = bench.split("P", {"D": 30}, day=20200105)
    undone = bench.session.reverse(split.seq)
    assert bench.lines(undone) == {"here P +30/0", "here D -30/0"}
    assert {each.fact.day for each in undone.facts} == {20200105}
    assert bench.totals() == {"here P": "100/0", "received P": "-100/0"}
    assert not bench.state("D").in_book


def test_a_late_split_leaves_the_later_weighing_as_it_was_read(bench: Bench) -> None:
    bench.register("V1", weighed(5), day=20200101)
    bench.weigh("V1", 4, day=20200107)
    late = bench.split("V1", {"X": 1}, day=20200105)
    assert bench.lines(late) == {"here V1 -1/0", "here X +1/0", "here V1 +1/0", "adjustment V1 -1/0"}
    assert bench.state("V1", 20200106).held_ug == 4
    assert bench.state("V1").held_ug == 4
    assert "adjustment V1" not in bench.totals()


def test_a_late_weighing_lasts_until_the_next_one(bench: Bench) -> None:
    catalogue(bench, ug=100)
    bench.weigh("P", 80, day=20200107)
    late = bench.weigh("P", 90, day=20200105)
    assert bench.lines(late) == {
        "here P +90/-1",
        "unreconciled P -90/0",
        "unmeasured P 0/+1",
        "here P -90/+1",
        "unreconciled P +90/0",
        "unmeasured P 0/-1",
    }
    assert bench.state("P", 20200106).held_ug == 90
    assert bench.totals()["unreconciled P"] == "20/0"


def test_a_late_daughter_takes_no_more_suspense_than_later_entries_left(bench: Bench) -> None:
    catalogue(bench, ug=100)
    bench.weigh("P", 80, day=20200107)
    late = bench.split("P", {"D": 30}, day=20200105, accept=("mass.exceeds_statement",))
    assert bench.lines(late) == {"here D +30/0", "unreconciled P -20/0", "adjustment P -10/0"}


def test_the_rest_of_a_piece_in_suspense_is_weighed_with_its_daughters(bench: Bench) -> None:
    catalogue(bench, ug=100)
    entry = bench.split("P", {"D": 60}, after=50, accept=("mass.exceeds_statement",))
    assert bench.lines(entry) == {
        "here D +60/0",
        "here P +50/-1",
        "unreconciled P -100/0",
        "adjustment P -10/0",
        "unmeasured P 0/+1",
    }


def test_the_first_weighing_of_a_stated_piece_is_nobodys_loss(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1))
    assert bench.lines(bench.weigh("P", 90)) == {"here P -10/0", "unmeasured P +10/0"}


def test_the_first_weighing_of_a_stated_daughter_goes_back_to_the_suspense_it_came_from(bench: Bench) -> None:
    catalogue(bench, ug=100)
    bench.register("D", Mass.stated(30, 1), parent="P")
    weighed_later = bench.weigh("D", 28, day=20200107)
    assert bench.lines(weighed_later) == {"here D -2/0", "unreconciled P +2/0"}
    late = bench.split("D", {"X": 1}, day=20200105)
    assert bench.lines(late) == {"here D -1/0", "here X +1/0", "here D +1/0", "unreconciled P -1/0"}


def test_the_first_weighing_of_a_piece_stated_twice_draws_on_its_own_suspense(bench: Bench) -> None:
    bench.register("P", Mass.stated(4_000, 1), original=Mass.stated(5_629, 1))
    assert bench.totals()["unreconciled P"] == "1629/0"
    assert bench.lines(bench.weigh("P", 4_100)) == {"here P +100/0", "unreconciled P -100/0"}


def test_more_than_was_received_is_an_adjustment(bench: Bench) -> None:
    entry = bench.register("P", weighed(110), original=Mass.stated(100, 1), accept=("mass.exceeds_statement",))
    assert bench.lines(entry) == {"here P +110/0", "received P -100/0", "adjustment P -10/0"}
    bench.void("P")
    assert bench.totals() == {}


def test_a_stated_parent_that_misses_after_a_split_was_never_measured(bench: Bench) -> None:
    bench.register("P", Mass.stated(100, 1))
    entry = bench.split("P", {"D": 30}, after=60)
    assert bench.lines(entry) == {"here P -40/0", "here D +30/0", "unmeasured P +10/0"}


def test_a_weighed_daughter_keeps_its_reading(bench: Bench) -> None:
    bench.register("P", weighed(100))
    entry = bench.do(
        Split(
            parent=bench.piece_ref("P"),
            daughters=(Daughter(number="D", reading=Reading(net_ug=30, resolution_ug=1)),),
        )
    )
    assert bench.lines(entry) == {"here P -30/0", "here D +30/0"}
    assert bench.state("D").weighed.net_ug == 30
    assert bench.state("D").text("mass_quality") == "measured"
