"""The two public lists of loans, entered whole: 59 venues with 81 splits, and 44 lines of Chang'e-5."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CollectionRef, Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.operations import Mission, OpenCollection, SetUpOperator
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.lending.browsing import LineWish, find_lines
from lunarcurator.services.lending.historic import Into, OldLoans, OldRow, on_display, plan_old_loans
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.matching import known_pieces
from lunarcurator.store.source import StoreSource

from tests.still_clock import TODAY, StillClock

DATA = Path(__file__).parents[4] / "shared" / "data"
DISPLAYS, ROUND = DATA / "lunar_display_loans.csv", DATA / "ce5_round2_allocations_blank_continuation.csv"
DAY, LENT = 19690101, 20211020
REASONS = tuple(Override(key=key, reason="the list says so") for key in ("enter_loan.without_agreement",))


class Book:
    def __init__(self, path: Path, scheme: str) -> None:
        self.session = StoreSession.make(path, clock=StillClock())
        self.post(Act(operation=SetUpOperator(name="A. Curator"), day=DAY))
        missions = (Mission(code="M", name="M"),)
        self.post(Act(operation=OpenCollection(code="L", name="L", scheme=scheme, missions=missions), day=DAY))
        self.scheme = self.session.tables.schemes[scheme]

    def post(self, *acts: Act) -> None:
        operator = "A. Curator" if self.session.head().seq else "#" + "0" * 32
        self.session.post(Posting(acts=acts, operator=operator, overrides=REASONS if len(acts) > 1 else ()))

    def plan(self, rows: list[OldRow], kind: LoanKind = LoanKind.RESEARCH) -> OldLoans:
        with self.session.database.snapshot() as connection:
            source = StoreSource(connection)
            ledger = LedgerState(source, self.session.tables, uid_maker(SystemClock()), self.session.today, 0)
            home = ledger.named(Subject.COLLECTION, "L")[0]
            numbers = [self.scheme.parse(each).canonical for row in rows for each in row.numbers if each != "?"]
            found = known_pieces(connection, home, numbers)
            known = {number: Uid(each.uid) for number, each in found.items()}
            into = Into(CollectionRef("L"), self.scheme, lambda _: "M", known, ledger, "list.csv", kind)
            return plan_old_loans(rows, into)

    def enter(self, rows: list[OldRow], kind: LoanKind = LoanKind.RESEARCH) -> OldLoans:
        planned = self.plan(rows, kind)
        self.post(*planned.opening, *(act for row in planned.rows for act in row.acts))
        return planned


@pytest.fixture
def apollo(tmp_path: Path) -> Iterator[Book]:
    book = Book(tmp_path / "apollo.lunar", "apollo")
    yield book
    book.session.close()


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Book]:
    book = Book(tmp_path / "change.lunar", "change")
    yield book
    book.session.close()


@pytest.mark.skipif(not DISPLAYS.is_file(), reason="the public list of displays is not beside the project")
def test_the_displays_enter_as_unknown_pieces_with_their_venues(apollo: Book) -> None:
    with DISPLAYS.open(encoding="utf-8") as stream:
        told = list(csv.DictReader(stream))
    rows = [
        OldRow(at, on_display(each["on display (as printed)"]), "", each["venue"], 20100101)
        for at, each in enumerate(told, start=2)
    ]
    assert (len(rows), sum(len(row.numbers) for row in rows)) == (59, 81)
    planned = apollo.enter(rows, LoanKind.DISPLAY)
    assert not any(row.reasons for row in planned.rows)
    ids, sums = find_lines(apollo.session, LineWish(TODAY))
    assert (len(ids), sums.held_sum.ug, sums.held_sum.unweighed) == (81, 0, 81)
    assert verify(apollo.session).sound
    again = apollo.plan(rows, LoanKind.DISPLAY)
    assert all(row.same for row in again.rows)


@pytest.mark.skipif(not ROUND.is_file(), reason="the public list of Chang'e-5 loans is not beside the project")
def test_the_chang_e_5_round_enters_whole_with_parts_of_its_bottles(change: Book) -> None:
    with ROUND.open(encoding="utf-8-sig") as stream:
        told = list(csv.DictReader(stream))
    rows, place, person = [], "", ""
    for at, each in enumerate(told, start=2):
        place = each["申请单位"] or place
        person = each["使用责任人"].replace(" ", "") or person
        ug = parse_mass(each["申请数量(mg)"], unit="mg").ug
        rows.append(OldRow(at, (each["样品编码"],), person, place, LENT, ug))
    planned = change.enter(rows)
    assert not any(row.reasons for row in planned.rows)
    stocks = Counter(
        number for row in planned.rows for number in row.numbers if number in {"CE5C0400", "CE5C0600"}
    )
    assert stocks == {"CE5C0400": 6, "CE5C0600": 6}
    ids, sums = find_lines(change.session, LineWish(TODAY))
    assert (len(ids), sums.held_sum.unweighed) == (44, 0)
    assert sums.held_sum.ug == sum(row.ug or 0 for row in rows)
    assert verify(change.session).sound
    assert all(row.same for row in change.plan(rows).rows)


def test_rows_that_cannot_be_loans_say_why(apollo: Book) -> None:
    planned = apollo.plan(
        [
            OldRow(2, ("?",), "Borrower A", "", LENT),
            OldRow(3, ("15555",), "", "", LENT),
            OldRow(4, (), "Borrower A", "", LENT),
            OldRow(5, ("15555", "15555"), "Borrower A", "", LENT),
            OldRow(6, ("15556",), "Borrower A", "Institute B", LENT, 5_000),
            OldRow(7, ("15556",), "Borrower C", "Institute B", LENT),
        ]
    )
    keys = [[each.key for each in row.reasons] for row in planned.rows]
    assert keys[1:] == [["import.no_borrower"], ["enter_loan.no_lines"], ["import.twice"], [], ["import.twice"]]
    assert len(keys[0]) == 1
    assert [act.operation.KIND for act in planned.opening] == ["set_up_institution", "set_up_person"]


def test_parts_go_on_after_those_in_the_book(change: Book) -> None:
    first = OldRow(2, ("CE5C0600",), "Borrower A", "Institute B", LENT, 500_000)
    change.enter([first])
    more = change.enter(
        [
            OldRow(3, ("CE5C0600",), "Borrower C", "Institute B", LENT),
            OldRow(4, ("CE5C0600",), "Borrower A", "", LENT, 1_000),
        ]
    )
    parts = [
        act.operation.daughters[0].number for row in more.rows for act in row.acts if act.operation.KIND == "split"
    ]
    assert parts == ["CE5C0600YJFM002", "CE5C0600YJFM003"]
    assert [act.operation.KIND for act in more.opening] == ["set_up_person"]
