"""Numbers that several columns make only together are offered as an answer, and only where they surely do."""

from pathlib import Path

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Profiles, Source, answered, guess_reading, profile_of
from lunarcurator.services.importing.columns.composed_keys import composed_key, joints_between, told_together
from lunarcurator.services.importing.reading import settled

from tests.services.importing.steps import asked, opened, planned

CORES = "Hole|Core|CoreType|Section|Length\nA|2|H|1|1.451\nA|2|H|2|1.511\nA|3|H|1|0.56\nB|2|H|1|1.2"
TOGETHER = "Hole + Core + CoreType + Section"


def test_columns_that_tell_rows_apart_only_together_are_offered_first(desk: Desk) -> None:
    question = asked(desk, CORES)["number"]
    assert question.key == "import.ask.number_together"
    assert question.choices == (TOGETHER, "Hole", "Core", "CoreType", "Section", "Length", "none")
    assert dict(question.facts)["columns"] == TOGETHER
    assert dict(question.facts)["example"] == "A-2H-1"
    assert question.must


def test_the_answer_joins_them_as_the_numbers_of_cores_are_written(desk: Desk) -> None:
    plan = planned(desk, CORES, {"number": TOGETHER, "collection": "new:Lake"})
    assert [row.number for row in plan.rows] == ["A-2H-1", "A-2H-2", "A-3H-1", "B-2H-1"]


def test_what_is_chosen_of_the_columns_takes_the_place_of_the_answer(desk: Desk) -> None:
    plan = planned(desk, CORES, {"number": "Section", "collection": "new:Lake"})
    assert [row.number for row in plan.rows] == ["1", "2", "1", "1"]


def test_a_profile_keeps_what_was_answered(desk: Desk) -> None:
    _, reading = opened(desk, CORES)
    kept = profile_of(answered(reading, "number", TOGETHER), "lake")
    assert (kept.key, kept.joints) == (("hole", "core", "coretype", "section"), ("-", "", "-"))


def test_titles_between_the_rows_are_told_by_the_answered_columns(desk: Desk) -> None:
    text = "Core|Section|Notes|Colour\nLake Malawi\n1|1|silt|grey\n1|2|clay|grey\n2|1|silt|black\n2|2|clay|black"
    _, reading = opened(desk, text)
    assert not reading.between
    told = answered(reading, "number", "Core + Section")
    assert [each.row for each in told.between] == [each.row for each in settled(told).between] == [2]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Core|Section\n1|1\n1|2\n2|1", "Core + Section"),
        ("Site|Hole|Core\n1|C|1\n1|A|1\n1|B|2\n1|B|1", "Site + Hole + Core"),
        # What says the same everywhere adds nothing.
        ("Lab|Rack|Slot|Drawer|Note\nX|1|1|a|p\nX|1|2|a|p\nX|2|1|b|p\nX|2|2|b|p", "Rack + Slot"),
        # What a day or a length says in every row numbers nothing.
        (
            "Core|Section|Scanned\n1|1|2015-03-01 12:33:01\n1|2|2015-03-01 12:40:17\n2|1|2015-03-02 08:01:00",
            "Core + Section",
        ),
        ("Tray|Row|Slot\n1|a|x\n1|a|y\n1|b|x\n2|a|x\n1|b|y", "Tray + Row + Slot"),
    ],
)
def test_the_fewest_leading_columns_are_named(desk: Desk, text: str, columns: str) -> None:
    assert dict(asked(desk, text)["number"].facts).get("columns") == columns


@pytest.mark.parametrize(
    "text",
    [
        # One column alone tells every row apart.
        "Tray|Thing\n1|a\n1|b\n1|c",
        "Hole|Core|Section|Label\nA|1|1|Lake Malawi 1A-1-1\nA|1|2|Lake Malawi 1A-1-2\nA|2|1|Lake Malawi 1A-2-1",
        # None do, even together.
        "Tray|Slot\n1|1\n1|1",
        "Tray|Slot\n1|1\n2|1\n1|2\n2|2\n1|1",
        # Words count nothing, and measures number nothing.
        "Colour|Shape\nred|round\nred|square\nblue|round\nblue|square",
        "Tray|Breadth\n1|1.5\n1|2.5\n2|1.5\n2|2.5",
        # A part that is missing, where the rest is the number of another row or nothing, or in most rows.
        "Tray|Shelf|Slot\n1|1|2\n1|1|3\n1|2|\n1||2\n2|1|2",
        "Tray|Slot|Note\n1|1|of it\n1|2|of it\n2|1|of it\n||of it",
        "Tray|Slot\n1|1\n1|\n2|\n2|2\n1|\n2|",
        # A single row has nothing to be told apart from.
        "Tray|Slot\n1|1",
        # Cores of more columns than a key has.
        "Site|Hole|Core|Type|Section|Sect\n1|A|1|H|1|1\n1|A|1|H|2|1\n1|A|1|H|1|2",
        "Core|Remark\n1|a\n1|b",
    ],
)
def test_nothing_is_offered_where_it_is_not_sure(desk: Desk, text: str) -> None:
    found = asked(desk, text)
    assert "number" not in found or found["number"].key == "import.ask.number"


@pytest.mark.parametrize(
    ("text", "columns", "example", "short", "count"),
    [
        ("Tray|Slot\n1|1\n1|\n2|1\n2|2", "Tray + Slot", "1 1", "1", 1),
        ("Hole|Core|CoreType|Section\nA|2|H|1\nA|2|H|\nA|3||1\nB|2|H|1", TOGETHER, "A-2H-1", "A-2H", 2),
        # Hole and core differ in each row, and yet the sections are part of the numbers.
        ("Hole|Core|Section\nA|1|\nA|2|1\nA|3|\nB|1|1", "Hole + Core + Section", "A-2-1", "A-1", 2),
        ("Tray|Slot|Bag\n1|1|\n1||a\n2||b\n2|1|\n2|2|b\n|1|c", "Tray + Slot + Bag", "2 2 b", "1 1", 4),
    ],
)
def test_a_part_that_some_rows_lack_is_said_with_the_offer(
    desk: Desk, text: str, columns: str, example: str, short: str, count: int
) -> None:
    question = asked(desk, text)["number"]
    assert (question.key, question.must, question.choices[0]) == ("import.ask.number_in_part", True, columns)
    facts = dict(question.facts)
    assert (facts["example"], facts["short"], facts["count"]) == (example, short, count)
    plan = planned(desk, text, {"number": columns, "collection": "new:Lake"})
    assert len({row.number for row in plan.rows}) == len(plan.rows) == text.count("\n")


def test_a_row_far_down_may_say_that_they_are_not_different(desk: Desk, tmp_path: Path) -> None:
    rows = [f"{tray},{slot}" for tray in range(1, 21) for slot in range(1, 16)]
    path = tmp_path / "a.csv"
    for extra, key in (((), "import.ask.number_together"), (("3,4",), "import.ask.number")):
        path.write_text("\n".join(("Tray,Slot", *rows, *extra)) + "\n")
        assert asked(desk, Source.open(path))["number"].key == key
    reading = guess_reading(desk, Source.open(path), Profiles.load())
    assert told_together("Tray + Slot", reading.columns) == ("Tray", "Slot")
    assert told_together("Tray + Shelf", reading.columns) == ()
    assert told_together("A + B", ("A + B", "A", "B")) == ()


def test_a_header_may_hold_the_joint_of_columns_itself(desk: Desk) -> None:
    text = "Hole + Site|Section\n1A|1\n1A|2\n2A|1\n2A|2"
    question = asked(desk, text)["number"]
    assert question.choices[0] == "Hole + Site + Section"
    plan = planned(desk, text, {"number": question.choices[0], "collection": "new:Lake"})
    assert [row.number for row in plan.rows] == ["1A 1", "1A 2", "2A 1", "2A 2"]


def test_a_list_without_rows_has_no_number_to_compose() -> None:
    assert composed_key([], ["Core", "Section"], ["Core", "Section"]) == ()


def test_between_columns_of_other_things_stands_a_blank() -> None:
    assert joints_between(("Tray", "Slot")) == (" ",)
    assert joints_between(("Site", "Hole", "Core", "Type", "Section")) == ("", "-", "", "-")
    assert joints_between(("Hole", "Core")) == ("-",)
