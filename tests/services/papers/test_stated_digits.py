"""A mass is printed with the digits it was stated or read with: 15.00 is not 15, on any paper and in any list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import ColumnKind
from lunarcurator.documents.plain_text import plain, shown
from lunarcurator.domain.acts import Override
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading, Register, SetUpPlace
from lunarcurator.domain.operations.accounting import (
    CameBack,
    EnterLoan,
    OldLine,
    ReportLoss,
    ReportUse,
    ReturnLine,
)
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.words import Words

from tests.services.papers.loan_lab import AGREED, MG, LoanLab, document, lent
from tests.services.papers.papers import MESSAGES, made, tables

LATER = 20260601
STORE = {"place": "Returned 1", "confirmed": True}
KEYS = ("use.reported_before", "loss.reported_before", "line.loss_needs_authority", "return.difference")
MORE = {**AGREED, "overrides": tuple(Override(key=key, reason="so it is") for key in KEYS)}
WORDS = Words.load("en", MESSAGES, strict=True)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    """The lent powder, of which more is used, lost and back, each figure with false-looking zeros at its end."""
    made_lab = lent(tmp_path / "lent.lunar")
    made_lab.post(SetUpPlace(kind="cabinet", name="Returned 1", parent="Room 1"), day=20210101)
    report = document(DocumentKind.CONSUMPTION_REPORT, "more use.pdf")
    video = (document(DocumentKind.VIDEO, "more use.mp4"),)
    signed = {"plan": "P 1", "signed_by": "Borrower A", "confirmed_by": "Signer C"}
    used = ReportUse(
        line="L-1/1", ug=3 * MG, resolution_ug=10, method="dissolved", report=report, documents=video, **signed
    )
    made_lab.post(used, day=LATER, **MORE)
    lost = document(DocumentKind.LOSS_REPORT, "more loss.pdf")
    gone = ReportLoss(line="L-1/1", ug=2 * MG, resolution_ug=100, circumstances="spilt", report=lost)
    made_lab.post(gone, day=LATER, **MORE)
    reading = Reading(net_ug=15 * MG, resolution_ug=100)
    part = CameBack(form="powder", stated_ug=15 * MG, stated_to_ug=10, reading=reading, **STORE)
    sheet = document(DocumentKind.RETURN_SHEET, "sheet.pdf")
    made_lab.post(ReturnLine(line="L-1/1", pieces=(part,), retained_ug=None, sheet=sheet), day=LATER, **MORE)
    yield made_lab
    made_lab.session.close()


def figures(lab: LoanLab, paper: str, of: str) -> set[tuple[str, str]]:
    """Return every figure of mass on a paper by column, as it is printed."""
    return {
        (column.key, shown(value, column))
        for table in tables(made(lab, paper, of))
        for row in table.rows
        for value, column in zip(row, table.columns, strict=True)
        if column.kind is ColumnKind.MASS and value is not None and not isinstance(value, str)
    }


@pytest.mark.parametrize(
    ("paper", "of", "wanted"),
    [
        (
            "return_receipt",
            "L-1",
            {
                ("stated", "15.00"),
                ("weighed", "15.0"),
                ("issued", "80.0"),
                ("returned", "15.0"),
                ("held", "45.00"),
            },
        ),
        ("consumption_report", "L-1/1", {("mass", "3.00"), ("issued", "80.0"), ("held", "45.00")}),
        ("loss_report", "L-1/1", {("mass", "2.0"), ("issued", "80.0"), ("held", "45.00")}),
        ("annual_inventory", "Borrower A", {("held", "45.00")}),
        ("return_sheet", "L-1", {("mass", "45.00")}),
        ("assignment_form", "L-1", {("issued", "80.0")}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_paper_prints_the_digits_that_were_stated(
    lab: LoanLab, paper: str, of: str, wanted: set[tuple[str, str]]
) -> None:
    found = figures(lab, paper, of)
    assert not wanted - found, found
    # The same figure with fewer digits stands nowhere beside it.
    assert not {(key, text.rstrip("0").rstrip(".")) for key, text in wanted} & found


def test_lists_of_what_is_out_and_their_sums_carry_the_digits_of_the_lines(lab: LoanLab) -> None:
    for report in (Report.LOANS, Report.HOLDINGS):
        with opened_report(lab.session, WORDS, Wanted(report, unit="mg")) as opened:
            sheet = opened.document.sheets[0]
            at = [column.key for column in sheet.columns].index("held")
            rows = [row for row in sheet.rows if row[at] is not None]
            told = [plain(row[at], sheet.columns[at]) for row in rows]
            about = dict(opened.document.about)
        assert "45.0" in told
        assert any(
            text.startswith("\u2265\u200945.0 mg") for label, text in about.items() if label.startswith("Sum of")
        )


def test_an_estimate_and_an_upper_bound_keep_their_sign_on_the_papers_of_a_loan(lab: LoanLab) -> None:
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "form": "particle"}
    lab.post(Register(number="CE5C0910", mass=Mass.estimated(9_000), **told), day=20210101)
    old = EnterLoan(number="L-8", borrower="Borrower A", lines=(OldLine(sample="CE5C0910"),), source="a list")
    reasons = (Override(key="enter_loan.without_agreement", reason="an old list"),)
    lab.post(old, day=20210201, overrides=reasons, reason="history")
    assert ("issued", "~9") in figures(lab, "assignment_form", "L-8")
    assert ("mass", "~9") in figures(lab, "return_sheet", "L-8")
