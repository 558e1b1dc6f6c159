"""Which column numbers the pieces is asked of a person; several that make it together are chosen as a key."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Unanswered, answered
from lunarcurator.services.importing.asking.settling import settled

from tests.services.importing.steps import asked, opened, planned

CORES = "Hole|Core|CoreType|Section|Length\nA|2|H|1|1.451\nA|2|H|2|1.511\nA|3|H|1|0.56\nB|2|H|1|1.2"


def test_any_column_is_an_answer(desk: Desk) -> None:
    question = asked(desk, CORES)["number"]
    assert (question.key, question.must, question.free) == ("import.ask.number", True, False)
    assert question.choices == ("Hole", "Core", "CoreType", "Section", "Length", "none")
    assert all(map(question.takes, ("Core", "none")))
    assert not any(map(question.takes, ("", "Hole + Core", "Tray")))


def test_an_answer_of_a_column_there_is_not_is_asked_again(desk: Desk) -> None:
    with pytest.raises(Unanswered) as refused:
        planned(desk, CORES, {"number": "Tray", "collection": "new:Lake"})
    assert refused.value.key == "import.ask.number"


def test_the_column_that_was_said_numbers_the_pieces(desk: Desk) -> None:
    plan = planned(desk, CORES, {"number": "Section", "collection": "new:Lake"})
    assert [row.number for row in plan.rows] == ["1", "2", "1", "1"]


def test_titles_between_the_rows_are_told_by_the_answered_column(desk: Desk) -> None:
    text = "Core|Section|Notes|Colour\nLake Malawi\n1|1|silt|grey\n2|2|clay|grey\n3|1|silt|black\n4|2|clay|black"
    _, reading = opened(desk, text)
    assert not reading.between
    told = answered(reading, "number", "Core")
    assert [each.row for each in told.between] == [each.row for each in settled(told).between] == [2]
