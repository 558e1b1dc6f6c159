from lunarcurator.domain.accounts import Account
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import OpenCollection, Register, SetUpOperator
from lunarcurator.services.balances import (
    BalanceLine,
    Level,
    TrialBalance,
    day_beside,
    drill_down,
    lines_by_year,
    piece_counts,
    trial_balance,
    unweighed_pieces,
)

from tests.services.ledgers.history import GRAM, History


def line(balance: TrialBalance, mission: str) -> BalanceLine:
    return next(each for each in balance.lines() if each.mission == mission and each.level is Level.MISSION)


def test_a_store_without_collections_has_an_empty_balance_that_closes(empty: History) -> None:
    balance = trial_balance(empty.session)
    assert balance.collections == ()
    assert balance.total.closes
    assert balance.total.received_ug == 0


def test_every_account_of_every_mission_adds_up_to_what_was_received(history: History) -> None:
    balance = trial_balance(history.session)
    assert [each.collection for each in balance.collections] == ["Apollo", "CE5"]
    assert [each.mission for each in balance.collections[0].parts] == ["Apollo 11", "Apollo 14", "Apollo 15"]
    assert all(each.closes for each in (*balance.lines(), balance.total))
    apollo_15 = line(balance, "Apollo 15")
    assert apollo_15.received_ug == 9_614 * GRAM
    assert apollo_15.ug[Account.ATTRITION] == 31_000
    assert apollo_15.ug[Account.ADJUSTMENT] == 1_000
    assert apollo_15.ug[Account.UNMEASURED] == 379_000
    assert apollo_15.held_ug == 9_614 * GRAM - 31_000 - 1_000 - 379_000
    assert line(balance, "Apollo 14").ug[Account.REMOTE] == 8_998 * GRAM
    soil = line(balance, "Apollo 11")
    assert (soil.held_ug, soil.ug[Account.UNRECONCILED], soil.ug[Account.ADJUSTMENT]) == (
        5_000 * GRAM,
        529 * GRAM,
        100 * GRAM,
    )
    assert balance.total.received_ug == sum(each.received_ug for each in balance.collections)


def test_the_balance_of_a_day_knows_only_what_had_happened_by_then(history: History) -> None:
    before = trial_balance(history.session, Moment(19690724))
    assert before.collections == ()
    first = trial_balance(history.session, Moment(19690725))
    assert first.total.received_ug == 5_629 * GRAM
    assert first.total.unweighed_pieces == 1
    assert trial_balance(history.session, Moment(19720309)).total.ug.get(Account.UNMEASURED, 0) == 0
    split = trial_balance(history.session, Moment(19720310))
    assert split.total.ug[Account.UNMEASURED] == 379_000
    assert split.total.closes


def test_a_day_is_the_same_by_yearly_sums_and_by_all_lines(history: History) -> None:
    last = history.session.head().seq
    for day in (19690725, 19710211, 19711231, 19720310, 20240105, 20261124):
        quick, slow = (trial_balance(history.session, moment) for moment in (Moment(day), Moment(day, last)))
        assert _figures(quick) == _figures(slow)


def test_a_balance_as_known_then_leaves_out_later_entries(history: History) -> None:
    known = history.entries["first split"].seq
    balance = trial_balance(history.session, Moment(None, known))
    assert balance.total.ug.get(Account.ATTRITION, 0) == 0
    assert balance.total.closes


def test_pieces_are_counted_by_why_their_mass_is_unknown(history: History) -> None:
    history.import_catalogue(5)
    for moment in (NOW, Moment(20261124), Moment(None, history.session.head().seq)):
        balance, counts = trial_balance(history.session, moment), piece_counts(history.session, moment)
        apollo_15 = line(balance, "Apollo 15")
        assert counts.reasons(apollo_15.books) == {"not_reconciled": 5, "not_weighed": 1}
        assert counts.held(apollo_15.books) == 11
        assert counts.reasons(line(balance, "Apollo 14").books) == {"sealed": 1}
        assert sum(counts.reasons(balance.total.books).values()) == balance.total.unweighed_pieces


def test_the_pieces_of_unknown_mass_are_listed_with_their_reasons(history: History) -> None:
    for moment in (NOW, Moment(20261124)):
        books = trial_balance(history.session, moment).total.books
        found = [(each.number, each.reason) for each in unweighed_pieces(history.session, books, moment)]
        assert found == [("14305", "sealed"), ("15555,3", "not_weighed")]
    early = unweighed_pieces(history.session, books, Moment(19690801))
    assert [(each.number, each.reason) for each in early] == [("10002", "not_reconciled")]


def test_the_lines_behind_a_figure_add_up_to_it_newest_first(history: History) -> None:
    balance = trial_balance(history.session)
    for account in Account:
        found = drill_down(history.session, balance.total.books, account)
        assert sum(each.ug for each in found.lines) == balance.total.ug.get(account, 0), account
        assert sum(each.unweighed for each in found.lines) == balance.total.unweighed.get(account, 0), account
        days = [(each.day, each.seq) for each in found.lines]
        assert days == sorted(days, reverse=True)
        assert found.count == len(found.lines)
    (attrition,) = drill_down(history.session, balance.total.books, Account.ATTRITION).lines
    assert (attrition.number, attrition.entry) == ("15555,1", history.entries["split"].uid)


def test_more_lines_than_asked_for_are_counted(history: History) -> None:
    history.import_catalogue(30)
    books = trial_balance(history.session).total.books
    found = drill_down(history.session, books, Account.UNRECONCILED, most=10)
    assert len(found.lines) == 10
    assert found.count == 30 + 3


def test_undone_entries_are_not_behind_a_figure(history: History) -> None:
    books = trial_balance(history.session).total.books
    entries = {each.seq for each in drill_down(history.session, books, Account.HERE).lines}
    assert history.entries["wrong move"].seq not in entries
    assert history.entries["undo"].seq not in entries


def test_years_and_days_with_entries_are_found(history: History) -> None:
    assert [year for year, _ in lines_by_year(history.session)] == [1969, 1971, 1972, 2020, 2024, 2026]
    assert day_beside(history.session, 19720310, later=False) == 19710817
    assert day_beside(history.session, 19720310, later=True) == 20201219
    assert day_beside(history.session, 20261124, later=True) is None
    assert day_beside(history.session, 19690725, later=False) is None


def test_a_collection_without_missions_is_one_row(empty: History) -> None:
    empty.post(SetUpOperator(name="A. Curator"))
    empty.post(OpenCollection(code="L", name="Lab", scheme="plain"))
    empty.post(Register(collection="L", number="L-1", mass=Mass.measured(5, 1)))
    (collection,) = trial_balance(empty.session).collections
    assert (collection.parts, collection.received_ug) == ((), 5)


def _figures(balance: TrialBalance) -> list[tuple[object, ...]]:
    return [
        (
            each.collection,
            each.mission,
            {account: ug for account, ug in each.ug.items() if ug},
            {account: count for account, count in each.unweighed.items() if count},
        )
        for each in balance.lines()
    ]
