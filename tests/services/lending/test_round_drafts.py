"""Decisions about returned answers survive a draft, as long as their rows say the same."""

from dataclasses import replace
from typing import Any

import msgspec
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.services.lending.round_answers import Comparison, Signed
from lunarcurator.services.lending.round_decisions import Decisions, Mark
from lunarcurator.services.lending.round_drafts import KeptBook, TakenUp, kept_book, kept_books, take_up
from lunarcurator.services.lending.round_reading import compare_all

from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_round_books import ANSWERS
from tests.services.lending.test_round_decisions import book as book
from tests.services.lending.test_round_decisions import lab as lab
from tests.services.lending.test_round_decisions import marks


def decided(book: Comparison) -> Decisions:
    """One row is accepted, one set aside, one kept besides, and the signatures are typed."""
    decisions, (agrees, unreadable, added, _) = Decisions(), book.lines
    decisions.accept(book, agrees)
    decisions.set_aside(book, unreadable, "what is meant?")
    decisions.accept(book, added)
    decisions.sign(book, "Borrower A", "Officer B")
    return decisions


def through_json(kept: KeptBook, book: Comparison) -> KeptBook:
    """As the store gives it back."""
    content = msgspec.json.decode(msgspec.json.encode({"people": {book.person.uid: kept}}))
    return kept_books(content)[book.person.uid]


def rows(book: Comparison, **changed: Any) -> Comparison:
    """The workbook with its first row saying something else."""
    first = book.lines[0]
    assert first.row is not None
    return replace(book, lines=(replace(first, row=replace(first.row, **changed)), *book.lines[1:]))


def test_what_was_decided_stands_again(book: Comparison) -> None:
    kept = through_json(kept_book(book, decided(book)), book)
    assert (bool(kept), kept.count) == (True, 3)
    again = Decisions()
    assert take_up(book, again, kept) == TakenUp(3, 0)
    assert marks(again, book)[:3] == [Mark.ACCEPTED, Mark.ASIDE, Mark.ACCEPTED]
    assert again.why(book, book.lines[1]) == "what is meant?"
    assert again.signed(book) == Signed("Borrower A", "Officer B")
    assert not kept_book(book, Decisions())
    assert (decided(book).decided((book,)), Decisions().decided((book,))) == (True, False)
    assert take_up(book, Decisions(), KeptBook()) == TakenUp(0, 0)


def test_a_row_that_says_something_else_is_open_again(book: Comparison) -> None:
    kept = kept_book(book, decided(book))
    again = Decisions()
    assert take_up(rows(book, remark="changed"), again, kept) == TakenUp(2, 1)
    assert marks(again, book)[0] is Mark.OPEN
    without = replace(book, lines=book.lines[2:3])
    assert take_up(without, Decisions(), kept) == TakenUp(1, 2)
    gone = replace(book, lines=(replace(book.lines[0], row=None), *book.lines[1:]))
    assert take_up(gone, Decisions(), kept) == TakenUp(2, 1)


def test_what_somebody_decided_meanwhile_stays(book: Comparison) -> None:
    kept = kept_book(book, decided(book))
    meanwhile = Decisions()
    meanwhile.set_aside(book, book.lines[0], "not ours")
    assert take_up(book, meanwhile, kept) == TakenUp(2, 0)
    assert meanwhile.why(book, book.lines[0]) == "not ours"


def test_what_was_posted_meanwhile_needs_no_decision(lab: LentLab, book: Comparison) -> None:
    decisions = decided(book)
    kept = kept_book(book, decisions)
    acts = tuple(Act(operation=each, day=20220115) for each in decisions.acts((book,), 20220115))
    lab.session.post(Posting(acts=acts, operator=OperatorRef("A. Curator")))
    (now,), _ = compare_all(lab.session, book.book.round, [book.book], ANSWERS)
    assert take_up(now, Decisions(), kept) == TakenUp(0, 0)


def test_a_draft_of_another_version_is_left_out() -> None:
    assert kept_books({}) == {}
    assert kept_books({"people": {"a" * 32: {"lines": "all"}, "b" * 32: {}}}) == {"b" * 32: KeptBook()}
