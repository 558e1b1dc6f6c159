"""What is away stands with its borrowers and on the way, on every day; and reports of any day tell it."""

from lunarcurator.documents.model import MassFigure
from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Renumber, SendToDisplay
from lunarcurator.services.exporting import Report, Scope, opened_report
from lunarcurator.services.exporting import Wanted as Asked
from lunarcurator.services.lending.browsing import (
    Concern,
)
from lunarcurator.services.off_site import BORROWERS, TRANSIT
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.places import NOWHERE, MassSum, Places, PlaceTree
from lunarcurator.services.words import Words

from tests.scenarios.days_of_loans import (
    DAY_0,
    DAY_1,
    DAY_3,
    DAY_6,
    DAY_9,
    DAY_10,
    DUE,
    HOUSE,
    LATER,
    LOOKED,
    MG,
    PERSON,
    lent,
    listed,
    node,
    tree_of,
    uid,
)
from tests.scenarios.lab import Lab

__all__ = ["lent"]


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
        assert [row.number for row, _ in Places(lent.session).contents(tree, NOWHERE, moment).rows] == ["15559"]
    assert Places(lent.session).totals(PlaceTree(())).of(BORROWERS) == MassSum()


def test_a_node_lists_its_lines_and_a_home_place_what_is_out(lent: Lab, words: Words) -> None:
    away = OffSiteReading(lent.session)

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
        assert number in [
            each.number for each in OffSiteReading(lent.session).out(tree, node(tree, "Lab"), Moment(day)).rows
        ]


def test_every_report_of_loans_is_of_its_day(lent: Lab, words: Words) -> None:
    def told(report: Report, key: str) -> list[list[object]]:
        found = []
        for day in LOOKED:
            with opened_report(lent.session, words, Asked(report, Moment(day))) as opened:
                sheet = opened.document.sheets[0]
                at = [column.key for column in sheet.columns].index(key)
                found.append([row[at] for row in sheet.rows])
        return found

    every = ["15555", "15556", "15557"]
    assert [sorted(map(str, each)) for each in told(Report.LOANS, "number")] == [[], every, every, every[1:]]
    assert told(Report.HOLDINGS, "held")[3] == [MassFigure(200 * MG, MG), None]
    assert told(Report.OVERDUE, "days_late") == [[], [], [], [2, 2]]
    assert told(Report.EXPIRING, "agreement") == [["A-1"], ["A-1"], [], []]
    assert told(Report.NO_RECEIPT, "number") == [[], [], [], []]
    assert told(Report.ALLOCATIONS, "lines_counted") == [[], [3], [3], [3]]
    assert told(Report.AGREEMENTS, "agreement") == [["A-1"], ["A-1"], [], []]
    assert told(Report.CONTENTS, "place")[1].count(f"With borrowers › {HOUSE} › {PERSON}") > 1
    assert LATER in told(Report.CONTENTS, "due_day")[2]
    marked = told(Report.ATTENTION, "marked")
    assert len({len(each) for each in marked}) == 1


def test_the_contents_of_a_borrower_are_a_scope(lent: Lab, words: Words) -> None:
    scopes = ((Subject.PERSON, PERSON, 3), (Subject.INSTITUTION, HOUSE, 3), (Subject.SHIPMENT, "S-2", 1))
    for kind, name, count in scopes:
        wanted = Asked(Report.CONTENTS, Moment(DAY_3), Scope(place=uid(lent, kind, name)))
        with opened_report(lent.session, words, wanted) as opened:
            sheet = opened.document.sheets[0]
            at = [column.key for column in sheet.columns].index("number")
            # The places themselves are rows too, without a number.
            assert sum(bool(row[at]) for row in sheet.rows) == count
    nobody = Asked(Report.CONTENTS, NOW, Scope(place=lent.uid("15555")))
    with opened_report(lent.session, words, nobody) as opened:
        assert opened.total == 0
