"""Lists of lines, loans and borrowers: every filter, every order, and what a row says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest
from lunarcurator.domain.days import earliest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Register, SetUpOperator
from lunarcurator.services.lending.browsing import (
    SORTS,
    Concern,
    LineWish,
    all_loans,
    borrowers,
    due_days,
    due_months,
    due_on_days,
    find_lines,
    line_ids,
    line_rows,
    lines_of_loan,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.tables import load_tables
from lunarcurator.store.reads.records import records

from tests.made_once import copied
from tests.services.lending.drawn_desk import DrawnDesk, samples_of
from tests.services.posting.conftest import Lab
from tests.still_clock import StillClock

NOON_US = 1_795_521_600_000_000
TODAY = 20261124


@dataclass
class Office:
    """A drawn loan desk and the uids of what is on it."""

    session: StoreSession
    drawn: DrawnDesk
    ann: Uid
    bob: Uid
    loans: dict[str, Uid]
    lines: dict[str, Uid]

    def codes(self, **wish: object) -> list[str]:
        """Return the codes of the lines that are wanted, in their order."""
        ids, _ = find_lines(self.session, LineWish(TODAY, **wish))  # type: ignore[arg-type]
        rows = line_rows(self.session, ids)
        return [rows[each].code for each in ids]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = copied(drawn_office, tmp_path / "office.lunar")
    made.drawn = replace(made.drawn, session=made.session, _kept=[])
    yield made
    made.session.close()


def drawn_office(path: Path) -> Office:
    """Draw the loan desk of an office."""
    session = StoreSession.make(path, tables=load_tables(), clock=StillClock(NOON_US))
    assert session.today == TODAY
    lab = Lab(session, StillClock(NOON_US))
    lab.post(SetUpOperator(name="A. Curator"))
    mission = Mission(code="Apollo 15", name="Apollo 15", opened=19710817)
    lab.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=(mission,)))
    for number in ("15555", "15556", "15557"):
        piece = Register(
            collection="Apollo",
            number=number,
            mission="Apollo 15",
            mass=Mass.measured(90_000_000, 1_000),
            form="chip",
        )
        lab.post(piece)
    drawn = DrawnDesk(session)
    first, second, third = samples_of(session)
    house, other = drawn.institution("Institute 50%"), drawn.institution("Institute B")
    ann, bob = drawn.person("Borrower A", house), drawn.person("Borrower B", other)
    loans = {code: drawn.loan(code, who, requested=20251001) for code, who in (("L-1", ann), ("L-2", bob))}
    loans["L-3"] = drawn.loan("L-3", ann, closed=20260101)
    lines = {
        "L-1/1": drawn.line("L-1/1", loans["L-1"], ann, sample=first, due=20261001, ug=5_000_000),
        "L-1/2": drawn.line(
            "L-1/2", loans["L-1"], ann, sample=second, due=20270301, ug=1_000_000, recalled=20261201
        ),
        "L-1/3": drawn.line("L-1/3", loans["L-1"], ann, state="transit", due=None, ug=20),
        "L-2/1": drawn.line("L-2/1", loans["L-2"], bob, state="requested", described="Soil", optimum_ug=250_000),
        "L-2/2": drawn.line(
            "L-2/2", loans["L-2"], bob, state="approved", source=third, mode="by_weight", granted_ug=9
        ),
        "L-2/3": drawn.line("L-2/3", loans["L-2"], bob, state="prepared"),
        "L-2/4": drawn.line(
            "L-2/4", loans["L-2"], bob, sample=third, due=20261130, issued=20250202, disputed="said returned", ug=7
        ),
        "L-3/1": drawn.line("L-3/1", loans["L-3"], ann, state="closed", due=20200101, closed=20250601),
    }
    drawn.write()
    return Office(session, drawn, ann, bob, loans, lines)


def test_each_concern_finds_its_lines(office: Office) -> None:
    assert office.codes(concern=Concern.OVERDUE) == ["L-1/1"]
    assert office.codes(concern=Concern.RECALLED) == ["L-1/2"]
    assert office.codes(concern=Concern.TO_DECIDE) == ["L-2/1"]
    assert office.codes(concern=Concern.TO_PREPARE) == ["L-2/2"]
    assert office.codes(concern=Concern.TO_SHIP) == ["L-2/3"]
    assert office.codes(concern=Concern.IN_TRANSIT) == ["L-1/3"]
    assert office.codes(concern=Concern.UNDATED) == ["L-1/3"]
    assert office.codes(concern=Concern.DISPUTED) == ["L-2/4"]
    assert office.codes(concern=Concern.CLOSED) == ["L-3/1"]
    assert office.codes(concern=Concern.DUE_SOON, soon=20261205) == ["L-2/4", "L-1/2"]
    assert office.codes(concern=Concern.OPEN) == ["L-1/1", "L-2/4", "L-1/2", "L-1/3"]


def test_every_filter_narrows(office: Office) -> None:
    assert office.codes(states=("approved", "prepared")) == ["L-2/2", "L-2/3"]
    assert office.codes(borrower=office.ann, concern=Concern.OPEN) == ["L-1/1", "L-1/2", "L-1/3"]
    assert office.codes(loan=office.loans["L-3"]) == ["L-3/1"]
    assert office.codes(agreement=office.loans["L-1"]) == []
    assert office.codes(due_before=20261001, concern=Concern.OPEN) == []
    assert office.codes(due_from=20261125, due_before=20261201) == ["L-2/4"]
    third = samples_of(office.session)[2]
    assert office.codes(sample=third) == ["L-2/4", "L-2/2"]
    collection = next(
        iter(line_rows(office.session, line_ids(office.session, [office.lines["L-1/1"]])).values())
    ).sample
    assert collection == samples_of(office.session)[0]


def test_a_collection_is_asked_by_its_uid(office: Office) -> None:
    with office.session.database.connect() as connection:
        uid = Uid(
            connection.exec_driver_sql("SELECT hex(uuid) FROM desk WHERE kind = 'collection'").scalar_one().lower()
        )
    assert len(office.codes(collection=uid)) == 4
    assert office.codes(collection=office.ann) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("15555", ["L-1/1"]),
        ("1555", ["L-1/1", "L-2/4", "L-1/2", "L-2/2"]),
        ("l-3", ["L-3/1"]),
        ("'15555", ["L-1/1"]),
        ("50%", ["L-3/1", "L-1/1", "L-1/2", "L-1/3"]),
        ("Borrower B", ["L-2/4", "L-2/1", "L-2/2", "L-2/3"]),
        ("_", []),
        ("\\", []),
    ],
)
def test_text_finds_numbers_codes_and_names_and_no_wildcards(office: Office, typed: str, found: list[str]) -> None:
    assert office.codes(text=typed) == found


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_can_be_turned_round(office: Office, sort: str) -> None:
    up, down = office.codes(sort=sort), office.codes(sort=sort, descending=True)
    assert sorted(up) == sorted(down) == sorted(office.lines)
    assert up != down


def test_lines_sort_by_borrower_within_the_institution(office: Office) -> None:
    assert office.codes(sort="borrower")[0] == "L-1/1"
    assert office.codes(sort="borrower", descending=True)[0] == "L-2/1"


def test_a_row_says_all_a_list_shows(office: Office) -> None:
    (row,) = line_rows(office.session, line_ids(office.session, [office.lines["L-1/2"], office.ann])).values()
    assert (row.loan, row.loan_code, row.borrower, row.person) == (
        office.loans["L-1"],
        "L-1",
        office.ann,
        "Borrower A",
    )
    assert (row.institution, row.number, row.form) == ("Institute 50%", "15556", "chip")
    assert (row.state, row.mode, row.held_ug, row.issued_ug, row.unweighed) == (
        "out",
        "whole",
        1_000_000,
        1_000_000,
        0,
    )
    assert (row.due, row.by, row.issued, row.recalled, row.disputed) == (
        20270301,
        20261201,
        20250101,
        20261201,
        False,
    )
    (asked,) = line_rows(office.session, line_ids(office.session, [office.lines["L-2/1"]])).values()
    assert (asked.described, asked.asked_ug, asked.sample, asked.by) == ("Soil", 250_000, None, 0)


def test_sums_count_lines_loans_and_borrowers(office: Office) -> None:
    _, told = find_lines(office.session, LineWish(TODAY, Concern.OPEN))
    assert told == (4, 2, 2, (6_000_027, 0, 0, 0, None))


def test_unanswered_lines_are_those_of_a_round_without_an_answer(office: Office) -> None:
    told = office.drawn.uid()
    office.drawn.add(Subject.ROUND, told, name="R-2026-01", code="R-2026-01", frozen=20261001)
    for at, more in enumerate(({}, {f"answer/{told}": "{}"})):
        office.drawn.line(f"L-9/{at}", office.loans["L-1"], office.ann, round=told, ug=5, **more)
    office.drawn.write()
    assert office.codes(concern=Concern.UNANSWERED) == ["L-9/0"]


def test_borrowers_say_what_is_out_with_them(office: Office) -> None:
    ann, bob = borrowers(office.session)
    assert (ann.name, ann.institution, ann.lines, ann.overdue, ann.held_sum.ug) == (
        "Borrower A",
        "Institute 50%",
        3,
        1,
        6_000_020,
    )
    assert (ann.by, ann.held_sum.unweighed, bob.lines, bob.by) == (20261001, 0, 1, 20261130)
    assert bob.fields["name"] == "Borrower B"


def test_loans_count_their_lines(office: Office) -> None:
    third, second, first = all_loans(office.session)
    assert (first.code, first.lines, first.open, first.held_sum.ug, first.by) == ("L-1", 3, 3, 6_000_020, 20261001)
    assert (second.lines, second.open, second.kind, second.requested) == (4, 1, "research", 20251001)
    assert (third.closed, third.settled, second.settled) == (20260101, 1, 0)


def test_due_days_and_months_go_by_the_earlier_of_due_and_recalled(office: Office) -> None:
    wish = LineWish(TODAY, Concern.OPEN)
    assert [(each.by, each.loan_code, each.lines) for each in due_days(office.session, wish, 9)] == [
        (20261001, "L-1", 1),
        (20261130, "L-2", 1),
        (20261201, "L-1", 1),
    ]
    assert due_months(office.session, wish) == [(202610, 1), (202611, 1), (202612, 1)]
    assert due_on_days(office.session, wish, 202612) == {20261201: 1}
    assert due_on_days(office.session, wish, 202701) == {}
    assert len(due_days(office.session, wish, 1)) == 1
    last = due_days(office.session, wish, 9)[-1].by
    assert {each.by for each in due_days(office.session, wish, 9, span=(last, last))} == {last}


def test_the_lines_of_a_loan_come_in_order_with_their_sums(office: Office) -> None:
    ids, sums = lines_of_loan(office.session, office.loans["L-1"])
    assert [line_rows(office.session, ids)[each].code for each in ids] == ["L-1/1", "L-1/2", "L-1/3"]
    assert {state: each.lines for state, each in sums.items()} == {"out": 2, "transit": 1}


DAYS = (None, 20260000, 20270000, 20270600, 20270615, 20270630, 20280101)


def test_a_list_knows_by_when_a_line_is_to_be_back_as_the_line_does(office: Office) -> None:
    """Of a year or a month its last day counts, so that a recall within it is the earlier one."""
    told = {}
    for due, recalled in product(DAYS, (None, 20270615, 20270630, 20280101)):
        code = f"L-2/{due}-{recalled}"
        more = {"due": due, "recalled": recalled or 0, "ug": 1}
        told[code] = office.drawn.line(code, office.loans["L-2"], office.bob, **more)
    office.drawn.write()
    rows = {
        each.code: each for each in line_rows(office.session, line_ids(office.session, told.values())).values()
    }
    with office.session.database.connect() as connection:
        lines = {row.state.code: Line.of(row.state) for row in records(connection, Subject.LINE)}
    assert {code: rows[code].by for code in told} == {code: lines[code].by for code in told}
    late = {code for code in told if lines[code].is_overdue(TODAY)}
    assert late == {code for code in office.codes(concern=Concern.OVERDUE) if code in told}
    assert lines["L-2/20270000-20270615"].by == 20270615
    assert lines["L-2/20270600-20270630"].by == 20270630
    (loan,) = [each for each in all_loans(office.session) if each.code == "L-2"]
    assert loan.by == earliest(line.by for line in lines.values() if line.loan == loan.uid and line.is_open)
