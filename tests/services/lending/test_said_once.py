"""The same fact has the same value wherever it stands: what inventories asked, last contact, and what is late."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Authority, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.borrower_standing import BorrowerStanding
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, Letter, RoundAnswer
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Operation, SetUpOperator
from lunarcurator.domain.operations.accounting import (
    Answered,
    AnswerRound,
    CameBack,
    CloseRound,
    NamedBesides,
    OpenRound,
    ReportLoss,
    ReportMass,
    ReportUse,
    ReturnLine,
    TransferLine,
)
from lunarcurator.domain.operations.agreeing import SignAgreement
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import RecallLines, RecordLetter
from lunarcurator.domain.rules.lending import may_be_lent_to
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.lending.browsing import Concern, LineWish, find_lines
from lunarcurator.services.lending.overview import Answers, Work, all_rounds, overview, urgent_count
from lunarcurator.services.lending.parties import heard_days
from lunarcurator.services.lending.records import borrower_record, ledger_of
from lunarcurator.services.lending.reminders import NoLetter, NotReminded, Reminders, reminders_of
from lunarcurator.services.lending.rounds import Differs, read_round
from lunarcurator.services.words import Words

from tests.made_once import copied
from tests.services.lending.agreed_lab import BEGAN, COPY, AgreedLab
from tests.still_clock import TODAY

NEXT_YEAR, FORTY_FOUR_DAYS_AGO = 20270301, 20261011
WORDS = Words.load("en", resources_folder() / "languages", strict=True)
SHEET = Attached(kind=COPY.kind, name="answer.pdf", sha256="ef" * 32)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[AgreedLab]:
    made = copied(AgreedLab, tmp_path / "agreed.lunar")
    made.lend("A", "P1")
    made.lend("A", "P2")
    made.post(OpenRound(number="R-1", frozen=20260101, deadline=NEXT_YEAR), day=20260105)
    yield made
    made.session.close()


def stands(lab: AgreedLab) -> BorrowerStanding:
    told = standing(lab.session, lab.uid(Subject.PERSON, "Borrower A"))
    assert told is not None
    return told


def answer(lab: AgreedLab, *answers: Answered, besides: tuple[NamedBesides, ...] = ()) -> None:
    told = {"besides": besides, "signed_by": "Borrower A", "witnessed_by": "W", "document": SHEET}
    lab.post(AnswerRound(round="R-1", person="Borrower A", answers=answers, **told))


def agree_everywhere(lab: AgreedLab, unanswered: int, lines: int) -> None:
    """Hold the inventory of a borrower against every place that speaks of it."""
    person, round_ = lab.uid(Subject.PERSON, "Borrower A"), lab.uid(Subject.ROUND, "R-1")
    in_round = read_round(lab.session, round_).person(person)
    assert in_round is not None
    assert (in_round.unanswered, len(in_round.lines)) == (unanswered, lines)
    asked = stands(lab).asked
    assert [(each.unanswered, each.lines) for each in asked] == ([(unanswered, lines)] if unanswered else [])
    record = borrower_record(lab.session, person)
    assert record is not None
    assert record.standing.asked == asked
    of_person = LineWish(TODAY, Concern.UNANSWERED, borrower=person)
    assert find_lines(lab.session, of_person)[1].lines == unanswered
    said = [each.text for each in standing_lines(stands(lab), WORDS) if "R-1" in each.text]
    assert [f"{unanswered} of {lines} lines unanswered" in each for each in said] == [True] * bool(unanswered)
    agree_on_answered(lab, person, unanswered, lines)


def agree_on_answered(lab: AgreedLab, person: Uid, unanswered: int, lines: int) -> None:
    """Hold who counts as answered against every place that says it, whatever moment it is asked of."""
    for moment in (NOW, Moment(seq=10_000)):
        told = overview(lab.session, 9, moment)
        rows = [row for group in told.groups if group.work is Work.UNANSWERED for row in group.rows]
        waiting = [(row.lines, row.asked) for row in rows if row.person == "Borrower A"]
        assert waiting == ([(unanswered, lines)] if unanswered else [])
        assert told.round is not None
        assert told.round.asked - told.round.answered == len(rows)
        assert all_rounds(lab.session, moment) == [told.round]
        assert urgent_count(lab.session, moment) == told.urgent == len(rows)
    late = 0 < told.round.deadline < TODAY and unanswered > 0
    record = read_round(lab.session, told.round.uid).person(person)
    assert record is not None
    assert record.delinquent is late
    assert stands(lab).is_delinquent is late
    assert ("borrower.unanswered" in blocks(lab)) is late
    assert ("round.unanswered" in closing(lab)) is bool(rows)


def blocks(lab: AgreedLab) -> set[str]:
    """Return what stands against lending more to the borrower."""
    with lab.session.database.snapshot() as connection:
        ledger = ledger_of(lab.session, connection)
        person = lab.uid(Subject.PERSON, "Borrower A")
        return {each.key for each in may_be_lent_to(ledger, person, None, TODAY, None)}


def closing(lab: AgreedLab) -> set[str]:
    """Return what a preview of closing the inventory says; nothing where it is closed."""
    if all_rounds(lab.session)[0].closed:
        return (
            {"round.unanswered"}
            if all_rounds(lab.session)[0].answered < all_rounds(lab.session)[0].asked
            else set()
        )
    acts = (Act(operation=CloseRound(round="R-1"), day=TODAY),)
    return {each.key for each in lab.session.preview(Posting(acts=acts, operator="A. Curator")).findings}


def test_an_inventory_is_unanswered_before_its_deadline_too(lab: AgreedLab) -> None:
    agree_everywhere(lab, 2, 2)
    told = standing_lines(stands(lab), WORDS)
    assert ("amber", "Inventory R-1: 2 of 2 lines unanswered, due 2027-03-01") in [
        (each.tone, each.text) for each in told
    ]
    # Nobody is delinquent before the day, and nothing stands in the way of a loan (R6).
    assert (stands(lab).unanswered, stands(lab).is_delinquent) == ((), False)
    work = {group.work: group.count for group in overview(lab.session).groups}
    assert work[Work.UNANSWERED] == 1


def test_what_an_answer_left_out_or_was_set_aside_stays_unanswered(lab: AgreedLab) -> None:
    answer(lab, Answered(line="L-P1/1", answer=RoundAnswer.SEEN))
    agree_everywhere(lab, 1, 2)
    answer(lab, Answered(line="L-P2/1", answer=RoundAnswer.SEEN, aside="cannot be read"))
    agree_everywhere(lab, 1, 2)
    answer(lab, Answered(line="L-P2/1", answer=RoundAnswer.SEEN))
    agree_everywhere(lab, 0, 2)


def test_a_line_without_an_answer_outlasts_the_end_of_its_round(lab: AgreedLab) -> None:
    answer(lab, Answered(line="L-P1/1", answer=RoundAnswer.SEEN))
    early = tuple(Override(key=key, reason="late") for key in ("round.before_deadline", "round.unanswered"))
    acts = (Act(operation=CloseRound(round="R-1"), day=TODAY),)
    lab.session.post(Posting(acts=acts, operator="A. Curator", overrides=early))
    agree_everywhere(lab, 1, 2)
    answer(lab, Answered(line="L-P2/1", answer=RoundAnswer.RETURNED))
    agree_everywhere(lab, 0, 2)
    assert stands(lab).asked == ()


@pytest.fixture
def past(tmp_path: Path) -> Iterator[AgreedLab]:
    """An inventory whose deadline is past asked Borrower A for three lines, and Borrower B for one."""
    made = copied(AgreedLab, tmp_path / "past.lunar")
    for name, number in (("A", "P1"), ("A", "P2"), ("A", "P3"), ("B", "P4")):
        made.lend(name, number)
    made.post(OpenRound(number="R-1", frozen=20260101, deadline=20260301), day=20260105)
    yield made
    made.session.close()


def test_some_answered_lines_leave_a_borrower_delinquent_on_every_surface(past: AgreedLab) -> None:
    agree_everywhere(past, 3, 3)
    answer(past, Answered(line="L-P1/1", answer=RoundAnswer.SEEN))
    agree_everywhere(past, 2, 3)
    aside = Answered(line="L-P2/1", answer=RoundAnswer.SEEN, aside="cannot be read")
    answer(past, aside, Answered(line="L-P3/1", answer=RoundAnswer.SEEN))
    agree_everywhere(past, 1, 3)
    answer(past, besides=(NamedBesides(text="15999"),))
    agree_everywhere(past, 1, 3)
    answer(past, Answered(line="L-P1/1", answer=RoundAnswer.SEEN, aside="another signature"))
    agree_everywhere(past, 2, 3)
    answer(past, *(Answered(line=f"L-P{each}/1", answer=RoundAnswer.SEEN) for each in (1, 2)))
    agree_everywhere(past, 0, 3)
    assert (
        overview(past.session).round,
        read_round(past.session, past.uid(Subject.ROUND, "R-1")).people[1].asked.late,
    ) == (
        Answers(past.uid(Subject.ROUND, "R-1"), "R-1", 20260301, 2, 1, 0, 20260101),
        True,
    )


SIGNED = {"plan": "plan 7", "signed_by": "Borrower A", "confirmed_by": "W. Witness"}
ENDED: tuple[Operation, ...] = (
    ReturnLine(line="L-P1/1", pieces=(CameBack(itself=True, stated_ug=5_000, confirmed=True),), sheet=SHEET),
    TransferLine(line="L-P1/1", agreement="A-D", approved_by="A. Curator", receipt=SHEET, due=None),
    ReportUse(
        line="L-P1/1",
        method="dissolved",
        report=SHEET,
        documents=(replace(SHEET, kind=DocumentKind.VIDEO),),
        **SIGNED,
    ),
    ReportLoss(line="L-P1/1", circumstances="in the post", report=SHEET),
)


@pytest.mark.parametrize("ended", ENDED, ids=lambda each: each.KIND)
@pytest.mark.parametrize("aside", [False, True])
def test_what_is_accounted_for_by_a_document_needs_no_answer_on_any_surface(
    past: AgreedLab, ended: Operation, *, aside: bool
) -> None:
    if aside:
        answer(past, Answered(line="L-P1/1", answer=RoundAnswer.SEEN, aside="cannot be read"))
    past.post(SetUpOperator(name="W. Witness"), day=BEGAN)
    past.post(SignAgreement(agreement="A-D", signed_by="Borrower D", for_lab="A. Curator", copy=COPY))
    account(past, ended)
    agree_everywhere(past, 2, 3)
    for number in (2, 3):
        account(past, replace(ended, line=f"L-P{number}/1"))  # type: ignore[type-var]
    agree_everywhere(past, 0, 3)
    record = read_round(past.session, past.uid(Subject.ROUND, "R-1"))
    waiting = [person.name for person, line in record.discrepancies if line.differs is Differs.UNANSWERED]
    assert (waiting, record.people[0].unanswered) == (["Borrower B"], 0)
    # Nobody says that the borrower answered, and it was late for as long as something was out.
    assert record.days_late(record.people[0], 20300101) == days_between(20260301, TODAY)


def account(lab: AgreedLab, operation: Operation) -> None:
    """Post an act, with authority and a reason for whatever is found."""
    posting = Posting(
        acts=(Act(operation=operation, day=TODAY),),
        operator="A. Curator",
        authority=Authority(name="M. Manager", document="memo"),
        witness="W. Witness",
        reason="checked",
    )
    found = {each.key for each in lab.session.preview(posting).findings}
    overrides = tuple(Override(key=each, reason="so it is") for each in sorted(found))
    lab.session.post(replace(posting, overrides=overrides))


def test_what_is_seen_and_comes_home_on_one_day_differs_in_nothing(past: AgreedLab) -> None:
    """Nobody knows which came first on a day; seen a day after it came home it is asked about."""
    answers = (
        Answered(line="L-P1/1", answer=RoundAnswer.SEEN),
        Answered(line="L-P2/1", answer=RoundAnswer.RETURNED),
    )
    told = {"signed_by": "Borrower A", "witnessed_by": "W", "document": SHEET, "round": "R-1"}
    past.post(AnswerRound(person="Borrower A", answers=answers, **told), day=20260303)

    def differs(day: int) -> list[Differs | None]:
        record = read_round(past.session, past.uid(Subject.ROUND, "R-1"))
        return [
            replace(each, closed=day, closed_by=ClosedBy.RETURN_RECEIPT).differs
            for each in record.people[0].lines[:2]
        ]

    otherwise = Differs.ANSWERED_OTHERWISE
    assert differs(0) == differs(20260304) == [None, otherwise]
    assert differs(20260303) == differs(20260300) == [None, None]
    assert differs(20260302) == differs(20260200) == [Differs.CLOSED_SINCE, None]


def test_how_late_an_answer_is_counts_until_the_last_line_has_one(past: AgreedLab) -> None:
    def late() -> int:
        record = read_round(past.session, past.uid(Subject.ROUND, "R-1"))
        return record.days_late(record.people[0], TODAY)

    told = {"signed_by": "Borrower A", "witnessed_by": "W", "document": SHEET, "round": "R-1"}
    one, *rest = (Answered(line=f"L-P{each}/1", answer=RoundAnswer.SEEN) for each in (1, 2, 3))
    past.post(AnswerRound(person="Borrower A", answers=(one,), **told), day=20260303)
    assert late() == days_between(20260301, TODAY)
    past.post(AnswerRound(person="Borrower A", answers=tuple(rest), **told), day=20260305)
    assert late() == 4


def test_last_contact_is_one_day_wherever_it_stands(lab: AgreedLab) -> None:
    answer(lab, Answered(line="L-P1/1", answer=RoundAnswer.SEEN))
    lab.lend("B", "P3")
    lab.post(ReportMass(line="L-P3/1", ug=5_000, report=COPY), day=20260110)
    listed = heard_days(lab.session)
    assert listed[lab.uid(Subject.PERSON, "Borrower B")] == 20260110, "a report is hearing of somebody too"
    for name in "ABCDEF":
        person = lab.uid(Subject.PERSON, f"Borrower {name}")
        told = standing(lab.session, person)
        assert told is not None
        assert listed[person] == told.heard


def late(lab: AgreedLab) -> list[tuple[NoLetter, tuple[str, ...]]]:
    return [(each.why, each.codes) for each in reminders_of(lab.session).unchased]


def test_a_late_line_without_a_letter_due_says_why(lab: AgreedLab) -> None:
    assert late(lab) == []
    lab.post(RecallLines(lines=("L-P1/1",), by=TODAY, why="needed"))
    (recall,) = reminders_of(lab.session).due
    assert late(lab) == []
    lab.post(RecordLetter(lines=("L-P1/1",), letter=Letter.RECALL, rung=recall.lines[0].rung))
    assert reminders_of(lab.session) == Reminders((), (NotReminded(NoLetter.WRITTEN, ("L-P1/1",), TODAY),))


@pytest.mark.parametrize(("ladder", "why"), [((), NoLetter.NO_LADDER), ((-60,), NoLetter.NOT_YET)])
def test_a_ladder_that_asks_for_no_letter_yet_hides_no_late_line(
    lab: AgreedLab, ladder: tuple[int, ...], why: NoLetter
) -> None:
    lab.lend("B", "P3", due=FORTY_FOUR_DAYS_AGO)
    assert [each.lines[0].code for each in reminders_of(lab.session).due] == ["L-P3/1"]
    policies = tuple(replace(each, reminders=ladder) for each in lab.session.tables.policies)
    lab.session.tables = replace(lab.session.tables, policies=policies)
    assert reminders_of(lab.session) == Reminders((), (NotReminded(why, ("L-P3/1",)),))
    assert find_lines(lab.session, LineWish(TODAY, Concern.OVERDUE))[1].lines == 1
