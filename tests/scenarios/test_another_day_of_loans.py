"""Lent on one day, extended on another, partly returned on a third: every list tells each day as it stood then."""

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import AgreementState, Carrier, Decision, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Register, Renumber, SendToDisplay
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.agreeing import RenewAgreement
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.domain.operations.issuing import ExtendLines, IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.services.away import BORROWERS, TRANSIT
from lunarcurator.services.away_reading import Away
from lunarcurator.services.exporting import Report, Scope, opened_report
from lunarcurator.services.exporting import Wanted as Asked
from lunarcurator.services.lending.agreements import agreement_rows
from lunarcurator.services.lending.browsing import (
    Concern,
    LineRow,
    LineWish,
    all_loans,
    borrowers,
    due_days,
    due_months,
    find_lines,
    line_rows,
)
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.overview import overview
from lunarcurator.services.lending.records import agreement_record, borrower_record, line_record, loan_record
from lunarcurator.services.lending.standing import standing
from lunarcurator.services.places import NOWHERE, MassSum, Places, PlaceTree, Totals
from lunarcurator.services.words import Words
from lunarcurator.store.reads.desk_then import DeskLens, desk_at
from lunarcurator.store.source import StoreSource
from sqlalchemy import Connection

from tests.scenarios.lab import Lab, weighed
from tests.scenarios.lending import back, borrower, paper

DAY_0, DAY_1, DAY_3, DAY_5, DAY_6, DAY_9, DAY_10 = (
    20260510,
    20260511,
    20260513,
    20260515,
    20260516,
    20260519,
    20260520,
)
"""The days on which something happens, 1, 5 and 9, and those on which somebody looks."""
DUE, LATER = 20260514, 20260518
LOOKED = (DAY_0, DAY_3, DAY_6, DAY_10)
LIMITS = (
    *(f"limit.{key}" for key in ("over_mass", "new_borrower", "small", "percent")),
    "prepare.more_than_granted",
    "borrower.stale",
    "enter_loan.mass_differs",
)
PERSON, HOUSE = "Borrower X", "Institute X"
MG = 1_000


@pytest.fixture
def lent(told: Lab) -> Lab:
    """Two pieces go to a borrower on day 1, a third travels until day 5; one comes back on day 9."""
    lab = told
    held = {"collection": "Apollo", "mission": "Apollo 15", "form": "chip", "place": "Cabinet 1"}
    masses = {
        "15555": weighed(0.3),
        "15556": weighed(0.2),
        "15557": Mass.unknown("not_weighed"),
        "15558": weighed(9),
    }
    lab.post(*(Register(number=number, mass=mass, **held) for number, mass in masses.items()), day=20250101)
    lab.post(Register(number="15559", mass=weighed(5), **(held | {"place": None})), day=20250101)
    borrower(lab, PERSON, HOUSE, 20250601, DAY_5, "A-1")
    request(lab, "L-1", ("15555", "15556"))
    request(lab, "L-2", ("15557",))
    for number, loan, count in (("S-1", "L-1", 2), ("S-2", "L-2", 1)):
        lab.post(PackShipment(number=number, carrier=Carrier.COURIER, waiver="none (invented)"), day=DAY_1)
        sent = tuple(Sent(line=f"{loan}/{n}", due=DUE) for n in range(1, count + 1))
        lab.allowed(IssueLines(lines=sent, shipment=number), day=DAY_1, accept=LIMITS)
    receipt = paper(DocumentKind.RECEIPT)
    lab.post(ReceiveShipment(shipment="S-1", received_by=PERSON, receipt=receipt), day=DAY_1)
    renewed = RenewAgreement(agreement="A-1", until=20291231, copy=paper(DocumentKind.AGREEMENT))
    lab.post(renewed, day=DAY_5)
    lab.post(ReceiveShipment(shipment="S-2", received_by=PERSON, receipt=receipt), day=DAY_5)
    lines = ("L-1/1", "L-1/2", "L-2/1")
    told_of = {"asked_by": PERSON, "approved_by": "The committee", "why": "the beam time came late"}
    lab.allowed(ExtendLines(lines=lines, due=LATER, **told_of), day=DAY_5, accept=LIMITS)
    back(lab, "L-1/1", DAY_9, place="Returned vault")
    return lab


def request(lab: Lab, loan: str, pieces: tuple[str, ...]) -> None:
    """Ask for pieces, decide and prepare them, all on day 1."""
    asked = RequestLoan(
        number=loan, borrower=PERSON, agreement="A-1", lines=tuple(Wanted(sample=each) for each in pieces)
    )
    lab.allowed(asked, day=DAY_1, accept=LIMITS)
    refs = [f"{loan}/{n}" for n in range(1, len(pieces) + 1)]
    granted = tuple(Decided(line=each, decision=Decision.APPROVED) for each in refs)
    lab.allowed(DecideLines(lines=granted, body="The committee"), day=DAY_1, accept=LIMITS)
    lab.allowed(PrepareLines(lines=tuple(Made(line=each) for each in refs)), day=DAY_1, accept=LIMITS)


def listed(lab: Lab, day: Day, concern: Concern | None = None, **wish: object) -> list[LineRow]:
    """The lines a list shows as of a day, in order of their codes."""
    moment = Moment(day)
    ids, sums = find_lines(lab.desk, LineWish(day, concern, sort="code", **wish), moment)  # type: ignore[arg-type]
    rows = line_rows(lab.desk, ids, moment)
    assert sums.lines == len(ids)
    return [rows[each] for each in ids]


def uid(lab: Lab, kind: Subject, name: str) -> Uid:
    with lab.desk.database.connect() as connection:
        return StoreSource(connection).named(kind, name)[0]


def tree_of(lab: Lab, words: Words, moment: Moment = NOW) -> tuple[PlaceTree, Totals]:
    """The tree of places with what is away, and what is in it."""
    places = Places(lab.desk)
    tree = Away(lab.desk).with_away(places.tree(moment), words, moment)
    return tree, places.totals(tree, moment)


def node(tree: PlaceTree, name: str) -> int:
    return next(each.id for each in tree.nodes.values() if each.name == name)


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


def test_the_overview_of_a_day_has_the_work_of_that_day(lent: Lab) -> None:
    told = {day: overview(lent.desk, moment=Moment(day)) for day in LOOKED}
    assert [each.today for each in told.values()] == list(LOOKED)
    assert [{str(group.work): group.count for group in each.groups} for each in told.values()] == [
        {"expiring": 1},
        {"in_transit": 1, "expiring": 1, "due_soon": 2},
        {"due_soon": 2},
        {"overdue": 2},
    ]
    assert [each.out.lines for each in told.values()] == [0, 3, 3, 2]
    assert [each.holders for each in told.values()] == [
        (), ((HOUSE, 500 * MG, 3),), ((HOUSE, 500 * MG, 3),), ((HOUSE, 200 * MG, 2),),
    ]  # fmt: skip


def test_loans_borrowers_agreements_and_due_days_go_by_the_day(lent: Lab) -> None:
    loans = [[(row.code, row.open, row.held_ug) for row in all_loans(lent.desk, Moment(day))] for day in LOOKED]
    assert loans == [
        [],
        [("L-2", 1, 0), ("L-1", 2, 500 * MG)],
        [("L-2", 1, 0), ("L-1", 2, 500 * MG)],
        [("L-2", 1, 0), ("L-1", 1, 200 * MG)],
    ]
    people = [borrowers(lent.desk, Moment(day)) for day in LOOKED]
    assert [[(row.name, row.lines, row.overdue, row.by) for row in each] for each in people] == [
        [(PERSON, 0, 0, 0)],
        [(PERSON, 3, 0, DUE)],
        [(PERSON, 3, 0, LATER)],
        [(PERSON, 2, 2, LATER)],
    ]
    states = [[(row.state, row.lines) for row in agreement_rows(lent.desk, Moment(day))] for day in LOOKED]
    assert states == [
        [(AgreementState.EXPIRING, 0)],
        [(AgreementState.EXPIRING, 3)],
        [(AgreementState.CURRENT, 3)],
        [(AgreementState.CURRENT, 2)],
    ]
    assert agreement_rows(lent.desk, Moment(20250101)) == []
    wish = [LineWish(day, Concern.OPEN) for day in LOOKED]
    days = [due_days(lent.desk, each, 9, Moment(each.today)) for each in wish]
    assert [[(row.by, row.lines) for row in each] for each in days] == [
        [], [(DUE, 2), (DUE, 1)], [(LATER, 2), (LATER, 1)], [(LATER, 1), (LATER, 1)],
    ]  # fmt: skip
    months = [due_months(lent.desk, each, Moment(each.today)) for each in wish]
    assert months == [[], [(202605, 3)], [(202605, 3)], [(202605, 2)]]


def test_records_tell_the_day(lent: Lab, words: Words) -> None:
    line, loan = uid(lent, Subject.LINE, "L-1/1"), uid(lent, Subject.LOAN, "L-1")
    person, agreement = uid(lent, Subject.PERSON, PERSON), uid(lent, Subject.AGREEMENT, "A-1")
    lines = [line_record(lent.desk, words, line, Moment(day)) for day in LOOKED]
    assert [each and (str(each.line.state), each.line.due, len(each.history)) for each in lines] == [
        None, ("out", DUE, 5), ("out", LATER, 6), ("closed", LATER, 7),
    ]  # fmt: skip
    loans = [loan_record(lent.desk, words, loan, Moment(day)) for day in LOOKED]
    assert [each and (each.agreement_state, len(each.ids)) for each in loans] == [
        None, (AgreementState.EXPIRING, 2), (AgreementState.CURRENT, 2), (AgreementState.CURRENT, 2),
    ]  # fmt: skip
    stood = [standing(lent.desk, person, Moment(day)) for day in LOOKED]
    assert [each and (each.day, len(each.lines), len(each.overdue), each.held_ug) for each in stood] == [
        (DAY_0, 0, 0, 0), (DAY_3, 3, 0, 500 * MG), (DAY_6, 3, 0, 500 * MG), (DAY_10, 2, 2, 200 * MG),
    ]  # fmt: skip
    held = [borrower_record(lent.desk, person, Moment(day)) for day in LOOKED]
    assert [each and each.agreements[0][0].until for each in held] == [DAY_5, DAY_5, 20291231, 20291231]
    terms = [agreement_record(lent.desk, words, agreement, Moment(day)) for day in LOOKED]
    assert [each and (each.state, each.agreement.until) for each in terms][1:3] == [
        (AgreementState.EXPIRING, DAY_5),
        (AgreementState.CURRENT, 20291231),
    ]
    assert standing(lent.desk, line) is None
    piece = [loans_of_piece(lent.desk, lent.uid("15555"), Moment(day)) for day in LOOKED]
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
    assert [row.name for row in borrowers(lab.desk, Moment(19790101))] == ["Late Entered"]
    assert [row.person for row in listed(lab, 19790101)] == ["Late Entered"]
    assert [row.name for row in borrowers(lab.desk)] == ["Late Entered", "Nobody Yet"]


def test_as_known_at_an_entry_the_desk_reads_as_it_read_then(lent: Lab) -> None:
    """The lens of a sequence is what the derived rows were when that entry was the last one."""
    with lent.desk.database.snapshot() as connection:
        last = lent.desk.head().seq
        assert _desk(connection, desk_at(connection, Moment(seq=last))) == _desk(connection, DeskLens())
        lines = [len(_desk(connection, desk_at(connection, Moment(seq=seq)))) for seq in range(1, last + 1)]
    assert lines == sorted(lines)
    assert lines[0] < lines[-1]


def _desk(connection: Connection, lens: DeskLens) -> list[tuple[object, ...]]:
    rows = lens.ask(
        connection,
        "SELECT d.*, l.* FROM desk d LEFT JOIN loan_line l ON l.id = d.id WHERE d.in_book = 1 ORDER BY d.id",
    )
    return [tuple(row) for row in rows]


def test_what_is_away_stands_with_borrowers_and_on_the_way(lent: Lab, words: Words) -> None:
    found = {}
    for day in LOOKED:
        tree, totals = tree_of(lent, words, Moment(day))
        found[day] = {
            each.name: (totals.of(each.id).pieces, totals.of(each.id).ug, totals.of(each.id).unweighed.total)
            for each in tree.nodes.values()
            if each.away
        }
    away = (3, 500 * MG, 1)
    assert found == {
        DAY_0: {},
        DAY_3: {
            **dict.fromkeys(("With borrowers", HOUSE, PERSON), (2, 500 * MG, 0)),
            **dict.fromkeys(("In transit", "S-2"), (1, 0, 1)),
        },
        DAY_6: dict.fromkeys(("With borrowers", HOUSE, PERSON), away),
        DAY_10: dict.fromkeys(("With borrowers", HOUSE, PERSON), (2, 200 * MG, 1)),
    }


def test_places_and_what_is_away_agree_with_the_trial_balance(lent: Lab, words: Words) -> None:
    lent.places(("venue", "Museum", ""))
    lent.allowed(SendToDisplay(samples=("15558",), place="Museum", until=20270101), day=DAY_9)
    for moment in (*(Moment(day) for day in (*LOOKED, DAY_9)), NOW):
        tree, totals = tree_of(lent, words, moment)
        balance = lent.balance(moment.day)
        accounts = {each: balance.total.ug.get(each, 0) for each in HOLDING}
        unweighed = {each: balance.total.unweighed.get(each, 0) for each in HOLDING}
        lent_out = totals.of(BORROWERS).plus(totals.of(TRANSIT))
        assert (lent_out.ug, lent_out.unweighed.total) == (accounts[Account.LOAN], unweighed[Account.LOAN])
        shown = totals.of(node(tree, "Museum"))
        assert shown.ug == accounts[Account.DISPLAY]
        here = sum((totals.of(each).ug for each in (node(tree, "Lab"), NOWHERE)), 0)
        assert here == accounts[Account.HERE]
        everything = totals.everything
        assert (everything.ug, everything.unweighed.total) == (sum(accounts.values()), sum(unweighed.values()))


def test_only_what_is_here_has_no_stated_place(lent: Lab, words: Words) -> None:
    for moment in (Moment(DAY_3), Moment(DAY_10), NOW):
        tree, totals = tree_of(lent, words, moment)
        assert totals.of(NOWHERE).pieces == 1
        assert [row.number for row, _ in Places(lent.desk).contents(tree, NOWHERE, moment).rows] == ["15559"]
    assert Places(lent.desk).totals(PlaceTree(())).of(BORROWERS) == MassSum()


def test_a_node_lists_its_lines_and_a_home_place_what_is_out(lent: Lab, words: Words) -> None:
    away = Away(lent.desk)

    def numbers(day: Day, name: str) -> list[tuple[str, Day, Day]]:
        tree, _ = tree_of(lent, words, Moment(day))
        told = tree.nodes[node(tree, name)].away
        assert told is not None
        return [(row.number, row.issued, row.due) for row in away.lent(told, Moment(day)).rows]

    both = [("15555", DAY_1, DUE), ("15556", DAY_1, DUE)]
    assert [numbers(DAY_3, name) for name in ("With borrowers", HOUSE, PERSON)] == [both] * 3
    assert [numbers(DAY_3, name) for name in ("In transit", "S-2")] == [[("15557", DAY_1, DUE)]] * 2
    assert numbers(DAY_10, PERSON) == [("15556", DAY_1, LATER), ("15557", DAY_1, LATER)]
    person = uid(lent, Subject.PERSON, PERSON)
    for day, pieces in ((DAY_0, []), (DAY_3, ["15555", "15556", "15557"]), (DAY_10, ["15556", "15557"])):
        tree, _ = tree_of(lent, words, Moment(day))
        for place in ("Cabinet 1", "Lab"):
            out = away.out(tree, node(tree, place), Moment(day))
            assert (out.count, [each.number for each in out.rows]) == (len(pieces), pieces)
            assert {(each.who, each.holder, each.since) for each in out.rows} <= {(HOUSE, person, DAY_1)}
    tree, _ = tree_of(lent, words)
    lent.places(("venue", "Museum", ""))
    lent.allowed(SendToDisplay(samples=("15558",), place="Museum", until=20270101), day=DAY_9)
    tree, _ = tree_of(lent, words)
    out = away.out(tree, node(tree, "Cabinet 1"), most=1)
    assert (out.count, len(out.rows)) == (3, 1)
    shown = away.out(tree, node(tree, "Cabinet 1")).rows[-1]
    assert (shown.number, shown.who, shown.since, shown.loan) == ("15558", "Museum", DAY_9, None)
    few = away.lent(next(each.away for each in tree.nodes.values() if each.id == BORROWERS), most=1)  # type: ignore[arg-type]
    assert (len(few.rows), few.more) == (1, True)


def test_a_piece_is_told_under_the_number_it_had(lent: Lab, words: Words) -> None:
    lent.allowed(Renumber(sample="15556", number="15566"), day=DAY_10, accept=("renumber.to_generic",))
    for day, number in ((DAY_3, "15556"), (DAY_10, "15566")):
        assert [row.number for row in listed(lent, day, Concern.OPEN)][-2] == number
        tree, _ = tree_of(lent, words, Moment(day))
        assert number in [each.number for each in Away(lent.desk).out(tree, node(tree, "Lab"), Moment(day)).rows]


def test_every_report_of_loans_is_of_its_day(lent: Lab, words: Words) -> None:
    def told(report: Report, key: str) -> list[list[object]]:
        found = []
        for day in LOOKED:
            with opened_report(lent.desk, words, Asked(report, Moment(day))) as opened:
                sheet = opened.document.sheets[0]
                at = [column.key for column in sheet.columns].index(key)
                found.append([row[at] for row in sheet.rows])
        return found

    every = ["15555", "15556", "15557"]
    assert [sorted(map(str, each)) for each in told(Report.LOANS, "number")] == [[], every, every, every[1:]]
    assert told(Report.HOLDINGS, "held")[3] == [MassFigure(200 * MG), None]
    assert told(Report.OVERDUE, "days_late") == [[], [], [], [2, 2]]
    assert told(Report.EXPIRING, "agreement") == [["A-1"], ["A-1"], [], []]
    assert told(Report.NO_RECEIPT, "number") == [[], [], [], []]
    assert told(Report.ALLOCATIONS, "lines_counted") == [[], [3], [3], [3]]
    assert told(Report.AGREEMENTS, "agreement") == [["A-1"], ["A-1"], [], []]
    assert told(Report.CONTENTS, "place")[1][-1] == f"With borrowers › {HOUSE} › {PERSON}"
    assert told(Report.CONTENTS, "due_day")[2][-1] == LATER
    marked = told(Report.ATTENTION, "marked")
    assert len({len(each) for each in marked}) == 1


def test_the_contents_of_a_borrower_are_a_scope(lent: Lab, words: Words) -> None:
    scopes = ((Subject.PERSON, PERSON, 3), (Subject.INSTITUTION, HOUSE, 3), (Subject.SHIPMENT, "S-2", 1))
    for kind, name, count in scopes:
        wanted = Asked(Report.CONTENTS, Moment(DAY_3), Scope(place=uid(lent, kind, name)))
        with opened_report(lent.desk, words, wanted) as opened:
            assert opened.total == count
    nobody = Asked(Report.CONTENTS, NOW, Scope(place=lent.uid("15555")))
    with opened_report(lent.desk, words, nobody) as opened:
        assert opened.total == 0
