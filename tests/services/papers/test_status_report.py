"""The report to the authority: every figure with its pieces, and unknown is never zero."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Heading, Paper, Table
from lunarcurator.domain.acts import Override
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Consume, Correct, Daughter, Register, Split
from lunarcurator.domain.operations.accounting import CameBack, EnterLoan, OldLine, ReturnLine
from lunarcurator.domain.status import Title
from lunarcurator.services.commands.line_texts import line_notes
from lunarcurator.services.lending.line_accounts import lines_told
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.words import Words

from tests.services.papers.loan_lab import AGREED, MG, LoanLab, document, lent
from tests.services.papers.papers import MESSAGES, made, tables

WORDS = Words.load("en", MESSAGES, strict=True)
OLD = (Override(key="enter_loan.without_agreement", reason="an old list"),)
STANDS = ["Stored", "On loan", "On display"]
MOVED = [f"{each} in the period" for each in ("Issued", "Returned", "Consumed", "Lost")]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    yield made_lab
    made_lab.session.close()


def figures(table: Table) -> dict[object, list[object]]:
    return {what: list(told) for what, *told in table.rows}


def labels(table: Table) -> list[str]:
    return [each.label for each in table.columns]


def uses(paper: Paper) -> list[str]:
    """The basic use stands in the header of its table, which stands again where a page ends within it."""
    return [each.columns[0].label for each in tables(paper)]


def test_every_figure_says_of_how_many_pieces_it_is_and_how_many_nobody_weighed(lab: LoanLab) -> None:
    (table,) = tables(made(lab, "loan_status_report", "2026"))
    told = figures(table)
    assert list(told) == [*STANDS, *MOVED]
    # The powder was weighed out, the section has a nominal mass only.
    assert told["On loan"] == [2, 1, MassFigure(65 * MG, 100)]
    assert told["Issued in the period"] == [2, 1, MassFigure(80 * MG, 100)]
    assert told["Consumed in the period"] == [1, 0, MassFigure(10 * MG)]
    assert told["Returned in the period"] == [0, 0, MassFigure(0)]


def test_what_came_back_neither_weighed_nor_stated_is_told_to_the_authority(lab: LoanLab) -> None:
    there = {"place": "Cabinet 1", "place_why": "there is no other", "confirmed": True}
    itself, mount = CameBack(itself=True, stated_ug=5 * MG, **there), CameBack(form="grain_mount", **there)
    back = ReturnLine(line="L-1/1", pieces=(itself, mount), sheet=document(DocumentKind.RETURN_SHEET, "sheet"))
    keys = ("return.rest_unmeasured", "return.sub_samples_untold")
    taken = tuple(Override(key=key, reason="set in epoxy") for key in keys)
    lab.post(back, day=20260601, **{**AGREED, "overrides": taken})
    told = figures(tables(made(lab, "loan_status_report", "2026"))[0])
    assert told["Returned in the period"] == [2, 0, MassFigure(65 * MG, 100)]
    assert told["Of it neither weighed nor stated"] == [1, 0, MassFigure(60 * MG, 100)]


@pytest.mark.parametrize("stated", [{}, {"stated_ug": 20 * MG, "stated_to_ug": MG}], ids=["bare", "stated"])
def test_what_is_never_weighed_comes_back_in_no_mass_whatever_is_stated_of_it(
    lab: LoanLab, stated: dict[str, int]
) -> None:
    section = CameBack(itself=True, place="Cabinet 1", place_why="there is no other", confirmed=True, **stated)
    sheet = document(DocumentKind.RETURN_SHEET, "sheet")
    lab.post(ReturnLine(line="L-1/2", pieces=(section,), sheet=sheet), day=20260601, **AGREED)
    told = figures(tables(made(lab, "loan_status_report", "2026"))[0])
    assert told["Returned in the period"] == [1, 1, "unknown"]
    of_loan = next(each for each in tables(made(lab, "return_receipt", "L-1")) if "Returned" in labels(each))
    assert of_loan.totals[labels(of_loan).index("Returned")] == "unknown"
    uid = desk_meant(lab.session, Subject.LINE, "L-1/2").uid
    told = lines_told(lab.session, [uid])[uid]
    assert told.unweighed_back == 1
    (equation,) = (text for text in line_notes(told, WORDS) if "returned" in text)
    assert equation.endswith("held 0\u00a0g + returned 1 piece not weighed")


def test_what_is_stated_of_a_section_made_of_a_known_mass_is_in_the_mass_returned(lab: LoanLab) -> None:
    mount = CameBack(form="polished_section", stated_ug=2 * MG, place="Cabinet 1", place_why="so", confirmed=True)
    itself = CameBack(
        itself=True, stated_ug=63 * MG, stated_to_ug=MG, place="Cabinet 1", place_why="so", confirmed=True
    )
    sheet = document(DocumentKind.RETURN_SHEET, "sheet")
    taken = (Override(key="return.sub_samples_untold", reason="one and the same"),)
    back = ReturnLine(line="L-1/1", pieces=(itself, mount), sheet=sheet)
    lab.post(back, day=20260601, **{**AGREED, "overrides": taken})
    told = figures(tables(made(lab, "loan_status_report", "2026"))[0])
    assert told["Returned in the period"][:2] == [2, 0]


def test_what_went_out_long_ago_unweighed_is_unknown_and_not_zero(lab: LoanLab) -> None:
    unknown = {"mass": Mass.unknown("not_weighed"), "basic_use": "permanent", "mission": "Chang'e-5"}
    for number in ("CE5C0900", "CE5C0901"):
        lab.post(Register(collection="Chang'e-5", number=number, **unknown), day=20210101)
    lines = (OldLine(sample="CE5C0900"), OldLine(sample="CE5C0901"))
    old = EnterLoan(borrower="Borrower A", lines=lines, source="an old list")
    lab.post(old, day=20210102, overrides=OLD, reason="history")
    paper = made(lab, "loan_status_report", "2026")
    by_use = dict(zip(uses(paper), tables(paper), strict=True))
    told = figures(by_use["Permanent storage"])
    assert told["On loan"] == [2, 2, "unknown"]
    assert told["Stored"] == [0, 0, MassFigure(0)]
    assert told["Issued in the period"] == [0, 0, MassFigure(0)]
    assert list(by_use)[-1] == "All uses together"
    assert figures(by_use["All uses together"])["On loan"] == [4, 3, MassFigure(65 * MG, 100)]
    assert uses(made(lab, "loan_status_report", "2026", "zh_CN"))[-1] == "各用途合计"


def test_what_is_held_for_others_is_told_apart_to_the_authority(lab: LoanLab) -> None:
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "place": "Cabinet 1", "form": "powder"}
    mass = Mass.measured(7 * MG, 100)
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mission="Chang'e-5", mass=mass, **theirs))
    paper = made(lab, "loan_status_report", "")
    own, others = (figures(each) for each in tables(paper))
    assert others["Stored"] == [1, 0, MassFigure(7 * MG, 100)]
    assert own["On loan"] == [2, 1, MassFigure(65 * MG, 100)]
    (heading,) = (each.text for each in paper.blocks if isinstance(each, Heading))
    assert heading == "Held for others, not in the sums above"
    assert paper.record == "loan-status/2026-11-24"


def test_a_piece_to_which_no_mass_applies_is_a_piece_all_the_same(lab: LoanLab) -> None:
    told = {"place": "Cabinet 1", "mission": "Chang'e-5", "form": "powder", "mass": Mass.not_applicable()}
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", **told), day=20210101)
    lab.post(Register(collection="Chang'e-5", number="CE5C0901", basic_use="permanent", **told), day=20210101)
    paper = made(lab, "loan_status_report", "2026")
    by_use = dict(zip(uses(paper), map(figures, tables(paper)), strict=True))
    assert by_use["Permanent storage"]["Stored"] == [1, 0, MassFigure(0)]
    assert by_use["All uses together"]["Stored"][:2] == [3, 0]
    assert by_use["All uses together"]["On loan"] == [2, 1, MassFigure(65 * MG, 100)]


def test_a_piece_to_which_no_mass_applies_is_held_until_it_ends(lab: LoanLab) -> None:
    told = {"place": "Cabinet 1", "mission": "Chang'e-5", "form": "powder", "mass": Mass.not_applicable()}
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", **told), day=20210101)

    def stored(year: str) -> object:
        return figures(tables(made(lab, "loan_status_report", year))[0])["Stored"][0]

    before, now = stored("2025"), stored("2026")
    lab.post(Consume(sample="CE5C0900", evidence="notebook 4"), day=20260301)
    assert (stored("2025"), stored("2026")) == (before, int(str(now)) - 1)


def test_what_left_on_a_day_nobody_knows_is_on_loan_from_the_day_that_was_recorded(lab: LoanLab) -> None:
    weighed = {"mass": Mass.measured(9 * MG, 100), "basic_use": "permanent", "mission": "Chang'e-5"}
    for number in ("CE5C0900", "CE5C0901", "CE5C0902"):
        lab.post(Register(collection="Chang'e-5", number=number, **weighed), day=20210101)
    for number, since, day in (
        ("CE5C0900", "unknown", 0),
        ("CE5C0901", "2022", 20220000),
        ("CE5C0902", "", 20210301),
    ):
        lines = (OldLine(sample=number),)
        old = EnterLoan(borrower="Borrower A", lines=lines, source="an old list", since_stated=since)
        lab.post(old, day=day, overrides=OLD, reason="history")

    def told(of: str) -> dict[object, list[object]]:
        paper = made(lab, "loan_status_report", of)
        by_use = dict(zip(uses(paper), map(figures, tables(paper)), strict=True))
        return by_use["Permanent storage"]

    unsure = "Stored or on loan, issued on an unknown day"
    # The year 2022 begins with a day from which one of them counts, and ends with all of them out by then.
    assert told("2021-06-30")["On loan"] == [1, 0, MassFigure(9 * MG, 100)]
    assert told("2021-06-30")[unsure] == [1, 0, MassFigure(9 * MG, 100)]
    assert told("2022-06-30")[unsure] == [2, 0, MassFigure(18 * MG, 100)]
    assert told("2023")["On loan"] == [2, 0, MassFigure(18 * MG, 100)]
    assert told("2023")[unsure] == [1, 0, MassFigure(9 * MG, 100)]
    assert list(told("2023")) == [*STANDS, unsure, *MOVED]
    assert told("2026")["On loan"] == [3, 0, MassFigure(27 * MG, 100)]
    assert unsure not in told("2026")


def test_what_is_at_most_so_much_or_about_is_in_no_sum_as_if_it_were_weighed(lab: LoanLab) -> None:
    told = {"place": "Cabinet 1", "mission": "Chang'e-5", "form": "powder", "collection": "Chang'e-5"}
    masses = {
        "CE5C0900": ("education", Mass.measured(9 * MG, 100)),
        "CE5C0901": ("education", Mass.estimated(4 * MG)),
        "CE5C0903": ("display", Mass.estimated(5 * MG)),
    }
    for number, (use, mass) in masses.items():
        lab.post(Register(number=number, mass=mass, basic_use=use, **told), day=20210101)

    def by_use() -> dict[str, dict[object, list[object]]]:
        paper = made(lab, "loan_status_report", "2026")
        return dict(zip(uses(paper), map(figures, tables(paper)), strict=True))

    assert by_use()["Education"]["Stored"] == [2, 0, MassFigure(13 * MG, 100, True)]
    daughter = Daughter(number="CE5C0900YJFM001", form="powder", mass=Mass.unknown("not_weighed"))
    lab.post(Split(parent="CE5C0900", daughters=(daughter,)), day=20210102)
    stored = by_use()["Education"]["Stored"]
    # What the rest is at most is not counted as that much beside an estimate.
    assert stored == [3, 1, "\u2265\u2009~4.0\u00a0mg"]
    assert by_use()["All uses together"]["Stored"][2] != stored[2]


def test_a_past_year_is_grouped_by_what_pieces_were_for_at_its_end(lab: LoanLab) -> None:
    """Stored, lent, moved, massless, inexact and of unknown day: what was decided since is none of that year."""
    told = {"place": "Cabinet 1", "mission": "Chang'e-5", "form": "powder", "basic_use": "education"}
    masses = {
        "CE5C0900": Mass.measured(9 * MG, 100),
        "CE5C0901": Mass.estimated(4 * MG),
        "CE5C0902": Mass.not_applicable(),
        "CE5C0903": Mass.measured(7 * MG, 100),
        "CE5C0904": Mass.measured(3 * MG, 100),
    }
    for number, mass in masses.items():
        lab.post(Register(collection="Chang'e-5", number=number, mass=mass, **told), day=20210101)
    for number, since in (("CE5C0903", ""), ("CE5C0904", "unknown")):
        old = EnterLoan(borrower="Borrower A", lines=(OldLine(sample=number),), source="a", since_stated=since)
        lab.post(old, day=20240105 if not since else 0, overrides=OLD, reason="history")

    def by_use(year: str) -> dict[str, dict[object, list[object]]]:
        paper = made(lab, "loan_status_report", year)
        return dict(zip(uses(paper), map(figures, tables(paper)), strict=True))

    before = by_use("2024")
    assert before["Education"]["Issued in the period"] == [1, 0, MassFigure(7 * MG, 100)]
    for number in masses:
        changed = {"field": "basic_use", "old": "education", "new": "display", "evidence": "p. 5"}
        lab.post(Correct(sample=number, **changed), day=20260301)
    assert by_use("2024") == before
    assert by_use("2026")["Display"]["Stored"][0] == 3
