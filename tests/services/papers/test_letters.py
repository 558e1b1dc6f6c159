"""Letters by the ladder of reminders: which are due, what each says, and under which name it is filed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import Letter, PersonEnd
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import EndResponsibility
from lunarcurator.domain.operations.issuing import ExtendLines, RecallLines, RecordLetter
from lunarcurator.services.lending.reminders import DueLetter, letters_due
from lunarcurator.services.papers.paper_context import PaperRefused

from tests.services.papers.loan_lab import LoanLab, lent
from tests.services.papers.papers import column, made, tables
from tests.services.papers.test_loan_papers import whole

TODAY = 20261124
DUE_BEFORE = tuple(
    Override(key=key, reason="the institute asks for a day")
    for key in ("recall.after_due", "recall.overdue", "recall.later")
)
OLD = (Override(key="enter_loan.without_agreement", reason="an old list"),)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    yield made_lab
    made_lab.session.close()


def letters(lab: LoanLab) -> list[tuple[Letter, list[tuple[str, int]]]]:
    return [(each.letter, [(line.code, line.rung) for line in each.lines]) for each in letters_due(lab.session)]


def record(lab: LoanLab, due: DueLetter) -> None:
    lab.post(*due.records())


def test_letters_are_due_by_the_ladder_and_each_rung_once(lab: LoanLab) -> None:
    # Due 2026-10-01 and 2027-01-05; today is 2026-11-24.
    assert letters(lab) == [(Letter.OVERDUE, [("L-1/2", -30)]), (Letter.REMINDER, [("L-1/1", 90)])]
    overdue, reminder = letters_due(lab.session)
    assert (overdue.paper, reminder.name) == ("overdue_letter", "Borrower A")
    record(lab, reminder)
    assert letters(lab) == [(Letter.OVERDUE, [("L-1/2", -30)])]
    record(lab, overdue)
    assert letters(lab) == []


def test_an_extension_begins_the_ladder_anew(lab: LoanLab) -> None:
    (_, reminder) = letters_due(lab.session)
    record(lab, reminder)
    lab.clock.us += 86_400_000_000
    told = {"asked_by": "Borrower A", "approved_by": "A. Curator", "why": "beam time"}
    lab.post(ExtendLines(lines=("L-1/1",), due=20270115, **told), day=TODAY + 1)
    assert (Letter.REMINDER, [("L-1/1", 90)]) in letters(lab)


def test_nothing_is_due_about_what_is_undated_or_far_off(lab: LoanLab) -> None:
    lab.clock.us += 86_400_000_000
    told = {"asked_by": "Borrower A", "approved_by": "A. Curator", "why": "beam time"}
    lab.post(ExtendLines(lines=("L-1/1", "L-1/2"), due=20271001, **told), day=TODAY + 1)
    unknown = Mass.unknown("not_weighed")
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mission="Chang'e-5", mass=unknown))
    old = EnterLoan(borrower="Borrower A", lines=(OldLine(sample="CE5C0900"),), source="an old list")
    lab.post(old, overrides=OLD, reason="history")
    assert letters(lab) == []
    with pytest.raises(PaperRefused) as caught:
        made(lab, "reminder_letter", "Borrower A")
    assert caught.value.key == "paper.nothing_due"


def test_a_recall_is_written_about_at_once(lab: LoanLab) -> None:
    lab.post(RecallLines(lines=("L-1/1",), by=20270301, why="needed"), overrides=DUE_BEFORE)
    (_, recall) = letters_due(lab.session)
    assert (recall.letter, [each.code for each in recall.lines]) == (Letter.RECALL, ["L-1/1"])
    assert "2027-01-05" in whole(made(lab, "recall_letter", "Borrower A"))
    record(lab, recall)
    assert [each.letter for each in letters_due(lab.session)] == [Letter.OVERDUE]


def test_a_recall_of_what_is_overdue_asks_by_the_day_of_the_recall(lab: LoanLab) -> None:
    lab.clock.us += 60 * 86_400_000_000
    lab.post(RecallLines(lines=("L-1/1",), by=20270301, why="needed"), day=lab.session.today, overrides=DUE_BEFORE)
    assert "by 2027-03-01" in whole(made(lab, "recall_letter", "Borrower A"))
    lab.clock.us += 90 * 86_400_000_000
    assert "by 2027-03-01" in whole(made(lab, "recall_letter", "Borrower A"))


@pytest.mark.parametrize("later", [False, True])
def test_the_list_of_letters_names_the_day_that_the_letter_names(lab: LoanLab, *, later: bool) -> None:
    """What a recall or a death asks back by another day is listed by the day of the letter, not by one gone by."""
    lab.post(RecallLines(lines=("L-1/1",), by=20261201, why="needed"))
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    assert recall.by == 20261201
    record(lab, recall)
    lab.clock.us += 20 * 86_400_000_000
    if later:
        lab.post(
            RecallLines(lines=("L-1/1",), by=20270201, why="more time"),
            day=lab.session.today,
            overrides=DUE_BEFORE,
        )
        more = RecallLines(lines=("L-1/2",), by=20270215, why="needed")
        lab.post(more, day=lab.session.today, overrides=DUE_BEFORE)
    else:
        died = EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20270201)
        lab.post(died, day=lab.session.today, overrides=DUE_BEFORE)
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    assert sorted(each.code for each in recall.lines) == ["L-1/1", "L-1/2"]
    # L-1/1 is due before the new day of its recall, and L-1/2 was due long ago.
    assert recall.by == 20270105
    lab.clock.us += 30 * 86_400_000_000
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    assert recall.by == 20270201
    assert "by 2027-02-01" in whole(made(lab, "recall_letter", "Borrower A"))
    lab.clock.us += 90 * 86_400_000_000
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    assert recall.by == 20270201, "when all days have gone by, the first that was asked for"


def test_the_list_names_the_first_day_of_what_is_due_or_overdue(lab: LoanLab) -> None:
    assert [each.by for each in letters_due(lab.session)] == [20261001, 20270105]


def test_a_letter_on_demand_says_what_a_letter_due_says(lab: LoanLab) -> None:
    # L-1/2 is overdue: nobody can return it before its due day any more, and the reminder tells it apart.
    reminder = made(lab, "reminder_letter", "Borrower A")
    assert [column(each, "code") for each in tables(reminder)] == [["L-1/2"], ["L-1/1"]]
    assert "due on 2027-01-05" in whole(reminder)
    assert column(tables(made(lab, "overdue_letter", "Borrower A"))[0], "code") == ["L-1/2"]
    lab.post(RecallLines(lines=("L-1/1",), by=20270301, why="needed"), overrides=DUE_BEFORE)
    only_late = made(lab, "reminder_letter", "Borrower A")
    assert [column(each, "code") for each in tables(only_late)] == [["L-1/2"]]
    assert "Due soon" not in whole(only_late)


def extended(lab: LoanLab, due: int, *codes: str) -> None:
    """Give lines another due day, on the day after."""
    lab.clock.us += 86_400_000_000
    told = {"asked_by": "Borrower A", "approved_by": "A. Curator", "why": "beam time"}
    lab.post(ExtendLines(lines=codes, due=due, **told), day=lab.session.today)


@pytest.mark.parametrize(("due", "named"), [(20270223, True), (20270224, False), (20271001, False)])
def test_a_reminder_names_what_is_due_as_soon_as_the_ladder_says_and_no_later(
    lab: LoanLab, due: int, named: bool
) -> None:
    # The ladder of the policy begins 90 days before; the letter, the act and the paper say the same.
    extended(lab, due, "L-1/1")
    reminder = made(lab, "reminder_letter", "Borrower A")
    assert [column(each, "code") for each in tables(reminder)] == [["L-1/2"], *([["L-1/1"]] if named else [])]
    due_now = [code for letter, lines in letters(lab) if letter is Letter.REMINDER for code, _ in lines]
    assert due_now == (["L-1/1"] if named else [])
    act = Act(operation=RecordLetter(lines=("L-1/1",), letter=Letter.REMINDER, rung=90), day=lab.session.today)
    found = {each.key for each in lab.session.preview(Posting(acts=(act,), operator="A. Curator")).findings}
    assert found == (set() if named else {"letter.not_due_yet"})


def test_a_letter_about_what_is_late_names_the_day_it_should_have_been_back(lab: LoanLab) -> None:
    # Due in January, asked back by the end of November: by December it is that day that has gone by.
    lab.post(RecallLines(lines=("L-1/1",), by=20261130, why="needed"))
    lab.clock.us += 20 * 86_400_000_000
    for kind in ("overdue_letter", "reminder_letter"):
        (late,) = tables(made(lab, kind, "Borrower A"))
        assert dict(zip(column(late, "code"), column(late, "by"), strict=True)) == {
            "L-1/2": 20261001,
            "L-1/1": 20261130,
        }


def test_a_letter_has_a_number_of_its_borrower_and_kind(lab: LoanLab) -> None:
    lab.post(RecallLines(lines=("L-1/1",), by=20270301, why="needed"), overrides=DUE_BEFORE)
    numbers = [made(lab, f"{kind}_letter", "Borrower A").record for kind in ("overdue", "recall")]
    assert numbers == ["2026-11-24/overdue/Borrower A", "2026-11-24/recall/Borrower A"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("R. O'Neil / Lab: 2", "001-overdue-R._O_Neil_Lab_2"),
        ("\u7532\u501f\u7528\u4eba", "001-overdue-\u7532\u501f\u7528\u4eba"),
        ("../..", "001-overdue"),
        ("A" * 300, f"001-overdue-{'A' * 60}"),
        ("", "001-overdue"),
    ],
)
def test_a_letter_is_filed_under_a_name_every_system_takes(name: str, file: str) -> None:
    assert DueLetter(Uid(""), name, Letter.OVERDUE, ()).file_name(1) == file


@pytest.mark.parametrize("by", [20261210, 20261225])
@pytest.mark.parametrize("days", [0, 1])
def test_a_recall_by_another_day_is_written_about_anew_on_the_same_day_too(
    lab: LoanLab, by: int, days: int
) -> None:
    today = lab.session.today
    lab.post(RecallLines(lines=("L-1/1",), by=20261220, why="needed"), day=today)
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    record(lab, recall)
    assert [each for each in letters_due(lab.session) if each.letter is Letter.RECALL] == []
    lab.post(RecallLines(lines=("L-1/1",), by=by, why="sooner or later"), day=today, overrides=DUE_BEFORE)
    lab.clock.us += days * 86_400_000_000
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    assert recall.by == by
    record(lab, recall)
    assert [each for each in letters_due(lab.session) if each.letter is Letter.RECALL] == []
    # Back to the first day: what was written last names another.
    lab.post(
        RecallLines(lines=("L-1/1",), by=20261220, why="as before"), day=lab.session.today, overrides=DUE_BEFORE
    )
    (recall,) = (each for each in letters_due(lab.session) if each.letter is Letter.RECALL)
    assert recall.by == 20261220


def test_an_extension_on_the_day_of_a_letter_is_written_about_anew_when_its_own_day_comes(lab: LoanLab) -> None:
    """The reminder of the day named the due day of before."""
    (overdue, _) = letters_due(lab.session)
    record(lab, overdue)
    told = {"asked_by": "Borrower A", "approved_by": "Curator Z", "why": "a repeat"}
    lab.post(ExtendLines(lines=("L-1/2",), due=20261210, **told), day=lab.session.today)
    found = [each for each in letters_due(lab.session) for line in each.lines if line.code == "L-1/2"]
    assert [each.letter for each in found] == [Letter.REMINDER]
