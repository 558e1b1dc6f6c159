"""Lent on one day, extended on another, partly returned on a third: every list tells each day as it stood then."""

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.services.lending.agreements import agreement_rows
from lunarcurator.services.lending.borrower_standing import standing
from lunarcurator.services.lending.browsing import (
    Concern,
    HeldSum,
    LineWish,
    all_loans,
    borrowers,
    due_days,
    due_months,
)
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.overview import Holder, overview
from lunarcurator.services.lending.records import agreement_record, borrower_record, line_record, loan_record
from lunarcurator.services.words import Words
from lunarcurator.store.reads.records_then import RecordLens, records_at
from sqlalchemy import Connection

from tests.scenarios.days_of_loans import (
    DAY_0,
    DAY_1,
    DAY_3,
    DAY_5,
    DAY_6,
    DAY_10,
    DUE,
    HOUSE,
    LATER,
    LOOKED,
    MG,
    PERSON,
    lent,
    listed,
    uid,
)
from tests.scenarios.lab import Lab, weighed

__all__ = ["lent"]


def test_lines_stand_on_each_day_as_they_stood(lent: Lab) -> None:
    assert listed(lent, DAY_0) == []
    told = {day: [(row.code, row.state, row.due, row.by) for row in listed(lent, day)] for day in LOOKED[1:]}
    assert told == {
        DAY_3: [("L-1/1", "out", DUE, DUE), ("L-1/2", "out", DUE, DUE), ("L-2/1", "transit", DUE, DUE)],
        DAY_6: [("L-1/1", "out", LATER, LATER), ("L-1/2", "out", LATER, LATER), ("L-2/1", "out", LATER, LATER)],
        DAY_10: [
            ("L-1/1", "closed", LATER, LATER),
            ("L-1/2", "out", LATER, LATER),
            ("L-2/1", "out", LATER, LATER),
        ],
    }
    assert [[row.held_ug for row in listed(lent, day)] for day in LOOKED] == [
        [], [300 * MG, 200 * MG, 0], [300 * MG, 200 * MG, 0], [0, 200 * MG, 0],
    ]  # fmt: skip


def test_each_filter_goes_by_the_day(lent: Lab) -> None:
    def codes(concern: Concern, **wish: object) -> list[list[str]]:
        return [[row.code for row in listed(lent, day, concern, **wish)] for day in LOOKED]

    assert codes(Concern.OPEN) == [
        [],
        ["L-1/1", "L-1/2", "L-2/1"],
        ["L-1/1", "L-1/2", "L-2/1"],
        ["L-1/2", "L-2/1"],
    ]
    assert codes(Concern.OVERDUE) == [[], [], [], ["L-1/2", "L-2/1"]]
    assert codes(Concern.IN_TRANSIT) == [[], ["L-2/1"], [], []]
    assert codes(Concern.CLOSED) == [[], [], [], ["L-1/1"]]
    assert codes(Concern.OPEN, text="15556") == [[], ["L-1/2"], ["L-1/2"], ["L-1/2"]]
    assert codes(Concern.OPEN, text=HOUSE)[1] == ["L-1/1", "L-1/2", "L-2/1"]


def test_before_the_extension_the_first_due_day_made_it_late(lent: Lab) -> None:
    """Extended only on the day after it was due: on no day between was it known to be extended."""
    day = DAY_5 - 1
    assert [row.by for row in listed(lent, day, Concern.OPEN)] == [DUE] * 3
    assert listed(lent, day, Concern.OVERDUE) == []
    assert {row.by for row in listed(lent, DAY_5, Concern.OPEN)} == {LATER}


def held(mg: int, lines: int) -> Holder:
    """What the house holds: so much, read to 1 mg, on so many lines, one of them of an unweighed piece."""
    return Holder(HOUSE, HeldSum(mg * MG, 1, 0, 0, MG), lines)


def test_the_overview_of_a_day_has_the_work_of_that_day(lent: Lab) -> None:
    told = {day: overview(lent.session, moment=Moment(day)) for day in LOOKED}
    assert [each.today for each in told.values()] == list(LOOKED)
    assert [{str(group.work): group.count for group in each.groups} for each in told.values()] == [
        {"expiring": 1},
        {"in_transit": 1, "expiring": 1, "due_soon": 2},
        {"due_soon": 2},
        {"overdue": 2},
    ]
    assert [each.out.lines for each in told.values()] == [0, 3, 3, 2]
    assert [each.holders for each in told.values()] == [
        (), (held(500, 3),), (held(500, 3),), (held(200, 2),),
    ]  # fmt: skip


def test_loans_borrowers_agreements_and_due_days_go_by_the_day(lent: Lab) -> None:
    loans = [
        [(row.code, row.open, row.held_sum.ug) for row in all_loans(lent.session, Moment(day))] for day in LOOKED
    ]
    assert loans == [
        [],
        [("L-2", 1, 0), ("L-1", 2, 500 * MG)],
        [("L-2", 1, 0), ("L-1", 2, 500 * MG)],
        [("L-2", 1, 0), ("L-1", 1, 200 * MG)],
    ]
    people = [borrowers(lent.session, Moment(day)) for day in LOOKED]
    assert [[(row.name, row.lines, row.overdue, row.by) for row in each] for each in people] == [
        [(PERSON, 0, 0, 0)],
        [(PERSON, 3, 0, DUE)],
        [(PERSON, 3, 0, LATER)],
        [(PERSON, 2, 2, LATER)],
    ]
    states = [[(row.state, row.lines) for row in agreement_rows(lent.session, Moment(day))] for day in LOOKED]
    assert states == [
        [(AgreementState.EXPIRING, 0)],
        [(AgreementState.EXPIRING, 3)],
        [(AgreementState.CURRENT, 3)],
        [(AgreementState.CURRENT, 2)],
    ]
    assert agreement_rows(lent.session, Moment(20250101)) == []
    wish = [LineWish(day, Concern.OPEN) for day in LOOKED]
    days = [due_days(lent.session, each, 9, Moment(each.today)) for each in wish]
    assert [[(row.by, row.lines) for row in each] for each in days] == [
        [], [(DUE, 2), (DUE, 1)], [(LATER, 2), (LATER, 1)], [(LATER, 1), (LATER, 1)],
    ]  # fmt: skip
    months = [due_months(lent.session, each, Moment(each.today)) for each in wish]
    assert months == [[], [(202605, 3)], [(202605, 3)], [(202605, 2)]]


def test_records_tell_the_day(lent: Lab, words: Words) -> None:
    line, loan = uid(lent, Subject.LINE, "L-1/1"), uid(lent, Subject.LOAN, "L-1")
    person, agreement = uid(lent, Subject.PERSON, PERSON), uid(lent, Subject.AGREEMENT, "A-1")
    lines = [line_record(lent.session, words, line, Moment(day)) for day in LOOKED]
    assert [each and (str(each.line.state), each.line.due, len(each.history)) for each in lines] == [
        None, ("out", DUE, 5), ("out", LATER, 6), ("closed", LATER, 7),
    ]  # fmt: skip
    loans = [loan_record(lent.session, words, loan, Moment(day)) for day in LOOKED]
    assert [each and (each.agreement_state, len(each.ids)) for each in loans] == [
        None, (AgreementState.EXPIRING, 2), (AgreementState.CURRENT, 2), (AgreementState.CURRENT, 2),
    ]  # fmt: skip
    stood = [standing(lent.session, person, Moment(day)) for day in LOOKED]
    assert [each and (each.day, len(each.lines), len(each.overdue), each.out.mass.ug) for each in stood] == [
        (DAY_0, 0, 0, 0), (DAY_3, 3, 0, 500 * MG), (DAY_6, 3, 0, 500 * MG), (DAY_10, 2, 2, 200 * MG),
    ]  # fmt: skip
    held = [borrower_record(lent.session, person, Moment(day)) for day in LOOKED]
    assert [each and each.agreements[0][0].until for each in held] == [DAY_5, DAY_5, 20291231, 20291231]
    terms = [agreement_record(lent.session, words, agreement, Moment(day)) for day in LOOKED]
    assert [each and (each.state, each.agreement.until) for each in terms][1:3] == [
        (AgreementState.EXPIRING, DAY_5),
        (AgreementState.CURRENT, 20291231),
    ]
    assert standing(lent.session, line) is None
    piece = [loans_of_piece(lent.session, lent.uid("15555"), Moment(day)) for day in LOOKED]
    assert [[(each.institution, each.is_out, each.issued, each.due) for each in told] for told in piece] == [
        [], [(HOUSE, True, DAY_1, DUE)], [(HOUSE, True, DAY_1, LATER)], [(HOUSE, False, DAY_1, LATER)],
    ]  # fmt: skip


def test_a_person_entered_after_an_old_loan_is_named_and_no_borrower_yet(told: Lab) -> None:
    lab = told
    held = {"collection": "Apollo", "mission": "Apollo 15", "form": "chip", "place": "Cabinet 1"}
    lab.post(Register(number="15555", mass=weighed(0.3), **held), day=19720101)
    lab.post(SetUpPerson(name="Late Entered"), SetUpPerson(name="Nobody Yet"), day=20260101)
    old = EnterLoan(borrower="Late Entered", lines=(OldLine(sample="15555"),), source="an old list")
    lab.allowed(old, day=19780101, accept=("enter_loan.without_agreement",))
    assert [row.name for row in borrowers(lab.session, Moment(19790101))] == ["Late Entered"]
    assert [row.person for row in listed(lab, 19790101)] == ["Late Entered"]
    assert [row.name for row in borrowers(lab.session)] == ["Late Entered", "Nobody Yet"]


def test_as_known_at_an_entry_the_desk_reads_as_it_read_then(lent: Lab) -> None:
    """The lens of a sequence is what the derived rows were when that entry was the last one."""
    with lent.session.database.snapshot() as connection:
        last = lent.session.head().seq
        assert _session(connection, records_at(connection, Moment(seq=last))) == _session(connection, RecordLens())
        lines = [len(_session(connection, records_at(connection, Moment(seq=seq)))) for seq in range(1, last + 1)]
    assert lines == sorted(lines)
    assert lines[0] < lines[-1]


def _session(connection: Connection, lens: RecordLens) -> list[tuple[object, ...]]:
    rows = lens.ask(
        connection,
        "SELECT d.*, l.* FROM desk d LEFT JOIN loan_line l ON l.id = d.id WHERE d.in_book = 1 ORDER BY d.id",
    )
    return [tuple(row) for row in rows]
