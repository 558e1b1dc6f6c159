"""The tree of places, what is in them now and at any moment, how they moved, and what a move takes along."""

import pytest
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import CorrectPlace, Move, Register, RetirePlace, Reverse, SetUpPlace, Void
from lunarcurator.services.places import NOWHERE, MassSum, Places, PlaceTree, Totals, Unweighed, what_moves

from tests.services.records.vault import TODAY, Vault, grams

MG = 1_000


@pytest.fixture
def places(vault: Vault) -> Places:
    return Places(vault.session)


def named(tree: PlaceTree, totals: Totals) -> dict[str, MassSum]:
    found = {node.name: totals.of(id_) for id_, node in tree.nodes.items()}
    return {name: held for name, held in found.items() if held != MassSum()} | {"": totals.of(NOWHERE)}


def test_a_labs_own_places_come_first_each_in_the_natural_order_of_names(vault: Vault, places: Places) -> None:
    tree = places.tree()
    assert [tree.nodes[each].name for each in tree.children(None)] == ["Lab", "Far site"]
    cabinets = tree.children(vault.place("Vault P"))
    assert [tree.nodes[each].name for each in cabinets] == ["Cabinet 8", "Cabinet 12"]
    assert tree.path(vault.place("Can 46")) == "Lab › Vault P › Cabinet 8 › Tray 2 › Can 46"
    assert tree.path(None) == ""
    assert tree.id_of(tree.nodes[cabinets[0]].uid) == cabinets[0]
    assert tree.id_of(Uid("f" * 32)) is None


def test_a_place_takes_its_atmosphere_from_what_it_stands_in(vault: Vault, places: Places) -> None:
    tree = places.tree()
    assert tree.atmosphere(vault.place("Can 46")) == "nitrogen"
    assert tree.atmosphere(vault.place("Library")) == "air"
    assert tree.atmosphere(vault.place("Vault 1")) == ""
    assert tree.is_remote(vault.place("Cabinet 3"))
    assert not tree.is_remote(vault.place("Can 46"))


def test_places_are_found_by_every_word_of_name_or_code(vault: Vault, places: Places) -> None:
    tree = places.tree()
    assert tree.matching("CABINET c8") == {vault.place("Cabinet 8")}
    assert tree.matching("tray 2") == {vault.place("Tray 2")}
    assert tree.matching("no such") == frozenset()


def test_every_place_holds_what_stands_in_it_at_any_depth(vault: Vault, places: Places) -> None:
    tree = places.tree()
    held = named(tree, places.totals(tree))
    assert held["Can 46"] == MassSum(4, 377_390_000 + 5_310_000 + 8_900_000 + 10_900_000, resolution_ug=MG)
    assert held["Tray 2"] == MassSum(5, 402_500_000, 0, Unweighed(unknown=1), 0, MG)
    assert held["Library"] == MassSum(2, 150_000_000, 1, Unweighed(unknown=1))
    assert held["Lab"] == held["Vault P"].plus(held["Library"])
    assert held[""] == MassSum(2, 0, 0, Unweighed(not_reconciled=2))
    assert "Far site" not in held


def test_all_places_together_hold_every_existing_piece(places: Places) -> None:
    tree = places.tree()
    everything = places.totals(tree).everything
    assert (everything.pieces, everything.unweighed.total) == (12, 4)


def test_sums_of_any_known_moment_are_those_that_were_seen_then(bare_vault: Vault) -> None:
    places = Places(bare_vault.session)
    seen: list[tuple[int, dict[str, MassSum]]] = []
    post = bare_vault.post

    def watched(*args: object, **more: object) -> object:
        posted = post(*args, **more)  # type: ignore[arg-type]
        tree = places.tree()
        seen.append((posted.seq, named(tree, places.totals(tree))))
        return posted

    bare_vault.post = watched  # type: ignore[method-assign, assignment]
    bare_vault.live()
    bare_vault.post(Void(sample="15500"))
    assert len(seen) > 10
    for seq, then in seen:
        moment = Moment(seq=seq)
        tree = places.tree(moment)
        assert named(tree, places.totals(tree, moment)) == then


def test_sums_of_a_day_count_only_what_had_happened(places: Places) -> None:
    moment = Moment(20030101)
    tree = places.tree(moment)
    held = named(tree, places.totals(tree, moment))
    assert held["Far site"] == MassSum(4, 377_402_000 + 25_110_000, resolution_ug=MG)
    assert held["Library"] == MassSum(1, 150_000_000, 1)
    assert held["Lab"].pieces == 4


def test_the_sums_of_today_as_a_day_are_the_sums_of_now(places: Places) -> None:
    now, today = places.tree(), places.tree(Moment(TODAY))
    assert named(now, places.totals(now)) == named(today, places.totals(today, Moment(TODAY)))


def test_places_are_called_at_a_moment_as_they_were_called_then(vault: Vault, places: Places) -> None:
    vault.post(CorrectPlace(place="T2", field="name", old="Tray 2", new="Tray 2b"), day=20250101)
    assert places.tree().nodes[vault.place("Tray 2b")].name == "Tray 2b"
    assert places.tree(Moment(20240101)).nodes[vault.place("Tray 2b")].name == "Tray 2"
    assert not places.tree(Moment(19680101)).nodes


def test_renewed_sums_are_what_adding_up_anew_would_say(vault: Vault, places: Places) -> None:
    tree = places.tree()
    before = places.totals(tree)
    for operation in (
        Move(to="C12", samples=("15555,46",)),
        Move(to="Library", samples=("15555,211", "15555,133")),
    ):
        changes = vault.post(operation).changes
        renewed = places.renewed(tree, before, changes.samples, changes.born, changes.seq)
        assert renewed is not None
        again = places.totals(tree)
        assert dict(renewed.whole) == dict(again.whole)
        before = renewed


def test_a_piece_without_a_stated_place_asks_for_adding_up_anew(vault: Vault, places: Places) -> None:
    tree = places.tree()
    before = places.totals(tree)
    posted = vault.post(Move(to="C12", samples=("15415",)))
    changes = posted.changes
    assert places.renewed(tree, before, changes.samples, changes.born, changes.seq) is None
    before = places.totals(tree)
    later = vault.post(Move(to="Library", samples=("15415",))).changes
    assert places.renewed(tree, before, later.samples, later.born, later.seq) is not None
    before = places.totals(tree)
    back = vault.post(Reverse(entry=str(later.seq))).changes
    assert places.renewed(tree, before, back.samples, back.born, back.seq) is not None
    vault.post(Reverse(entry=str(posted.seq)))
    before = places.totals(tree)
    redone = vault.post(Reverse(entry=str(vault.posted[-1].seq))).changes
    assert places.renewed(tree, before, redone.samples, redone.born, redone.seq) is None


def test_the_contents_of_a_place_say_where_below_it_each_piece_stands(vault: Vault, places: Places) -> None:
    tree = places.tree()
    contents = places.contents(tree, vault.place("Tray 2"))
    assert [(row.number, where) for row, where in contents.rows] == [
        ("15555,46", "Can 46"),
        ("15555,133", "Can 46"),
        ("15555,134", "Can 46"),
        ("15555,135", "Can 46"),
        ("15555,211", "Bag S"),
    ]
    assert not contents.more
    few = places.contents(tree, vault.place("Tray 2"), most=2)
    assert (len(few.rows), few.more) == (2, True)


def test_very_many_pieces_are_listed_place_by_place(vault: Vault, places: Places) -> None:
    tree = places.tree()
    lab = vault.place("Lab")
    rows = places.contents(tree, lab, most=4, pieces=1_000_000)
    assert [(row.number, where) for row, where in rows.rows] == [
        ("15500", "Library"),
        ("15555,210", "Library"),
        ("15555", "Vault P › Cabinet 8"),
        ("15555,48", "Vault P › Cabinet 12"),
    ]
    assert rows.more


def test_the_contents_of_a_day_are_those_of_that_day(vault: Vault, places: Places) -> None:
    moment = Moment(20030101)
    tree = places.tree(moment)
    contents = places.contents(tree, vault.place("Vault 1"), moment)
    assert next((row.number, row.mass_ug) for row, _ in contents.rows) == ("15555,46", 377_402_000)
    assert contents.rows[0][1] == "Cabinet 3 › Tray 2 › Can 46"
    assert [row.number for row, _ in places.contents(tree, NOWHERE, moment).rows] == ["15415", "15016"]


def test_pieces_of_no_stated_place_are_contents_of_their_own(vault: Vault, places: Places) -> None:
    assert [row.number for row, _ in places.contents(places.tree(), NOWHERE).rows] == ["15415", "15016"]


def test_every_piece_in_a_place_is_named(vault: Vault, places: Places) -> None:
    inside = places.pieces_inside(places.tree(), [vault.place("Tray 2")])
    assert set(inside) == {vault.piece(f"15555,{number}") for number in (46, 133, 134, 135, 211)}


def test_the_moves_of_a_container_are_told_the_latest_first(vault: Vault, places: Places) -> None:
    moves = places.moves(places.tree(), vault.place("Tray 2"))
    here, there = "Lab › Vault P › Cabinet 8", "Far site › Vault 1 › Cabinet 3"
    assert [(move.day, move.came_from, move.went_to) for move in moves] == [
        (20190618, there, here),
        (20020311, here, there),
        (19690101, "", here),
    ]
    assert moves[0].target == vault.place_uid("Cabinet 8")
    top = places.moves(places.tree(), vault.place("Lab"))
    assert [(move.went_to, move.target) for move in top] == [("", None)]


def test_an_undone_move_is_not_told(vault: Vault, places: Places) -> None:
    moved = vault.post(Move(to="C12", places=("T2",)))
    assert len(places.moves(places.tree(), vault.place("Tray 2"))) == 4
    vault.post(Reverse(entry=str(moved.seq)))
    assert len(places.moves(places.tree(), vault.place("Tray 2"))) == 3


def test_what_would_move_is_said_before_it_does(vault: Vault, places: Places) -> None:
    tree = places.tree()
    moving = what_moves(tree, places.totals(tree), [vault.place("Tray 2")], vault.place("Cabinet 3"))
    held = MassSum(5, 402_500_000, 0, Unweighed(unknown=1), 0, MG)
    assert (moving.names, moving.containers, moving.held) == (("Tray 2",), 2, held)
    assert moving.came_from == ("Lab › Vault P › Cabinet 8",)
    assert (moving.goes_to, moving.target_name) == ("Far site › Vault 1 › Cabinet 3", "Cabinet 3")
    assert moving.atmospheres == ("nitrogen", "")
    assert moving.changes_site


def test_a_container_with_an_atmosphere_of_its_own_keeps_it_on_the_way(vault: Vault, places: Places) -> None:
    vault.post(SetUpPlace(kind="can", name="Tight", parent="C8", atmosphere="helium", sealed=True))
    tree = places.tree()
    tight, tray = vault.place("Tight"), vault.place("Tray 2")
    totals = places.totals(tree)
    assert what_moves(tree, totals, [tight], vault.place("Library")).atmospheres == ("helium", "helium")
    both = what_moves(tree, totals, [tight, tray], vault.place("Cabinet 12"))
    assert both.atmospheres == ("", "nitrogen")
    assert not both.changes_site


def test_retired_places_stay_in_the_tree_and_say_so(vault: Vault, places: Places) -> None:
    vault.post(RetirePlace(place="Cabinet 3"))
    node = places.tree().nodes[vault.place("Cabinet 3")]
    assert node.retired
    assert not places.tree(Moment(20200101)).nodes[node.id].retired


def test_a_piece_that_ceased_to_exist_is_in_no_place_any_more(vault: Vault, places: Places) -> None:
    vault.post(
        Register(collection="Apollo", number="15600", mission="Apollo 15", mass=grams(5), place="C12"),
        day=20220101,
    )
    vault.post(Void(sample="15600"))
    tree = places.tree()
    assert places.totals(tree).of(vault.place("Cabinet 12")).pieces == 2


def test_what_stands_in_two_of_several_places_counts_once(vault: Vault, places: Places) -> None:
    tree = places.tree()
    totals = places.totals(tree)
    can, tray, library = (vault.place(name) for name in ("Can 46", "Tray 2", "Library"))
    assert tree.outermost((can, tray, library, tray)) == (tray, library)
    assert totals.of_all(tree, (can, tray, library)) == totals.of(tray).plus(totals.of(library))
