"""A box drawn as a grid comes in as pieces with their positions, if a person says in which box."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.identity import PlaceRef
from lunarcurator.domain.operations import Register, SetUpPlace
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Verdict, answered, plan_reading, questions, unanswered
from lunarcurator.services.importing.plan import PlannedRow
from lunarcurator.services.posting import Posted
from lunarcurator.services.words import Words
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, opened, planned, workbook


def box(path: Path) -> Path:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("Box 12",),
            (None, 1, 2, 3),
            ("A", "70180,100", "70180,101", "70180,102"),
            ("B", "70180,103", "empty", "70180,104"),
            ("checked",),
        ):
            sheet.append(row)

    return workbook(path / "box.xlsx", fill)


def test_a_grid_asks_whether_its_positions_become_places(desk: Desk, tmp_path: Path) -> None:
    found = asked(desk, box(tmp_path))
    assert dict(found["place_columns"].facts) == {"count": 1, "columns": "Position"}
    plan = planned(desk, box(tmp_path), {"place_columns": "keep"})
    assert [(row.row, row.number) for row in plan.rows] == [
        (3, "70180,100"),
        (3, "70180,101"),
        (3, "70180,102"),
        (4, "70180,103"),
        (4, "70180,104"),
    ]
    assert {each.row: each.why for each in plan.aside.rows} == {5: "below_grid"}


def test_its_positions_stand_in_the_box_a_person_names(desk: Desk, tmp_path: Path) -> None:
    told = {"place_columns": "yes", "within": "Lab > Room 1 > Box 12"}
    plan = planned(desk, box(tmp_path), told)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 5
    places = [act.operation for act in plan.opening]
    made = [(each.kind, each.name) for each in places if isinstance(each, SetUpPlace)]
    assert made[:4] == [("site", "Lab"), ("room", "Room 1"), ("box", "Box 12"), ("container", "A1")]


def test_a_box_right_in_a_site_is_refused_with_what_to_say(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, box(tmp_path), {"place_columns": "yes", "within": "Lab > Box 12"})
    (reason,) = plan.rows[0].reasons
    assert (plan.rows[0].verdict, reason.key) == (Verdict.REFUSED, "import.place_misfit")
    assert dict(reason.facts) == {"place": "Box 12", "kind": "box", "outer": "Lab", "above": "site"}


def test_a_box_may_stand_in_a_room_of_the_book_whatever_its_name(
    desk: Desk, tmp_path: Path, do: Callable[..., Posted]
) -> None:
    do(SetUpPlace(kind="site", name="Lab"))
    do(SetUpPlace(kind="room", name="Clean", parent=PlaceRef("Lab")))
    told = {"place_columns": "yes", "within": "Lab > Clean > Box 12"}
    plan = planned(desk, box(tmp_path), told)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 5


def test_a_place_that_stands_in_the_book_where_it_could_not_be_set_up_is_taken(
    desk: Desk, tmp_path: Path, do: Callable[..., Posted]
) -> None:
    text = "Sample|Mission|Building|Box\n15016|Apollo 15|31|B1"
    do(SetUpPlace(kind="building", name="Building 31"))
    do(SetUpPlace(kind="room", name="Box B1", parent=PlaceRef("Building 31")))
    for box, misfit in (("B1", False), ("B2", True)):
        (row,) = planned(desk, text.replace("B1", box), {"place_columns": "yes"}).rows
        assert ("import.place_misfit" in [reason.key for reason in row.reasons]) is misfit


def test_positions_of_several_grids_stand_each_in_its_box(desk: Desk, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ("Box 1", None, None, None, None, "Box 2"),
            (None, 1, 2, 3, None, None, 1, 2, 3),
            ("A", "70180,100", None, None, None, "A", "70180,101"),
            ("B", "70180,102", None, None, None, "B", "70180,103"),
        ):
            sheet.append(row)

    path = workbook(tmp_path / "boxes.xlsx", fill)
    assert dict(asked(desk, path)["place_columns"].facts)["columns"] == "Box > Position"
    plan = planned(desk, path, {"place_columns": "yes", "within": "Lab > Room 1"})
    assert [(row.number, row.acts[0].operation.place) for row in plan.rows] == [
        ("70180,100", "Lab > Room 1 > Box 1 > Position A1"),
        ("70180,101", "Lab > Room 1 > Box 2 > Position A1"),
        ("70180,102", "Lab > Room 1 > Box 1 > Position B1"),
        ("70180,103", "Lab > Room 1 > Box 2 > Position B1"),
    ]


def test_a_list_with_a_row_for_each_box_comes_in_position_by_position(desk: Desk) -> None:
    text = "Box|A1|A2|A3\nFB-1|15555,7|15555,8|empty\nFB-2|60025,1||60025,2"
    assert dict(asked(desk, text)["place_columns"].facts) == {"count": 2, "columns": "Box > Position"}
    plan = planned(desk, text, {"place_columns": "yes", "within": "Lab > Room 1"})
    assert [row.number for row in plan.rows] == ["15555,7", "15555,8", "60025,1", "60025,2"]
    places = [act.operation for act in plan.opening]
    made = [each.name for each in places if isinstance(each, SetUpPlace)]
    assert made[:5] == ["Lab", "Room 1", "Box FB-1", "Position A1", "Position A2"]


def places_of(row: PlannedRow) -> list[str]:
    return [str(act.operation.place) for act in row.acts if isinstance(act.operation, Register)]


TWO_BOXES = "|1|2|3\nA|15555,7|15555,8|\nB|60025,1||60025,2\n|||\n|1|2|3\nA|70180,1|70180,2|\nB|70180,3||70180,4"


def test_boxes_without_a_name_are_asked_for_one_each_once_their_positions_become_places(desk: Desk) -> None:
    assert "boxes" not in asked(desk, TWO_BOXES)
    source, reading = opened(desk, TWO_BOXES)
    reading = answered(answered(reading, "place_columns", "yes"), "within", "Lab > Room 1")
    (question,) = unanswered(questions(desk, source, reading), reading)
    assert (question.id, question.choices) == ("boxes", ("1; 2",))
    assert dict(question.facts) == {"count": 2, "sheet": "clipboard", "cells": "A1, A5"}
    for short in ("FB-1", "FB-1; FB-1", "a; A", "FB-1; FB-2; FB-3", ""):
        assert not question.takes(short)
        assert unanswered(questions(desk, source, answered(reading, "boxes", short)), reading)
    plan = plan_reading(desk, source, answered(reading, "boxes", "FB-1； FB  2"))
    assert [place for each in plan.rows[::4] for place in places_of(each)] == [
        "Lab > Room 1 > Box FB-1 > Position A1",
        "Lab > Room 1 > Box FB 2 > Position A1",
    ]


def test_the_name_of_a_drawn_box_is_given_to_no_other(desk: Desk) -> None:
    text = TWO_BOXES.replace("\n|||\n", "\n|||\n{}|||\n")
    source, reading = opened(desk, text.format("Box 1"))
    reading = answered(answered(reading, "place_columns", "yes"), "within", "Lab > Room 1")
    (question,) = unanswered(questions(desk, source, reading), reading)
    assert question.choices == ("1",)
    words = Words.load("en", resources_folder() / "messages")
    assert words.say(question.key, dict(question.facts)).endswith("no name (cell A1). What is it called?")
    for same in ("Box 1", "box  1"):
        assert not question.takes(same)
        told = answered(reading, "boxes", same)
        assert unanswered(questions(desk, source, told), told)
        assert told.layout.grid == reading.guess.layout.grid
    source, reading = opened(desk, text.format("1"))
    reading = answered(answered(reading, "place_columns", "yes"), "within", "Lab > Room 1")
    assert unanswered(questions(desk, source, reading), reading)[0].choices == ("2",)


def test_only_boxes_without_a_name_are_named(desk: Desk) -> None:
    source, reading = opened(desk, TWO_BOXES.replace("\n|||\n", "\n|||\nNorth box|||\n"))
    reading = answered(answered(reading, "place_columns", "yes"), "within", "Lab > Room 1")
    (question,) = unanswered(questions(desk, source, reading), reading)
    assert dict(question.facts)["cells"] == "A1"
    plan = plan_reading(desk, source, answered(reading, "boxes", "South box"))
    assert [place for each in plan.rows[::4] for place in places_of(each)] == [
        "Lab > Room 1 > South box > Position A1",
        "Lab > Room 1 > North box > Position A1",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # A remark, a box twice, two steps of one kind.
        "Box|A1|A2|A3|Remarks\nB1|15555,7|15555,8|15555,9|x\nB2|60025,1|60025,2|60025,3|",
        "Box|A1|A2|A3\nB1|15555,7|15555,8|15555,9\nB1|60025,1|60025,2|60025,3",
        "Box|Box No|A1|A2|A3\nMoon|1|15555,7|15555,8|15555,9\nMoon|2|60025,1|60025,2|60025,3",
        "Rack|Box|1|2|3\n|1|15555,7|15555,8|15555,9\nR|2|60025,1|60025,2|60025,3",
        "Box|1|2|3\n" + "\n".join(f"B{at // 2}|15555,{at}|15556,{at}|15557,{at}" for at in range(1, 20)),
        "Box|1|2|3\nB1|12.5 g|3.1 g|2.2 g\nB2|1 g|2 g|3 g",
    ],
)
def test_no_position_of_a_list_of_boxes_is_the_number_unless_a_person_says_so(desk: Desk, rows: str) -> None:
    _, reading = opened(desk, rows)
    assert reading.guess.layout.grid is None
    assert reading.columns == (*rows.partition("\n")[0].split("|"),)
    assert not reading.taken_for("number", "generic", "specific")
    assert asked(desk, rows)["number"].must
