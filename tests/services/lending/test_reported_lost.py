"""What was reported lost is told alike on every surface, until its borrower is released or it is found."""

from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Operation, Reading
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReleaseLine, ReportLoss, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.lending.browsing import LineWish, borrowers, find_lines, line_rows
from lunarcurator.services.lending.choices import loan_choices
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.overview import Work, overview
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.recalls import recall_of
from lunarcurator.services.words import Words
from lunarcurator.store.reads.loans import Concern

from tests.services.lending.lent_lab import KNOWN, LentLab

REPORTED, LATER = 20220101, 20230101
LINE = "L-2021-001/1"
AGREED: dict[str, Any] = {
    "accept": ("line.loss_needs_authority", "release.needs_authority", "borrower.stale"),
    "authority": Authority(name="M. Manager", document="memo"),
    "witness": "W. Witness",
}


def paper(kind: DocumentKind = DocumentKind.OTHER, name: str = "letter 12") -> Attached:
    return Attached(kind=kind, name=name)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    made = LentLab(tmp_path / "lost.lunar")
    report = paper(DocumentKind.LOSS_REPORT, "report 9")
    made.post(ReportLoss(line=LINE, circumstances="in the post", report=report), day=REPORTED, **AGREED)
    yield made
    made.session.close()


def card(lab: LentLab, words: Words) -> list[str]:
    person = lab.known(Subject.PERSON, "Borrower A")
    assert person is not None
    told = standing(lab.session, person)
    assert told is not None
    return [each.text for each in standing_lines(told, words) if each.tone == "red" and "lost" in each.text]


def listed(lab: LentLab) -> list[str]:
    ids, _ = find_lines(lab.session, LineWish(lab.session.today, Concern.LOST))
    return [each.code for each in line_rows(lab.session, ids).values()]


def of_piece(lab: LentLab) -> list[tuple[str, int, bool]]:
    piece = lab.line(LINE).sample
    assert piece is not None
    return [(each.state, each.lost, each.is_out) for each in loans_of_piece(lab.session, piece)]


def receipt(lab: LentLab, words: Words) -> str:
    made = BytesIO()
    render_html_paper(paper_of(lab.session, words, PaperWanted("return_receipt", "L-2021-001")), made)
    return unescape(made.getvalue().decode())


def reported(lab: LentLab, words: Words) -> list[dict[str, object]]:
    with opened_report(lab.session, words, Wanted(Report.REPORTED_LOST)) as opened:
        sheet = opened.document.sheets[0]
        return [dict(zip((each.key for each in sheet.columns), row, strict=True)) for row in sheet.rows]


def held_by(lab: LentLab, words: Words) -> list[tuple[str, int, str]]:
    """Return who had the piece, as a recall tells it: the person, until when, and by what that ended."""
    piece = lab.line(LINE).sample
    assert piece is not None
    found = recall_of(lab.session, words, piece)
    return [(each.person, each.until, each.closed_by) for each in found.received]


def holds(lab: LentLab) -> tuple[int, int]:
    """Return how many lines Borrower A holds by the card and by the list of borrowers."""
    person = lab.known(Subject.PERSON, "Borrower A")
    assert person is not None
    told = standing(lab.session, person)
    assert told is not None
    return told.received.lines, next(each.lines for each in borrowers(lab.session) if each.uid == person)


def work(lab: LentLab) -> dict[Work, int]:
    return {group.work: group.count for group in overview(lab.session).groups}


def test_while_the_duty_lasts_it_is_told_everywhere(lab: LentLab, words: Words) -> None:
    told = "Not released from what was reported lost: 1 line, the first L-2021-001/1 on 2022-01-01"
    assert card(lab, words) == [told]
    assert listed(lab) == [LINE]
    assert of_piece(lab) == [("lost", REPORTED, False)]
    assert work(lab)[Work.LOST] == 1
    (row,) = reported(lab, words)
    assert (row["loan_code"], row["number"], row["lost_day"], row["lost_by"]) == (
        "L-2021-001",
        KNOWN,
        REPORTED,
        "report 9",
    )
    assert row["lost"] == MassFigure(9_000, 1)
    assert held_by(lab, words) == [("Borrower A", REPORTED, "loss_report")]
    assert holds(lab) == (1, 1)
    assert "All lines of this loan are closed" not in receipt(lab, words)
    assert "Lines still open: 2." in receipt(lab, words)


def test_a_lost_part_is_answered_for_everywhere_once_the_rest_is_back(tmp_path: Path, words: Words) -> None:
    lab = LentLab(tmp_path / "part.lunar")
    report = paper(DocumentKind.LOSS_REPORT, "report 9")
    lab.post(
        ReportLoss(line=LINE, ug=3_000, resolution_ug=1, circumstances="spilt", report=report),
        day=REPORTED,
        **AGREED,
    )
    row = CameBack(itself=True, reading=Reading(net_ug=6_000, resolution_ug=1), confirmed=True)
    sheet = paper(DocumentKind.RETURN_SHEET, "sheet 3")
    accept = (*AGREED["accept"], "return.no_place")
    lab.post(ReturnLine(line=LINE, pieces=(row,), sheet=sheet), day=LATER, **{**AGREED, "accept": accept})
    told = "Not released from what was reported lost: 1 line, the first L-2021-001/1 on 2022-01-01"
    assert card(lab, words) == [told]
    assert listed(lab) == [LINE]
    assert of_piece(lab) == [("lost", REPORTED, False)]
    (listed_row,) = reported(lab, words)
    assert (listed_row["lost_day"], listed_row["lost_by"]) == (REPORTED, "report 9")
    assert listed_row["lost"] == MassFigure(3_000, 1)
    piece = lab.line(LINE).sample
    assert piece is not None
    assert [each.lost_part for each in loans_of_piece(lab.session, piece)] == [True]
    lab.post(released(lab), day=LATER, **AGREED)
    assert card(lab, words) == reported(lab, words) == []
    lab.session.close()


def released(lab: LentLab) -> Operation:
    return ReleaseLine(line=LINE, document=paper(DocumentKind.RELEASE))


def found(lab: LentLab) -> Operation:
    return FindAgain(line=LINE, home=False, report=paper())


@pytest.mark.parametrize(("act", "then"), [(released, ("closed", 0, False)), (found, ("out", 0, True))])
def test_afterwards_nobody_is_told_of_it(
    lab: LentLab, words: Words, act: Callable[[LentLab], Operation], then: tuple[str, int, bool]
) -> None:
    lab.post(act(lab), day=LATER, **AGREED)
    assert card(lab, words) == []
    assert listed(lab) == []
    assert of_piece(lab) == [then]
    assert Work.LOST not in work(lab)
    assert reported(lab, words) == []
    assert holds(lab) == ((1, 1) if then[0] == "closed" else (2, 2))
    (holder,) = held_by(lab, words)
    assert holder[1:] == ((REPORTED, "loss_report") if then[0] == "closed" else (0, ""))


def test_a_report_of_loss_may_join_a_case_that_is_open(lab: LentLab) -> None:
    (case,) = loan_choices(lab.session, act=ReportLoss.KIND).losses
    assert (case.kind, case.report) == ("lost", "report 9")
    assert loan_choices(lab.session).losses == ()
