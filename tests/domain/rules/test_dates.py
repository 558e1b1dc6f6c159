"""R19: an act fits what is on record before and after its day."""

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Correct, Daughter, Describe, FieldValue, WriteOff

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import TODAY
from tests.domain.rules.told import impossible, told

BEFORE = impossible("R19", "day.before_piece")
NEGATIVE = impossible("R19", "balance.would_be_negative")


def test_nothing_is_entered_for_a_day_that_has_not_come(bench: Bench) -> None:
    assert told(lambda: bench.register("Q", day=TODAY + 1)) == impossible("R19", "day.in_future")


@pytest.mark.parametrize(
    "act",
    [
        lambda bench: bench.weigh("P", 90, day=20190101),
        lambda bench: bench.split("P", {"D": 1}, day=20190101),
        lambda bench: bench.plan("P", "D", day=20190101),
        lambda bench: bench.move("Cabinet", "P", day=20190101),
        lambda bench: bench.sight("P", day=20190101),
        lambda bench: bench.register("D", parent="P", day=20190101),
        lambda bench: bench.do(
            Describe(sample=bench.piece_ref("P"), values=(FieldValue(field="remarks", value="x"),)), 20190101
        ),
    ],
)
def test_nothing_happens_to_a_piece_before_it_was_there(bench: Bench, act: object) -> None:
    assert told(lambda: act(bench)) >= BEFORE


def test_nothing_is_put_into_a_place_before_it_was_there(bench: Bench) -> None:
    bench.place("New", "box", "Cabinet", day=20200601)
    before = impossible("R19", "day.before_place")
    assert told(lambda: bench.move("New", "P")) == before
    assert told(lambda: bench.move("New", places=("Vial",))) == before
    assert told(lambda: bench.register("Q", place="New")) == before
    assert told(lambda: bench.split("P", {"D": Daughter(place=bench.place_ref("New"))})) == before
    assert told(lambda: bench.place("Vial 2", "vial", "New", day=20200101)) == before
    assert before <= told(lambda: bench.sight("P", place="New"))
    assert told(lambda: bench.correct_place("New", "remarks", None, "x")) == before
    assert told(lambda: bench.retire("New")) == before


def test_a_plan_is_not_finished_or_given_up_before_it_was_made(bench: Bench) -> None:
    plan = bench.plan("P", "D", day=20200301)
    assert told(lambda: bench.split("P", {"D": 5}, plan=f"#{plan.uid}")) == BEFORE
    assert told(lambda: bench.cancel(plan)) == BEFORE


def test_no_later_balance_becomes_negative(bench: Bench) -> None:
    bench.split("P", {"D": 90}, day=20200201)
    assert told(lambda: bench.split("P", {"E": 20}, day=20200115)) == NEGATIVE
    assert told(lambda: bench.register("F", Mass.stated(20), parent="P", day=20200115)) == NEGATIVE


def test_the_refusal_names_the_entry_it_would_contradict(bench: Bench) -> None:
    later = bench.split("P", {"D": 90}, day=20200201)
    findings = bench.session.preview(bench.act(bench.registration("F", weighed(20), parent="P"), 20200115))
    assert dict(findings[0].facts) == {"number": "P", "day": 20200201, "entry": later.seq}
    assert findings[0].cause == f"entry:{later.seq}"


def test_more_than_is_there_is_not_taken_today_either(bench: Bench) -> None:
    assert told(lambda: bench.register("F", Mass.stated(120), parent="P")) == NEGATIVE


def test_suspense_is_not_written_off_below_what_later_entries_drew(bench: Bench) -> None:
    bench.register("Q", original=Mass.stated(100, 1))
    bench.weigh("Q", 90, day=20200201)
    act = WriteOff(sample=bench.piece_ref("Q"), ug=20)
    assert told(lambda: bench.do(act, 20200115)) >= NEGATIVE


def test_nothing_is_left_to_a_piece_that_ended(bench: Bench) -> None:
    bench.split("P", {"D": 100}, retires=True, day=20200201)
    assert told(lambda: bench.weigh("P", 101, day=20200115)) == NEGATIVE


def test_a_piece_does_not_end_before_a_later_act(bench: Bench) -> None:
    bench.weigh("P", 100, day=20200201)
    ends = told(lambda: bench.split("P", {"D": 100}, retires=True, day=20200115))
    assert ends == impossible("R19", "day.before_later_act")


def test_a_piece_is_not_moved_late_past_a_sighting(bench: Bench) -> None:
    bench.sight("P", day=20200201)
    seen = impossible("R19", "day.seen_later")
    assert told(lambda: bench.move("Cabinet", "P", day=20200115)) == seen
    bench.move("Cabinet", "P", day=20200301)
    bench.sight("P", day=20200401)
    assert told(lambda: bench.move("Vial", "P", day=20200115)) == seen
    bench.move("Box", "P", day=20200115)
    bench.move("Vial", "P", day=20200215)


def test_a_field_is_not_corrected_before_the_day_its_value_was_said(bench: Bench) -> None:
    ref = bench.piece_ref("P")
    bench.do(Describe(sample=ref, values=(FieldValue(field="form", value="chip"),)), 20200201)
    correct = Correct(sample=ref, field="form", old="chip", new="slab", evidence="photograph")
    assert told(lambda: bench.do(correct, 20200115)) == impossible("R19", "day.before_later_act")
    bench.weigh("P", 100, day=20200301)
    bench.do(correct, 20200201)
    assert bench.state("P").form == "slab"


def test_a_daughter_of_a_parent_that_ended_later_is_entered_late(bench: Bench) -> None:
    bench.register("U", UNKNOWN)
    bench.split("U", {"V": 5}, retires=True, day=20200301)
    assert told(lambda: bench.register("W", weighed(3), parent="U", day=20200401)) == impossible(
        "R4", "piece.does_not_exist"
    )
    bench.register("W", weighed(3), parent="U", day=20200201)
