"""What a person decides about returned answers before anything is posted: accepted, set aside, kept besides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations.accounting import AnswerRound
from lunarcurator.services.lending.round_answers import (
    POSTABLE,
    REFUSABLE,
    Accepted,
    Compared,
    Comparison,
    Signed,
    Verdict,
    answer_act,
)


class Mark(StrEnum):
    """What was decided about a row."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ASIDE = "aside"
    POSTED = "posted"


@dataclass(slots=True)
class _OfPerson:
    lines: set[Uid] = field(default_factory=set)
    aside: dict[Uid, str] = field(default_factory=dict)
    besides: set[int] = field(default_factory=set)
    signed: Signed | None = None


class Decisions:
    """The decisions about the workbooks that were read, by borrower; nothing of them is in the book yet."""

    def __init__(self) -> None:
        self._of: dict[Uid, _OfPerson] = {}

    def clear(self) -> None:
        """Forget all decisions."""
        self._of.clear()

    def mark(self, book: Comparison, each: Compared) -> Mark:
        """Return what was decided about a row; one that is in the book already needs no decision."""
        told = self._of.get(book.book.person, _OfPerson())
        if each.line is not None:
            if each.line.uid in told.aside:
                return Mark.ASIDE
            if each.line.uid in told.lines:
                return Mark.ACCEPTED
            return Mark.POSTED if each.is_posted or _was_set_aside(each) else Mark.OPEN
        if each.row is not None and each.row.number in told.besides:
            return Mark.ACCEPTED
        kept = each.verdict is Verdict.NOT_ASKED and each.row is not None and each.row.number not in book.not_kept
        return Mark.POSTED if kept else Mark.OPEN

    def why(self, book: Comparison, each: Compared) -> str:
        """Return for which reason a row is set aside, "" where it is not."""
        told = self._of.get(book.book.person)
        return told.aside.get(each.line.uid, "") if told is not None and each.line is not None else ""

    def accept(self, book: Comparison, each: Compared) -> bool:
        """Accept an answer, or keep a piece that was named besides; False where there is nothing to accept."""
        told = self._person(book)
        if each.line is not None and each.verdict in POSTABLE:
            told.aside.pop(each.line.uid, None)
            told.lines.add(each.line.uid)
            return True
        if each.row is not None and each.row.number in book.not_kept:
            told.besides.add(each.row.number)
            return True
        return False

    def accept_agreeing(self, books: Iterable[Comparison]) -> int:
        """Accept every answer that agrees and was not decided yet; returns how many there were."""
        found = [
            (book, each)
            for book in books
            for each in book.lines
            if each.verdict is Verdict.AGREES and self.mark(book, each) is Mark.OPEN
        ]
        return sum(self.accept(book, each) for book, each in found)

    def set_aside(self, book: Comparison, each: Compared, why: str) -> bool:
        """Set an answer aside for a reason; False where nothing came back, or no reason is given."""
        if each.line is None or each.verdict not in REFUSABLE or not why.strip():
            return False
        told = self._person(book)
        told.lines.discard(each.line.uid)
        told.aside[each.line.uid] = why.strip()
        return True

    def undecide(self, book: Comparison, each: Compared) -> None:
        """Take a decision back."""
        told = self._person(book)
        if each.line is not None:
            told.lines.discard(each.line.uid)
            told.aside.pop(each.line.uid, None)
        elif each.row is not None:
            told.besides.discard(each.row.number)

    def sign(self, book: Comparison, by: str, witness: str) -> None:
        """Say who signed and witnessed an answer, where the names stand on the paper that came with it."""
        self._person(book).signed = Signed(by.strip(), witness.strip())

    def signed(self, book: Comparison) -> Signed:
        """Return who signed and witnessed an answer."""
        told = self._of.get(book.book.person)
        return (told.signed if told else None) or Signed(book.book.signed_by, book.book.witnessed_by)

    def count(self, books: Iterable[Comparison]) -> int:
        """Return how many rows are decided and not posted."""
        told = (self._of.get(book.book.person) for book in books)
        return sum(len(each.lines) + len(each.aside) + len(each.besides) for each in told if each is not None)

    def decided(self, books: Iterable[Comparison]) -> bool:
        """Tell whether anything was decided about these workbooks, or a signature typed."""
        told = (self._of.get(book.book.person) for book in books)
        return any(each.lines or each.aside or each.besides or each.signed for each in told if each is not None)

    def unsigned(self, books: Iterable[Comparison]) -> Comparison | None:
        """Return the first workbook with decisions that lacks a signature, or is witnessed by its signer."""
        for book in books:
            signed = self.signed(book)
            lacking = not signed.by or not signed.witness or signed.by.casefold() == signed.witness.casefold()
            if lacking and self.count((book,)):
                return book
        return None

    def acts(self, books: Sequence[Comparison], day: Day) -> tuple[AnswerRound, ...]:
        """Return the acts that post what was decided, one for each borrower."""
        return tuple(answer_act(book, self._accepted(book), day) for book in books if self.count((book,)))

    def _accepted(self, book: Comparison) -> Accepted:
        told = self._person(book)
        return Accepted(set(told.lines), dict(told.aside), set(told.besides), self.signed(book))

    def _person(self, book: Comparison) -> _OfPerson:
        return self._of.setdefault(book.book.person, _OfPerson())


def _was_set_aside(each: Compared) -> bool:
    """Tell whether the book has just this answer as set aside."""
    line = each.line
    return line is not None and bool(line.aside) and (line.answered_ug, line.remarks) == (each.ug, each.remarks)
