"""What can be a range of numbers as well as a split is asked about, and no range becomes one piece."""

from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.cells.number_ranges import range_ends
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import asked, planned, workbook

TEXT = "Sample|Bag\n72135|455E\n72215-20|476\n72255/56|478\n72315–18|480"


def test_numbers_that_rise_behind_a_dash_are_asked_about(session: StoreSession) -> None:
    question = asked(session, TEXT)["range:Sample"]
    assert (question.must, question.choices, question.proposed) == (True, ("split", "range"), "")
    facts = {"column": "Sample", "count": 3, "example": "72215-20", "first": "72215", "last": "72220"}
    assert dict(question.facts) == facts


def test_splits_come_in_as_splits_and_ranges_stay_out_with_a_sentence(session: StoreSession) -> None:
    plan = planned(session, TEXT, {"range:Sample": "split"})
    assert [row.number for row in plan.rows] == ["72135", "72215,20", "72255,56", "72315,18"]
    plan = planned(session, TEXT, {"range:Sample": "range"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, *[Verdict.REFUSED] * 3]
    assert [row.number for row in plan.rows[1:]] == ["72215-20", "72255/56", "72315–18"]
    assert plan.rows[1].reasons[0].key == "import.number_range"


@pytest.mark.parametrize(
    "cell", ["10017-12", "10017,78", "10017.78", "10017 78", "ALH 84001-12", "OREX-803009-101", 72135, None]
)
def test_what_falls_or_is_joined_otherwise_is_no_range(cell: Cell) -> None:
    assert range_ends(cell) is None


def test_a_loan_of_a_range_stays_out_too(session: StoreSession) -> None:
    text = "Sample|Borrower|Date lent\n72215-20|A. Schmidt|2021-04-15"
    plan = planned(session, text, {"range:Sample": "range"})
    assert [row.reasons[0].key for row in plan.rows] == ["import.number_range"]


def test_a_number_that_is_an_error_is_said_to_be_one(session: StoreSession, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Sample", "Remarks"])
        sheet.append(["15555", "of A15"])
        sheet.append(["#REF!", "of A15"])
        sheet["A3"].data_type = "e"

    plan = planned(session, workbook(tmp_path / "a.xlsx", fill), {"collection": "Apollo"})
    assert [reason.key for reason in plan.rows[1].reasons] == ["import.cell_error"]
