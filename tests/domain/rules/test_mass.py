"""R8: mass equations close within what the balances explain, or somebody says why; readings are complete."""

from functools import partial

import pytest
from lunarcurator.domain.facts import Weighing
from lunarcurator.domain.identity import BalanceRef, CollectionRef, ref_of
from lunarcurator.domain.mass import LARGEST_UG, Mass
from lunarcurator.domain.operations import (
    Compose,
    Consume,
    Daughter,
    Part,
    Reading,
    SetUpBalance,
    Split,
    Weigh,
    WriteOff,
)

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import Refused
from tests.domain.rules.told import Told, impossible, told


def read(bench: Bench, number: str = "P", **reading: object) -> Told:
    return told(lambda: bench.do(Weigh(sample=bench.piece_ref(number), reading=Reading(**reading)), 20200201))


def test_r8_a_split_that_does_not_close_needs_authority(bench: Bench) -> None:
    wrong = {("R8", "authority", "mass.does_not_close")}
    assert told(lambda: bench.split("P", {"D": 30}, after=60)) == wrong
    assert told(lambda: bench.split("P", {"D": 30}, after=80)) == wrong
    assert told(lambda: bench.split("P", {"D": 30}, retires=True)) == wrong
    entry = bench.split("P", {"D": 30}, after=60, accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here P -40/0", "here D +30/0", "adjustment P +10/0"}


def test_r8_daughters_beyond_the_piece_need_authority(bench: Bench) -> None:
    assert told(lambda: bench.split("P", {"D": 130})) == {("R8", "authority", "split.more_than_before")}
    entry = bench.split("P", {"D": 130}, accept=("split.more_than_before",))
    assert bench.lines(entry) == {"here P -100/0", "here D +130/0", "adjustment P -30/0"}


@pytest.mark.parametrize("more", [{}, {"after": 10}, {"attrition_ug": 1}])
def test_r8_what_never_can_have_been_there_is_impossible(bench: Bench, more: dict[str, int]) -> None:
    never = impossible("R8", "split.more_than_ever")
    assert told(lambda: bench.split("P", {"D": 5_000}, **more)) == never
    assert told(lambda: bench.split("P", {"D": 150, "E": 150}, **more)) == never
    # As much as it once had is wrong, and may yet be what somebody takes upon himself.
    bench.split("P", {"D": 95})
    assert ("R8", "authority", "split.more_than_before") in told(lambda: bench.split("P", {"E": 90}))


def test_r8_what_cannot_come_out_is_named_as_it_was_stated(bench: Bench) -> None:
    bench.register("Q", Mass.measured(100, 10))
    with pytest.raises(Refused) as refused:
        bench.split("Q", {"D": 5_000})
    (found,) = [each for each in refused.value.findings if each.key == "split.more_than_ever"]
    assert dict(found.facts)["out_ug"] == 5_000


def test_r8_of_what_nobody_knows_or_only_estimates_any_mass_may_come(bench: Bench) -> None:
    bench.register("Q", UNKNOWN)
    bench.split("Q", {"D": 5_000})
    bench.register("R", Mass.estimated(100))
    assert told(lambda: bench.split("R", {"E": 5_000})) == {("R8", "authority", "split.more_than_before")}
    bench.register("S", original=Mass.stated(100, 10))
    assert told(lambda: bench.split("S", {"F": 5_000})) == impossible("R8", "split.more_than_ever")


def test_r8_a_piece_not_reconciled_and_never_weighed_has_no_left_side(bench: Bench) -> None:
    bench.register("Q", original=Mass.stated(100, 1))
    bench.split("Q", {"D": 30}, after=20)
    assert bench.totals()["unreconciled Q"] == "50/0"


@pytest.mark.parametrize(("daughter", "after"), [(450, 1), (1, 900)])
def test_r8_more_than_an_estimate_had_needs_authority_whatever_is_said_to_be_left(
    bench: Bench, daughter: int, after: int
) -> None:
    bench.register("E", Mass.estimated(150))
    assert ("R8", "authority", "weigh.far_from_book") in told(
        lambda: bench.split("E", {"D": daughter}, after=after)
    )


def test_r8_what_fits_an_estimate_is_split_unasked(bench: Bench) -> None:
    bench.register("E", Mass.estimated(150))
    bench.split("E", {"D": 40}, after=100)
    assert bench.state("E").held_ug == 100


def test_r8_uncertainties_of_the_balances_count(bench: Bench) -> None:
    rough = bench.balance("rough", uncertainty_ug=10, calibrated=20200101)
    daughter = Daughter(number="D", reading=Reading(net_ug=30, balance=rough))
    after = Reading(net_ug=62, balance=rough)
    bench.do(Split(parent=bench.piece_ref("P"), daughters=(daughter,), after=after))
    assert bench.state("P").held_ug == 62


def test_r8_attrition_is_never_negative_and_a_large_one_is_explained(bench: Bench) -> None:
    negative = told(lambda: bench.split("P", {"D": 1}, attrition_ug=-1))
    assert negative == impossible("R8", "split.attrition_negative")
    bench.register("Q", weighed(100_000))
    large = told(lambda: bench.split("Q", {"D": 1}, attrition_ug=20_001))
    assert large == {("R8", "warn", "split.attrition_large")}


def test_r8_more_than_a_statement_needs_authority_beyond_its_rounding(bench: Bench) -> None:
    over = {("R8", "authority", "mass.exceeds_statement")}
    bench.register("Q", original=Mass.stated(100, 10))
    assert told(lambda: bench.weigh("Q", 111)) == over
    bench.weigh("Q", 110)
    assert told(lambda: bench.register("R", weighed(111), original=Mass.stated(100, 10))) == over
    bench.register("S", original=Mass.stated(100, 10))
    assert told(lambda: bench.register("T", Mass.stated(120), parent="S")) == over
    bench.register("U", original=Mass.stated(100, 10))
    assert told(lambda: bench.split("U", {"D": 120})) == over
    assert told(lambda: bench.split("U", {"D": 90}, attrition_ug=30)) == over


def test_r8_the_first_weighing_of_a_stated_piece_beyond_its_statement(bench: Bench) -> None:
    bench.register("Q", Mass.stated(90, 1), original=Mass.stated(100, 1))
    assert told(lambda: bench.weigh("Q", 120)) == {("R8", "authority", "mass.exceeds_statement")}
    entry = bench.weigh("Q", 120, accept=("mass.exceeds_statement",))
    assert bench.lines(entry) == {"here Q +30/0", "unreconciled Q -10/0", "adjustment Q -20/0"}


def test_r8_a_weighing_that_differs_asks_for_a_reason(bench: Bench) -> None:
    assert told(lambda: bench.weigh("P", 90)) == {("R8", "warn", "weigh.lost")}
    assert told(lambda: bench.weigh("P", 110)) == {("R8", "warn", "weigh.gained")}
    bench.weigh("P", 99)


def test_r8_only_suspense_is_written_off_and_with_authority(bench: Bench) -> None:
    more = impossible("R8", "write_off.more_than_suspense")
    assert told(lambda: bench.write_off("P", 1)) == more
    bench.register("Q", original=Mass.stated(100, 1))
    assert told(lambda: bench.write_off("Q", 101)) == more
    assert told(lambda: bench.write_off("Q", 0)) == more
    act = WriteOff(sample=bench.piece_ref("Q"), ug=40)
    assert told(lambda: bench.do(act)) == {("R8", "authority", "write_off.needs_authority")}


def test_r8_a_reading_is_complete_and_agrees_with_itself(bench: Bench) -> None:
    assert read(bench) == {
        ("R8", "impossible", "weigh.nothing_read"),
        ("R8", "impossible", "weigh.no_resolution"),
    }
    assert read(bench, net_ug=5, resolution_ug=-1) == impossible("R8", "weigh.no_resolution")
    assert read(bench, gross_ug=5, tare_ug=6, resolution_ug=1) == impossible("R8", "weigh.negative")
    assert read(bench, net_ug=LARGEST_UG + 1, resolution_ug=1) == impossible("R8", "weigh.too_large")
    differs = read(bench, net_ug=5, gross_ug=9, tare_ug=3, resolution_ug=1)
    assert differs == impossible("R8", "weigh.net_differs")


def test_a_bad_reading_of_a_daughter_is_refused_at_the_daughter(bench: Bench) -> None:
    for reading in (Reading(net_ug=-5, resolution_ug=1), Reading(net_ug=LARGEST_UG * 2, resolution_ug=-3)):
        split = Split(parent=bench.piece_ref("P"), daughters=(Daughter(number="D", reading=reading),))
        findings = bench.session.preview(bench.act(split))
        assert {each.field for each in findings} == {"daughters[0].mass"}


def test_gross_less_the_stored_tare_is_net(bench: Bench) -> None:
    bench.move("Vial", "P")
    entry = bench.do(Weigh(sample=bench.piece_ref("P"), reading=Reading(gross_ug=107, resolution_ug=1)))
    weighing = next(each.fact for each in entry.facts if isinstance(each.fact, Weighing))
    assert (weighing.gross_ug, weighing.tare_ug, weighing.net_ug) == (107, 7, 100)


def test_the_tare_of_the_vial_is_that_of_the_day(bench: Bench) -> None:
    bench.move("Vial", "P")
    bench.correct_place("Vial", "tare_ug", 7, 9, day=20200301)
    reading = Reading(gross_ug=107, resolution_ug=1)
    bench.do(Weigh(sample=bench.piece_ref("P"), reading=reading), 20200201)
    assert bench.state("P").held_ug == 100


def test_r12_the_balance_is_in_calibration_on_the_day(bench: Bench) -> None:
    never = {("R12", "warn", "balance.never_calibrated")}
    assert read(bench, net_ug=100, balance=bench.balance("a")) == never
    later = bench.balance("b", calibrated=20200301)
    assert read(bench, net_ug=100, balance=later) == never
    due = bench.balance("c", calibrated=20190101, calibration_due=20200101)
    assert read(bench, net_ug=100, balance=due) == {("R12", "warn", "balance.calibration_expired")}
    good = bench.balance("d", calibrated=20200101, calibration_due=20210101)
    entry = bench.do(Weigh(sample=bench.piece_ref("P"), reading=Reading(net_ug=100, balance=good)), 20200201)
    weighing = next(each.fact for each in entry.facts if isinstance(each.fact, Weighing))
    assert (weighing.calibrated, weighing.resolution_ug) == (20200101, 1)


@pytest.mark.parametrize("figures", [{"net_ug": 99_970}, {"gross_ug": 100_070, "tare_ug": 100}, {"tare_ug": 150}])
def test_r8_no_balance_shows_more_digits_than_it_reads_to(bench: Bench, figures: dict[str, int]) -> None:
    coarse = bench.balance("a", resolution_ug=100, calibrated=20200101)
    told = {"gross_ug": 200, **figures} if "net_ug" not in figures else figures
    assert ("R8", "warn", "weigh.finer_than_balance") in read(bench, balance=coarse, **told)
    fine = bench.balance("b", resolution_ug=10, calibrated=20200101)
    assert not [each for each in read(bench, balance=fine, **told) if each[2] == "weigh.finer_than_balance"]


def test_r12_a_retired_balance_weighs_nothing_more(bench: Bench) -> None:
    ref = bench.balance("a", calibrated=20200101)
    bench.do(SetUpBalance(name="a", resolution_ug=1, calibrated=20200101, balance=ref, retired=True), 20200301)
    assert told(
        lambda: bench.do(Weigh(sample=bench.piece_ref("P"), reading=Reading(net_ug=100, balance=ref)), 20200401)
    ) == impossible("R12", "balance.retired")
    bench.do(Weigh(sample=bench.piece_ref("P"), reading=Reading(net_ug=100, balance=ref)), 20200201)


@pytest.mark.parametrize(
    ("wrong", "rule", "key"),
    [
        ({"name": " "}, "R12", "balance.needs_name"),
        ({"name": "a"}, "R1", "balance.name_taken"),
        ({"resolution_ug": 0}, "R8", "balance.resolution"),
        ({"uncertainty_ug": -1}, "R8", "balance.resolution"),
        ({"calibrated": 20200102, "calibration_due": 20200101}, "R19", "balance.due_before_calibration"),
    ],
)
def test_a_balance_is_set_up_sensibly(bench: Bench, wrong: dict[str, object], rule: str, key: str) -> None:
    bench.balance("a")
    assert told(lambda: bench.balance(**({"name": "b"} | wrong))) == impossible(rule, key)


def test_a_balance_is_calibrated_anew(bench: Bench) -> None:
    ref: BalanceRef = bench.balance("a")
    entry = bench.do(SetUpBalance(name="a", resolution_ug=1, calibrated=20200101, balance=ref))
    assert dict(entry.facts[0].fact.changes) == {"calibrated": 20200101}


def test_r15_sections_and_what_has_no_mass_are_not_weighed(bench: Bench) -> None:
    bench.register("TS", UNKNOWN, form="thin_section")
    bench.register("W", Mass.not_applicable())
    assert told(lambda: bench.weigh("TS", 1)) == impossible("R15", "weigh.not_weighable")
    assert told(lambda: bench.weigh("W", 1)) == impossible("R15", "weigh.not_weighable")


def test_a_late_split_into_unweighed_pieces_leaves_an_upper_bound(bench: Bench) -> None:
    bench.split("P", {"D": 10}, day=20200110)
    bench.split("P", {"E": UNKNOWN}, day=20200105)
    assert bench.state("P").text("mass_quality") == "upper_bound"
    bench.weigh("P", 80, day=20200120)
    assert bench.state("P").text("mass_quality") == "measured"
    bench.split("P", {"F": UNKNOWN}, day=20200106)
    assert bench.state("P").text("mass_quality") == "measured"


def consume(bench: Bench, number: str, ug: int) -> Told:
    act = Consume(sample=bench.piece_ref(number), ug=ug, evidence="report 7")
    return told(lambda: bench.do(act))


def test_r8_nobody_states_that_more_went_than_was_received_of_what_nobody_weighed(bench: Bench) -> None:
    """Stated and reported figures are bounded by the statement and its rounding; a reading says more than both."""
    never, beyond = (impossible("R8", f"split.more_than_ever{end}") for end in ("", "_left"))
    bench.register("C", original=Mass.stated(100, 10))
    assert consume(bench, "C", 111) == never
    assert told(lambda: compose(bench, "C", 111)) == never
    bench.do(Consume(sample=bench.piece_ref("C"), ug=80, evidence="report 7"))
    assert consume(bench, "C", 31) == beyond
    assert told(lambda: compose(bench, "C", 31)) == beyond
    bench.do(Consume(sample=bench.piece_ref("C"), ug=20, evidence="report 8"))
    # Nothing is left that anybody could have used, and yet a balance may have read more.
    assert consume(bench, "C", 11) == beyond
    assert told(lambda: bench.split("C", {"D": 90})) == {("R8", "authority", "mass.exceeds_statement")}
    assert told(lambda: bench.split("C", {"D": 120})) == beyond


def test_r8_what_came_out_of_a_piece_nobody_weighed_counts_together(bench: Bench) -> None:
    bench.register("C", original=Mass.stated(100, 1))
    over = ("mass.exceeds_statement",)
    bench.split("C", {"D1": 90})
    bench.split("C", {"D2": 90}, accept=over)
    assert told(lambda: bench.split("C", {"D3": 90})) == impossible("R8", "split.more_than_ever_left")
    bench.split("C", {"D3": 20}, accept=over)


def test_r8_a_piece_nobody_weighed_gives_no_more_than_what_it_was_cut_from(bench: Bench) -> None:
    """Of the parent the book knows 100: no splinter of it can lose 5,000, however unknown its own mass is."""
    bench.split("P", {"D": UNKNOWN})
    bench.split("D", {"E": UNKNOWN})
    for number in ("D", "E"):
        assert consume(bench, number, 101) == impossible("R8", "split.more_than_ever")
        assert told(partial(bench.split, number, {"F": 300})) == impossible("R8", "split.more_than_ever")
    bench.do(Consume(sample=bench.piece_ref("E"), ug=100, evidence="report 7"))
    # One of whose parents nothing is known is bounded by nothing.
    bench.register("Q", UNKNOWN)
    bench.split("Q", {"R": UNKNOWN})
    bench.do(Consume(sample=bench.piece_ref("R"), ug=5_000, evidence="report 7"))


def test_r8_an_estimate_or_a_nominal_figure_bounds_nothing(bench: Bench) -> None:
    bench.register("C", original=Mass.estimated(100))
    assert consume(bench, "C", 500) == {("R8", "authority", "mass.exceeds_statement")}
    bench.register("N", Mass.nominal(10))
    bench.do(Consume(sample=bench.piece_ref("N"), ug=500, evidence="report 7"))


def compose(bench: Bench, number: str, ug: int) -> None:
    parts = (Part(sample=bench.piece_ref(number), ug=ug), Part(sample=bench.piece_ref("P"), ug=1))
    bench.do(Compose(collection=CollectionRef(ref_of(bench.collection)), number="K", parts=parts))
