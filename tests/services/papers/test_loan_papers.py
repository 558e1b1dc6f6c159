"""The papers of the loan desk, made of a story lived through, in both languages."""

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import PageBreak, Paper, Signatures
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.acts import Override
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import Bound
from lunarcurator.domain.lending.terms import AgreementKind, Carrier, Direction, DocumentKind, RoundAnswer
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Reading, Register
from lunarcurator.domain.operations.accounting import (
    CameBack,
    CloseRound,
    EnterLoan,
    OldLine,
    OpenRound,
    ReportLoss,
    ReportUse,
    ReturnLine,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.domain.operations.entrusting import TakeIn
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.requesting import Made, PrepareLines, RequestLoan, Wanted
from lunarcurator.domain.status import Title
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource

from tests.services.papers.loan_lab import AGREED, DAY, MG, G, LoanLab, document, lent
from tests.services.papers.papers import MESSAGES, column, made, said, tables

SUBJECTS = {
    "loan_agreement": "A-1",
    "request_summary": "L-1",
    "assignment_form": "L-1",
    "sample_certificate": "L-1",
    "return_receipt": "L-1",
    "return_sheet": "L-1",
    "packing_list": "S-1",
    "condition_report": "S-1",
    "chain_of_custody": "S-1",
    "reminder_letter": "Borrower A",
    "overdue_letter": "Borrower A",
    "annual_inventory": "Borrower A",
    "consumption_report": "L-1/1",
    "loss_report": "L-1/1",
}
TODAY = 20261124
DAY_SIGNED = "2026-01-05"
OVER = tuple(Override(key=f"round.{key}", reason="asked") for key in ("unanswered", "before_deadline"))
OLD = (Override(key="enter_loan.without_agreement", reason="an old list"),)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    yield made_lab
    made_lab.session.close()


def whole(paper: Paper) -> str:
    page = io.BytesIO()
    render_html_paper(paper, page)
    return page.getvalue().decode("utf-8")


def refused(lab: LoanLab, paper: str, of: str) -> str:
    with pytest.raises(Refusal) as caught:
        made(lab, paper, of)
    return Words.load("en", MESSAGES, strict=True).say(caught.value.key, caught.value.facts)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("key", sorted(SUBJECTS))
def test_a_paper_names_who_borrows_and_what(lab: LoanLab, key: str, language: str) -> None:
    paper = made(lab, key, SUBJECTS[key], language)
    told = whole(paper)
    assert "Borrower A" in told
    assert "乙研究所" in told
    assert "CE5C0" in told


def test_a_receipt_accounts_for_every_milligram(lab: LoanLab) -> None:
    table = tables(made(lab, "return_receipt", "L-1"))[0]
    figures = {key: column(table, key)[0] for key in ("issued", "consumed", "lost", "held", "returned")}
    assert figures == {
        "issued": MassFigure(80 * MG, 100),
        "consumed": MassFigure(10 * MG),
        "lost": MassFigure(5 * MG),
        "held": MassFigure(65 * MG, 100),
        "returned": None,
    }


def test_each_return_sheet_stands_by_itself_signed_with_its_line_and_due_day(lab: LoanLab) -> None:
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mission="Chang'e-5", mass=Mass.unknown("sealed")))
    old = EnterLoan(number="L-9", borrower="Borrower A", lines=(OldLine(sample="CE5C0900"),), source="a list")
    lab.post(old, overrides=OLD, reason="history")
    paper = made(lab, "return_sheet", "L-1")
    sheets = [
        list(part) for new, part in groupby(paper.blocks, lambda each: isinstance(each, PageBreak)) if not new
    ]
    assert len(sheets) == 2
    for sheet, line, due in zip(sheets, ("L-1/1", "L-1/2"), ("2027-01-05", "2026-10-01"), strict=True):
        fields = said(replace(paper, blocks=tuple(sheet)))
        assert (fields["Line"], fields["Due"]) == (line, due)
        assert fields["Responsible person"] == "Borrower A (甲借用人)"
        assert [len(each.lines) for each in sheet if isinstance(each, Signatures)] == [2]
    assert said(made(lab, "return_sheet", "L-9"))["Due"] == "No due day"


SIGNED = {"Borrower A": (DAY_SIGNED, ""), "signer  c": ("", DAY_SIGNED), "Y. Director": ("", "")}


@pytest.mark.parametrize("by", sorted(SIGNED))
def test_who_signs_an_agreement_has_the_day_in_the_box_of_that_name(tmp_path: Path, by: str) -> None:
    lab = LoanLab.make(tmp_path / "signed.lunar")
    lab.furnish()
    lab.agree()
    told = {"person": "Borrower A", "institution": "Institute B", "since": DAY, "until": 20301231}
    lab.post(DraftAgreement(number="A-2", kind=AgreementKind.DISPLAY, cosigner="Signer C", **told), day=DAY)
    copy = document(DocumentKind.AGREEMENT, "a.pdf")
    lab.post(SignAgreement(agreement="A-2", signed_by=by, for_lab="A. Curator", copy=copy), day=DAY)
    paper = made(lab, "loan_agreement", "A-2")
    (signed,) = (each.lines for each in paper.blocks if isinstance(each, Signatures))
    boxes = {each.role: (each.name, each.day) for each in signed}
    person, cosigner = SIGNED[by]
    assert boxes["Responsible person"] == ("Borrower A", person)
    assert boxes["For the institution (co-signer)"] == ("Signer C", cosigner)
    assert boxes["For the collection"] == ("A. Curator", DAY_SIGNED)
    other = boxes.get("Signed for the borrower by")
    assert other == ((by, DAY_SIGNED) if by == "Y. Director" else None)
    assert (said(paper)["Signed"], said(paper)["Signed by"]) == (DAY_SIGNED, by)
    assert f"SHA-256 {'cd' * 32}" in whole(paper)
    lab.session.close()


def test_nobody_has_signed_a_draft_and_one_may_sign_alone(tmp_path: Path) -> None:
    lab = LoanLab.make(tmp_path / "draft.lunar")
    lab.furnish()
    lab.agree()
    told = {"person": "Borrower A", "institution": "Institute B", "since": DAY, "until": 20301231}
    lab.post(DraftAgreement(number="A-2", kind=AgreementKind.DISPLAY, **told), day=DAY)
    (signed,) = (each.lines for each in made(lab, "loan_agreement", "A-2").blocks if isinstance(each, Signatures))
    assert [(each.name, each.day) for each in signed] == [("Borrower A", ""), ("", ""), ("", "")]
    lab.session.close()


def test_a_committee_reads_what_each_line_would_take_and_who_else_asks(lab: LoanLab) -> None:
    lab.post(SetUpPerson(name="Borrower F"))
    kept = {"collection": "Chang'e-5", "mission": "Chang'e-5", "place": "Cabinet 1", "access": "reserved"}
    kept |= {"form": "powder", "basic_use": "permanent"}
    lab.post(Register(number="CE5C0900", mass=Mass.unknown("sealed"), **kept))
    warned = (Override(key="loan.over_percent", reason="asked"),)
    other = RequestLoan(number="L-7", borrower="Borrower F", lines=(Wanted(sample="CE5C0400", optimum_ug=10 * G),))
    lab.post(other, overrides=warned)
    section = "CE5C0800YJFM00104GP"
    wanted = (
        Wanted(sample="CE5C0400", optimum_ug=30 * G),
        Wanted(sample="CE5C0900", optimum_ug=MG),
        Wanted(sample=section),
        Wanted(described="dust"),
    )
    sealed = (Override(key="limit.left_not_known", reason="it stays sealed"),)
    asked = RequestLoan(number="L-8", borrower="Borrower A", lines=wanted)
    sealed += (Override(key="borrower.overdue_already", reason="asked for all the same"),)
    lab.post(asked, **{**AGREED, "overrides": sealed})
    paper = made(lab, "request_summary", "L-8")
    lines, others, standing, holds = tables(paper)
    assert [str(each).replace("\u00a0", " ") for each in column(lines, "percent")] == ["20.011 %", "", "", ""]
    assert column(lines, "sections") == ["", "", "1", ""]
    assert column(lines, "flags") == ["", "Reserved, permanent storage", "Promised to L-1/2", ""]
    told = [str(each).replace("\u00a0", " ") for each in column(others, "text")]
    assert told[0] == "CE5C0400: 2 requests, 10.1 g in all, 149.92 g left to promise"
    assert told[1].startswith("L-1/1 Borrower A: 100 mg") or told[1].startswith("L-1/1 Borrower A: 0.1 g"), told
    assert told[2] == "L-7/1 Borrower F: 10 g, asked 2026-11-24 (requested)"
    assert not [each for each in told if "L-8" in each]
    assert column(standing, "text")[0] == "1 line overdue, the oldest L-1/2, due 2026-10-01"
    assert column(holds, "code") == ["L-1/1", "L-1/2"]
    assert said(paper)["Lines out on other loans"] == "2"


def test_a_committee_reads_the_stock_that_was_asked_for_after_its_part_was_weighed_out(tmp_path: Path) -> None:
    lab = LoanLab.make(tmp_path / "asked.lunar")
    lab.furnish()
    lab.agree()
    lab.request()
    asked = tables(made(lab, "request_summary", "L-1"))[0]
    weighed = (Made(line="L-1/1", reading=Reading(net_ug=80 * MG, resolution_ug=100)), Made(line="L-1/2"))
    lab.post(PrepareLines(lines=weighed), day=DAY, **AGREED)
    prepared = tables(made(lab, "request_summary", "L-1"))[0]
    for key in ("number", "form", "percent", "left", "sections"):
        assert column(prepared, key) == column(asked, key)
    assert [cell.ug for cell in column(prepared, "mass")[:1]] == [150 * G]  # type: ignore[attr-defined]
    assert column(prepared, "left") == [MassFigure(150 * G - 80 * MG), None]
    assert column(prepared, "number")[0] == "CE5C0400"
    lab.session.close()


def test_what_others_lent_to_the_lab_has_nobody_who_stands(lab: LoanLab) -> None:
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "mission": "Chang'e-5"}
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mass=Mass.measured(5_000, 100), **theirs))
    paper = document(DocumentKind.AGREEMENT, "l.pdf")
    lab.post(TakeIn(number="IN-1", lender="Institute B", samples=("CE5C0900",), document=paper))
    paper_of_it = made(lab, "request_summary", "IN-1")
    told = said(paper_of_it)
    assert (told["Lender"], told["Why it is here"], told["Loan"]) == ("Institute B", "Loan in", "IN-1")
    assert not {"Responsible person", "Institution", "Agreement", "Lines out on other loans"} & {*told}
    (lines,) = [each for each in tables(paper_of_it) if each.rows]
    assert [column.key for column in lines.columns][:3] == ["number", "form", "mass"]
    assert lines.totals[2] == MassFigure(5_000, 100)


def test_a_paper_found_by_its_uid_is_the_same(lab: LoanLab) -> None:
    with lab.session.database.connect() as connection:
        (uid,) = StoreSource(connection).named(Subject.LOAN, "L-1")
    words = Words.load("en", MESSAGES, strict=True)
    by_uid = paper_of(lab.session, words, PaperWanted("return_receipt", uid=uid))
    assert by_uid.blocks == made(lab, "return_receipt", "L-1").blocks


def test_what_cannot_be_printed_says_why(lab: LoanLab) -> None:
    assert refused(lab, "loan_agreement", "A-2") == "There is no loan agreement “A-2”. Check its number."
    assert "Say which" in refused(lab, "loan_agreement", "")
    assert refused(lab, "recall_letter", "Borrower A") == "Nothing was recalled from Borrower A."
    lab.post(SetUpPerson(name="Borrower E"))
    lab.post(RequestLoan(number="L-2", borrower="Borrower E"))
    lab.post(PackShipment(number="S-2", carrier=Carrier.COURIER, waiver="waived"))
    assert "got ready" in refused(lab, "assignment_form", "L-2")
    assert "went out" in refused(lab, "return_receipt", "L-2")
    assert "nothing to return" in refused(lab, "return_sheet", "L-2")
    assert "Nothing travels" in refused(lab, "packing_list", "S-2")
    assert "Nothing is out" in refused(lab, "annual_inventory", "Borrower E")
    assert "overdue" in refused(lab, "overdue_letter", "Borrower E")
    assert "due day" in refused(lab, "reminder_letter", "Borrower E")
    assert "used up" in refused(lab, "consumption_report", "L-1/2")
    assert "lost" in refused(lab, "loss_report", "L-1/2")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_report_of_use_says_what_is_on_record_and_nothing_else(lab: LoanLab, language: str) -> None:
    report = replace(document(DocumentKind.CONSUMPTION_REPORT, "use 2.pdf"), sha256="ef" * 32)
    signed = {"signed_by": "Borrower A", "confirmed_by": "Officer B"}
    use = ReportUse(line="L-1/1", ug=1 * MG, method="SIMS", report=report, **signed)
    asked = tuple(Override(key=f"use.needs_{each}", reason="asked") for each in ("plan", "video"))
    lab.post(use, day=DAY, **{**AGREED, "overrides": asked})
    paper = made(lab, "consumption_report", "L-1/1", language)
    table = tables(paper)[0]
    assert column(table, "method") == ["dissolved", "SIMS"]
    assert column(table, "document")[1] == "use 2.pdf"
    told = whole(paper)
    assert "No video" not in told
    assert ("No plan is on record" in told) is (language == "en")
    assert "within the approved plan" not in told
    assert all(name in told for name in ("Borrower A", "Officer B"))


def test_a_report_of_loss_tells_how_it_came_about(lab: LoanLab) -> None:
    paper = made(lab, "loss_report", "L-1/1")
    assert column(tables(paper)[1], "circumstances") == ["spilt"]
    assert "actions taken" not in whole(paper)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_plan_is_told_of_the_uses_that_named_one(lab: LoanLab, language: str) -> None:
    words = {"en": "is reported under the plan P 1.", "zh_CN": "据报，使用所属计划为：P 1。"}
    some = {"en": "Where a use above names a plan, it is", "zh_CN": "上列使用中注明计划者"}
    told = whole(made(lab, "consumption_report", "L-1/1", language))
    assert (words[language] in told, some[language] in told) == (True, False)
    report = document(DocumentKind.CONSUMPTION_REPORT, "use 2.pdf")
    keys = ("needs_plan", "needs_video", "reported_before")
    asked = tuple(Override(key=f"use.{each}", reason="asked") for each in keys)
    signed = {"signed_by": "Borrower A", "confirmed_by": "Officer B"}
    use = ReportUse(line="L-1/1", ug=1 * MG, method="SIMS", report=report, **signed)
    lab.post(use, day=DAY, **{**AGREED, "overrides": asked})
    told = whole(made(lab, "consumption_report", "L-1/1", language))
    assert (words["zh_CN"] in told, some[language] in told) == (False, True)
    assert "The use is reported under the plan" not in told


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("lost", [False, True], ids=["use", "loss"])
def test_a_report_that_closes_a_line_names_on_each_paper_what_nobody_told_of(
    lab: LoanLab, lost: bool, language: str
) -> None:
    keys = ("report.sub_samples_untold", "line.loss_needs_authority", "use.needs_video", "use.reported_before")
    answers = {**AGREED, "overrides": tuple(Override(key=key, reason="seen to") for key in keys)}
    report = document(DocumentKind.LOSS_REPORT if lost else DocumentKind.CONSUMPTION_REPORT, "end.pdf")
    signed = {"plan": "P 1", "signed_by": "Borrower A", "confirmed_by": "Signer C"}
    whole_line = (
        ReportLoss(line="L-1/1", circumstances="a fire", report=report)
        if lost
        else ReportUse(line="L-1/1", method="SIMS", report=report, **signed)
    )
    before = made(lab, "loss_report" if lost else "consumption_report", "L-1/1", language)
    words = {"en": "without a word of what became of A-mount", "zh_CN": "未说明借用人所报子样 A-mount 的去向"}
    assert words[language] not in whole(before)
    lab.post(whole_line, day=DAY, **answers)
    for name, of in (("loss_report", "L-1/1"), ("consumption_report", "L-1/1"), ("return_receipt", "L-1")):
        assert words[language] in whole(made(lab, name, of, language)), name


def test_an_empty_shipment_home_has_no_list_either(lab: LoanLab) -> None:
    lab.post(PackShipment(number="S-3", carrier=Carrier.COURIER, direction=Direction.HOME, waiver="none"))
    assert "Nothing travels" in refused(lab, "packing_list", "S-3")


def test_an_inventory_is_of_the_open_round(lab: LoanLab) -> None:
    before = made(lab, "annual_inventory", "Borrower A")
    assert (said(before)["Round"], before.record) == ("", "2026-11-24/Borrower A")
    lab.post(OpenRound(number="R-1", frozen=TODAY, deadline=20270131))
    paper = made(lab, "annual_inventory", "Borrower A")
    fields = said(paper)
    assert paper.record == "R-1/Borrower A"
    assert (fields["Round"], fields["Return by"], fields["Pieces"]) == ("R-1", "2027-01-31", "2")
    home = CameBack(itself=True, confirmed=True, place="Cabinet 1", place_why="there is no other")
    sheet = document(DocumentKind.RETURN_SHEET, "sheet")
    lab.post(ReturnLine(line="L-1/2", pieces=(home,), sheet=sheet), day=TODAY)
    paper = made(lab, "annual_inventory", "Borrower A")
    assert said(paper)["Pieces"] == "1", "what is back is not asked for any more"
    lab.post(CloseRound(round="R-1"), reason="over", overrides=OVER)
    assert said(made(lab, "annual_inventory", "Borrower A"))["Round"] == ""


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_printed_inventory_answers_in_the_words_of_the_workbook(lab: LoanLab, language: str) -> None:
    (table,) = tables(made(lab, "annual_inventory", "Borrower A", language))
    words = Words.load(language, MESSAGES, strict=True)
    ticked = [each.label for at, each in enumerate(table.columns) if table.rows[0][at] == "\u2610"]
    answers = sorted(words.say(f"round_answer.{each}") for each in RoundAnswer)
    assert sorted(each.lower() for each in ticked) == answers


def test_what_is_home_already_is_not_asked_back(lab: LoanLab) -> None:
    """A return sheet printed again says when a part came home, and offers no box for it."""
    there = {"place": "Cabinet 1", "place_why": "there is no other", "confirmed": True, "form": "grain_mount"}
    parts = (CameBack(name="A-mount", stated_ug=2 * MG, **there), CameBack(name="b", stated_ug=2_000, **there))
    assert column(tables(made(lab, "return_sheet", "L-1"))[1], "back")[0] == "\u2610"
    sheet = document(DocumentKind.RETURN_SHEET, "sheet 1")
    back = ReturnLine(line="L-1/1", pieces=parts, sheet=sheet, retained_ug=None)
    lab.post(back, day=20260601, overrides=(Override(key="return.name_unknown", reason="made later"),))
    told = tables(made(lab, "return_sheet", "L-1"))[1]
    assert column(told, "name")[:3] == ["A-mount", "b", ""]
    assert column(told, "back")[:3] == ["", "", "\u2610"]
    assert column(told, "mass")[:3] == [2 * MG, 2_000, None]
    home = [str(each) for each in column(told, "remarks")[:2]]
    assert all(each.startswith("Came home on 2026-06-01 as CE5C0400") for each in home)


def test_what_we_read_of_a_part_is_not_printed_as_what_its_borrower_stated(lab: LoanLab) -> None:
    there = {"place": "Cabinet 1", "place_why": "there is no other", "confirmed": True}
    ours = Reading(net_ug=3 * MG, resolution_ug=10)
    parts = (
        CameBack(name="a", reading=ours, **there),
        CameBack(name="c", reading=ours, stated_ug=3 * MG + 10, **there),
    )
    sheet = document(DocumentKind.RETURN_SHEET, "sheet 1")
    keys = ("return.name_unknown", "return.weighs_otherwise")
    over = tuple(Override(key=key, reason="made later") for key in keys)
    back = ReturnLine(line="L-1/1", pieces=parts, sheet=sheet, retained_ug=None)
    lab.post(back, day=20260601, overrides=over)
    told = tables(made(lab, "return_sheet", "L-1"))[1]
    rows = dict(
        zip(column(told, "name"), zip(column(told, "mass"), column(told, "remarks"), strict=True), strict=True)
    )
    assert [rows[name][0] for name in ("a", "c")] == [None, 3 * MG + 10]
    assert all("weighed here 3" in str(rows[name][1]) for name in ("a", "c"))


def test_a_borrower_of_what_nobody_weighed_answers_for_an_unknown_mass(lab: LoanLab) -> None:
    lab.post(SetUpPerson(name="Borrower F"))
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mission="Chang'e-5", mass=Mass.unknown("sealed")))
    old = EnterLoan(borrower="Borrower F", lines=(OldLine(sample="CE5C0900"),), source="a list")
    lab.post(old, overrides=OLD, reason="history")
    lab.post(OpenRound(number="R-1", frozen=TODAY, deadline=20270131))
    people, *asked = tables(made(lab, "inventory_list", "R-1"))
    assert "No due day" in [due for table in asked for due in column(table, "due")]
    assert column(people, "held") == [MassFigure(65 * MG, 100, bound=Bound.AT_LEAST), "unknown"]
    assert column(people, "unknown") == [1, 1]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_list_of_an_inventory_has_each_borrower_on_a_page_of_their_own(lab: LoanLab, language: str) -> None:
    lab.post(OpenRound(number="R-1", frozen=TODAY, deadline=20270131))
    paper = made(lab, "inventory_list", "R-1", language)
    people, *asked = tables(paper)
    assert column(people, "borrower") == ["Borrower A"]
    # One of the two was never weighed.
    assert column(people, "held") == [MassFigure(65 * MG, 100, bound=Bound.AT_LEAST)]
    assert column(people, "unanswered") == [2]
    assert column(people, "unknown") == [1]
    assert [column(table, "code") for table in asked] == [["L-1/1", "L-1/2"]]
    assert sum(isinstance(block, PageBreak) for block in paper.blocks) == 1
    assert "R-9" in refused(lab, "inventory_list", "R-9")


def test_papers_for_borrowers_are_none_of_what_others_entrusted(lab: LoanLab) -> None:
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "mission": "Chang'e-5"}
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mass=Mass.measured(5_000, 100), **theirs))
    paper = document(DocumentKind.AGREEMENT, "l.pdf")
    lab.post(TakeIn(number="IN-1", lender="Institute B", samples=("CE5C0900",), document=paper))
    names = ("pick_list", "assignment_form", "sample_certificate", "return_sheet", "return_receipt")
    asked = [(name, "IN-1") for name in names]
    for name, of in (*asked, ("consumption_report", "IN-1/1"), ("loss_report", "IN-1/1")):
        assert refused(lab, name, of).startswith(f"{of} is what Institute B entrusted to the lab: ")


def test_a_sum_of_what_is_asked_by_weight_says_on_how_many_lines_it_is(lab: LoanLab) -> None:
    sheet = made(lab, "request_summary", "L-1")
    (asked,) = [each for each in tables(sheet) if any(column.key == "asked" for column in each.columns)]
    at = [each.key for each in asked.columns].index("asked")
    # The section goes as a whole: no mass of it is asked, and the sum is not of it.
    assert asked.totals[at] == "100 on 1 of 2 lines"
