"""A row of a delimited text with more cells than the header names: a sign in a value may have cut it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.importing import ImportPlan, Source, Verdict
from lunarcurator.services.store_session import StoreSession
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.steps import planned, workbook

type Sheet = Callable[..., Path]

ROWS = ("Sample,Mission,Weight (g)", "15001,Apollo 15,1,5", "15002,Apollo 15,2", "15003,Apollo 15,3,")


def verdicts(plan: ImportPlan) -> list[str]:
    return [row.reasons[0].key if row.reasons else str(row.verdict) for row in plan.rows]


@pytest.mark.parametrize("header", [ROWS[0], f"{ROWS[0]},"])
def test_a_row_that_a_comma_cut_is_refused(session: StoreSession, sheet: Sheet, header: str) -> None:
    answers = {"collection": "Apollo"}
    for source in (sheet(header, *ROWS[1:]), Source.pasted("\n".join((header, *ROWS[1:])))):
        plan = planned(session, source, answers)
        assert verdicts(plan) == ["import.beyond_header", "new", "new"]
        assert plan.rows[0].verdict is Verdict.REFUSED
        assert dict(plan.rows[0].reasons[0].facts) == {"cells": 4, "named": 3, "text": "5"}


def test_a_loan_that_a_comma_cut_is_refused(session: StoreSession, sheet: Sheet) -> None:
    path = sheet(
        "Sample,Borrower,Loan date,Due date,Weight (g)",
        "15001,A. Smith,2020-01-02,2030-01-02,1,5",
        name="loans.csv",
    )
    assert verdicts(planned(session, path, {"collection": "Apollo"})) == ["import.beyond_header"]


def test_what_a_header_or_a_person_names_and_what_no_sign_parts_is_read(
    session: StoreSession, sheet: Sheet, tmp_path: Path
) -> None:
    answers = {"collection": "Apollo"}
    path = sheet("Sample,Mission,Weight (g),", "15001,Apollo 15,1,dark")
    assert verdicts(planned(session, path, answers, {"D": "remarks"})) == ["new"]
    assert verdicts(planned(session, sheet("Sample,Mission,C,D", "15001,Apollo 15,1,5"), answers)) == ["new"]
    unheaded = sheet("15001,Apollo 15,1,5", "15002,Apollo 15,1,5")
    assert verdicts(planned(session, unheaded, answers, {"A": "number"})) == ["new"] * 2
    assert verdicts(planned(session, "\n".join(ROWS).replace(",", "|"), answers)) == ["new"] * 3

    def fill(into: Worksheet) -> None:
        for row in ROWS:
            into.append(row.split(","))

    assert verdicts(planned(session, workbook(tmp_path / "x.xlsx", fill), answers)) == ["new"] * 3
