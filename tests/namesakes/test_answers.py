"""What was found and answered names the piece it was about: when it is asked, in the journal and on its paper."""

import json
from collections.abc import Callable
from string import Formatter

import pytest
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.lending.terms import Decision, DocumentKind, LineMode
from lunarcurator.domain.operations import Daughter, Dissect, Dissolve, Operation, PlanSplit, Sieve, Split, Weigh
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReturnLine
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import catalogue_of
from lunarcurator.services.journal import entry_detail
from lunarcurator.services.journal_sentences import Teller, Then, sentence_of
from lunarcurator.services.override_facts import TOLD, override_sentences
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

from tests.namesakes.twins import ACCEPTED, BOOKS, HOME, OUT, PERSON, RETURNED, bare, of_both
from tests.scenarios.lab import Lab, read
from tests.scenarios.lending import paper

LATER = 20260802
KEYS = ("return.not_confirmed", "return.not_weighed", "return.no_place")
BOTH_THERE = (
    "SELECT overrides FROM entry WHERE seq > (SELECT max(seq) FROM entry WHERE kind IN ('register', 'split'))"
)
"""What was said while a number was of one piece alone is on record as it was said."""
CURATOR = OperatorRef("A. Curator")


def both_home() -> tuple[ReturnLine, ...]:
    """Both pieces of one number come back on one sheet, neither of them compared nor weighed."""
    sheet = paper(DocumentKind.RETURN_SHEET)
    return tuple(ReturnLine(line=f"L-1/{n}", pieces=(CameBack(itself=True),), sheet=sheet) for n in (1, 2))


def test_findings_tell_the_two_pieces_apart_before_anything_is_posted(lab: Lab, words: Words) -> None:
    acts = tuple(Act(operation=each, day=LATER) for each in both_home())
    said = [words.say_finding(each) for each in lab.session.preview(Posting(acts=acts, operator=CURATOR)).findings]
    assert len(said) == len(set(said)) == 2 * len(KEYS)
    assert bare(said) == []


def test_the_record_names_what_each_answer_was_about(lab: Lab, words: Words) -> None:
    posted = lab.post(*both_home(), day=LATER, accept=KEYS)
    detail = entry_detail(lab.session, words, posted.uid)
    assert detail is not None
    assert detail.entry.warnings == len(KEYS)
    assert len(detail.overrides) == len(set(detail.overrides)) == 2 * len(KEYS)
    for number in of_both(OUT):
        assert f"Nobody compared {number} with its number, mass and description" in dict(detail.overrides)
    made = paper_of(lab.session, words, PaperWanted("entry_sheet", f"#{posted.seq}"))
    told = {tuple(row) for block in made.blocks if isinstance(block, Table) for row in block.rows}
    assert set(detail.overrides) <= told


def test_no_answer_on_record_leaves_open_what_it_was_about(lab: Lab, words: Words) -> None:
    lab.post(*both_home(), day=LATER, accept=KEYS)
    with lab.session.database.connect() as connection:
        rows = connection.exec_driver_sql(BOTH_THERE).scalars().all()
    said = [what for row in rows for what, _ in override_sentences(words, _found(json.loads(row)))]
    assert len(set(said)) >= 8
    assert [each for each in said if "\u2026" in each or bare([each])] == []


def _found(overrides: dict[str, str]) -> dict[str, str]:
    """The answers to what was found: a reason may be given for what is not."""
    found = json.loads(overrides.get(TOLD, "{}"))
    return {key: reason for key, reason in overrides.items() if key in found or key == TOLD}


def test_entries_of_before_say_it_with_the_facts_left_open(words: Words) -> None:
    said = override_sentences(words, {"return.not_confirmed": "seen", "no.such": "old"})
    assert said[0] == ("Nobody compared … with its number, mass and description", "seen")
    assert "no.such" in said[1][0]


def test_many_answers_of_one_kind_are_counted_and_facts_of_another_version_are_left_open(words: Words) -> None:
    said = [{"of": "A", "facts": {"name": "", "number": 5}}, {"of": "", "facts": {"name": ""}}]
    kept = {"return.not_confirmed": "seen", TOLD: json.dumps({"return.not_confirmed": {"said": said, "more": 3}})}
    assert [what for what, _ in override_sentences(words, kept)] == [
        "A: Nobody compared 5 with its number, mass and description",
        "Nobody compared … with its number, mass and description",
        "3 more of this kind",
    ]


def test_nobody_can_answer_under_the_key_of_what_is_kept(lab: Lab, words: Words) -> None:
    act = Act(operation=Weigh(sample=f"Apollo:{HOME},2", reading=read(0.099)), day=LATER)
    mine = Override(key=TOLD, reason="not what it seems")
    posted = lab.session.post(Posting(acts=(act,), operator=CURATOR, overrides=(mine,)))
    detail = entry_detail(lab.session, words, posted.uid)
    assert detail is not None
    assert detail.overrides == ()


def test_a_part_that_gets_a_number_another_collection_has_is_told_apart(lab: Lab, words: Words) -> None:
    made = {book: _prepared(lab, book) for book in BOOKS}
    for book, seq in made.items():
        told = sentence_of(lab.session, words, seq)
        assert f"weighed out {book}:{HOME},9" in told
        assert bare([told]) == []


def _prepared(lab: Lab, book: str) -> int:
    """Weigh a part out of a piece of a collection, under a number that both collections give; return its entry."""
    loan = f"L-9-{book}"
    late = ("borrower.overdue_already", "borrower.recalled_already")
    accept = (*ACCEPTED, *late, "limit.small_left", "limit.rest_small")
    wanted = Wanted(sample=f"{book}:{HOME},2", mode=LineMode.BY_WEIGHT, optimum_ug=5_000)
    asked = RequestLoan(number=loan, borrower=PERSON, agreement="A-1", lines=(wanted,))
    granted = Decided(line=f"{loan}/1", decision=Decision.APPROVED, granted_ug=5_000)
    part = Made(line=f"{loan}/1", number=f"{HOME},9", reading=read(0.005))
    lab.allowed(asked, day=RETURNED, accept=accept)
    lab.allowed(DecideLines(lines=(granted,), body="The committee"), day=RETURNED, accept=accept)
    return lab.allowed(PrepareLines(lines=(part,)), day=RETURNED, accept=accept).seq


PIECE, BOOK = Uid("1" * 32), Uid("2" * 32)
MADE = (Daughter(number="X9"),)
GIVING: dict[str, Callable[[str], Operation]] = {
    "sieve": lambda of: Sieve(parent=of, daughters=MADE, sieves=""),
    "dissect": lambda of: Dissect(parent=of, daughters=MADE, dissection_pass=1),
    "split": lambda of: Split(parent=of, daughters=MADE),
    "plan_split": lambda of: PlanSplit(parent=of, daughters=MADE),
    "dissolve": lambda of: Dissolve(sample=of, daughters=MADE),
    "find_again": lambda of: FindAgain(line=of, number="X9", report=paper(DocumentKind.OTHER)),
    "prepare_lines": lambda of: PrepareLines(lines=(Made(line=of, number="X9"),)),
}


@pytest.mark.parametrize("kind", sorted(GIVING))
def test_a_number_that_is_given_beside_a_piece_or_line_is_told_apart(kind: str, words: Words) -> None:
    teller = Teller(words, {}, {}, Then({(BOOK, "X9"): "Apollo:X9"}, {PIECE: BOOK}))
    assert "Apollo:X9" in teller.tell_act(GIVING[kind](ref_of(PIECE)))


def _gaps(sentence: str) -> set[str]:
    return {gap for _, gap, _, _ in Formatter().parse(sentence) if gap}


NAMES = {"number", "name", "line", "balance", "document"}
WITHOUT = ["come_back.needs_authority", "lost.needs_authority", "split.attrition_large", "take_down.not_pristine"]
WITHOUT += ["transfer.needs_authority", "transfer.nothing_received"]


def test_no_few_words_for_an_answered_finding_leave_out_what_it_is_about(words: Words) -> None:
    """Whatever names its subject in full names it in few words, too, also in entries kept before."""
    tables = catalogue_of("en", resources_folder() / "languages").sentences
    short = (key.removeprefix("warned.") for key in tables if key.startswith("warned."))
    bare_ones = [key for key in short if key in tables and not _gaps(tables[f"warned.{key}"])]
    named = {key: _gaps(tables[key]) & NAMES for key in bare_ones}
    assert [key for key in bare_ones if not _is_said(words, key, named[key])] == WITHOUT


def _is_said(words: Words, key: str, named: set[str]) -> bool:
    """Tell whether few words of a finding say any of the facts that name what it is about."""
    kept = {"said": [{"of": "", "facts": {each: f"The {each}" for each in named}}], "more": 0}
    ((said, _),) = override_sentences(words, {key: "why", TOLD: json.dumps({key: kept})})
    return any(f"The {each}" in said for each in named)
