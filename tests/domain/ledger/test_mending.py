"""Births put right later: with another mass, from another parent, on another day."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.identity import PieceRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Consume,
    Daughter,
    DeclareLost,
    Expose,
    Missing,
    Reading,
    Recover,
    TransferKind,
    TransferTitle,
)

from tests.domain.ledger.bench import UNKNOWN, weighed
from tests.domain.ledger.desk import MemoryDesk, Refused
from tests.domain.ledger.identity_bench import IdentityBench

SPLIT = 20100101
LATER = 20150101


@pytest.fixture
def bench() -> Iterator[IdentityBench]:
    bench = IdentityBench(MemoryDesk(), "apollo")
    yield bench
    assert bench.closes()


def divided(bench: IdentityBench, after: int | None = None, mass: Mass | None = None) -> None:
    """10001 of 100 is split into ,1 of 30 on an early day, and 10002 is there too."""
    bench.register("10001", weighed(100), day=20000101)
    bench.register("10002", weighed(200), day=20000101)
    bench.split("10001", {"10001,1": mass or Mass.stated(30, 1)}, day=SPLIT, after=after)


# Births.


def test_a_wrong_mass_of_a_daughter_is_put_right_where_it_began(bench: IdentityBench) -> None:
    divided(bench)
    bench.split("10001,1", {"10001,2": 5}, day=LATER)
    entry = bench.mend("10001,1", mass=35)
    assert bench.lines(entry) == {"here 10001,1 +5/0", "here 10001 -5/0"}
    assert bench.state("10001,1").fields["original_ug"] == 35
    assert bench.state("10001,1", SPLIT).held_ug == 35
    assert bench.lines(bench.mend("10001,1", mass=31)) == {"here 10001,1 -4/0", "here 10001 +4/0"}


def test_weighings_of_daughter_and_parent_keep_what_was_read(bench: IdentityBench) -> None:
    divided(bench)
    bench.weigh("10001,1", 29, day=LATER)
    bench.weigh("10001", 70, day=LATER)
    entry = bench.mend("10001,1", mass=35)
    assert (
        bench.lines(entry)
        == {
            "here 10001,1 +5/0",
            "here 10001 -5/0",
            "here 10001,1 -5/0",
            "adjustment 10001,1 +5/0",
            "here 10001 +5/0",
            "adjustment 10001 -5/0",
        }
        or bench.state("10001,1").held_ug == 29
    )
    assert bench.state("10001").held_ug == 70
    assert bench.state("10001,1").held_ug == 29


def test_a_parent_weighed_in_the_split_keeps_its_reading(bench: IdentityBench) -> None:
    divided(bench, after=70)
    with pytest.raises(Refused) as refused:
        bench.mend("10001,1", mass=35)
    assert refused.value.keys == {"mass.does_not_close"}
    entry = bench.mend("10001,1", mass=35, accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here 10001,1 +5/0", "adjustment 10001 -5/0"}
    entry = bench.mend("10001,1", mass=31, accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here 10001,1 -4/0", "adjustment 10001 +4/0"}


def test_the_mass_of_a_piece_that_was_received_is_put_right(bench: IdentityBench) -> None:
    bench.register("10001", weighed(100), day=20000101)
    bench.register("10002", Mass.stated(80, 1), original=Mass.stated(100, 1), day=20000101)
    assert bench.lines(bench.mend("10001", mass=90)) == {"here 10001 -10/0", "received 10001 +10/0"}
    assert bench.lines(bench.mend("10002", mass=90)) == {"here 10002 +10/0", "unreconciled 10002 -10/0"}


def test_what_was_drawn_from_a_claim_goes_back_there(bench: IdentityBench) -> None:
    bench.register("10001", Mass.unknown("not_stated"), original=Mass.stated(100, 1), day=20000101)
    bench.split("10001", {"10001,1": 30}, day=SPLIT)
    assert bench.lines(bench.mend("10001,1", mass=20)) == {"here 10001,1 -10/0", "unreconciled 10001 +10/0"}
    assert bench.lines(bench.mend("10001,1", mass=25)) == {"here 10001,1 +5/0", "unreconciled 10001 -5/0"}


def test_a_wrong_parent_is_withdrawn_and_its_mass_comes_back(bench: IdentityBench) -> None:
    divided(bench)
    bench.split("10001,1", {"10001,2": 5}, day=LATER)
    entry = bench.mend("10001,1", parent="10002")
    assert bench.lines(entry) == {"here 10001 +30/0", "here 10002 -30/0"}
    assert bench.parents("10001,1") == [("10002", "daughter")]
    assert bench.parents("10001,1", SPLIT) == [("10002", "daughter")]
    assert bench.state("10001").held_ug == 100


def test_a_wrong_parent_and_a_wrong_mass_are_put_right_at_once(bench: IdentityBench) -> None:
    divided(bench)
    entry = bench.mend("10001,1", parent="10002", mass=40)
    assert bench.lines(entry) == {"here 10001 +30/0", "here 10002 -40/0", "here 10001,1 +10/0"}
    assert bench.lines(bench.mend("10001,1", mass=45)) == {"here 10002 -5/0", "here 10001,1 +5/0"}
    bench.session.reverse(len(bench.session.entries))
    bench.session.reverse(entry.seq)
    assert bench.parents("10001,1") == [("10001", "daughter")]
    assert bench.state("10001").held_ug == 70


def test_a_blind_daughter_goes_to_its_right_parent(bench: IdentityBench) -> None:
    bench.register("10001", UNKNOWN, day=20000101)
    bench.register("10002", weighed(200), day=20000101)
    bench.split("10001", {"10001,1": UNKNOWN}, day=SPLIT)
    entry = bench.mend("10001,1", parent="10002")
    assert bench.lines(entry) == {"unmeasured 10001 0/+1", "unmeasured 10001,1 0/-1"}
    with pytest.raises(Refused) as refused:
        bench.mend("10001,1", mass=5)
    assert refused.value.keys == {"correct_birth.not_known"}


def test_the_right_parent_has_met_what_the_daughter_inherits(bench: IdentityBench) -> None:
    divided(bench)
    bench.do(Expose(kind=ExposureKind.AIR, samples=(bench.piece_ref("10002"),), evidence="log"), 20050101)
    bench.mend("10001,1", parent="10002")
    assert bench.state("10001,1").exposed == {ExposureKind.AIR}


def test_only_another_parent_in_the_same_book_can_be_the_right_one(bench: IdentityBench) -> None:
    divided(bench)
    bench.register("15555", weighed(100), mission="A", day=20000101)
    bench.register("10009", weighed(100), day=LATER)
    bench.split("10001,1", {"10001,2": 5}, day=LATER)
    for number, parent, key in (
        ("10001,1", "10001", "adopt.known"),
        ("10001,1", "10001,2", "day.before_piece"),
        ("10001,1", "15555", "correct_birth.other_book"),
        ("10001,1", "10009", "day.before_piece"),
        ("10002", "10001", "correct_birth.had_no_parent"),
    ):
        with pytest.raises(Refused) as refused:
            bench.mend(number, parent=parent)
        assert key in refused.value.keys


def test_a_piece_began_earlier_than_was_said(bench: IdentityBench) -> None:
    divided(bench)
    entry = bench.mend("10001,1", born=20050101)
    assert bench.lines(entry) == {
        "here 10001 +30/0",
        "here 10001,1 -30/0",
        "here 10001 -30/0",
        "here 10001,1 +30/0",
    }
    assert bench.state("10001,1", 20050101).held_ug == 30
    assert bench.state("10001,1", 20050101).number_text == "10001,1"
    assert bench.parents("10001,1", 20050101) == [("10001", "daughter")]
    assert bench.state("10001", 20050101).held_ug == 70
    assert bench.state("10001,1").held_ug == 30
    assert bench.names("10001,1") == []


def test_a_piece_began_later_than_was_said(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    bench.register("10001", weighed(100), day=20000101, place="Cabinet")
    bench.split("10001", {"10001,1": Mass.stated(30, 1)}, day=SPLIT)
    bench.mend("10001,1", born=20120101)
    assert bench.state("10001,1", 20111231).existence == "void"
    assert bench.state("10001,1", 20111231).place is None
    assert bench.state("10001,1", 20120101).held_ug == 30
    assert bench.state("10001,1").place == bench.place_uid("Cabinet")
    assert bench.state("10001", 20111231).held_ug == 100


def test_another_day_of_birth_is_within_what_follows(bench: IdentityBench) -> None:
    divided(bench)
    bench.sight("10001,1", day=20110101)
    bench.split("10001,1", {"10001,2": 5}, day=LATER)
    for born, key in (
        (SPLIT, "correct_birth.same_day"),
        (19900101, "day.before_piece"),
        (20160101, "day.before_later_act"),
        (20300101, "day.in_future"),
    ):
        with pytest.raises(Refused) as refused:
            bench.mend("10001,1", born=born)
        assert key in refused.value.keys
    bench.mend("10001,1", born=20120101)


def test_a_reading_keeps_its_day(bench: IdentityBench) -> None:
    bench.register("10001", weighed(100), day=20000101)
    read = Daughter(reading=Reading(net_ug=30, resolution_ug=1))
    bench.split("10001", {"10001,1": read}, day=SPLIT)
    with pytest.raises(Refused) as refused:
        bench.mend("10001,1", born=20120101)
    assert refused.value.keys == {"correct_birth.weighed_then"}
    assert bench.lines(bench.mend("10001,1", mass=35)) == {"here 10001,1 +5/0", "here 10001 -5/0"}


def test_a_birth_is_corrected_with_evidence_and_one_thing_at_a_time(bench: IdentityBench) -> None:
    divided(bench)
    bench.weigh("10001,1", 30, day=SPLIT)
    for said, key in (
        ({"mass": 35, "evidence": " "}, "correct.needs_evidence"),
        ({}, "correct_birth.nothing"),
        ({"mass": 35, "born": 20120101}, "correct_birth.day_alone"),
        ({"mass": 30}, "correct.same"),
        ({"mass": 35}, "correct_birth.weighed_same_day"),
    ):
        with pytest.raises(Refused) as refused:
            bench.mend("10001,1", **said)
        assert key in refused.value.keys
    bench.plan("10001", "10001,9")
    with pytest.raises(Refused) as refused:
        bench.mend("10001,9", mass=1)
    assert refused.value.keys == {"correct_birth.not_begun"}


# Pieces that ended on the very day they began.


def gift(piece: PieceRef) -> TransferTitle:
    return TransferTitle(samples=(piece,), kind=TransferKind.GIFT, counterpart="Another lab", document="deed 3")


def given_away(bench: IdentityBench, number: str, day: int) -> None:
    bench.do(gift(bench.piece_ref(number)), day, ("transfer.needs_authority",))


def test_a_piece_given_away_on_the_day_it_came_to_begin_on_keeps_mass_parent_and_day(bench: IdentityBench) -> None:
    divided(bench)
    bench.mend("10001,1", born=20120101, day=20120101)
    given_away(bench, "10001,1", 20120101)
    for said, key in (
        ({"mass": 35}, "correct_birth.ended_same_day"),
        ({"born": 20130101}, "day.before_later_act"),
        ({"parent": "10002"}, "correct_birth.other_book"),
    ):
        with pytest.raises(Refused) as refused:
            bench.mend("10001,1", **said)
        assert refused.value.keys == {key}


def test_a_piece_given_away_on_its_first_day_began_earlier(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    bench.register("10003", weighed(50), day=SPLIT, place="Cabinet")
    given_away(bench, "10003", SPLIT)
    bench.mend("10003", born=20050101)
    before, after = bench.state("10003", 20050101), bench.state("10003")
    assert (before.existence, before.held_ug, before.place) == ("exists", 50, bench.place_uid("Cabinet"))
    assert (after.existence, after.held_ug, after.place) == ("transferred", 0, None)


def test_a_piece_that_came_and_went_in_one_entry_began_earlier(bench: IdentityBench) -> None:
    known = PieceRef(ref_of(Uid(f"{bench.session._uids + 1:032x}")))
    came, went = bench.act(bench.registration("10003", weighed(50)), SPLIT), bench.act(gift(known), SPLIT)
    bench.session.post(came, went, accept=("transfer.needs_authority",))
    bench.mend("10003", born=20050101)
    assert bench.state("10003", 20050101).held_ug == 50
    assert (bench.state("10003").existence, bench.state("10003").held_ug) == ("transferred", 0)


def test_a_piece_used_up_on_its_first_day_keeps_the_mass_but_not_the_parent_it_began_with(
    bench: IdentityBench,
) -> None:
    divided(bench)
    bench.do(Consume(sample=bench.piece_ref("10001,1"), evidence="report"), SPLIT)
    with pytest.raises(Refused) as refused:
        bench.mend("10001,1", mass=35)
    assert refused.value.keys == {"correct_birth.ended_same_day"}
    entry = bench.mend("10001,1", parent="10002")
    assert bench.lines(entry) == {"here 10001 +30/0", "here 10002 -30/0"}
    assert bench.state("10001,1").existence == "consumed"


def test_a_piece_found_again_began_before_it_was_lost(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    divided(bench)
    piece = bench.piece_ref("10001,1")
    bench.do(DeclareLost(samples=(piece,), how=Missing.LOST, report="1"), SPLIT, ("lost.needs_authority",))
    found = Recover(sample=piece, place=bench.place_ref("Cabinet"), evidence="drawer", confirmed=True)
    bench.do(found, LATER)
    bench.mend("10001,1", born=20050101)
    assert bench.state("10001,1", 20050101).held_ug == 30
    assert bench.state("10001,1").held_ug == 30


@pytest.mark.parametrize("placed", [True, False])
def test_a_day_moved_too_far_is_moved_before_the_first_one(bench: IdentityBench, placed: bool) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    bench.register("10001", weighed(100), day=SPLIT, **({"place": "Cabinet"} if placed else {}))
    bench.mend("10001", born=20120101)
    bench.mend("10001", born=20050101)
    place = bench.place_uid("Cabinet") if placed else None
    for day in (20050101, SPLIT, 20111231, 20120101):
        then = bench.state("10001", day)
        assert (then.existence, then.held_ug, then.place) == ("exists", 100, place)


# What was received of a piece nobody weighed


def test_what_was_received_is_stated_later_and_stays_unreconciled(bench: IdentityBench) -> None:
    bench.register("10001", UNKNOWN, day=20000101)
    entry = bench.mend("10001", mass=100)
    assert bench.lines(entry) == {"received 10001 -100/0", "unreconciled 10001 +100/0"}
    piece = bench.state("10001", 20000102)
    assert (piece.held_unweighed, piece.suspense_ug, piece.mass_reason) == (1, 100, "not_reconciled")
    assert bench.lines(bench.mend("10001", mass=90)) == {"received 10001 +10/0", "unreconciled 10001 -10/0"}
    bench.session.reverse(len(bench.session.entries))
    bench.session.reverse(entry.seq)
    assert bench.state("10001").suspense_ug == 0


def test_a_piece_weighed_since_draws_on_what_was_stated(bench: IdentityBench) -> None:
    bench.register("10001", UNKNOWN, day=20000101)
    bench.mend("10001", mass=100)
    assert bench.lines(bench.weigh("10001", 98)) == {
        "here 10001 +98/-1",
        "unreconciled 10001 -98/0",
        "unmeasured 10001 0/+1",
    }


@pytest.mark.parametrize("since", ["weighed", "divided"])
def test_what_was_weighed_or_divided_since_is_not_stated_any_more(bench: IdentityBench, since: str) -> None:
    bench.register("10001", UNKNOWN, day=20000101)
    if since == "weighed":
        bench.weigh("10001", 40)
    else:
        bench.split("10001", {"10001,1": weighed(5)}, day=SPLIT)
    with pytest.raises(Refused) as refused:
        bench.mend("10001", mass=100)
    assert refused.value.keys == {"correct_birth.drawn_on"}


@pytest.mark.parametrize(("mass", "key"), [(weighed(5), "correct_birth.not_stated"), (100, "correct.same")])
def test_what_is_stated_is_a_statement_and_another_one(bench: IdentityBench, mass: Any, key: str) -> None:
    bench.register("10001", UNKNOWN, day=20000101)
    bench.mend("10001", mass=100)
    with pytest.raises(Refused) as refused:
        bench.mend("10001", mass=mass)
    assert refused.value.keys == {key}
