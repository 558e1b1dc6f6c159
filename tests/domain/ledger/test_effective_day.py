"""Imprecise days count from the start of their period, unknown ones from the first day of what they concern."""

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.effective import effective_day
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.operations import (
    Adopt,
    CancelPlan,
    CorrectPlace,
    Daughter,
    Merge,
    Move,
    Operation,
    PlanSplit,
    PrintLabels,
    Reading,
    RetirePlace,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Split,
    Weigh,
)

from tests.domain.ledger.bench import Bench, weighed


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.place("Site", "site", day=19690101)
    bench.place("Vault", "vault", "Site", day=19690201)
    bench.register("P", weighed(100), day=19740115)
    return bench


def day(bench: Bench, operation: Operation, stated: int) -> int:
    return effective_day(Act(operation=operation, day=stated), bench.session.ledger())


def weigh(bench: Bench, number: str = "P") -> Weigh:
    return Weigh(sample=bench.piece_ref(number), reading=Reading(net_ug=90, resolution_ug=1))


def test_a_precise_day_counts_as_it_is(bench: Bench) -> None:
    assert day(bench, weigh(bench), 19750203) == 19750203


def test_a_month_counts_from_its_start(bench: Bench) -> None:
    assert day(bench, weigh(bench), 19750200) == 19750200


def test_a_month_counts_not_before_the_latest_fact_of_the_piece_in_it(bench: Bench) -> None:
    assert day(bench, weigh(bench), 19740100) == 19740115


def test_a_year_counts_not_before_the_latest_fact_of_the_piece_in_it(bench: Bench) -> None:
    bench.weigh("P", 99, day=19741120, accept=("weigh.lost",))
    assert day(bench, weigh(bench), 19740000) == 19741120
    assert day(bench, weigh(bench), 19750000) == 19750000


def test_an_imprecise_act_stands_among_precise_ones(bench: Bench) -> None:
    bench.weigh("P", 98, day=19750000, accept=("weigh.lost",))
    bench.weigh("P", 97, day=19750101, accept=("weigh.lost",))
    assert bench.state("P", 19741231).held_ug == 100
    assert bench.state("P", 19750000).held_ug == 98
    assert bench.state("P").held_ug == 97


def test_an_unknown_day_counts_from_the_first_day_of_the_piece(bench: Bench) -> None:
    assert day(bench, weigh(bench), 0) == 19740115


def test_the_unknown_day_of_a_daughter_counts_from_the_first_day_of_its_parent(bench: Bench) -> None:
    assert day(bench, bench.registration("D", parent="P"), 0) == 19740115
    split = Split(parent=bench.piece_ref("P"), daughters=(Daughter(number="D", place=bench.place_ref("Vault")),))
    assert day(bench, split, 0) == 19740115


def test_a_piece_received_on_an_unknown_day_counts_from_the_opening_of_its_mission(bench: Bench) -> None:
    assert day(bench, bench.registration("Q", mission="A"), 0) == 19690725
    assert day(bench, bench.registration("Q"), 0) == 0


def test_a_piece_is_not_put_into_a_place_before_it_was_there(bench: Bench) -> None:
    bench.place("Room", "room", "Site", day=19800101)
    assert day(bench, bench.registration("Q", mission="A", place="Room"), 0) == 19800101


def test_a_plan_is_finished_or_given_up_not_before_it_was_made(bench: Bench) -> None:
    plan = bench.plan("P", "D", day=19760310)
    ref = EntryRef(ref_of(plan.uid))
    split = Split(parent=bench.piece_ref("P"), daughters=(Daughter(number="D"),), plan=ref)
    assert day(bench, split, 19760000) == 19760310
    assert day(bench, CancelPlan(plan=ref), 19760300) == 19760310
    assert day(bench, PlanSplit(parent=bench.piece_ref("P"), daughters=(Daughter(number="E"),)), 0) == 19740115


def test_a_move_counts_from_when_all_it_concerns_was_there(bench: Bench) -> None:
    bench.place("Room", "room", "Site", day=19800101)
    room, vault = bench.place_ref("Room"), bench.place_ref("Vault")
    assert day(bench, Move(to=room, samples=(bench.piece_ref("P"),), places=(vault,)), 0) == 19800101
    assert day(bench, Sight(samples=(bench.piece_ref("P"),), place=vault), 0) == 19740115
    assert day(bench, PrintLabels(samples=(bench.piece_ref("P"),), layout="roll"), 0) == 19740115
    assert day(bench, PrintLabels(places=(room,), layout="roll"), 0) == 19800101


def test_places_count_from_when_they_or_their_parent_were_there(bench: Bench) -> None:
    vault = bench.place_ref("Vault")
    assert day(bench, SetUpPlace(kind="cabinet", name="C", parent=vault), 19690000) == 19690201
    assert day(bench, SetUpPlace(kind="site", name="S"), 19690000) == 19690000
    assert day(bench, CorrectPlace(place=vault, field="name", old="Vault", new="V"), 19690200) == 19690201
    assert day(bench, RetirePlace(place=vault), 0) == 19690201


def test_what_concerns_no_piece_counts_as_stated(bench: Bench) -> None:
    assert day(bench, SetUpOperator(name="A"), 19690000) == 19690000
    assert day(bench, SetUpOperator(name="A"), 0) == 0


def test_an_unknown_day_of_an_act_on_two_pieces_counts_from_when_both_were_there(bench: Bench) -> None:
    bench.register("Q", weighed(20), day=19760101)
    adopt = Adopt(sample=bench.piece_ref("Q"), parent=bench.piece_ref("P"))
    assert day(bench, adopt, 0) == 19760101
    assert day(bench, Merge(sample=bench.piece_ref("P"), into=bench.piece_ref("Q")), 19760000) == 19760101
