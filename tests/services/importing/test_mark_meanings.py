"""A colour or a stroke may mean the value of a field: it goes there for the rows that carry it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Mission, OpenCollection, Register, SetUpPlace
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import ImportPlan, Verdict, mapped, plan_reading, post_import
from lunarcurator.services.importing.columns.mark_meanings import in_field
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned, workbook

YELLOW = "colour:1:FFFF00"
HEADER = ("ID", "Mission", "Remarks", "Condition", "Other names")


@pytest.fixture(autouse=True)
def book(do: Callable[..., object]) -> None:
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)


def marked(tmp_path: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Path:
    """Write rows of which the first two are yellow at their number, the second struck there and in its remarks."""

    def fill(sheet: Worksheet) -> None:
        for row in (header, *rows):
            sheet.append(row)
        sheet["A2"].fill = sheet["A3"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["A3"].font = sheet["C3"].font = Font(strike=True)

    return workbook(tmp_path / "a.xlsx", fill)


ROWS = (
    ("10017", "Apollo 11", "chipped", "", "Old 17"),
    ("10018", "Apollo 11", "", "Pristine", ""),
    ("10019", "Apollo 11", "whole", "", ""),
)


def registered(plan: ImportPlan) -> list[Register]:
    return [act.operation for row in plan.rows for act in row.acts if isinstance(act.operation, Register)]


def test_a_colour_means_a_remark_beside_what_the_row_says(desk: Desk, tmp_path: Path) -> None:
    answers = {"struck": "remarks: gone", YELLOW: "remarks: on loan"}
    plan = planned(desk, marked(tmp_path, *ROWS), answers)
    assert [each.remarks for each in registered(plan)] == ["chipped; on loan", "on loan; gone", "whole"]
    assert all(not each.other for each in registered(plan))
    post_import(desk, plan, OPERATOR)
    assert planned(desk, marked(tmp_path, *ROWS), answers).counts[Verdict.SAME] == 3


def test_a_colour_that_contradicts_a_column_refuses_the_row(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, marked(tmp_path, *ROWS), {"struck": "leave", YELLOW: "condition: returned"})
    assert [each.condition for each in registered(plan)] == ["returned", "not_stated"]
    plan = planned(desk, marked(tmp_path, *ROWS), {"struck": "keep", YELLOW: "condition: air exposed"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    (reason,) = plan.rows[1].reasons
    assert (reason.key, dict(reason.facts)["before"]) == ("import.said_twice", "pristine")
    agreeing = planned(desk, marked(tmp_path, *ROWS), {"struck": "keep", YELLOW: "condition: pristine"})
    assert [each.condition for each in registered(agreeing)] == ["pristine", "pristine", "not_stated"]


def test_names_and_places_may_be_meant_too(desk: Desk, do: Callable[..., object], tmp_path: Path) -> None:
    do(SetUpPlace(kind="site", name="Lab"))
    do(SetUpPlace(kind="room", name="Room B", parent="Lab"))
    named = planned(desk, marked(tmp_path, *ROWS), {"struck": "keep", YELLOW: "names: Big one"})
    assert [[name.name for name in each.names] for each in registered(named)][:2] == [
        ["Old 17", "Big one"],
        ["Big one"],
    ]
    there = planned(desk, marked(tmp_path, *ROWS), {"struck": "keep", YELLOW: "place: Room B"})
    assert [bool(each.place) for each in registered(there)] == [True, True, False]
    beside = (("10017", "Apollo 11", "Room B"), ("10018", "Apollo 11", ""))
    header = ("ID", "Mission", "Place")
    agreeing = planned(desk, marked(tmp_path, *beside, header=header), {"struck": "keep", YELLOW: "place: Room B"})
    assert all(each.place for each in registered(agreeing))


def test_words_that_name_no_field_are_kept_as_they_are(desk: Desk, tmp_path: Path) -> None:
    for words in ("note: on loan", "remarks:", "on loan"):
        plan = planned(desk, marked(tmp_path, *ROWS), {"struck": "keep", YELLOW: words})
        assert dict(registered(plan)[0].other)["ID: FFFF00"] == words
    assert (in_field("remarks", "on loan"), in_field("", "on loan")) == ("remarks: on loan", "on loan")


def test_what_a_mark_can_mean_depends_on_the_list(desk: Desk, tmp_path: Path) -> None:
    assert asked(desk, marked(tmp_path, *ROWS))[YELLOW].fields[:2] == ("remarks", "condition")
    loans = marked(tmp_path, ("B", "10017", "1999-05-03"), header=("Borrower", "Sample", "Date lent"))
    assert asked(desk, loans)[YELLOW].fields == ("remarks",)
    places = marked(tmp_path, ("F", "1"), ("F", "2"), header=("Freezer", "Position"))
    assert asked(desk, places)[YELLOW].fields == ()


def test_two_columns_taken_for_one_field_must_agree(desk: Desk) -> None:
    text = "ID|Mission|Flight|Pass\n10017|Apollo 11|A11|1\n10018|Apollo 11|Apollo 12|1\n10019||A11|1"
    source, reading = opened(desk, text)
    plan = plan_reading(desk, source, mapped(reading, "Flight", "mission"))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    assert plan.rows[1].reasons[0].key == "import.said_twice"
    assert plan.rows[2].mission == "Apollo 11"
