"""The two public lists of loans come in through the import as one entry each, and are the same when read again."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import EntryRef, Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.operations import Register, Reverse
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing import ImportPlan, Told, Verdict, answered, mapped, plan_reading, post_import
from lunarcurator.services.lending.browsing import LineWish, find_lines
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.source import StoreSource

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import opened, planned

ROUNDS = ("ce5_round2_allocations_blank_continuation.csv", "ce5_round2_allocations_merged.xlsx")
SINCE = {"lent_on": "2021-10-20"}
BY_VENUE = {"venue": "institution", "on display (as printed)": "number"}
SHOWN_BY_VENUE = {"venue": "institution", "on display": "number"}
SHOWN = "Apollo 12 Lunar Sample Number 12065,15 / Apollo 15 Lunar Sample Number 15555,60"


def entered(session: StoreSession, made: ImportPlan, again: Callable[[], ImportPlan]) -> Posted:
    """Post a plan; it is one entry, sound, and everything of it is the same when the list is read again."""
    before = session.head().seq
    posted = post_import(session, made, OPERATOR)
    assert session.head().seq == before + 1
    assert verify(session).sound
    assert again().counts[Verdict.SAME] == len(made.rows)
    return posted


def out(session: StoreSession) -> tuple[int, int, int]:
    """Return how many lines are out, their mass in ug, and how many have none."""
    ids, sums = find_lines(session, LineWish(session.today))
    return len(ids), sums.held_sum.ug, sums.held_sum.unweighed


def kinds_of_loans(session: StoreSession) -> Counter[str]:
    with session.database.snapshot() as connection:
        ledger = LedgerState(StoreSource(connection), session.tables, uid_maker(SystemClock()), session.today, 0)
        lines = [ledger.record(Subject.LINE, uid) for uid in ledger.lines_out_on(session.today)]
        return Counter(ledger.record(Subject.LOAN, Uid(line.text("loan"))).kind for line in lines)


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_with_parts_of_two_bottles_comes_in_whole(
    session: StoreSession, do: Callable[..., Posted], shared_data: Path, name: str
) -> None:
    path = shared_data / name
    made = planned(session, path, SINCE)
    assert (made.collection, made.counts[Verdict.NEW], made.bad) == ("Chang'e-5", 44, 0)
    lent = Counter(row.number for row in made.rows if any(act.operation.KIND == "split" for act in row.acts))
    assert (lent["CE5C0400"], lent["CE5C0600"], sum(lent.values())) == (6, 6, 20)
    stocks = [act.operation.number for act in made.opening if isinstance(act.operation, Register)]
    assert sorted(stocks) == sorted(lent)
    posted = entered(session, made, lambda: planned(session, path, SINCE))
    assert (out(session)[0], out(session)[2]) == (44, 0)
    assert kinds_of_loans(session) == {str(LoanKind.RESEARCH): 44}
    do(Reverse(entry=EntryRef(str(posted.seq))))
    assert out(session) == (0, 0, 0)
    assert verify(session).sound


@pytest.mark.parametrize("since", ["2021-10-20", "unknown"])
def test_venues_have_their_pieces_as_loans_for_display(
    session: StoreSession, do: Callable[..., Posted], shared_data: Path, since: str
) -> None:
    path, answers = shared_data / "lunar_display_loans.csv", {"lent_on": since}
    made = planned(session, path, answers, BY_VENUE)
    assert (made.kind, made.collection, made.counts[Verdict.NEW]) == ("loans", "Apollo", 59)
    assert "lon,lat,alt: -86.6542,34.7114,0" in str(made.rows[0].acts[-1].operation)
    posted = entered(session, made, lambda: planned(session, path, answers, BY_VENUE))
    assert out(session) == (81, 0, 81)
    assert kinds_of_loans(session) == {str(LoanKind.DISPLAY): 81}
    do(Reverse(entry=EntryRef(str(posted.seq))))
    assert out(session) == (0, 0, 0)


def test_a_list_is_one_of_loans_as_long_as_a_column_says_who_has_the_pieces(session: StoreSession) -> None:
    text = f"venue|on display|mass (mg)\nVenue A|12065,15|5\nVenue B|{SHOWN}|"
    source, reading = opened(session, text)
    assert (reading.kind, reading.mapping["venue"]) == ("catalogue", "other")
    lent = mapped(mapped(reading, "venue", "institution"), "on display", "number")
    assert (lent.kind, lent.mapping["mass (mg)"]) == ("loans", "issued")
    assert mapped(lent, "venue", "borrower").kind == "loans"
    again = mapped(lent, "venue", "other")
    assert (again.kind, again.mapping["mass (mg)"]) == ("catalogue", "mass")
    lent = answered(answered(lent, "lent_on", "2021-10-20"), "collection", "Apollo")
    plan = plan_reading(session, source, answered(lent, "titles", "row"))
    assert [(row.number, row.verdict) for row in plan.rows][:1] == [("12065,15", Verdict.NEW)]


def test_words_that_name_no_number_are_refused_with_their_row_and_not_left_out(session: StoreSession) -> None:
    rows = (f"Venue A|{SHOWN} / a pebble", f"|{SHOWN}", f"Venue B|{SHOWN}", "Venue C|12065,15")
    text = "\n".join(["venue|on display", *rows])
    made = planned(session, text, {**SINCE, "fill:venue": "no", "titles": "row"}, SHOWN_BY_VENUE, Told(header=1))
    assert [row.verdict for row in made.rows] == [
        Verdict.REFUSED,
        Verdict.REFUSED,
        Verdict.NEW,
        Verdict.CONFLICT,
    ]
    assert [[each.key for each in row.reasons] for row in made.rows] == [
        ["number.not_in_scheme"],
        ["import.no_borrower"],
        ["enter_loan.without_agreement"],
        ["import.twice"],
    ]


def test_what_a_loan_has_no_field_for_stays_with_it_as_remarks(session: StoreSession) -> None:
    text = f"venue|on display|Remarks|Hall\nVenue A|{SHOWN}|on a stand|3\nVenue B|12065,16||"
    loans = [row.acts[-1].operation for row in planned(session, text, SINCE, SHOWN_BY_VENUE).rows]
    assert [each.remarks for each in loans if isinstance(each, EnterLoan)] == ["on a stand; Hall: 3", ""]


def test_a_part_in_the_book_answers_for_one_row_only(session: StoreSession) -> None:
    header = "申请单位|使用责任人|样品编码|申请数量(mg)"
    row = "单位甲|甲|CE5C0600|500"
    post_import(session, planned(session, f"{header}\n{row}", SINCE), OPERATOR)
    twice = planned(session, f"{header}\n{row}\n{row}", SINCE)
    assert [each.verdict for each in twice.rows] == [Verdict.SAME, Verdict.NEW]


def test_a_row_left_out_does_not_take_the_stock_of_the_others_with_it(session: StoreSession) -> None:
    rows = ("Borrower|Sample|Mass (mg)|Issued|Due", "Borrower A|CE5C0600|5|2021-05-03|2020-01-01")
    text = "\n".join([*rows, "Borrower B|CE5C0600|7|2021-04-03|"])
    made = planned(session, text, {"collection": "Chang'e-5"})
    assert [row.verdict for row in made.rows] == [Verdict.CONFLICT, Verdict.NEW]
    post_import(session, made, OPERATOR, skip_bad=True)
    assert out(session) == (1, 7_000, 0)
    assert verify(session).sound
