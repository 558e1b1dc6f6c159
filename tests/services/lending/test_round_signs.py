"""An inventory asks for what is known of a mass and for no more: a bound and an estimate keep their signs."""

from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.documents.papers.xlsx_paper import render_xlsx_paper
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import OpenRound, ReturnLine
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import LineInRound, RoundRecord, read_round
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, LentLab
from tests.services.lending.test_what_is_out_everywhere import AGREED, DAY, give_back, part

ESTIMATE = "15558"
AT_MOST = KnownMass(5_000, 1, bound=Bound.AT_MOST)
ABOUT = KnownMass(40_000, 10_000, about=True)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    """Borrower A holds at most 5,000 ug and a piece nobody weighed, Borrower B 4,000 ug and about 40,000 ug."""
    lab = copied(LentLab, tmp_path / "lent.lunar")
    told = Mass.estimated(40_000, 10_000)
    lab.post(Register(collection="A", number=ESTIMATE, mission="M", mass=told, form="chip", place="Room"))
    lab.lend("Borrower B", ESTIMATE)
    give_back(lab, KNOWN, part("S-1", 4_000), part("S-2"))
    lab.post(OpenRound(number="R-1", frozen=DAY, deadline=20270131), day=DAY)
    yield lab
    lab.session.close()


def record_of(lab: LentLab) -> RoundRecord:
    return read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-1").uid)


def lines(lab: LentLab) -> dict[str, LineInRound]:
    return {each.number: each for person in record_of(lab).people for each in person.lines}


def test_a_line_of_an_inventory_is_as_surely_known_as_its_piece(lab: LentLab) -> None:
    found = lines(lab)
    assert {number: each.held for number, each in found.items()} == {
        KNOWN: AT_MOST,
        "15556": None,
        "15557": KnownMass(4_000, 1),
        ESTIMATE: ABOUT,
    }
    assert all(each.now == each.held for each in found.values())
    assert (found["15556"].held_ug, found["15556"].now_ug) == (None, None)


def test_what_was_frozen_is_no_surer_once_the_rest_came_home(lab: LentLab) -> None:
    give_back(lab, KNOWN, part("S-3", 1_000), day=DAY + 1, retained_ug=3_000)
    line = lines(lab)[KNOWN]
    assert (line.held, line.now) == (AT_MOST, KnownMass(3_000, 1))


def test_what_came_without_a_mass_later_makes_no_bound_of_what_was_frozen(lab: LentLab) -> None:
    told = {"pieces": (part("S-1"),), "sheet": PAPER, "method": "cut", "retained_ug": None}
    lab.post(ReturnLine(line="L-2021-002/1", **told), day=DAY + 1, **AGREED)
    line = lines(lab)["15557"]
    assert (line.held, line.now) == (KnownMass(4_000, 1), KnownMass(4_000, 1, bound=Bound.AT_MOST))


def test_the_paper_of_an_inventory_sums_with_signs(lab: LentLab, words: Words) -> None:
    paper = paper_of(lab.session, words, PaperWanted("inventory_list", "R-1"))
    people, *asked = (block for block in paper.blocks if isinstance(block, Table))
    at = [each.key for each in people.columns].index("held")
    assert [row[at] for row in people.rows] == ["unknown", MassFigure(44_000, 1, about=True)]
    assert people.totals[at] == "\u2265 ~44.000, 1 not known"
    held = {row[1]: row[5] for table in asked for row in table.rows}
    assert held[KNOWN] == MassFigure.of(AT_MOST)
    stream = BytesIO()
    render_html_paper(paper, stream)
    shown = unescape(stream.getvalue().decode())
    assert all(each in shown for each in ("\u2264\u20095.000", "~40", "~44.000"))
    stream = BytesIO()
    render_xlsx_paper(paper, stream)
    cells = [cell for row in load_workbook(stream).active.iter_rows() for cell in row]
    assert "\u2264\u20095.000" in [cell.value for cell in cells]
    assert [cell.number_format for cell in cells if cell.value == 40] == ['"~"0']


def test_the_workbook_a_borrower_answers_in_says_how_the_mass_is_known(lab: LentLab, tmp_path: Path) -> None:
    words = Words.load("en", resources_folder() / "languages", strict=True)
    found = {}
    for path in export_round(lab.session, words, record_of(lab), tmp_path):
        for row in load_workbook(path).active.iter_rows(values_only=True):
            found[row[2]] = row[6]
    assert found[KNOWN] == AT_MOST.shown("mg")
    assert found[ESTIMATE] == ABOUT.shown("mg")
    assert (found["15556"], found["15557"]) == ("unknown", 4)
