"""What is said of a difference is what the rule allowed: of a return and of what was found again, each its own."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.lending.lines import ALLOWED, found_otherwise
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReportLoss, ReturnLine
from lunarcurator.services.commands.line_texts import difference_text, found_text, line_as_json, line_notes
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

LINE = "L-2021-001/1"
ACCEPT = ("line.loss_needs_authority", "find_again.far_less", *AGREED["accept"])
CLOSES = "mass.does_not_close"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    """Of 9.000 mg that are out 6 mg are reported as lost, to a whole milligram."""
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lost = ReportLoss(line=LINE, ug=6_000, resolution_ug=1_000, circumstances="dropped", report=PAPER)
    lab.post(lost, day=DAY, **{**AGREED, "accept": ACCEPT})
    yield lab
    lab.session.close()


def find(lab: LentLab, ug: int | None, read: int, *accept: str, place: int = 1_000) -> int:
    reading = Reading(net_ug=read, resolution_ug=100)
    act = FindAgain(line=LINE, ug=ug, resolution_ug=place, reading=reading, confirmed=True, report=PAPER)
    return lab.post(act, day=DAY + 2, **{**AGREED, "accept": (*ACCEPT, *accept)}).seq


def home(lab: LentLab, ug: int) -> int:
    piece = CameBack(itself=True, reading=Reading(net_ug=ug, resolution_ug=1), confirmed=True)
    sheet = ReturnLine(line=LINE, pieces=(piece,), sheet=PAPER, accept_difference=True)
    return lab.post(sheet, day=DAY + 1, **AGREED).seq


def plain(text: str) -> str:
    return text.replace("\u202f", "").replace("\u00a0", " ").replace("\u2010", "-")


def told_of(lab: LentLab, words: Words) -> list[str]:
    """What the line says of differences wherever it is shown."""
    uid = lab.line(LINE).uid
    return [plain(each) for each in line_notes(lines_told(lab.session, [uid])[uid], words) if "booked as" in each]


def receipt(lab: LentLab, words: Words) -> str:
    written = BytesIO()
    render_html_paper(paper_of(lab.session, words, PaperWanted("return_receipt", "L-2021-001")), written)
    return plain(written.getvalue().decode("utf-8"))


def test_what_the_rule_allowed_is_what_is_said_everywhere(lab: LentLab, words: Words) -> None:
    seq = find(lab, 3_000, 3_200)
    (move,) = found_otherwise(lab.line(LINE).fields).values()
    # 3 sqrt((1000^2 + 100^2) / 12) = 870 ug: the figure stated with it, and our reading.
    assert (move.ug, move.found_allowed_ug) == (-200, 870)
    said = f"Line {LINE}: what was found weighs 0.2 mg more than was said of it, which is booked as a difference: "
    said += "up to 0.87 mg are allowed."
    assert told_of(lab, words) == [said]
    (each,) = differed(lab.session, seq)
    assert [plain(found_text(words, each.line, found)) for found in each.found] == [said]
    assert [*map(plain, differences_in_short(lab.session, words, seq))] == [
        f"line {LINE}: what was found weighs 0.2 mg more than was said"
    ]
    assert "weighs otherwise than was said of it, within the 0.87 mg allowed." in receipt(lab, words)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_nothing_is_said_to_be_beyond_what_is_allowed_that_nobody_was_asked_about(
    lab: LentLab, words: Words, beyond: int
) -> None:
    def again() -> int:
        return find(lab, 3_000, 3_870 + beyond, *((CLOSES,) if beyond > 0 else ()))

    if beyond > 0:
        with pytest.raises(Refused) as refused:
            find(lab, 3_000, 3_870 + beyond)
        (asked,) = (dict(each.facts) for each in refused.value.findings if each.key == CLOSES)
        assert (asked["residual_ug"], asked["tolerance_ug"]) == (-870 - beyond, 870)
    again()
    (said,) = told_of(lab, words)
    assert ("more than the 0.87 mg allowed, taken with the authority of M. Manager" in said) == (beyond > 0)
    assert ("up to 0.87 mg are allowed" in said) == (beyond <= 0)
    paper = receipt(lab, words)
    assert ("by more than the 0.87 mg allowed, and was accepted with the authority of M. Manager." in paper) == (
        beyond > 0
    )


def test_less_than_was_said_is_told_as_less(lab: LentLab, words: Words) -> None:
    seq = find(lab, 3_000, 2_950)
    (said,) = told_of(lab, words)
    assert "weighs 0.05 mg less than was said of it" in said
    assert "less than was said" in next(iter(differences_in_short(lab.session, words, seq)))


def test_all_that_was_lost_may_differ_by_the_readings_behind_the_loss(lab: LentLab) -> None:
    find(lab, None, 7_200, place=0)
    (move,) = found_otherwise(lab.line(LINE).fields).values()
    # 3 sqrt((1^2 + 1000^2 + 1000^2 + 100^2) / 12) = 1228 ug: issued, before and after the loss, and found.
    assert (move.ug, move.found_allowed_ug) == (-1_200, 1_228)


def test_a_return_and_a_find_of_one_line_each_say_what_was_allowed_of_them(lab: LentLab, words: Words) -> None:
    first, then = home(lab, 2_500), find(lab, 3_000, 3_200)
    line = lab.line(LINE)
    assert (line.account.difference_ug, line.came_otherwise_ug) == (300, 500)
    returned, found = told_of(lab, words)
    assert "0.500 mg less came back than was held" in returned
    assert found.endswith("up to 0.87 mg are allowed.")
    assert [(each.ug, len(each.found)) for each in differed(lab.session, first)] == [(500, 0)]
    assert [(each.ug, len(each.found)) for each in differed(lab.session, then)] == [(0, 1)]
    ids, _ = find_lines(lab.session, LineWish(lab.session.today, states=("lost", "out", "closed")))
    (row,) = (each for each in line_rows(lab.session, ids).values() if each.code == LINE)
    known = line_as_json(row, lines_told(lab.session, [row.uid])[row.uid])
    assert (known["difference_ug"], known["difference_allowed_ug"]) == (300, line.allowed_ug)
    assert known["found_otherwise"] == [{"difference_ug": -200, "allowed_ug": 870, "authority": "M. Manager"}]


def test_of_an_old_find_nobody_claims_how_much_was_allowed(lab: LentLab, words: Words) -> None:
    find(lab, 3_000, 3_200)
    line = lab.line(LINE)
    old = {key: str(each).replace(', "found_allowed_ug": 870', "") for key, each in line.fields.items() if each}
    old = {key: text.replace('"found_allowed_ug": 870, ', "") for key, text in old.items()}
    before = replace(line, fields=old)
    assert not found_otherwise(old)
    assert ALLOWED not in old
    assert before.came_otherwise_ug == -200
    said = plain(difference_text(words, before, before.came_otherwise_ug, ""))
    assert said.endswith("which is booked as a difference: how much might differ is not on record.")


def test_what_weighs_as_was_said_differs_by_nothing(lab: LentLab, words: Words) -> None:
    seq = find(lab, 3_000, 3_000)
    assert (told_of(lab, words), differed(lab.session, seq)) == ([], ())
