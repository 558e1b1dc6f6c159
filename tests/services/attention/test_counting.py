"""What has to be in a place."""

from lunarcurator.domain.operations import Move
from lunarcurator.services.attention.counting import sighting_list
from lunarcurator.store.reads.place_book import places

from tests.services.attention.conftest import TODAY, Lab


def place(lab: Lab, name: str) -> str:
    with lab.desk.database.connect() as connection:
        return next(state.uid for state in places(connection) if state.text("name") == name)


def test_all_containers_inside_are_listed_by_place_and_number(lab: Lab) -> None:
    found = sighting_list(lab.desk, place(lab, "Vault"), TODAY)
    assert [(each.number, each.where) for each in found] == [
        ("15555", "Cabinet"),
        ("15556", "Cabinet"),
        ("15557", "Other"),
    ]
    assert [each.ug for each in found] == [10_000_000, None, 30_000_000]
    assert found[0].resolution_ug == 10
    assert found[1].reason == "not_weighed"
    assert "15555" in found[0].keys
    assert [each.where for each in sighting_list(lab.desk, place(lab, "Other"), TODAY)] == ["Other"]


def test_the_list_of_an_earlier_day_is_what_stood_there_then(lab: Lab) -> None:
    lab.post(Move(to="Other", samples=("15555",)))
    cabinet = place(lab, "Cabinet")
    assert [each.number for each in sighting_list(lab.desk, cabinet, TODAY)] == ["15556"]
    assert [each.number for each in sighting_list(lab.desk, cabinet, 20200101)] == ["15555", "15556"]
    assert sighting_list(lab.desk, place(lab, "Far"), 19600101) == ()
