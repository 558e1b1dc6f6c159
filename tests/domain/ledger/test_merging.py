"""Pieces join, are adopted and dissolved: the mass is counted once, and what nobody weighed stays unknown."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.facts import Exposure, ExposureKind, Scope, Subject, Touch
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Expose
from lunarcurator.domain.status import Condition

from tests.domain.ledger.bench import UNKNOWN, weighed
from tests.domain.ledger.desk import MemoryDesk, Refused
from tests.domain.ledger.identity_bench import IdentityBench

REST = ("mass.rest_unmeasured",)


@pytest.fixture
def bench() -> Iterator[IdentityBench]:
    bench = IdentityBench(MemoryDesk())
    yield bench
    assert bench.closes()


def catalogue(bench: IdentityBench, number: str, ug: int) -> None:
    bench.register(number, Mass.unknown("not_stated"), original=Mass.stated(ug, 1), day=20000101)


def expose(bench: IdentityBench, number: str) -> None:
    bench.do(
        Expose(kind=ExposureKind.AIR, samples=(bench.piece_ref(number),), scope=Scope.SURFACE, evidence="log")
    )


def test_a_known_piece_joins_a_known_one(bench: IdentityBench) -> None:
    bench.register("A", weighed(30))
    bench.register("X", weighed(100))
    assert bench.lines(bench.merge("A", "X")) == {"here A -30/0", "here X +30/0"}
    assert bench.state("A").existence == "merged"
    assert bench.parents("A") == [("X", "joined")]
    assert bench.names("X") == [("former", "A")]
    assert bench.state("X").text("mass_quality") == "by_difference"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [("E", "X", "estimated"), ("B", "X", "upper_bound"), ("X", "B", "upper_bound"), ("B", "E", "estimated")],
)
def test_a_whole_is_known_no_better_than_its_parts(bench: IdentityBench, one: str, other: str, told: str) -> None:
    bench.register("E", Mass.estimated(100, 10))
    bench.register("B", weighed(100))
    bench.register("X", weighed(100))
    bench.split("B", {"B1": UNKNOWN}, accept=REST)
    bench.merge(one, other, accept=REST)
    assert bench.state(other).text("mass_quality") == told


def test_a_known_piece_joins_one_nobody_weighed(bench: IdentityBench) -> None:
    bench.register("A", weighed(30))
    bench.register("X", UNKNOWN)
    assert bench.lines(bench.merge("A", "X", accept=REST)) == {"here A -30/0", "unmeasured X +30/0"}
    assert bench.lines(bench.weigh("X", 90)) == {"here X +90/-1", "unmeasured X -90/+1"}


def test_a_piece_nobody_weighed_joins_a_known_one_and_the_whole_is_unknown(bench: IdentityBench) -> None:
    bench.register("A", UNKNOWN)
    bench.register("X", weighed(100))
    with pytest.raises(Refused) as refused:
        bench.merge("A", "X")
    assert refused.value.keys == {"merge.mass_unknown"}
    entry = bench.merge("A", "X", accept=("merge.mass_unknown",))
    assert bench.lines(entry) == {"here A 0/-1", "here X -100/+1", "unmeasured X +100/0"}
    assert bench.state("X").text("mass_quality") == "unknown"


def test_two_pieces_nobody_weighed_become_one(bench: IdentityBench) -> None:
    bench.register("A", UNKNOWN)
    bench.register("X", UNKNOWN)
    assert bench.lines(bench.merge("A", "X")) == {"here A 0/-1", "unmeasured X 0/+1"}


def test_what_an_old_catalogue_claims_goes_with_the_piece(bench: IdentityBench) -> None:
    catalogue(bench, "A", 381)
    catalogue(bench, "X", 2_497)
    entry = bench.merge("A", "X")
    assert bench.lines(entry) == {
        "unreconciled A -381/0",
        "unreconciled X +381/0",
        "here A 0/-1",
        "unmeasured X 0/+1",
    }
    assert bench.lines(bench.weigh("X", 2_800)) == {
        "here X +2800/-1",
        "unreconciled X -2800/0",
        "unmeasured X 0/+1",
    }


def test_a_known_piece_joins_the_suspense_of_one_not_reconciled(bench: IdentityBench) -> None:
    bench.register("A", weighed(30))
    catalogue(bench, "X", 100)
    assert bench.lines(bench.merge("A", "X")) == {"here A -30/0", "unreconciled X +30/0"}
    assert bench.state("X").text("mass_quality") == "not_reconciled"


def test_a_piece_not_reconciled_joins_a_known_one_which_is_claimed_with_it(bench: IdentityBench) -> None:
    catalogue(bench, "A", 30)
    bench.register("X", weighed(100))
    entry = bench.merge("A", "X", accept=("merge.mass_unknown",))
    assert bench.lines(entry) == {
        "unreconciled A -30/0",
        "unreconciled X +130/0",
        "here A 0/-1",
        "here X -100/+1",
    }
    assert bench.lines(bench.weigh("X", 128)) == {"here X +128/-1", "unreconciled X -128/0", "unmeasured X 0/+1"}


def test_a_late_merge_leaves_what_was_weighed_since(bench: IdentityBench) -> None:
    bench.register("A", weighed(30), day=20100101)
    bench.register("X", weighed(100), day=20100101)
    bench.weigh("X", 131, day=20150101, accept=("weigh.gained",))
    entry = bench.merge("A", "X", day=20120101)
    assert bench.lines(entry) == {"here A -30/0", "here X +30/0", "here X -30/0", "adjustment X +30/0"}
    assert bench.state("X").held_ug == 131
    assert bench.state("X", 20130101).held_ug == 130


def test_a_merged_piece_ends_with_all_that_is_on_record_of_it(bench: IdentityBench) -> None:
    bench.register("A", weighed(30), day=20100101)
    bench.register("X", weighed(100), day=20100101)
    bench.weigh("A", 30, day=20150101)
    with pytest.raises(Refused) as refused:
        bench.merge("A", "X", day=20120101)
    assert refused.value.keys == {"day.before_later_act"}
    bench.merge("A", "X")
    with pytest.raises(Refused) as refused:
        bench.weigh("A", 30)
    assert refused.value.keys == {"piece.does_not_exist"}


def test_a_piece_does_not_join_itself_nor_what_came_from_it_nor_what_has_no_mass(bench: IdentityBench) -> None:
    bench.register("A", weighed(30))
    bench.split("A", {"D": 10})
    bench.register("N", Mass.not_applicable())
    for one, into, key in (
        ("A", "A", "relate.itself"),
        ("A", "D", "parent.is_descendant"),
        ("N", "A", "merge.has_no_mass"),
    ):
        with pytest.raises(Refused) as refused:
            bench.merge(one, into)
        assert refused.value.keys == {key}
    assert bench.lines(bench.merge("D", "A")) == {"here D -10/0", "here A +10/0"}
    assert bench.parents("D") == [("A", "joined")]


def test_pieces_of_two_collections_do_not_join(bench: IdentityBench) -> None:
    bench.register("A", weighed(30))
    other = bench.elsewhere("10005")
    for act in (
        lambda: bench.merge("A", other),
        lambda: bench.adopt("A", other),
        lambda: bench.dissolve("A", {"Y": Daughter()}, other),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.keys & {"renumber.other_collection", "register.other_collection"}


def test_a_whole_is_no_better_than_its_parts(bench: IdentityBench) -> None:
    bench.register("A", weighed(30), condition=Condition.RETURNED)
    bench.register("X", weighed(100), condition=Condition.PRISTINE)
    expose(bench, "A")
    bench.merge("A", "X")
    assert bench.state("X").condition == "returned"
    assert bench.state("X").exposed == {ExposureKind.AIR}


def test_merges_are_undone(bench: IdentityBench) -> None:
    bench.register("A", weighed(30))
    bench.register("X", weighed(100))
    before = bench.totals()
    bench.session.reverse(bench.merge("A", "X").seq)
    assert bench.totals() == before
    assert bench.parents("A") == []


# Adoption.


def test_a_piece_received_apart_was_part_of_a_known_one(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.register("10084", weighed(3_830))
    assert bench.lines(bench.adopt("10084", "10002")) == {"here 10002 -3830/0", "received 10084 +3830/0"}
    assert bench.parents("10084") == [("10002", "adopted")]


def test_adoption_where_both_are_only_claimed(bench: IdentityBench) -> None:
    catalogue(bench, "10002", 5_629)
    catalogue(bench, "10084", 3_830)
    assert bench.lines(bench.adopt("10084", "10002")) == {
        "unreconciled 10002 -3830/0",
        "received 10084 +3830/+1",
        "unmeasured 10084 0/-1",
    }


def test_a_known_piece_is_part_of_one_only_claimed(bench: IdentityBench) -> None:
    catalogue(bench, "10002", 5_629)
    bench.register("10084", Mass.stated(3_830, 1))
    assert bench.lines(bench.adopt("10084", "10002")) == {"unreconciled 10002 -3830/0", "received 10084 +3830/0"}
    assert bench.lines(bench.weigh("10084", 3_800)) == {"here 10084 -30/0", "unreconciled 10002 +30/0"}


def test_one_only_claimed_is_part_of_a_known_piece(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629), day=20000101)
    catalogue(bench, "10084", 3_830)
    assert bench.lines(bench.adopt("10084", "10002")) == {
        "here 10002 -3830/0",
        "received 10084 +3830/+1",
        "unmeasured 10084 0/-1",
    }


def test_an_unknown_piece_is_part_of_a_known_and_of_an_unknown_one(bench: IdentityBench) -> None:
    bench.register("P", weighed(100))
    bench.register("U", UNKNOWN)
    bench.register("D", UNKNOWN)
    bench.register("E", UNKNOWN)
    assert bench.lines(bench.adopt("D", "P")) == {"received D 0/+1", "unmeasured D 0/-1"}
    assert bench.state("P").text("mass_quality") == "upper_bound"
    assert bench.lines(bench.adopt("E", "U")) == {"received E 0/+1", "unmeasured U 0/-1"}


def test_more_than_the_parent_has_needs_authority(bench: IdentityBench) -> None:
    bench.register("P", weighed(100))
    bench.register("D", weighed(130))
    with pytest.raises(Refused) as refused:
        bench.adopt("D", "P")
    assert refused.value.keys == {"mass.exceeds_statement"}
    entry = bench.adopt("D", "P", accept=("mass.exceeds_statement",))
    assert bench.lines(entry) == {"here P -100/0", "adjustment P -30/0", "received D +130/0"}


def test_a_late_adoption_explains_an_old_adjustment(bench: IdentityBench) -> None:
    bench.register("P", weighed(100), day=20100101)
    bench.register("D", weighed(30), day=20100101)
    bench.weigh("P", 70, day=20150101, accept=("weigh.lost",))
    assert bench.lines(bench.adopt("D", "P", day=20110101)) == {
        "here P -30/0",
        "here P +30/0",
        "received D +30/0",
        "adjustment P -30/0",
    }
    assert bench.totals() == {"here D": "30/0", "here P": "70/0", "received P": "-100/0"}


def test_what_came_from_one_piece_is_not_adopted_by_another(bench: IdentityBench) -> None:
    bench.register("P", weighed(100))
    bench.register("Q", weighed(100))
    bench.split("P", {"D": 30})
    for number, parent, key in (
        ("D", "Q", "adopt.came_from"),
        ("D", "P", "adopt.known"),
        ("P", "D", "parent.is_descendant"),
    ):
        with pytest.raises(Refused) as refused:
            bench.adopt(number, parent)
        assert refused.value.keys == {key}


def test_an_adopted_piece_and_its_daughters_inherit_what_the_parent_met(bench: IdentityBench) -> None:
    bench.register("P", weighed(100), day=20100101)
    bench.do(Expose(kind=ExposureKind.WATER, samples=(bench.piece_ref("P"),), evidence="log"), 20110101)
    bench.register("D", weighed(30), day=20120101)
    bench.split("D", {"E": 5}, day=20130101)
    bench.adopt("D", "P", day=20120101)
    assert bench.state("D").exposed == {ExposureKind.WATER}
    assert bench.state("E").exposed == {ExposureKind.WATER}
    bench.session.reverse(len(bench.session.entries))
    assert bench.state("E").exposed == frozenset()


# Dissolution.


def test_a_number_becomes_several_pieces(bench: IdentityBench) -> None:
    bench.register("P", weighed(100))
    entry = bench.dissolve("P", {"D": Daughter(mass=weighed(60)), "E": Daughter()}, accept=REST)
    assert bench.lines(entry) == {"here P -100/0", "here D +60/0", "here E 0/+1", "unmeasured E +40/-1"}
    assert bench.state("P").existence == "retired"
    assert bench.state("P").retired_reason == "dissolved"


def test_a_claimed_number_becomes_several_pieces_some_of_them_known(bench: IdentityBench) -> None:
    catalogue(bench, "P", 100)
    bench.register("K", weighed(20))
    entry = bench.dissolve("P", {"D": Daughter(mass=weighed(60)), "E": Daughter()}, "K")
    assert bench.lines(entry) == {
        "unreconciled P -80/0",
        "received K +20/0",
        "here D +60/0",
        "here E 0/+1",
        "unmeasured E 0/-1",
        "here P 0/-1",
        "unmeasured P 0/+1",
    }
    assert bench.parents("K") == [("P", "adopted")]


def test_what_is_left_over_or_too_much_needs_authority(bench: IdentityBench) -> None:
    for number, ug in (("P", 100), ("Q", 50)):
        bench.register(number, weighed(ug))
    parts = {"D": Daughter(mass=weighed(60)), "N": Daughter(mass=Mass.not_applicable())}
    entry = bench.dissolve("P", parts, accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here P -100/0", "here D +60/0", "adjustment P +40/0"}
    more = {"E": Daughter(mass=weighed(60)), "F": Daughter(mass=weighed(5))}
    entry = bench.dissolve("Q", more, accept=("mass.does_not_close",))
    assert bench.lines(entry) == {"here Q -50/0", "here E +60/0", "here F +5/0", "adjustment Q -15/0"}


def test_a_piece_nobody_has_opens_a_case_and_stands_nowhere(bench: IdentityBench) -> None:
    bench.place("Home", "site")
    bench.place("Cabinet", "cabinet", "Home")
    bench.register("P", weighed(100), place="Cabinet")
    bench.register("K", UNKNOWN)
    entry = bench.dissolve(
        "P", {"D": Daughter(mass=weighed(60)), "E": Daughter(unaccounted=True)}, "K", accept=REST
    )
    cases = [each.fact for each in entry.facts if isinstance(each.fact, Touch) and each.fact.kind is Subject.CASE]
    assert [dict(case.changes)["kind"] for case in cases] == ["unaccounted"]
    assert dict(cases[0].changes)["sample"] == bench.piece("E")
    assert bench.state("E").place is None
    assert bench.state("D").place == bench.place_uid("Cabinet")


def test_a_split_too_may_make_a_piece_nobody_has(bench: IdentityBench) -> None:
    bench.register("P", weighed(100))
    entry = bench.split("P", {"D": Daughter(unaccounted=True), "E": Daughter(unaccounted=True)})
    cases = [each.fact for each in entry.facts if isinstance(each.fact, Touch) and each.fact.kind is Subject.CASE]
    assert len({dict(case.changes)["code"] for case in cases}) == 2


def test_one_piece_is_not_several(bench: IdentityBench) -> None:
    bench.register("P", weighed(100))
    bench.register("Q", weighed(100))
    bench.split("Q", {"K": 10})
    with pytest.raises(Refused) as refused:
        bench.dissolve("P", {"D": Daughter()})
    assert refused.value.keys == {"dissolve.needs_several"}
    with pytest.raises(Refused) as refused:
        bench.dissolve("P", {"D": Daughter()}, "K")
    assert refused.value.keys == {"adopt.came_from"}
    with pytest.raises(Refused) as refused:
        bench.dissolve("P", {"D": Daughter(), "Q": Daughter()})
    assert refused.value.keys == {"number.taken"}


def test_what_a_piece_inherited_already_is_not_said_twice(bench: IdentityBench) -> None:
    bench.register("Q", weighed(100), day=20100101)
    bench.do(Expose(kind=ExposureKind.WATER, samples=(bench.piece_ref("Q"),), evidence="log"), 20110101)
    bench.split("Q", {"P": 50}, day=20120101)
    bench.split("P", {"D": 10}, day=20130101)
    entry = bench.mend("D", parent="Q")
    assert [each.fact for each in entry.facts if isinstance(each.fact, Exposure)] == []


def test_what_a_dissolved_piece_becomes_is_no_better_than_it_was(bench: IdentityBench) -> None:
    bench.register("P", weighed(100), condition=Condition.RETURNED)
    better = Daughter(mass=weighed(60), condition=Condition.PRISTINE)
    with pytest.raises(Refused) as refused:
        bench.dissolve("P", {"D": better, "E": Daughter()})
    assert refused.value.keys == {"split.better_than_parent"}


def test_a_piece_of_no_mass_left_joins_another_one(bench: IdentityBench) -> None:
    bench.register("A", weighed(0))
    bench.register("X", weighed(100))
    assert bench.lines(bench.merge("A", "X")) == set()
    assert bench.state("X").text("mass_quality") == "measured"


def test_no_number_becomes_twice_what_was_ever_of_it(bench: IdentityBench) -> None:
    catalogue(bench, "C", 100)
    bench.register("P", weighed(100))
    for number in ("P", "C"):
        with pytest.raises(Refused) as refused:
            bench.dissolve(number, {f"{number}1": Daughter(mass=weighed(250)), f"{number}2": Daughter()})
        assert "split.more_than_ever" in refused.value.keys
