"""The names a borrower gave to parts stand on the entry sheet and on the papers of their line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.papers.blocks import Paper, Text
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.accounting import ReportLoss, ReportUse, ReturnLine
from lunarcurator.services.posting import Refused

from tests.services.papers.loan_lab import AGREED, LOST, MG, LoanLab, document
from tests.services.papers.papers import made, said

TODAY = 20261124
SHEET = document(DocumentKind.RETURN_SHEET, "back.pdf")
USED = {"plan": "P 1", "signed_by": "Borrower A", "confirmed_by": "Signer C", "method": "dissolved"}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    lab = LoanLab.make(tmp_path / "lab.lunar")
    for step in (lab.furnish, lab.agree, lab.request, lab.send):
        step()
    yield lab
    lab.session.close()


def texts(paper: Paper) -> str:
    return "\n".join(each.text for each in paper.blocks if isinstance(each, Text))


def use(name: str) -> Operation:
    report, video = document(DocumentKind.CONSUMPTION_REPORT, "use 2.pdf"), document(DocumentKind.VIDEO, "u.mp4")
    return ReportUse(line="L-1/1", ug=MG, gone=(name,), report=report, documents=(video,), **USED)


def loss(name: str) -> Operation:
    report = document(DocumentKind.LOSS_REPORT, "loss 2.pdf")
    return ReportLoss(line="L-1/1", ug=MG, circumstances="spilt", gone=(name,), report=report)


def sheet(name: str) -> Operation:
    video = (document(DocumentKind.VIDEO, "u.mp4"),)
    told = {"consumed_ug": MG, "retained_ug": None, "sheet": SHEET, "documents": video, **USED}
    return ReturnLine(line="L-1/1", gone=(name,), kept=("still there",), **told)


ACTS = {
    "use": (use, AGREED, "consumption_report"),
    "loss": (loss, LOST, "loss_report"),
    "sheet": (sheet, AGREED, ""),
}


@pytest.mark.parametrize("key", ACTS)
def test_a_name_that_is_used_up_or_lost_stands_on_the_papers(lab: LoanLab, key: str) -> None:
    act, why, report = ACTS[key]
    with pytest.raises(Refused) as refused:
        lab.post(act("CE5C0400"), day=TODAY, **why)
    assert "name.number" in {each.key for each in refused.value.findings}
    lab.post(act("x-1"), day=TODAY, **why)
    entry = made(lab, "entry_sheet", str(lab.session.head().seq))
    assert said(entry)["Other names"] == ("x-1; still there" if key == "sheet" else "x-1")
    papers = [made(lab, "return_receipt", "L-1"), *([made(lab, report, "L-1/1")] if report else [])]
    for paper in papers:
        assert "Used up or lost of line L-1/1: x-1." in texts(paper)
    assert ("Still out of line L-1/1: still there." in texts(papers[0])) is (key == "sheet")


def test_an_entry_without_such_names_has_no_place_for_them(lab: LoanLab) -> None:
    assert "Other names" not in said(made(lab, "entry_sheet", "1"))
