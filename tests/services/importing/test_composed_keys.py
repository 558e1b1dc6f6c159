"""Numbers that several columns make only together: a person names the columns, with + between them."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Unanswered, answered, profile_of
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.composed_keys import joints_between

from tests.services.importing.steps import asked, opened, planned

CORES = "Hole|Core|CoreType|Section|Length\nA|2|H|1|1.451\nA|2|H|2|1.511\nA|3|H|1|0.56\nB|2|H|1|1.2"
TOGETHER = "Hole + Core + CoreType + Section"


def test_any_column_and_any_of_them_together_are_an_answer(desk: Desk) -> None:
    question = asked(desk, CORES)["number"]
    assert (question.key, question.must, question.free) == ("import.ask.number", True, True)
    assert question.choices == ("Hole", "Core", "CoreType", "Section", "Length", "none")
    assert all(map(question.takes, (TOGETHER, "Core", "none")))
    assert not any(map(question.takes, ("", "Hole + Tray", "Hole +", "Tray")))


def test_an_answer_of_columns_there_are_not_is_asked_again(desk: Desk) -> None:
    with pytest.raises(Unanswered) as refused:
        planned(desk, CORES, {"number": "Hole + Tray", "collection": "new:Lake"})
    assert refused.value.key == "import.ask.number"


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


def test_a_header_may_hold_the_joint_of_columns_itself(desk: Desk) -> None:
    text = "Hole + Site|Section\n1A|1\n1A|2\n2A|1\n2A|2"
    plan = planned(desk, text, {"number": "Hole + Site + Section", "collection": "new:Lake"})
    assert [row.number for row in plan.rows] == ["1A 1", "1A 2", "2A 1", "2A 2"]


def test_between_columns_of_other_things_stands_a_blank() -> None:
    assert joints_between(("Tray", "Slot")) == (" ",)
    assert joints_between(("Site", "Hole", "Core", "Type", "Section")) == ("", "-", "", "-")
    assert joints_between(("Hole", "Core")) == ("-",)
