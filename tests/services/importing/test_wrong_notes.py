"""A first row that only seems to explain the columns hides nothing: it must be answered where it says a number."""

from pathlib import Path

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Unanswered, answered, questions
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, opened, planned, workbook

# In the last column, of words and figures, the first row seems to explain what follows.
INSIDE = "\n".join(
    [
        "Sample number|Mass (mg)|Storage location|Bag",
        "CE5C0100YJFM014|n.d.|Box 12|A. B.",
        "CE5C0100YJFM062|86.02||12",
        "CE5C0100YJFM105|86.8||A. B.",
        "CE5C0500YJFM111|0.2|Vault A|A. B.",
        "CE5C0500YJFM129|0.3||A. B.",
    ]
)
PLAIN = INSIDE.replace("CE5C0", "piece ")


def test_a_row_of_notes_that_says_a_number_must_be_answered(desk: Desk) -> None:
    question = asked(desk, INSIDE)["note:2"]
    assert (question.key, question.must, question.proposed) == ("import.ask.note_or_piece", True, "")
    assert dict(question.facts) == {"row": 2, "number": "CE5C0100YJFM014"}
    with pytest.raises(Unanswered):
        planned(desk, INSIDE, {"places": "keep"})
    question = asked(desk, PLAIN)["note:2"]
    assert (question.key, question.must, question.proposed) == ("import.ask.note", False, "yes")


def test_a_row_of_notes_that_is_hidden_and_left_out_needs_no_answer(desk: Desk, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for line in INSIDE.split("\n"):
            sheet.append([word or None for word in line.split("|")])
        sheet.row_dimensions[2].hidden = True

    source, reading = opened(desk, workbook(tmp_path / "a.xlsx", fill))
    for answer, must in (("take", True), ("leave", False)):
        found = {each.id: each for each in questions(desk, source, answered(reading, "hidden_rows", answer))}
        assert found["note:2"].must is must
