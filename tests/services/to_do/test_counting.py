"""What has to be in a place."""

from lunarcurator.domain.acts import Override
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, Move, OpenCollection, Register
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.to_do.counting import sighting_list
from lunarcurator.store.reads.place_book import places

from tests.services.to_do.conftest import TODAY, Lab


def place(lab: Lab, name: str) -> str:
    with lab.session.database.connect() as connection:
        return next(state.uid for state in places(connection) if state.name == name)


def test_all_containers_inside_are_listed_by_place_and_number(lab: Lab) -> None:
    found = sighting_list(lab.session, place(lab, "Vault"), TODAY)
    assert [(each.number, each.where) for each in found] == [
        ("15555", "Cabinet"),
        ("15556", "Cabinet"),
        ("15557", "Other"),
    ]
    assert [each.ug for each in found] == [10_000_000, None, 30_000_000]
    assert found[0].resolution_ug == 10
    assert found[1].reason == "not_weighed"
    assert "15555" in found[0].keys
    assert [each.where for each in sighting_list(lab.session, place(lab, "Other"), TODAY)] == ["Other"]


def test_pieces_of_two_collections_with_one_number_are_told_apart(lab: Lab) -> None:
    lab.post(OpenCollection(code="B", name="B", scheme="plain", missions=(Mission(code="B", name="B"),)))
    twin = Register(collection="B", number="15555", mission="B", mass=Mass.measured(5, 1), place="Cabinet")
    lab.post(twin, overrides=(Override(key="number.elsewhere", reason="another lab's"),), reason="a list")
    found = [each for each in sighting_list(lab.session, place(lab, "Cabinet"), TODAY) if "15555" in each.keys]
    assert sorted(each.number for each in found) == ["Apollo:15555", "B:15555"]
    assert [number_key(each.number) in each.keys for each in found] == [True, True]


def test_the_list_of_an_earlier_day_is_what_stood_there_then(lab: Lab) -> None:
    lab.post(Move(to="Other", samples=("15555",)))
    cabinet = place(lab, "Cabinet")
    assert [each.number for each in sighting_list(lab.session, cabinet, TODAY)] == ["15556"]
    assert [each.number for each in sighting_list(lab.session, cabinet, 20200101)] == ["15555", "15556"]
    assert sighting_list(lab.session, place(lab, "Far"), 19600101) == ()
