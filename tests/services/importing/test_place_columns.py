"""Columns of rooms, cabinets and boxes beside a number: whether they become places is asked."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, planned

LIST = (
    "Sample|Mission|Box|Position|Room|Building\n15016|Apollo 15|B1|A1|1103|31\n"
    "15058|Apollo 15|B1|A2|1103|31\n15415|Apollo 15|B1|A2|1103|31"
)


def test_columns_of_places_are_asked_about_from_the_outermost_inwards(session: StoreSession) -> None:
    found = asked(session, LIST)["place_columns"]
    assert (found.must, found.choices) == (True, ("yes", "keep"))
    assert dict(found.facts) == {"count": 4, "columns": "Building > Room > Box > Position"}


def test_they_become_places_and_two_pieces_in_one_position_are_told(session: StoreSession) -> None:
    plan = planned(session, LIST, {"place_columns": "yes"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 3
    assert [[reason.key for reason in row.reasons] for row in plan.rows] == [
        [],
        ["import.position_shared"],
        ["import.position_shared"],
    ]
    assert dict(plan.rows[1].reasons[0].facts)["place"] == "Building 31 > Room 1103 > Box B1 > Position A2"


def test_kept_they_stand_beside_the_piece(session: StoreSession) -> None:
    plan = planned(session, LIST, {"place_columns": "keep"})
    assert [column.target for column in plan.columns[2:]] == ["other"] * 4


def test_places_that_may_not_stand_alone_ask_in_which_place_they_are(session: StoreSession) -> None:
    text = "Sample|Mission|Cabinet|Shelf\n15016|Apollo 15|C1|1"
    assert "within" not in asked(session, text)
    plan = planned(session, text, {"place_columns": "yes", "within": "Lab"})
    assert plan.rows[0].verdict is Verdict.NEW


def test_a_place_before_whose_day_pieces_came_is_told(session: StoreSession, do: Callable[..., Posted]) -> None:
    do(SetUpPlace(kind="site", name="Lab"))
    text = "Sample|Mission|Cabinet|Shelf\n15016|Apollo 15|C1|1"
    with pytest.raises(MappingRefused) as refused:
        planned(session, text, {"place_columns": "yes", "within": "Lab"})
    assert (refused.value.key, refused.value.facts["place"]) == ("day.before_place", "Lab")


def test_one_column_a_place_told_whole_and_a_list_without_pieces_are_not_asked_about(
    session: StoreSession,
) -> None:
    assert "place_columns" not in asked(session, "Sample|Mission|Box|Note\n15016|Apollo 15|B1|x")
    assert "place_columns" not in asked(session, "Sample|Mission|Box|Shelf|Place\n15016|Apollo 15|B1|1|here")
    loans = "Sample|Borrower|Loan date|Box|Shelf\n15016|A. Smith|2020-01-02|B1|1"
    assert "place_columns" not in asked(session, loans)
    assert "place_columns" not in asked(session, "Box|Shelf|Words\nB1|1|x")


TWICE = (
    "Sample|Mission|Location / home / room|Location / home / cabinet|"
    "Location / now / room|Location / now / cabinet\n"
    "15016|Apollo 15|R1|C1|R2|C4\n15058|Apollo 15|R1|C2|R1|C2"
)


def test_of_two_places_of_a_piece_none_is_taken_and_both_stay_beside_it(session: StoreSession) -> None:
    assert "place_columns" not in asked(session, TWICE)
    assert [column.target for column in planned(session, TWICE).columns[2:]] == ["other"] * 4


def test_steps_below_different_headers_are_one_place_where_none_comes_twice(session: StoreSession) -> None:
    text = "Sample|Mission|House / room|Store / cabinet|Store / shelf\n15016|Apollo 15|R1|C1|2"
    assert asked(session, text)["place_columns"].choices == ("yes", "keep")
