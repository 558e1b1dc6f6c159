"""A table of names and positions is no map: only a person can say whether it lists places or pieces."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.desk import Desk

from tests.services.importing.steps import asked, opened, planned

type Sheet = Callable[..., Path]

WELLS = "name|latitude|longitude|description\nHall A|48.1|11.6|tower\nHall B|52.5|13.4|yard"
MAP = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Hall</name>'
    "<Point><coordinates>10,48,0</coordinates></Point></Placemark></kml>"
)


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


def test_the_placemarks_of_a_map_are_places_without_a_question(desk: Desk, sheet: Sheet) -> None:
    source, reading = opened(desk, sheet(MAP, name="venues.kml"))
    assert reading.kind == "places"
    assert "rows_are" not in asked(desk, source.path)
