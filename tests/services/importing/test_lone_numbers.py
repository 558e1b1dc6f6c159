"""A row with nothing but a short figure in a collection of any numbers: a piece, or a count; that is asked."""

import pytest
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Unanswered, answered, questions
from lunarcurator.services.importing.lists.lone_numbers import LONE, lone_numbers

from tests.services.importing.steps import asked as asked_of
from tests.services.importing.steps import opened, planned

LIST = "Sample|Rock|Mass (g)\nBX-001|basalt|12\n1||\nBX-002|gabbro|3\nBX-003|soil|4\n||\n2||"
PLAIN = {"collection": "new:Plain"}


def asked(desk: Desk, text: str, collection: str = "new:Plain") -> dict[str, str | int]:
    source, reading = opened(desk, text)
    found = {each.id: each for each in questions(desk, source, answered(reading, "collection", collection))}
    if LONE.name not in found:
        return {}
    assert (found[LONE.name].must, found[LONE.name].choices) == (True, ("take", "leave"))
    return dict(found[LONE.name].facts)


def test_a_lone_figure_is_asked_about_in_a_collection_where_any_text_is_a_number(desk: Desk) -> None:
    assert asked(desk, LIST) == {"count": 2, "column": "Sample", "row": 3, "example": "1"}
    with pytest.raises(Unanswered):
        planned(desk, LIST, PLAIN)


def test_it_becomes_a_piece_or_is_left_out_and_told(desk: Desk) -> None:
    taken = planned(desk, LIST, {**PLAIN, LONE.name: "take"})
    assert [row.number for row in taken.rows] == ["BX-001", "1", "BX-002", "BX-003", "2"]
    left = planned(desk, LIST, {**PLAIN, LONE.name: "leave"})
    assert [row.number for row in left.rows] == ["BX-001", "BX-002", "BX-003"]
    assert {each.row: each.why for each in left.aside.rows} == {3: "lone", 7: "lone"}


def test_it_is_found_beside_the_column_that_was_answered_to_number_the_pieces(desk: Desk) -> None:
    text = LIST.replace("Sample", "What").replace("Rock", "Which")
    said = {**PLAIN, "number": "What", LONE.name: "leave"}
    left = planned(desk, text, said)
    assert [row.number for row in left.rows] == ["BX-001", "BX-002", "BX-003"]
    assert {each.row for each in left.aside.rows} == {3, 7}


@pytest.mark.parametrize(
    "text",
    [
        # Nothing but numbers, or hardly anything else.
        "Sample|Rock\n1|basalt\n2|\n3|",
        "Sample\n1\n2\n3",
        # A label is a piece of which nothing else is known.
        "Sample|Rock|Mass (g)\nBX-001|basalt|12\nBX-002|gabbro|4\nBX-003||",
        "Sample|Rock|Mass (g)\n1|basalt|12\n2|gabbro|4\n3|soil|1",
    ],
)
def test_other_rows_are_not_asked_about(desk: Desk, text: str) -> None:
    assert not asked(desk, text)


def test_where_figures_are_no_numbers_their_rows_are_refused(desk: Desk) -> None:
    text = "Sample|Rock|Mass (g)\n10017|basalt|12\n10018|gabbro|4\n1||"
    assert LONE.name not in asked_of(desk, text)
    assert not asked(desk, text, "Apollo")


def test_blanks_that_continue_the_row_above_say_nothing_of_a_lone_figure(desk: Desk) -> None:
    rows = ("Find A|BX-1|2", "|BX-2|3", "|BX-3|4", "Find B|BX-4|5", "|BX-5|6", "|1|")
    text = "\n".join(("Class|Sample|Mass (g)", *rows))
    _, reading = opened(desk, text)
    reading = answered(reading, "fill:Class", "yes")
    cells: tuple[Cell, ...] = ("Find B", "1", None)
    assert [*lone_numbers([Row(7, cells)], reading)] == [(7, "1")]


@pytest.mark.parametrize(
    ("cell", "lone"),
    [(7, True), ("(12)", True), ("12345", False), (True, False), ("1.5", False), ("A1", False), (None, False)],
)
def test_only_short_whole_figures_may_be_counts(desk: Desk, cell: Cell, lone: bool) -> None:
    _, reading = opened(desk, LIST)
    assert bool([*lone_numbers([Row(9, (cell, None, " "))], reading)]) is lone


def test_no_row_is_lone_where_no_other_column_could_say_anything(desk: Desk) -> None:
    _, reading = opened(desk, "Sample|Class\n1|Soil\n2|\n3|\n4|Glass\n5|\n6|")
    reading = answered(reading, "fill:Class", "yes")
    assert reading.layout.fill
    assert not [*lone_numbers([Row(9, ("1", None))], reading)]
    _, reading = opened(desk, "Generic|Specific|Mass (g)\n10017|1|5")
    assert not [*lone_numbers([Row(9, ("1", None, None))], reading)]
