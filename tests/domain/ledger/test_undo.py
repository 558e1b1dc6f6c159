"""An undo is refused where something in force rests on it, or where it would bring back what cannot be."""

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Touch
from lunarcurator.domain.mass import Mass

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Entry


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.place("Home", "site")
    bench.place("Far", "site", remote=True)
    bench.place("Cabinet", "cabinet", "Home")
    bench.place("Far cabinet", "cabinet", "Far")
    bench.place("Box", "box", "Cabinet")
    bench.place("Can", "can", "Box")
    bench.register("P", weighed(100), place="Can")
    return bench


def refused(bench: Bench, entry: Entry) -> bool:
    if bench.session.may_reverse(entry.seq):
        return False
    with pytest.raises(Refusal, match=rf"reverse.touched_later \(entry={entry.seq}\)"):
        bench.session.reverse(entry.seq)
    return True


def test_an_undone_entry_never_blocks_another(bench: Bench) -> None:
    first, second = bench.weigh("P", 99), bench.weigh("P", 100)
    assert refused(bench, first)
    bench.session.reverse(second.seq)
    bench.session.reverse(first.seq)
    assert bench.state("P").held_ug == 100


def test_labels_and_sightings_never_block(bench: Bench) -> None:
    entry = bench.weigh("P", 99)
    bench.sight("P")
    bench.session.reverse(entry.seq)
    assert bench.state("P").held_ug == 100


def test_a_place_in_use_is_not_undone(bench: Bench) -> None:
    entry = bench.place("New", "box", "Cabinet")
    bench.move("New", "P")
    assert refused(bench, entry)


def test_a_piece_does_not_come_back_into_a_retired_place(bench: Bench) -> None:
    entry = bench.move("Cabinet", "P")
    bench.retire("Can")
    assert refused(bench, entry)


def test_a_piece_does_not_come_back_into_a_place_that_went_to_another_site(bench: Bench) -> None:
    entry = bench.move("Cabinet", "P")
    bench.move("Far cabinet", places=("Box",))
    assert refused(bench, entry)


def test_a_container_does_not_come_back_into_a_retired_place(bench: Bench) -> None:
    entry = bench.move("Cabinet", places=("Can",))
    bench.retire("Box")
    assert refused(bench, entry)


def test_a_container_does_not_come_back_into_one_that_went_to_another_site(bench: Bench) -> None:
    entry = bench.move("Cabinet", places=("Can",))
    bench.move("Far cabinet", places=("Box",), day=20200201)
    assert refused(bench, entry)


def test_a_container_does_not_come_back_with_a_vial_in_it_either(bench: Bench) -> None:
    bench.place("Vial", "vial", "Can")
    bench.move("Vial", "P")
    entry = bench.move("Cabinet", places=("Can",))
    bench.move("Far cabinet", places=("Box",), day=20200201)
    assert refused(bench, entry)


def test_a_place_does_not_come_back_into_use_inside_a_retired_one(bench: Bench) -> None:
    bench.move("Cabinet", "P")
    entry = bench.retire("Can")
    bench.retire("Box")
    assert refused(bench, entry)


def test_a_move_to_another_site_is_not_undone_past_what_was_put_in_since(bench: Bench) -> None:
    entry = bench.move("Far cabinet", places=("Box",))
    bench.register("Q", weighed(5), place="Can")
    assert refused(bench, entry)


def test_a_container_comes_back_with_what_is_in_it(bench: Bench) -> None:
    entry = bench.move("Far cabinet", places=("Box",))
    undone = bench.session.reverse(entry.seq)
    assert bench.totals()["here P"] == "100/0"
    bench.session.reverse(undone.seq)
    assert bench.totals()["remote P"] == "100/0"


def test_a_piece_divided_wholly_comes_back_and_goes_again(bench: Bench) -> None:
    entry = bench.split("P", {"D": 100}, retires=True)
    undone = bench.session.reverse(entry.seq)
    assert bench.state("P").place == bench.place_uid("Can")
    bench.session.reverse(undone.seq)
    assert bench.state("P").place is None


def test_a_piece_of_no_mass_keeps_its_parent_from_undo(bench: Bench) -> None:
    row = bench.register("G", weighed(5))
    entry = bench.register("H", Mass.not_applicable(), parent="G")
    assert bench.piece("G") in {each.fact.subject for each in entry.facts if isinstance(each.fact, Touch)}
    assert refused(bench, row)


def test_a_redo_is_refused_once_something_later_rests_on_the_undo(bench: Bench) -> None:
    undone = bench.session.reverse(bench.weigh("P", 99).seq)
    bench.weigh("P", 98, accept=("weigh.lost",))
    assert refused(bench, undone)


def test_drawing_on_the_suspense_of_an_ancestor_keeps_its_entry_from_undo(bench: Bench) -> None:
    row = bench.register("G", original=Mass.stated(50, 1))
    bench.register("H", Mass.stated(20, 1), parent="G")
    late = bench.split("G", {"E": Mass.unknown("not_weighed")})
    bench.weigh("E", 5)
    assert refused(bench, row)
    assert refused(bench, late)
