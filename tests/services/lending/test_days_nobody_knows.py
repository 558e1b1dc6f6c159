"""A day nobody knows is in no year, of no age and on no list: whatever speaks of a loan of long ago says so."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register, SetUpOperator
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.lending.browsing import Concern, LineRow, LineWish, all_loans, find_lines, line_rows
from lunarcurator.services.lending.demand import demand_of
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.overview import months_from, overview
from lunarcurator.services.lending.records import lines_of
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.recalls import recall_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.domain.ledger.loans_bench import HISTORY
from tests.still_clock import TODAY, StillClock

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
FIRST: Day = 19690724
"""The first day the pieces are on record: from it the books count what left on a day nobody knows."""
OLD = {
    "15555": (FIRST, "unknown", None),
    "15556": (FIRST, "before 1975", None),
    "15557": (19780000, "about 1978", None),
    "15558": (19780000, "1978", 20260000),
    "15559": (19790315, "", 20261100),
    "15565": (0, "", 20250000),
}
"""By number: the day from which a loan counts, how its source words it, and when it is due."""
KNOWN = {"15555": 0, "15556": 0, "15557": 19780000, "15558": 19780000, "15559": 19790315, "15565": 0}
SAID = tuple(Override(key=key, reason="an old list") for key in HISTORY)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path_factory.mktemp("undated") / "old.lunar", clock=StillClock())
    moon = (Mission(code="Apollo 15", name="Apollo 15"),)
    furnish = (
        SetUpOperator(name="A. Curator"),
        OpenCollection(code="A", name="A", scheme="apollo", missions=moon),
    )
    for each in furnish:
        operator = "A. Curator" if made.head().seq else "#" + "0" * 32
        made.post(Posting(acts=(Act(operation=each, day=FIRST),), operator=operator))
    acts = [Act(operation=SetUpPerson(name="Borrower A"), day=FIRST)]
    for number, (day, since, due) in OLD.items():
        piece = Register(collection="A", number=number, mission="Apollo 15", mass=Mass.unknown("not_weighed"))
        acts.append(Act(operation=piece, day=day and FIRST))
        line = (OldLine(sample=number, due=due),)
        loan = EnterLoan(
            number=f"L-{number}", borrower="Borrower A", lines=line, source="list", since_stated=since
        )
        acts.append(Act(operation=loan, day=day))
    made.post(Posting(acts=tuple(acts), operator="A. Curator", overrides=SAID))
    yield made
    made.close()


def rows(session: StoreSession) -> dict[str, LineRow]:
    ids, _ = find_lines(session, LineWish(TODAY))
    return {row.number: row for row in line_rows(session, ids).values()}


def test_a_line_says_when_it_left_no_more_exactly_than_its_source(session: StoreSession) -> None:
    assert {number: row.issued for number, row in rows(session).items()} == KNOWN
    assert {row.code.removeprefix("L-"): row.requested for row in all_loans(session)} == KNOWN
    for number, day in KNOWN.items():
        (loan,) = loans_of_piece(session, find_piece(session, number))
        assert loan.issued_said == day
        demand = demand_of(session, find_piece(session, number))
        assert [each.requested for each in demand.asking if each.line.is_open] == [day]
        (held,) = recall_of(session, WORDS, find_piece(session, number)).received
        assert held.since == day


def test_a_loan_of_long_ago_was_received_no_more_exactly_than_it_left(session: StoreSession) -> None:
    lines = {each.code: each for each in lines_of(session, [row.uid for row in rows(session).values()])}
    assert {code[2:-2]: each.received_said for code, each in lines.items()} == KNOWN
    assert {each.issued_year for each in lines.values()} == {None, 1978, 1979}


def cells(session: StoreSession, report: Report) -> list[dict[str, object]]:
    with opened_report(session, WORDS, Wanted(report)) as opened:
        sheet = opened.document.sheets[0]
        return [dict(zip((each.key for each in sheet.columns), row, strict=True)) for row in sheet.rows]


def test_statistics_count_what_left_on_no_known_day_in_lines_of_its_own(session: StoreSession) -> None:
    told = {row["year"]: row["lines_counted"] for row in cells(session, Report.ALLOCATIONS)}
    assert told == {"not known": 4, 1978: 1, 1979: 1}


@pytest.mark.parametrize("report", [Report.LOANS, Report.HOLDINGS, Report.OVERDUE])
def test_no_report_of_loans_puts_them_into_the_year_of_the_first_record(
    session: StoreSession, report: Report
) -> None:
    told = cells(session, report)
    assert told
    words = {"15555": "unknown", "15556": "before 1975", "15557": "about 1978"}
    assert [(row["number"], row["issued_day"]) for row in told] == [
        (row["number"], words.get(str(row["number"])) or KNOWN[str(row["number"])] or None) for row in told
    ]


def test_nothing_nobody_weighed_was_allocated_as_nothing(session: StoreSession) -> None:
    assert {row["issued_mass"] for row in cells(session, Report.ALLOCATIONS)} == {None}
    assert sum(int(str(row["unweighed"])) for row in cells(session, Report.ALLOCATIONS)) == len(OLD)


def test_what_is_due_within_a_year_or_a_month_is_late_after_its_end(session: StoreSession) -> None:
    late = {row["number"]: row["days_late"] for row in cells(session, Report.OVERDUE)}
    # Within 2026 and within this month there is time to come; after 2025 there is none.
    assert late == {"15565": 328}
    told = overview(session)
    assert dict(told.months) == {202611: 1}
    assert sum(count for _, count in months_from(TODAY, told.months)) == 1
    soon, _ = find_lines(session, LineWish(TODAY, Concern.DUE_SOON, soon=20261231))
    assert {row.number for row in line_rows(session, soon).values()} == {"15558", "15559"}


def text_of(session: StoreSession, of: str) -> str:
    return str(paper_of(session, WORDS, PaperWanted("loan_status_report", of=of)).blocks)


def test_a_report_of_a_year_leaves_out_what_left_on_no_known_day_and_says_so(session: StoreSession) -> None:
    first, later = text_of(session, "1969"), text_of(session, "1978")
    said = "4 lines went out on a day nobody knows, and are in no period."
    assert said in first
    assert said in later
