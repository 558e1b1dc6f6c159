"""A section that came home with a mass somebody read or stated: receipt, line and sheets tell it, as nominal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Fields, Paper, Text
from lunarcurator.domain.acts import Override
from lunarcurator.domain.lending.nominal_back import NominalBack
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.services.commands.line_texts import line_as_json, line_notes
from lunarcurator.services.lending.browsing import LineWish, find_lines, line_rows
from lunarcurator.services.lending.line_accounts import lines_told
from lunarcurator.services.lending.records import line_record

from tests.services.papers.loan_lab import AGREED, MG, LoanLab, document, lent
from tests.services.papers.papers import column, made, tables
from tests.services.papers.test_stated_digits import WORDS

SECTION = "CE5C0800YJFM00104GP"
ASKED = ("return.replaces_nominal", "return.not_as_nominal", "return.weighs_otherwise")
READ = Reading(net_ug=11_900, resolution_ug=100)
STATED = f"{SECTION} came back on line L-1/2 with 12 mg as stated. It is a "
WEIGHED = f"{SECTION} came back on line L-1/2 with 11.9 mg as weighed here. It is a "


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    yield made_lab
    made_lab.session.close()


def home(lab: LoanLab, **masses: object) -> None:
    there = {"place": "Cabinet 1", "place_why": "there is no other", "confirmed": True}
    piece = CameBack(itself=True, **there, **masses)  # type: ignore[arg-type]
    answers = tuple(Override(key=key, reason="the mount was weighed") for key in ASKED)
    sheet = ReturnLine(line="L-1/2", pieces=(piece,), sheet=document(DocumentKind.RETURN_SHEET, "sheet"))
    lab.post(sheet, day=20260601, **{**AGREED, "overrides": answers})


def row(paper: Paper, key: str) -> list[object]:
    return column(next(each for each in tables(paper) if key in [one.key for one in each.columns]), key)


def said(paper: Paper) -> str:
    texts = " ".join(each.text for each in paper.blocks if isinstance(each, Text))
    cells = " ".join(str(cell) for table in tables(paper) for cells in table.rows for cell in cells)
    entries = (each for block in paper.blocks if isinstance(block, Fields) for each in block.entries)
    fields = " ".join(f"{each.label} {each.text}" for each in entries)
    return plain(f"{texts} {fields} {cells}")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("masses", "told", "back", "nominal"),
    [
        ({"reading": READ, "stated_ug": 12 * MG}, WEIGHED, MassFigure(11_900), "Nominal mass 0.0119 g"),
        ({"stated_ug": 12 * MG, "stated_to_ug": MG}, STATED, "not weighed", "Nominal mass 0.02 g"),
    ],
    ids=["read", "stated"],
)
def test_receipt_and_line_have_the_figure_and_say_that_it_is_nominal(
    lab: LoanLab, masses: dict[str, object], told: str, back: object, nominal: str
) -> None:
    home(lab, **masses)
    receipt = made(lab, "return_receipt", "L-1")
    assert row(receipt, "weighed") == [back]
    assert row(receipt, "stated") == [MassFigure(12 * MG, masses.get("stated_to_ug"))]
    assert told in said(receipt)
    ids, _ = find_lines(lab.session, LineWish(lab.session.today, states=("closed",)))
    (found,) = line_rows(lab.session, ids).values()
    line = lines_told(lab.session, [found.uid])[found.uid]
    notes = plain(" ".join(line_notes(line, WORDS)))
    assert told in notes
    assert "returned 1 piece not weighed" in notes
    assert line_as_json(found, line)["returned_unweighed"] == 1
    record = line_record(lab.session, WORDS, found.uid)
    assert record is not None
    mine = NominalBack(SECTION, "polished_section", 12 * MG if told is STATED else 11_900, told is WEIGHED)
    assert record.nominal == line.nominal == (mine,)
    assert nominal in said(made(lab, "accession_sheet", SECTION))
