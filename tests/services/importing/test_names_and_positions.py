"""A table of names and positions may be either: only a person can say whether it lists places or pieces."""

import pytest
from lunarcurator.services.desk import Desk

from tests.services.importing.steps import asked, opened, planned

WELLS = "name|latitude|longitude|description\nHall A|48.1|11.6|tower\nHall B|52.5|13.4|yard"


def test_names_and_positions_alone_may_be_either(desk: Desk) -> None:
    question = asked(desk, WELLS)["rows_are"]
    assert (question.must, question.choices) == (True, ("venues", "pieces"))
    assert [word for _, word in question.choice_words] == ["import.choice.venues", "import.choice.pieces"]
    places = planned(desk, WELLS, {"rows_are": "venues"})
    assert (places.kind, places.rows[0].number) == ("places", "Hall A")
    pieces = planned(desk, WELLS, {"rows_are": "pieces", "collection": "new:Finds"})
    assert (pieces.kind, pieces.rows[0].number) == ("catalogue", "Hall A")
    assert "tower" in str(pieces.rows[0].acts)


@pytest.mark.parametrize("column", ["mass (g)|21", "class|L5", "Sample|10003"])
def test_what_only_pieces_have_makes_it_no_list_of_places(desk: Desk, column: str) -> None:
    header, said = column.split("|")
    _, reading = opened(desk, f"name|latitude|longitude|{header}\nAachen|50.775|6.083|{said}")
    assert (reading.levels, reading.kind) == ({}, "catalogue")


def test_pieces_with_a_class_and_a_mass_go_by_their_names(desk: Desk) -> None:
    text = "name|latitude|longitude|mass (g)|class\nNakhla|31.3|30.35|9965|nakhlite\nZagami|11.7|7.1|18000|sherg."
    plan = planned(desk, text, {"collection": "new:Meteorites"})
    assert [row.number for row in plan.rows] == ["Nakhla", "Zagami"]
    assert "ug=9965000000" in str(plan.rows[0].acts)
