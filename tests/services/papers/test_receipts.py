"""The receipt of a return: every piece that came back by its number, both masses, its place, and the sheets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Heading, Paper, Table, Text
from lunarcurator.domain.acts import Override
from lunarcurator.domain.lending.terms import DocumentKind, RoundAnswer
from lunarcurator.domain.operations import Move, Reading, SetUpBalance, SetUpPlace
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, CameBack, OpenRound, ReturnLine
from lunarcurator.domain.status import Condition

from tests.services.lending.lent_lab import LentLab
from tests.services.papers.loan_lab import AGREED, MG, LoanLab, document, lent
from tests.services.papers.papers import column, made, tables

LATER = 20260601
SHEET = document(DocumentKind.RETURN_SHEET, "sheet.pdf")
STORE = {"place": "Returned 1", "confirmed": True}
POWDER, SECTION = "CE5C0400YJFM001", "CE5C0800YJFM00104GP"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    made_lab.post(SetUpPlace(kind="cabinet", name="Returned 1", parent="Room 1"), day=20210101)
    yield made_lab
    made_lab.session.close()


def came_back(lab: LoanLab, line: str, *pieces: CameBack, day: int = LATER, **told: object) -> None:
    act = ReturnLine(line=line, pieces=pieces, sheet=SHEET, **told)  # type: ignore[arg-type]
    keys = ("mass.kept_nominal", "return.difference", "return.rest_unmeasured", "return.sub_samples_untold")
    other = tuple(Override(key=key, reason="so it is") for key in keys)
    lab.post(act, day=day, **{**AGREED, "overrides": other})


def of_rows(paper: Paper, key: str) -> Table:
    return next(each for each in tables(paper) if key in [column.key for column in each.columns])


def headings(paper: Paper) -> list[str]:
    return [each.text for each in paper.blocks if isinstance(each, Heading)]


def test_what_came_back_stands_under_its_official_number(lab: LoanLab) -> None:
    part = CameBack(form="powder", stated_ug=2 * MG, reading=Reading(net_ug=1_900, resolution_ug=100), **STORE)
    came_back(lab, "L-1/1", part, retained_ug=None)
    rest = CameBack(itself=True, stated_ug=63_100, condition=Condition.ALTERED, **STORE)
    came_back(lab, "L-1/1", rest, day=20260701)
    came_back(lab, "L-1/2", CameBack(itself=True, place_why="full", **STORE), day=20260701)
    lab.post(Move(to="Cabinet 1", samples=(f"{POWDER}01",)), day=20260801)
    paper = made(lab, "return_receipt", "L-1")
    back = of_rows(paper, "weighed")
    assert column(back, "number") == [f"{POWDER}01", POWDER, SECTION]
    assert column(back, "what") == ["New number", "Under its own number", "Under its own number"]
    assert column(back, "stated") == [MassFigure(2 * MG), MassFigure(63_100), "not stated"]
    assert column(back, "weighed") == [MassFigure(1_900, 100), "not weighed", "not weighed"]
    assert column(back, "condition") == ["Returned", "Altered", "Returned"]
    # Where it was put when it came, not where it went later.
    assert {str(place).rpartition(" \u203a ")[2] for place in column(back, "place")} == {"Returned 1"}
    assert column(back, "day") == [LATER, 20260701, 20260701]
    assert column(back, "code") == ["L-1/1", "L-1/1", "L-1/2"]


def test_what_was_neither_weighed_nor_stated_is_told_of_its_line(lab: LoanLab) -> None:
    came_back(
        lab, "L-1/1", CameBack(form="grain_mount", **STORE), CameBack(itself=True, stated_ug=5 * MG, **STORE)
    )
    told = [each.text for each in made(lab, "return_receipt", "L-1").blocks if isinstance(each, Text)]
    unweighed = "60.0 mg of what came back on line L-1/1 was neither weighed nor stated."
    assert unweighed in [each.replace("\xa0", " ") for each in told]


def test_what_a_wrong_label_said_stands_beside_the_number(lab: LoanLab) -> None:
    came_back(lab, "L-1/1", CameBack(itself=True, stated_ug=65 * MG, label="CE5C9999", **STORE))
    came_back(lab, "L-1/2", CameBack(itself=True, place_why="full", **STORE))
    back = of_rows(made(lab, "return_receipt", "L-1"), "weighed")
    assert column(back, "label") == ["CE5C9999", ""]


def test_the_documents_an_account_rests_on_stand_once_with_their_whole_checksum(lab: LoanLab) -> None:
    came_back(lab, "L-1/1", CameBack(itself=True, stated_ug=65 * MG, **STORE))
    came_back(lab, "L-1/2", CameBack(itself=True, place_why="full", **STORE))
    told = [each.text for each in made(lab, "return_receipt", "L-1").blocks if isinstance(each, Text)]
    assert told[0] == "1 piece of what came back on line L-1/2 came without a mass: the return sheet gives none."
    untold = "Line L-1/1 was closed without a word of what became of A-mount, which its borrower had reported."
    assert told[1:3] == [untold, "Lines still open: 1."]
    assert told[3:] == [
        f"{kind} \u00b7 {name} \u00b7 2026-01-05\nSHA-256 {'cd' * 32}"
        for kind, name in (
            ("Consumption report", "use.pdf"),
            ("Loss report", "loss.pdf"),
            ("Return sheet", "sheet.pdf"),
        )
    ]


def test_a_receipt_before_anything_came_back_tells_the_account_only(lab: LoanLab) -> None:
    paper = made(lab, "return_receipt", "L-1")
    assert headings(paper) == ["Account of each line", "Still owed", "Documents"]
    assert column(of_rows(paper, "held"), "held")[0] == MassFigure(65 * MG, 100)


def test_the_balance_of_a_return_stands_with_what_it_is_certain_to_and_its_calibration(lab: LoanLab) -> None:
    first = {"name": "B7", "resolution_ug": 10, "uncertainty_ug": 20, "calibrated": 20260102}
    lab.post(SetUpBalance(**first, calibration_due=20270101), day=20260102)  # type: ignore[arg-type]
    part = CameBack(form="powder", reading=Reading(net_ug=1_900, balance="B7"), **STORE)
    other = CameBack(form="powder", reading=Reading(net_ug=1_000, resolution_ug=100), **STORE)
    came_back(lab, "L-1/1", part, other, retained_ug=None)
    paper = made(lab, "return_receipt", "L-1")
    assert column(of_rows(paper, "weighed"), "balance") == ["B7", ""]
    told = [each.text.replace("\xa0", " ") for each in paper.blocks if isinstance(each, Text)]
    assert told[0] == "B7 reads to 0.01 mg, certain to 0.02 mg, calibrated 2026-01-02, next due 2027-01-01"
    assert not [each for each in told if "allowed" in each]
    # Calibrated again since: the paper keeps the calibration that counted on the day.
    again = {**first, "calibrated": 20260620, "balance": "B7"}
    lab.post(SetUpBalance(**again, calibration_due=20270620), day=20260620)  # type: ignore[arg-type]
    paper = made(lab, "return_receipt", "L-1")
    told = [each.text.replace("\xa0", " ") for each in paper.blocks if isinstance(each, Text)]
    assert told[0] == "B7 reads to 0.01 mg, certain to 0.02 mg, calibrated 2026-01-02"


@pytest.mark.parametrize(
    ("missing", "says"),
    [(10, "what differs lies within the 0."), (5 * MG, "allowed, and was accepted with the authority of ")],
)
def test_a_difference_stands_with_how_much_was_allowed(lab: LoanLab, missing: int, says: str) -> None:
    reading = Reading(net_ug=65 * MG - missing, resolution_ug=100)
    accepts = missing > MG
    came_back(lab, "L-1/1", CameBack(itself=True, reading=reading, **STORE), accept_difference=accepts)
    told = [each.text for each in made(lab, "return_receipt", "L-1").blocks if isinstance(each, Text)]
    assert told[0].startswith("Line L-1/1: ")
    assert says in told[0]


def test_what_left_without_a_mass_is_issued_unknown_and_never_differs(tmp_path: Path) -> None:
    lent_out = LentLab(tmp_path / "unknown.lunar")
    reading = Reading(net_ug=12_300, resolution_ug=100)
    back = CameBack(itself=True, place="Room", place_why="no other", confirmed=True, reading=reading)
    lent_out.post(ReturnLine(line="L-2021-001/2", pieces=(back,), sheet=SHEET), day=20220101)
    paper = made(lent_out, "return_receipt", "L-2021-001")
    lines = of_rows(paper, "issued")
    assert column(lines, "issued") == [MassFigure(9_000, 1), "unknown"]
    assert column(lines, "difference") == [None, None]
    assert not [each for each in paper.blocks if isinstance(each, Text) and "allowed" in each.text]
    lent_out.session.close()


@pytest.mark.parametrize(("ug", "more"), [(65 * MG, ""), (60 * MG, " By the book it held 65.0 mg.")])
def test_what_a_borrower_stated_in_an_inventory_is_on_the_receipt(lab: LoanLab, ug: int, more: str) -> None:
    lab.post(OpenRound(number="R-1", frozen=LATER, deadline=20261231), day=LATER)
    stated = Answered(line="L-1/1", answer=RoundAnswer.SEEN, ug=ug)
    answers = (stated, Answered(line="L-1/2", answer=RoundAnswer.SEEN, ug=MG, aside="a section"))
    signed = document(DocumentKind.OTHER, "answer.pdf")
    act = AnswerRound(
        round="R-1",
        person="Borrower A",
        answers=answers,
        signed_by="Borrower A",
        witnessed_by="Witness B",
        document=signed,
    )
    lab.post(act, day=20260710, **AGREED)
    texts = [each.text for each in made(lab, "return_receipt", "L-1").blocks if isinstance(each, Text)]
    told = [each.replace("\u00a0", " ") for each in texts if "in inventory R-1" in each]
    assert told == [f"The borrower stated {ug // MG} mg of line L-1/1 on 2026-07-10, in inventory R-1.{more}"]
