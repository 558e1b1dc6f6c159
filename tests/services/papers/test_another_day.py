"""Papers of loans as of another day: what the book had not yet, what nobody knows, and what stood then."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.moments import Moment
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperRefused, PaperWanted
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.words import Words

from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, LENT, LentLab
from tests.services.lending.test_what_is_out_everywhere import DAY, give_back, part, told_in

LOAN = "L-2021-001"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def sheet(lab: LentLab, words: Words, day: int | None, of: str = LOAN, **more: Any) -> str:
    return told_in(paper_of(lab.session, words, PaperWanted("return_sheet", of, moment=Moment(day), **more)))


def test_a_sheet_of_a_day_says_what_was_held_on_it(lab: LentLab, words: Words) -> None:
    give_back(lab, KNOWN, part("S-1", 4_000), part("S-2"))
    assert "\u2264\u20095.000\u00a0mg" in sheet(lab, words, None)
    then = sheet(lab, words, DAY - 1)
    assert ("9.000" in then, "\u2264" in then) == (True, False)


def test_what_the_book_had_not_yet_is_told_from_what_nobody_knows(lab: LentLab, words: Words) -> None:
    with pytest.raises(PaperRefused) as early:
        sheet(lab, words, LENT - 1)
    assert (early.value.key, early.value.facts["of"]) == ("paper.not_in_book", LOAN)
    loan = lab.line().loan
    assert loan is not None
    with pytest.raises(PaperRefused, match=r"paper\.not_in_book"):
        sheet(lab, words, LENT - 1, "", uid=loan)
    for day in (LENT - 1, None):
        with pytest.raises(UnclearReference):
            sheet(lab, words, day, "L-9999-001")
