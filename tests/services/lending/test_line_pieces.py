"""Every finding that names a line names the piece it is of, whichever rule found it."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import LineRef
from lunarcurator.domain.operations.accounting import CameBack, ReportUse, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.catalogue import catalogue_of
from lunarcurator.services.lending.line_pieces import with_pieces
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.posting import Refused
from lunarcurator.services.words import Words

from tests.house.sources import PACKAGE
from tests.services.lending.lent_lab import KNOWN, OTHER, LentLab
from tests.services.papers.papers import MESSAGES

SENTENCES: Final = catalogue_of("en", MESSAGES).sentences
GAP: Final = re.compile(r"\{(\w+)")
CODE: Final = "L-2021-001/1"


def _of_rules() -> Iterator[str]:
    """Yield the keys of the findings of the domain whose sentences name a line."""
    rules = "".join(path.read_text("utf-8") for path in (PACKAGE / "domain").rglob("*.py"))
    for key, sentence in SENTENCES.items():
        if "line" in GAP.findall(sentence) and f'"{key}"' in rules:
            yield key


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LentLab]:
    lab = LentLab(tmp_path_factory.mktemp("pieces") / "lent.lunar")
    yield lab
    lab.session.close()


def told(lab: LentLab, key: str, **facts: Any) -> str:
    with lab.session.database.snapshot() as connection:
        found = find(Strength.WARN, key, "R7", "line", "", **facts)
        (named,) = with_pieces([found], ledger_of(lab.session, connection))
    return Words.load("en", MESSAGES).say_finding(named)


@pytest.mark.parametrize("key", sorted(_of_rules()))
def test_a_sentence_of_a_rule_that_names_a_line_names_a_piece(lab: LentLab, key: str) -> None:
    gaps = set(GAP.findall(SENTENCES[key]))
    if "number" not in gaps:
        assert f"{CODE} ({KNOWN})" in told(lab, key, line=CODE)


def test_a_second_line_is_told_with_its_piece_and_what_is_no_line_as_it_is(lab: LentLab) -> None:
    said = told(lab, "decide.granted_twice", line=CODE, other="L-2021-002/1")
    assert f"L-2021-002/1 ({OTHER})" in said
    assert "L-9/9 is due" in told(lab, "letter.due_later", line="L-9/9", due=20270101, days=4)


def refused(lab: LentLab, *acts: Any) -> list[str]:
    wanted = Posting(acts=tuple(Act(operation=each, day=20260101) for each in acts), operator="A. Curator")
    with pytest.raises(Refused) as caught:
        lab.session.post(wanted)
    shown = {each.facts for each in lab.session.preview(wanted).findings}
    assert {each.facts for each in caught.value.findings} <= shown
    return [Words.load("en", MESSAGES).say_finding(each) for each in caught.value.findings]


def test_what_is_previewed_and_what_is_refused_names_the_piece(lab: LentLab) -> None:
    report = Attached(kind="other", name="report 7")
    back = ReturnLine(line=LineRef(CODE), pieces=(CameBack(itself=True, stated_ug=1),), sheet=report)
    for act in (ReportUse(line=LineRef(CODE), ug=99_000_000, method="cut", report=report), back):
        assert any(f"{CODE} ({KNOWN})" in each for each in refused(lab, act))
