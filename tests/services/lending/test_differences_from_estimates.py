"""What differs from an estimate is one wherever it is told: it was reckoned from a mass nobody had weighed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.known_mass import Booked, Bound, KnownMass
from lunarcurator.domain.lending.held import difference_of, how_much_differs
from lunarcurator.domain.lending.lines import LineMove
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Reading, Register
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.services.balances import inexact_masses, trial_balance
from lunarcurator.services.commands.line_texts import difference_text, line_as_json, line_notes
from lunarcurator.services.lending.browsing import LineWish, find_lines, line_rows
from lunarcurator.services.lending.differing import differed, differences_in_short
from lunarcurator.services.lending.line_accounts import lines_told
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.posting import Refused
from lunarcurator.services.words import Words

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_what_is_out_everywhere import AGREED, DAY
from tests.services.papers.papers import column, tables

LINE, G = "L-2021-003/1", 1_000_000
SAID = ("return.estimate_was_more", "return.estimate_was_less", *AGREED["accept"])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    mass = Mass.estimated(150 * G, G)
    lab.post(Register(collection="A", number="16001", mission="M", mass=mass, form="chip", place="Room"))
    lab.lend("Borrower C", "16001")
    yield lab
    lab.session.close()


def home(lab: LentLab, ug: int) -> int:
    piece = CameBack(itself=True, reading=Reading(net_ug=ug, resolution_ug=100), confirmed=True)
    sheet = ReturnLine(line=LINE, pieces=(piece,), sheet=PAPER)
    return lab.post(sheet, day=DAY, **{**AGREED, "accept": SAID}).seq


def plain(text: str) -> str:
    return text.replace("\u202f", "").replace("\u00a0", " ").replace("\u2009", " ")


@pytest.mark.parametrize(("ug", "told", "differs"), [(120 * G, "less", "30"), (160 * G, "more", "10")])
def test_a_difference_to_an_estimate_is_told_as_one(
    lab: LentLab, words: Words, ug: int, told: str, differs: str
) -> None:
    seq = home(lab, ug)
    (short,) = differences_in_short(lab.session, words, seq)
    assert plain(short).startswith(f"line {LINE}: ~{differs}.0000 g {told} than held")
    (each,) = differed(lab.session, seq)
    sentence = plain(difference_text(words, each.line, each.ug, each.authority))
    assert f"~{differs}.0000 g {told} came back" in sentence
    assert "what left was an estimate" in sentence
    ids, _ = find_lines(lab.session, LineWish(lab.session.today, states=("closed",)))
    (row,) = line_rows(lab.session, ids).values()
    line = lines_told(lab.session, [row.uid])[row.uid]
    (equation,) = (text for text in map(plain, line_notes(line, words)) if "difference" in text and "~150" in text)
    assert f"difference {'\u2212' if told == 'more' else ''}~{differs}.0000 g" in equation
    assert "difference_ug" in line_as_json(row, line)["about"]


def test_the_question_before_tells_it_to_the_last_place_that_is_told_after(lab: LentLab, words: Words) -> None:
    piece = CameBack(itself=True, reading=Reading(net_ug=127_700_000, resolution_ug=100), confirmed=True)
    sheet = ReturnLine(line=LINE, pieces=(piece,), sheet=PAPER)
    with pytest.raises(Refused) as refused:
        lab.post(sheet, day=DAY, **AGREED)
    asked = [plain(words.say(each.key, dict(each.facts))) for each in refused.value.findings]
    assert any(text.startswith("~22.3000 g less than the estimated ~150 g came of line") for text in asked), asked
    (short,) = differences_in_short(lab.session, words, home(lab, 127_700_000))
    assert plain(short).startswith(f"line {LINE}: ~22.3000 g less than held")


def test_the_entry_of_a_return_tells_what_was_weighed_as_a_figure(lab: LentLab, words: Words) -> None:
    seq = home(lab, 120 * G)
    paper = paper_of(lab.session, words, PaperWanted("entry_sheet", f"#{seq}"))
    (lines,) = (each for each in tables(paper) if "account" in {key.key for key in each.columns})
    masses = dict(zip(column(lines, "account"), column(lines, "mass"), strict=True))
    assert masses == {
        "Unmeasured": MassFigure(30 * G, 1, about=True),
        "On loan": MassFigure(-150 * G, 1, about=True),
        "Here": MassFigure(120 * G, 1),
    }


def test_the_receipt_tells_it_as_one_in_its_line_and_its_sum(lab: LentLab, words: Words) -> None:
    home(lab, 120 * G)
    paper = paper_of(lab.session, words, PaperWanted("return_receipt", "L-2021-003"))
    (lines,) = (each for each in tables(paper) if "difference" in {key.key for key in each.columns})
    assert column(lines, "difference") == [MassFigure(30 * G, 100, about=True)]
    written = BytesIO()
    render_html_paper(paper, written)
    text = plain(written.getvalue().decode("utf-8"))
    assert text.count("~30000.0") == 2
    assert not re.search(r"(?<![~0-9])30000\.0", text)
    assert "what differs is reckoned from an estimate" in text


def test_what_is_missing_of_a_bound_is_at_most_and_what_is_more_at_least_so_much(lab: LentLab) -> None:
    def moved(step: Step, ug: int) -> LineMove:
        return LineMove(step, DAY, ug, quality=Quality.UPPER_BOUND if step is Step.ISSUED else Quality.MEASURED)

    line = lab.line(LINE)
    less = replace(line, moves=(moved(Step.ISSUED, 50), moved(Step.RETURNED, 40), moved(Step.DIFFERENCE, 10)))
    assert difference_of(less) == how_much_differs(less, 10) == KnownMass(10, bound=Bound.AT_MOST)
    more = replace(line, moves=(moved(Step.ISSUED, 50), moved(Step.RETURNED, 60), moved(Step.DIFFERENCE, -10)))
    assert difference_of(more) == KnownMass(-10, bound=Bound.AT_MOST)
    assert how_much_differs(more, -10) == KnownMass(10, bound=Bound.AT_LEAST)


@pytest.mark.parametrize("moment", [NOW, Moment(20300101), Moment(seq=1 << 40)])
def test_the_balance_counts_the_estimate_that_was_not_measured(lab: LentLab, moment: Moment) -> None:
    home(lab, 120 * G)
    total, inexact = trial_balance(lab.session, moment).total, inexact_masses(lab.session, moment)
    assert total.booked(Account.UNMEASURED, inexact) == Booked(30 * G, estimated=1)
