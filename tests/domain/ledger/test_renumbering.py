"""Identity is not the number: pieces take other numbers, and every number they had finds them for ever."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import MassLine, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import Mission, OpenCollection

from tests.domain.ledger.bench import UNKNOWN, weighed
from tests.domain.ledger.desk import MemoryDesk, Refused
from tests.domain.ledger.identity_bench import IdentityBench


@pytest.fixture
def bench() -> Iterator[IdentityBench]:
    bench = IdentityBench(MemoryDesk(), "apollo")
    yield bench
    assert bench.closes()


def root_of(bench: IdentityBench, number: str) -> str:
    ledger = bench.session.ledger()
    state = ledger.piece(Uid(bench.piece_ref(number)[1:]))
    while state.parents:
        state = ledger.piece(state.parents[0][0])
    return state.number_text


def test_a_split_becomes_a_generic_and_stays_the_daughter_of_its_parent(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.split("10002", {"10002,22": 46})
    before = bench.totals()
    entry = bench.renumber("10002,22", "10092")
    assert bench.lines(entry) == set()
    assert bench.totals()["here 10092"] == before["here 10002,22"]
    assert bench.state("10092").number_text == "10092"
    assert bench.parents("10092") == [("10002", "daughter")]
    assert bench.piece("10002,22") == bench.piece("10092"), "both numbers find it"


def test_a_generic_becomes_a_split_of_another_one_with_its_family(bench: IdentityBench) -> None:
    bench.register("14305", weighed(2_497))
    bench.register("14302", weighed(381))
    bench.split("14302", {"14302,3": 30})
    entry = bench.renumber("14302", "14305,18", parent="14305", source="fits exactly")
    assert bench.lines(entry) == set()
    assert bench.parents("14305,18") == [("14305", "joined")]
    assert bench.state("14302,3").number_text == "14302,3", "daughters keep their numbers"
    assert root_of(bench, "14302,3") == "14305"
    bench.split("14305,18", {"14305,19": 5})
    assert bench.state("14305,18").held_ug == 346


def test_the_daughters_take_numbers_of_the_new_family_where_that_is_asked(bench: IdentityBench) -> None:
    bench.register("14305", weighed(2_497))
    bench.register("14302", weighed(381))
    bench.split("14302", {"14302,3": 30, "14302,4": 20})
    entry = bench.renumber("14302", "14305,18", parent="14305", with_={"14302,3": "14305,20", "14302,4": ",21"})
    assert bench.lines(entry) == set()
    assert bench.piece("14302,3") == bench.piece("14305,20")
    assert bench.state("14302,4").number_text == "14305,21"


def test_a_split_changes_its_generic_with_its_mass(bench: IdentityBench) -> None:
    bench.register("70054", weighed(50))
    bench.register("76335", weighed(352))
    bench.split("70054", {"70054,2": 13})
    entry = bench.renumber("70054,2", "76335,6", parent="76335")
    assert bench.lines(entry) == set()
    assert bench.parents("76335,6") == [("76335", "reassigned"), ("70054", "daughter")]
    touched = {each.fact.subject for each in entry.facts if isinstance(each.fact, Touch)}
    assert touched == {bench.piece(number) for number in ("70054", "70054,2", "76335")}


def test_mass_moves_between_books_where_the_mission_is_another(bench: IdentityBench) -> None:
    missions = (Mission(code="B", name="B", opened=19690725),)
    bench.do(OpenCollection(code="L", name="Moon", scheme="apollo", missions=missions))
    bench.register("14302", weighed(381), mission="A")
    bench.register("15555", weighed(9_614), mission="B")
    bench.split("14302", {"14302,3": 30, "14302,4": UNKNOWN})
    entry = bench.renumber("14302", "15555,9", parent="15555")
    moved = {
        (line.book.mission, str(line.account), line.ug, line.unweighed)
        for line in (each.fact for each in entry.facts if isinstance(each.fact, MassLine))
        if line.sample == bench.piece("14302")
    }
    assert moved == {
        ("A", "here", -351, 0),
        ("A", "transferred", 351, 0),
        ("B", "transferred", -351, 0),
        ("B", "here", 351, 0),
    }
    assert {bench.state(each).text("mission") for each in ("15555,9", "14302,3", "14302,4")} == {"B"}
    assert bench.account(Account.TRANSFERRED) == (0, 0)


def test_a_change_of_book_comes_after_all_that_moved_in_the_old_one(bench: IdentityBench) -> None:
    bench.do(OpenCollection(code="L", name="Moon", scheme="apollo", missions=(Mission(code="B", name="B"),)))
    bench.register("14302", weighed(381), mission="A", day=20100101)
    bench.register("15555", weighed(9_614), mission="B", day=20100101)
    bench.weigh("14302", 380, day=20200101, accept=("weigh.lost",))
    with pytest.raises(Refused) as refused:
        bench.renumber("14302", "15555,9", parent="15555", day=20150101)
    assert refused.value.keys == {"day.before_later_act"}


def test_a_number_is_for_one_piece_for_ever(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.split("10002", {"10002,22": 46})
    bench.renumber("10002,22", "10092")
    for register in ("10002,22", "10092"):
        with pytest.raises(Refused) as refused:
            bench.register(register, UNKNOWN)
        assert refused.value.keys == {"number.was_used" if register == "10002,22" else "number.taken"}
    with pytest.raises(Refused) as refused:
        bench.renumber("10092", "10002")
    assert refused.value.keys == {"number.taken"}
    with pytest.raises(Refused) as refused:
        bench.renumber("10092", "10092")
    assert refused.value.keys == {"renumber.same"}


def test_a_piece_may_come_back_to_a_number_of_its_own(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.renumber("10002", "10093")
    bench.renumber("10093", "10002")
    assert bench.state("10002").number_text == "10002"
    assert bench.piece("10093") == bench.piece("10002")


def test_an_undone_renumbering_keeps_its_number_for_its_redo(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    undone = bench.session.reverse(bench.renumber("10002", "10093").seq)
    assert bench.state("10002").number_text == "10002"
    with pytest.raises(Refused) as refused:
        bench.register("10093", UNKNOWN)
    assert refused.value.keys == {"number.burnt"}
    bench.session.reverse(undone.seq)
    assert bench.state("10002").number_text == "10093"


def test_a_number_somebody_once_had_is_not_taken_by_renumbering(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.session.reverse(bench.register("10093", weighed(1)).seq)
    with pytest.raises(Refused) as refused:
        bench.renumber("10002", "10093")
    assert refused.value.keys == {"number.burnt"}


def test_a_zero_split_is_the_rest_of_the_other_rock(bench: IdentityBench) -> None:
    bench.register("78235", weighed(199))
    bench.register("78237", weighed(5))
    with pytest.raises(Refused) as refused:
        bench.renumber("78237", "78235,0", parent="78235")
    assert refused.value.keys == {"renumber.zero_is_rest"}
    assert bench.lines(bench.merge("78237", "78235")) == {"here 78237 -5/0", "here 78235 +5/0"}


def test_a_zero_split_of_a_number_nobody_has_is_taken(bench: IdentityBench) -> None:
    bench.register("78237", weighed(5))
    bench.renumber("78237", "78236,0")
    assert bench.state("78236,0").held_ug == 5


def test_two_numbers_and_two_daughters_are_not_the_same(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.register("10003", weighed(100))
    bench.split("10002", {"10002,1": 1, "10002,2": 1})
    with pytest.raises(Refused) as refused:
        bench.renumber("10002", "10093", with_={"10002,1": "10093,1", "10002,2": "10093,1"})
    assert refused.value.keys == {"number.twice"}
    with pytest.raises(Refused) as refused:
        bench.renumber("10002", "10093", with_={"10003": "10093,1"})
    assert refused.value.keys == {"renumber.no_daughter"}


def test_a_piece_cannot_hang_below_what_came_from_it(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.split("10002", {"10002,1": 1})
    with pytest.raises(Refused) as refused:
        bench.renumber("10002", "10002,5", parent="10002,1")
    assert refused.value.keys == {"parent.is_descendant"}


def test_a_parent_in_another_collection_is_refused(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    other = bench.elsewhere("10005")
    for act in (lambda: bench.renumber("10002", "10005,1", parent=other), lambda: bench.swap("10002", other)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.keys == {"renumber.other_collection"}


def test_planned_merged_and_void_pieces_keep_their_numbers(bench: IdentityBench) -> None:
    bench.register("10002", weighed(5_629))
    bench.plan("10002", "10002,9")
    with pytest.raises(Refused) as refused:
        bench.renumber("10002,9", "10093")
    assert refused.value.keys == {"piece.does_not_exist"}


def test_an_early_day_shows_the_former_number(bench: IdentityBench) -> None:
    bench.register("14305", weighed(2_497), day=20100101)
    bench.register("14302", weighed(381), day=20100101)
    bench.renumber("14302", "14305,18", parent="14305", day=20150101)
    assert bench.state("14305,18", 20141231).number_text == "14302"
    assert bench.parents("14305,18", 20141231) == []
    assert bench.parents("14305,18", 20150101) == [("14305", "joined")]


def test_two_pieces_swap_their_numbers(bench: IdentityBench) -> None:
    bench.register("15013", weighed(30))
    bench.register("15014", weighed(40))
    one, other = bench.piece("15013"), bench.piece("15014")
    entry = bench.swap("15013", "15014")
    assert bench.lines(entry) == set()
    ledger = bench.session.ledger()
    assert [ledger.piece(each).number_text for each in (one, other)] == ["15014", "15013"]
    assert bench.state("15013").held_ug == 40
    back = bench.swap("15013", "15014")
    assert bench.session.ledger().piece(one).number_text == "15013"
    bench.session.reverse(back.seq)
    assert bench.session.ledger().piece(one).number_text == "15014"


def test_a_late_swap_comes_after_the_last_number_of_each(bench: IdentityBench) -> None:
    for number in ("15012", "15013", "15014"):
        bench.register(number, weighed(30), day=20100101)
    bench.swap("15013", "15014", day=20150101)
    with pytest.raises(Refused) as refused:
        bench.swap("15012", "15013", day=20140101)
    assert refused.value.keys == {"day.before_later_act"}
    with pytest.raises(Refused) as refused:
        bench.swap("15012", "15012")
    assert refused.value.keys == {"relate.itself"}


def test_a_family_is_what_hangs_below_a_piece(bench: IdentityBench) -> None:
    missions = (Mission(code="B", name="B", opened=19690725),)
    bench.do(OpenCollection(code="L", name="Moon", scheme="apollo", missions=missions))
    for number in ("14302", "14305"):
        bench.register(number, weighed(381), mission="A")
    bench.register("15555", weighed(9_614), mission="B")
    bench.split("14302", {"14302,3": 30})
    bench.renumber("14302,3", "14305,3", parent="14305")
    bench.renumber("14302", "15555,9", parent="15555")
    assert bench.state("14305,3").text("mission") == "A", "what came from it and belongs elsewhere stays there"


def test_a_number_two_pieces_had_is_for_neither(bench: IdentityBench) -> None:
    bench.register("15013", weighed(30))
    bench.register("15014", weighed(40))
    bench.swap("15013", "15014")
    bench.renumber("15013", "15019")
    with pytest.raises(Refused) as refused:
        bench.renumber("15014", "15013")
    assert refused.value.keys == {"number.was_used"}


def test_a_zero_split_looks_at_who_has_the_number_of_the_family(bench: IdentityBench) -> None:
    bench.register("78235", weighed(199))
    bench.renumber("78235", "78240")
    bench.register("78237", weighed(5))
    bench.renumber("78237", "78235,0")
    assert bench.state("78235,0").held_ug == 5
