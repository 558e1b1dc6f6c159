"""R1, R2 and R18: one number is one piece for ever; other names are no official numbers."""

import pytest
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.numbering import NumberTextError
from lunarcurator.domain.operations import AddName, Daughter, OtherName, Split

from tests.domain.ledger.bench import UNKNOWN, Bench, weighed
from tests.domain.ledger.desk import TODAY, Refused
from tests.domain.rules.told import impossible, told


def test_r1_a_number_is_one_piece(bench: Bench) -> None:
    assert told(lambda: bench.register("P")) == impossible("R1", "number.taken")
    assert told(lambda: bench.split("P", {"P": 5})) == impossible("R1", "number.taken")


def test_r1_a_number_is_taken_within_one_split(bench: Bench) -> None:
    twice = (Daughter(number="D", mass=weighed(1)), Daughter(number="D", mass=weighed(2)))
    split = Split(parent=bench.piece_ref("P"), daughters=twice)
    assert told(lambda: bench.do(split)) == impossible("R1", "number.twice")


def test_r1_a_number_of_no_scheme_is_refused_in_words(bench: Bench) -> None:
    with pytest.raises(NumberTextError):
        bench.register(" ")


def test_r1_a_mission_is_one_of_the_collections(bench: Bench) -> None:
    assert told(lambda: bench.register("Q", mission="B")) == impossible("R1", "register.mission_unknown")
    bench.register("Q", mission="A")


def test_r2_an_issued_number_stays_burnt_after_an_undo(bench: Bench) -> None:
    entry = bench.register("Q", proposed=True, day=TODAY)
    bench.session.reverse(entry.seq)
    assert told(lambda: bench.register("Q")) == impossible("R2", "number.burnt")


def test_r2_a_given_number_comes_back_with_its_identity(bench: Bench) -> None:
    entry = bench.register("Q")
    uid = bench.piece("Q")
    bench.session.reverse(entry.seq)
    bench.register("Q")
    assert bench.piece("Q") == uid


def test_r2_a_number_proposed_in_an_act_of_an_earlier_day_was_given(bench: Bench) -> None:
    entry = bench.register("Q", proposed=True, day=20200301)
    uid = bench.piece("Q")
    bench.session.reverse(entry.seq)
    bench.register("Q")
    assert bench.piece("Q") == uid


def test_r2_redo_revives_an_issued_number(bench: Bench) -> None:
    entry = bench.register("Q", proposed=True, day=TODAY)
    uid = bench.piece("Q")
    undone = bench.session.reverse(entry.seq)
    bench.session.reverse(undone.seq)
    assert bench.state("Q").in_book
    assert bench.piece("Q") == uid


def test_r2_the_numbers_of_a_cancelled_plan_stay_void(bench: Bench) -> None:
    bench.cancel(bench.plan("P", "D"))
    assert bench.state("D").text("existence") == "void"
    assert told(lambda: bench.register("D")) == impossible("R2", "number.cancelled")


def test_r2_a_cancelled_number_names_the_plan_and_who_gave_it_up(bench: Bench) -> None:
    plan = bench.plan("P", "D")
    cancelled = bench.cancel(plan)
    with pytest.raises(Refused) as refused:
        bench.split("P", {"D": 5})
    (finding,) = refused.value.findings
    assert dict(finding.facts) == {"number": "D", "entry": plan.seq, "cancelled": cancelled.seq}
    assert finding.cause == f"entry:{cancelled.seq}"


def test_the_number_of_a_planned_piece_that_was_made_and_voided_is_a_pieces(bench: Bench) -> None:
    plan = bench.plan("P", "D")
    bench.split("P", {"D": 5}, plan=f"#{plan.uid}")
    assert told(lambda: bench.register("D")) == impossible("R1", "number.taken")
    bench.void("D")
    assert told(lambda: bench.register("D")) == impossible("R1", "number.taken")


def test_r2_a_plan_is_finished_once(bench: Bench) -> None:
    plan = bench.plan("P", "D")
    bench.split("P", {"D": 5}, plan=f"#{plan.uid}")
    assert told(lambda: bench.split("P", {"E": 5}, plan=f"#{plan.uid}")) == impossible("R2", "split.plan_done")
    assert told(lambda: bench.cancel(plan)) == impossible("R2", "split.plan_done")


def test_a_plan_is_finished_by_anybody_in_parts_under_the_same_identity(bench: Bench) -> None:
    plan = bench.plan("P", "D", "E", "F")
    uid = bench.piece("E")
    assert bench.state("E").text("existence") == "planned"
    assert bench.state("E").place is None
    bench.split("P", {"D": 5, "E": 6, "G": 7}, plan=f"#{plan.uid}")
    assert bench.piece("E") == uid
    assert bench.state("E").held_ug == 6
    assert bench.state("E").parents == bench.state("G").parents
    bench.cancel(plan)
    assert [bench.state(each).text("existence") for each in "DEFG"] == ["exists", "exists", "void", "exists"]
    bench.void("E")
    assert bench.state("E").text("existence") == "void"


def test_a_plan_of_another_piece_reserves_nothing_here(bench: Bench) -> None:
    bench.register("Q", weighed(50))
    plan = bench.plan("Q", "D")
    assert told(lambda: bench.split("P", {"D": 5}, plan=f"#{plan.uid}")) == {
        ("R2", "impossible", "split.plan_done"),
        ("R1", "impossible", "number.reserved"),
    }


def test_an_unknown_or_undone_plan_is_done(bench: Bench) -> None:
    plan = bench.plan("P", "D")
    bench.session.reverse(plan.seq)
    assert told(lambda: bench.cancel(plan)) == impossible("R2", "split.plan_done")
    assert told(lambda: bench.split("P", {"D": 5}, plan="#" + "f" * 32)) == impossible("R2", "split.plan_done")


def test_a_plan_needs_daughters_that_may_be_made(bench: Bench) -> None:
    assert told(lambda: bench.plan("P")) == impossible("R8", "split.no_daughters")
    assert told(lambda: bench.plan("P", "P")) == impossible("R1", "number.taken")


def test_r18_another_name_is_added_once_with_its_kind(bench: Bench) -> None:
    name = AddName(sample=bench.piece_ref("P"), name=" L1627 ", kind=NameKind.FOREIGN)
    bench.do(name)
    assert told(lambda: bench.do(name)) == impossible("R18", "name.known")
    bench.do(AddName(sample=bench.piece_ref("P"), name="L1627", kind=NameKind.PUBLISHED))


def test_r18_another_name_says_something_and_is_not_the_official_number(bench: Bench) -> None:
    ref = bench.piece_ref("P")
    assert told(lambda: bench.do(AddName(sample=ref, name=" "))) == impossible("R18", "name.empty")
    official = AddName(sample=ref, name="P", kind=NameKind.OFFICIAL)
    both = impossible("R18", "name.official") | impossible("R1", "name.own_number")
    assert told(lambda: bench.do(official)) == both
    empty = (OtherName(name=""),)
    assert told(lambda: bench.register("Q", UNKNOWN, names=empty)) == impossible("R18", "name.empty")


def test_r18_a_piece_brings_its_other_names_along(bench: Bench) -> None:
    entry = bench.register("Q", names=(OtherName(name=" 21000 ", kind=NameKind.UNOFFICIAL, source="list"),))
    names = [each.fact for each in entry.facts if hasattr(each.fact, "name")]
    assert [(name.name, name.kind, name.source) for name in names] == [("21000", "unofficial", "list")]
