"""After a return each line says what differs of it, or rests on no mass, whichever line of the entry it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.lending.differing import differed, differences_in_short
from lunarcurator.services.words import Words

from tests.domain.ledger.loans_bench import PAPER
from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_what_is_out_everywhere import AGREED, DAY, part

KNOWN, UNKNOWN, OTHER = "L-2021-001/1", "L-2021-001/2", "L-2021-002/1"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def back(line: str, ug: int | None) -> ReturnLine:
    reading = Reading(net_ug=ug, resolution_ug=1) if ug is not None else None
    piece = CameBack(itself=True, reading=reading, confirmed=True)
    return ReturnLine(line=line, pieces=(piece,), sheet=PAPER, accept_difference=True)


def test_each_line_of_an_entry_says_what_differs(lab: LentLab, words: Words) -> None:
    posted = lab.post(back(OTHER, 4_003), back(UNKNOWN, 5), back(KNOWN, 8_998), day=DAY, **AGREED)
    # What came to light of an unknown mass is no difference.
    assert [(each.line.code, each.ug) for each in differed(lab.session, posted.seq)] == [(KNOWN, 2), (OTHER, -3)]
    assert [*differences_in_short(lab.session, words, posted.seq)] == [
        f"line {KNOWN}: 0.002\u00a0mg less than held",
        f"line {OTHER}: 0.003\u00a0mg more than held",
    ]


def test_what_rests_on_no_mass_is_said_of_its_line(lab: LentLab, words: Words) -> None:
    posted = lab.post(back(OTHER, None), day=DAY, **AGREED)
    assert [*differences_in_short(lab.session, words, posted.seq)] == [
        f"line {OTHER}: 4.000\u00a0mg neither weighed nor stated"
    ]


def test_only_what_the_entry_itself_found_is_said(lab: LentLab, words: Words) -> None:
    told = {"sheet": PAPER, "method": "cut", "accept_difference": True}
    first = ReturnLine(line=KNOWN, pieces=(part("S-1", 1_000),), retained_ug=7_000, **told)
    before = lab.post(first, day=DAY, **AGREED)
    posted = lab.post(back(KNOWN, 6_990), day=DAY + 1, **AGREED)
    assert [each.ug for each in differed(lab.session, before.seq)] == [1_000]
    assert [each.ug for each in differed(lab.session, posted.seq)] == [10]
    assert not differed(lab.session, posted.seq - 2)


def test_an_entry_says_of_each_line_what_became_of_it(lab: LentLab, words: Words) -> None:
    told = {"sheet": PAPER, "method": "cut"}
    some = ReturnLine(line=KNOWN, pieces=(part("S-1", 1_000),), retained_ug=None, **told)
    posted = lab.post(back(OTHER, 4_000), some, back(UNKNOWN, 5), day=DAY, **AGREED)
    whole, front = (f"Took back of line {line}" for line in (f"{OTHER} (15557)", f"{KNOWN} (15555)"))
    sentence = sentence_of(lab.session, words, posted.seq)
    both = f"{whole}: 1 piece ({PAPER.name}); {front}: 1 piece, the rest stays out ({PAPER.name})"
    assert sentence == f"{both}, and 1 more of the kind"
    use = ReturnLine(
        line=KNOWN,
        pieces=(part("S-2", 500),),
        consumed_ug=500,
        resolution_ug=10,
        retained_ug=7_000,
        retained_to_ug=100,
        **told,
    )
    again = lab.post(use, day=DAY + 1, **{**AGREED, "accept": (*AGREED["accept"], "use.was_not_granted")})
    assert "used up 0.50\u00a0mg, kept out 7.0\u00a0mg" in sentence_of(lab.session, words, again.seq)
