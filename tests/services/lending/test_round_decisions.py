"""What a person decides about returned answers before anything is posted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.lending.terms import Letter, RoundAnswer
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.domain.operations.issuing import DisputeLine, RecordLetter
from lunarcurator.services.lending.round_answers import Comparison, Signed, Verdict
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.round_decisions import Decisions, Mark
from lunarcurator.services.lending.round_points import Why, points
from lunarcurator.services.lending.round_reading import compare_all, read_answers
from lunarcurator.services.lending.rounds import read_round, round_choices

from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab
from tests.services.lending.test_round_books import ANSWERS, WORDS, filled, first_row


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(OpenRound(frozen=20220101, deadline=20220301), day=20220110)
    yield lab
    lab.session.close()


@pytest.fixture
def book(lab: LentLab, tmp_path: Path) -> Comparison:
    """Borrower A: one line agrees, one cannot be read, one row was added; Borrower B is silent."""
    paths = export_round(lab.session, WORDS, read_round(lab.session, uid(lab)), tmp_path)

    def fill(sheet: Any) -> None:
        row = first_row(sheet)
        sheet.cell(row, 8, "seen")
        sheet.cell(row + 1, 8, "perhaps")
        sheet.cell(row + 2, 3, "15999")
        sheet.cell(row + 3, 9, 5)

    return read_answers(lab.session, uid(lab), [filled(paths[0], fill)], ANSWERS).taken[0]


def uid(lab: LentLab) -> Any:
    return round_choices(lab.session)[0].uid


def marks(decisions: Decisions, book: Comparison) -> list[Mark]:
    return [decisions.mark(book, each) for each in book.lines]


def test_each_row_takes_the_decisions_that_fit_it(book: Comparison) -> None:
    decisions, (agrees, unreadable, added, empty) = Decisions(), book.lines
    assert [each.verdict for each in book.lines][:3] == [Verdict.AGREES, Verdict.UNREADABLE, Verdict.NOT_ASKED]
    assert marks(decisions, book) == [Mark.OPEN, Mark.OPEN, Mark.OPEN, Mark.POSTED]
    assert decisions.why(book, agrees) == ""
    assert [decisions.accept(book, each) for each in book.lines] == [True, False, True, False]
    assert not decisions.set_aside(book, added, "why")
    assert not decisions.set_aside(book, unreadable, " ")
    assert decisions.set_aside(book, unreadable, "what is meant?")
    assert marks(decisions, book) == [Mark.ACCEPTED, Mark.ASIDE, Mark.ACCEPTED, Mark.POSTED]
    assert decisions.why(book, unreadable) == "what is meant?"
    assert (decisions.count([book]), decisions.why(book, added)) == (3, "")
    assert decisions.set_aside(book, agrees, "asked back")
    assert decisions.accept(book, agrees)
    for each in book.lines:
        decisions.undecide(book, each)
    assert decisions.count([book]) == 0
    assert decisions.accept_agreeing([book]) == 1
    assert decisions.accept_agreeing([book]) == 0
    decisions.clear()
    assert marks(decisions, book)[0] is Mark.OPEN
    del empty


def test_a_row_that_is_gone_can_only_stay_open(book: Comparison) -> None:
    decisions = Decisions()
    gone = type(book.lines[0])(Verdict.MISSING, None, None, None, None)
    decisions.undecide(book, gone)
    assert (decisions.mark(book, gone), decisions.accept(book, gone)) == (Mark.OPEN, False)


def test_who_signed_stands_in_the_workbook_or_is_said(book: Comparison) -> None:
    decisions = Decisions()
    assert decisions.signed(book) == Signed("Borrower A", "Witness A")
    assert decisions.unsigned([book]) is None
    decisions.sign(book, " B. ", "b.")
    assert decisions.unsigned([book]) is None, "nothing is decided"
    decisions.accept_agreeing([book])
    assert decisions.unsigned([book]) is book
    decisions.sign(book, "B.", "W.")
    assert decisions.unsigned([book]) is None


def test_what_is_decided_becomes_one_act_for_each_borrower(lab: LentLab, book: Comparison) -> None:
    decisions = Decisions()
    assert decisions.acts([book], 20220201) == ()
    for each in book.lines:
        decisions.accept(book, each)
    decisions.set_aside(book, book.lines[1], "what is meant?")
    (act,) = decisions.acts([book], 20220201)
    assert [(each.answer, each.aside) for each in act.answers] == [
        (RoundAnswer.SEEN, ""),
        (None, "what is meant?"),
    ]
    lab.session.post(Posting(acts=(Act(operation=act, day=20220201),), operator="A. Curator"))
    ((again,), _) = compare_all(lab.session, uid(lab), [book.book], ANSWERS)
    assert marks(Decisions(), again) == [Mark.POSTED] * 4


def test_when_it_went_out_and_what_is_disputed_is_told(lab: LentLab) -> None:
    lab.post(RecordLetter(lines=("L-2021-001/1",), letter=Letter.REMINDER), day=20220111)
    lab.post(RecordLetter(lines=("L-2021-001/1",), letter=Letter.INVENTORY), day=20220112)
    lab.post(DisputeLine(line="L-2021-001/1", text="whose is it?"), day=20220113)
    record = read_round(lab.session, uid(lab))
    assert [each.sent for each in record.people] == [20220112, 0]
    first = points(lab.session, record)[0]
    assert (first.why, first.line.disputed) == (Why.UNANSWERED, "whose is it?")
    assert "dispute_line" not in first.ways
