"""What was recalled is asked back by one day, on every letter, list, paper and card, beside its due day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Override
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import asked_back_by
from lunarcurator.domain.lending.terms import Letter, PersonEnd
from lunarcurator.domain.operations import Reverse
from lunarcurator.domain.operations.accounting import CameBack, OpenRound, ReturnLine
from lunarcurator.domain.operations.borrowing import EndResponsibility
from lunarcurator.domain.operations.issuing import ExtendLines, RecallLines
from lunarcurator.domain.rules.lending import is_not_delinquent
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.reminders import letters_due
from lunarcurator.services.lending.round_books import book_of
from lunarcurator.services.lending.rounds import read_round
from lunarcurator.services.posting import Refused

from tests.services.papers.loan_lab import AGREED, PAPER, LoanLab, lent
from tests.services.papers.papers import made
from tests.services.papers.test_loan_papers import whole
from tests.services.papers.test_stated_digits import WORDS

DUE, TODAY = 20270105, 20261124
LATER = tuple(Override(key=key, reason="they know") for key in ("recall.after_due", "recall.overdue"))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    yield made_lab
    made_lab.session.close()


def recall(lab: LoanLab, by: int, **more: object) -> None:
    lab.post(RecallLines(lines=("L-1/1",), by=by, why="a count"), day=TODAY, **more)


def surfaces(lab: LoanLab, kind: Letter = Letter.RECALL) -> dict[str, str]:
    """Return what each surface says of the line a letter is due about, or of its borrower."""
    lab.post(OpenRound(number="R-9", frozen=TODAY, deadline=20271231), day=TODAY)
    person = desk_meant(lab.session, Subject.PERSON, "Borrower A").uid
    round_ = read_round(lab.session, desk_meant(lab.session, Subject.ROUND, "R-9").uid)
    asked = round_.person(person)
    assert asked is not None
    told = standing(lab.session, Uid(person))
    assert told is not None
    (letter,) = [each for each in letters_due(lab.session) if each.letter is kind]
    with opened_report(lab.session, WORDS, Wanted(Report.LOANS)) as opened:
        rows = " ".join(str(cell) for row in opened.document.sheets[0].rows for cell in row)
    return {
        "letter": whole(made(lab, letter.paper, "Borrower A")),
        "letters": day_of(letter.by),
        "report": rows,
        "card": " ".join(each.text for each in standing_lines(told, WORDS)),
        "annual": whole(made(lab, "annual_inventory", "Borrower A")),
        "return": whole(made(lab, "return_sheet", "L-1")),
        "list": whole(made(lab, "inventory_list", "R-9")),
        "workbook": " ".join(row.due for row in book_of(WORDS, round_.round, asked, "s").rows),
    }


def day_of(day: int) -> str:
    return f"{day // 10_000}-{day // 100 % 100:02}-{day % 100:02}"


@pytest.mark.parametrize(("recalled", "told"), [(20261220, "2026-12-20"), (20270201, "2027-01-05")])
def test_one_day_is_told_everywhere(lab: LoanLab, recalled: int, told: str) -> None:
    recall(lab, recalled, **({"overrides": LATER} if recalled > DUE else {}))
    found = surfaces(lab)
    assert [name for name, text in found.items() if told not in text and told.replace("-", "") not in text] == []
    assert [name for name, text in found.items() if "2027-02-01" in text or "20270201" in text] == []
    beside = f"2027-01-05; asked back by {told}"
    assert {beside in found[name] for name in ("annual", "return", "list", "workbook")} == {recalled < DUE}


def test_a_recall_within_a_due_year_asks_back_by_its_own_day(lab: LoanLab) -> None:
    """A line due some time in 2028 that is asked back by a day of that year is due by that day."""
    longer = {"asked_by": "Borrower A", "approved_by": "Curator Z", "why": "a repeat"}
    answers = {**AGREED, "overrides": (Override(key="extend.too_long", reason="agreed"),)}
    lab.post(ExtendLines(lines=("L-1/1",), due=20280000, **longer), day=TODAY, **answers)
    recall(lab, 20280630)
    found = surfaces(lab)
    assert [name for name, text in found.items() if "2028-06-30" not in text and "20280630" not in text] == []


def test_a_recall_for_a_day_after_a_due_day_to_come_is_asked_about(lab: LoanLab) -> None:
    with pytest.raises(Refused) as refused:
        recall(lab, 20270201)
    (found,) = refused.value.findings
    assert (found.key, dict(found.facts)["due"], dict(found.facts)["by"]) == ("recall.after_due", DUE, 20270201)
    with pytest.raises(Refused) as refused:
        lab.post(RecallLines(lines=("L-1/2",), by=20270201, why="a count"), day=TODAY)
    (found,) = refused.value.findings
    assert (found.key, dict(found.facts)["due"]) == ("recall.overdue", 20261001)
    # Asked back at once it is given no time.
    lab.post(RecallLines(lines=("L-1/2",), by=TODAY, why="a count"), day=TODAY)
    lab.post(Reverse(entry=str(lab.session.head().seq)), day=TODAY)
    died = EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20270201)
    with pytest.raises(Refused) as refused:
        lab.post(died, day=TODAY)
    assert "recall.after_due" in {each.key for each in refused.value.findings}


@pytest.mark.parametrize("kind", [Letter.OVERDUE, Letter.RECALL])
def test_what_was_overdue_stays_so_everywhere_when_it_is_recalled(lab: LoanLab, kind: Letter) -> None:
    """L-1/2 was due on 2026-10-01: asking it back by a later day makes nobody forget that."""
    if kind is Letter.RECALL:
        lab.post(RecallLines(lines=("L-1/2",), by=20270201, why="a count"), day=TODAY, overrides=LATER)
    (due,) = [each for each in letters_due(lab.session) if each.letter is kind]
    sentence = WORDS.say("letters.due", {"letter": "letter", **due.facts})
    told = ("first by 2027-02-01; 1 of them overdue",) if kind is Letter.RECALL else ("first by 2026-10-01",)
    assert sentence.endswith(told)
    found = surfaces(lab, kind)
    day_told = [name for name, text in found.items() if "2026-10-01" in text or "20261001" in text]
    assert [name for name in found if name not in {*day_told, "letters"}] == []
    assert (
        "Of these pieces 1 was due back before today and stays overdue until it is here." in found["letter"]
    ) is (kind is Letter.RECALL)


def test_a_recall_of_what_is_due_later_speaks_of_nothing_overdue(lab: LoanLab) -> None:
    recall(lab, 20261220)
    (due,) = [each for each in letters_due(lab.session) if each.letter is Letter.RECALL]
    assert due.late == 0
    assert "overdue" not in WORDS.say("letters.due", {"letter": "recall letter", **due.facts})
    assert "before today" not in whole(made(lab, "recall_letter", "Borrower A"))


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize(("days", "today", "by"), [(0, TODAY, 20261220), (36, 20261230, 20270103)])
def test_a_later_recall_gives_no_more_time_unasked(
    lab: LoanLab, days: int, today: int, by: int, ended: bool
) -> None:
    """L-1/1 was asked back by 2026-12-10: a recall by a later day, before or after it, is asked about."""
    recall(lab, 20261210)
    again = RecallLines(lines=("L-1/1",), by=by, why="a count")
    act = EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=by) if ended else again
    lab.clock.us += days * 86_400_000_000
    with pytest.raises(Refused) as refused:
        lab.post(act, day=today)
    (found,) = [each for each in refused.value.findings if each.key == "recall.later"]
    facts = dict(found.facts)
    assert (facts["line"], facts["before"], facts["by"]) == ("L-1/1 (CE5C0400YJFM001)", 20261210, by)
    # By an earlier day it gives less time, and nobody is asked.
    lab.post(RecallLines(lines=("L-1/1",), by=20261209, why="a count"), day=TODAY)


def test_what_is_back_is_asked_back_no_more(lab: LoanLab) -> None:
    recall(lab, 20261220)
    home = CameBack(itself=True, confirmed=True, place="Cabinet 1", place_why="so", stated_ug=65_000)
    keys = ("return.sub_samples_untold", "return.difference")
    answers = {**AGREED, "overrides": tuple(Override(key=key, reason="so") for key in keys)}
    lab.post(ReturnLine(line="L-1/1", pieces=(home,), sheet=PAPER), day=TODAY, **answers)
    assert "asked back by" not in whole(made(lab, "return_receipt", "L-1"))


def test_of_two_days_the_earlier_one_counts_as_long_as_it_is_to_come() -> None:
    assert asked_back_by(20270105, 0, TODAY) == 0
    assert asked_back_by(20270105, 20270201, TODAY) == 20270105
    assert asked_back_by(20261001, 20270201, TODAY) == 20270201
    assert asked_back_by(20261220, 20261220, TODAY) == 20261220


def test_who_asks_for_more_is_told_the_day_by_which_the_letter_asks(lab: LoanLab) -> None:
    recall(lab, 20270201, overrides=LATER)
    told = standing(lab.session, Uid(desk_meant(lab.session, Subject.PERSON, "Borrower A").uid))
    assert told is not None
    (found,) = [each for each in is_not_delinquent(told) if each.key == "borrower.recalled"]
    assert (dict(found.facts)["line"], dict(found.facts)["by"]) == ("L-1/1", DUE)


def test_an_extension_and_a_further_recall_name_the_day_by_which_the_letter_asks(lab: LoanLab) -> None:
    recall(lab, 20270201, overrides=LATER)
    longer = {"asked_by": "Borrower A", "approved_by": "Curator Z", "why": "a repeat"}
    with pytest.raises(Refused) as refused:
        lab.post(ExtendLines(lines=("L-1/1",), due=20270301, **longer), day=TODAY)
    (found,) = [each for each in refused.value.findings if each.key == "extend.recalled"]
    assert dict(found.facts)["by"] == DUE
    with pytest.raises(Refused) as refused:
        recall(lab, 20270215)
    assert [each.key for each in refused.value.findings] == ["recall.after_due"], "it is asked for by its due day"


def test_a_later_recall_says_until_when_the_line_is_given_and_no_longer(lab: LoanLab) -> None:
    recall(lab, 20261210)
    with pytest.raises(Refused) as refused:
        recall(lab, 20270201)
    told = {each.key: dict(each.facts)["by"] for each in refused.value.findings}
    assert told == {"recall.after_due": 20270201, "recall.later": DUE}


@pytest.mark.parametrize("by", [20270000, 20270200])
def test_nobody_is_asked_back_by_a_day_of_which_only_month_or_year_is_known(lab: LoanLab, by: int) -> None:
    with pytest.raises(Refused) as refused:
        recall(lab, by)
    assert [each.key for each in refused.value.findings] == ["recall.by_unknown"]
    with pytest.raises(Refused) as refused:
        lab.post(EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=by), day=TODAY)
    assert [each.key for each in refused.value.findings] == ["recall.needs_day"]
