"""Several columns that may say where pieces stand: a container, its shelf, a place of storage."""

from lunarcurator.domain.operations import Register
from lunarcurator.services.desk import Desk

from tests.services.importing.steps import asked, planned

LIST = "Sample|Mission|Container|Location|Storage\n15016|Apollo 15|vial|Cab 1|\n15058|Apollo 15|bag|Cab 2|"


def test_it_is_asked_which_column_says_the_place_and_the_others_are_kept(desk: Desk) -> None:
    found = asked(desk, LIST)["which_place"]
    assert (found.must, found.choices) == (True, ("Container", "Location"))
    plan = planned(desk, LIST, {"which_place": "Location", "places": "keep"})
    assert [column.target for column in plan.columns[2:]] == ["other", "place", "other"]
    register = plan.rows[0].acts[0].operation
    assert isinstance(register, Register)
    assert dict(register.other) == {"Container": "vial", "Location": "Cab 1"}


def test_one_column_of_places_needs_no_question(desk: Desk) -> None:
    assert "which_place" not in asked(desk, "Sample|Mission|Location|Storage\n15016|Apollo 15|Cab 1|")
    assert "which_place" not in asked(desk, "Sample|Mission|Location|Note\n15016|Apollo 15|Cab 1|x")
