"""What needs a hand, list by list, and where each row leads."""

from dataclasses import replace

import pytest
from lunarcurator.documents.model import ColumnKind, MassFigure, Value
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.known_mass import Bound
from lunarcurator.domain.lending.policy import UnreadPolicies
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    AdvanceOrder,
    CancelPlan,
    CloseCase,
    Daughter,
    Jotted,
    OpenCollection,
    OrderState,
    Reading,
    Register,
    ReopenCase,
    Reverse,
    Sight,
    Split,
    Weigh,
)
from lunarcurator.services.cases import case_of, open_cases
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.orders import order_of, order_of_plan
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.to_do import looking
from lunarcurator.services.to_do.limits import (
    Limits,
    days_from,
    keep_limits,
    limits_of,
    shares_by_policy,
    years_before,
)
from lunarcurator.services.to_do.listing import Concern, Listing, ListRow
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.to_do.reporting import glance, row_as_json
from lunarcurator.store.settings import put_setting
from sqlalchemy import text

from tests.services.to_do.conftest import DAY_US, TODAY, Lab


def of(found: Listing, key: str) -> list[Value]:
    at = [column.key for column in found.columns].index(key)
    return [row.values[at] for row in found.rows]


def test_a_lab_in_order_has_nothing_on_its_lists_but_what_was_never_seen(lab: Lab) -> None:
    told = {each.concern: each.marked for each in glance(lab.session, Limits())}
    assert told[Concern.CASES] == told[Concern.ORDERS] == told[Concern.ENDED] == told[Concern.CLOCK] == 0
    assert told[Concern.NOT_SEEN] == 4


def test_cases_lead_to_the_piece_the_place_and_themselves(lab: Lab) -> None:
    seq = lab.count().seq
    found = look(lab.session, Concern.CASES, Limits())
    assert of(found, "kind") == ["elsewhere", "missing", "extra", "extra"]
    assert of(found, "pieces") == ["15556", "15555", "15557", ""]
    assert of(found, "told")[3] == "15x"
    assert of(found, "place") == ["Cabinet"] * 4
    first = found.rows[0]
    case = lab.uid(Subject.CASE, f"{seq}-1")
    assert first.targets["code"] == ("case", case)
    assert first.targets["pieces"] == ("sample", find_piece(lab.session, "15556"))
    assert "pieces" not in found.rows[3].targets
    assert row_as_json(found)[0]["pieces_uid"] == find_piece(lab.session, "15556")


def test_a_case_that_no_count_opened_leads_to_no_place(lab: Lab) -> None:
    daughter = Daughter(number="15557,8", unaccounted=True)
    lab.post(Split(parent="15557", daughters=(daughter,)))
    (row,) = look(lab.session, Concern.CASES, Limits()).rows
    assert set(row.targets) == {"code", "pieces"}


def test_a_closed_case_comes_after_the_open_ones_and_needs_no_hand_until_reopened(lab: Lab) -> None:
    seq = lab.count().seq
    case = lab.uid(Subject.CASE, f"{seq}-1")
    lab.post(CloseCase(case=ref_of(case), outcome="moved back"))
    found = look(lab.session, Concern.CASES, Limits())
    assert (found.total, found.marked) == (4, 3)
    assert (of(found, "state")[-1], of(found, "outcome")[-1]) == ("closed", "moved back")
    assert len(open_cases(lab.session)) == 3
    lab.post(ReopenCase(case=f"{seq}-1", why="not there after all"))
    again = case_of(lab.session, case)
    assert again is not None
    assert again.is_open
    assert again.why == "not there after all"
    assert case_of(lab.session, find_piece(lab.session, "15555")) is None


def test_orders_say_what_is_cut_by_whom_and_how_far_it_is(lab: Lab) -> None:
    posted = lab.plan()
    uid = lab.uid(Subject.ORDER, "WO-1")
    reading = Reading(gross_ug=500, tare_ug=200, balance="B3")
    jotted = (
        Jotted(number="15557,1", reading=reading),
        Jotted(number="", reading=Reading(net_ug=7, resolution_ug=1)),
    )
    lab.post(AdvanceOrder(order="WO-1", state=OrderState.WEIGHED, jotted=jotted))
    found = look(lab.session, Concern.ORDERS, Limits())
    assert of(found, "state") == ["weighed"]
    assert of(found, "numbers") == ["15557,1; 15557,2"]
    assert (of(found, "assigned"), of(found, "request")) == (["P. Processor"], ["R-9"])
    assert found.rows[0].targets["parent"] == ("sample", find_piece(lab.session, "15557"))
    order = order_of(lab.session, uid)
    assert order is not None
    assert [each.mass_ug for each in order.jotted] == [300, 7]
    assert order.jotted[0].balance == lab.uid(Subject.BALANCE, "B3")
    assert order.plan is not None
    assert order_of_plan(lab.session, order.plan) == order
    assert order_of(lab.session, find_piece(lab.session, "15557")) is None
    assert posted.seq


def test_a_given_up_order_comes_last_and_needs_no_hand(lab: Lab) -> None:
    lab.post(CancelPlan(plan=str(lab.plan().seq)))
    found = look(lab.session, Concern.ORDERS, Limits())
    assert (found.total, found.marked, of(found, "state")) == (1, 0, ["cancelled"])


def test_balances_are_due_soon_overdue_or_never_calibrated(lab: Lab) -> None:
    found = look(lab.session, Concern.CALIBRATION, Limits())
    assert dict(zip(of(found, "balance"), of(found, "state"), strict=True)) == {
        "B4": "never",
        "B1": "overdue",
        "B2": "soon",
        "B3": "in_time",
    }
    assert found.marked == 3


def test_what_is_seen_or_weighed_leaves_the_list_of_the_unseen(lab: Lab) -> None:
    found = look(lab.session, Concern.NOT_SEEN, Limits(), 2)
    assert (found.total, of(found, "number")) == (4, ["15555", "15556"])
    assert of(found, "mass") == [MassFigure(10_000_000, 10), None]
    assert [row["mass"] for row in row_as_json(found)] == [10_000_000, None]
    assert [(row["mass_ug"], row["mass_sign"]) for row in row_as_json(found)] == [(10_000_000, ""), (None, "")]
    lab.post(Sight(samples=("15555",)))
    lab.lose()
    assert of(look(lab.session, Concern.NOT_SEEN, Limits()), "number") == ["15556", "15557", "15558"]
    assert look(lab.session, Concern.NOT_SEEN, Limits(unseen_years=60)).total == 0


def test_small_losses_are_summed_by_piece_person_and_balance(lab: Lab) -> None:
    lab.lose()
    found = look(lab.session, Concern.ATTRITION, Limits())
    told = {(str(row.values[0]), row.values[1]): row for row in found.rows}
    piece = told["piece", "15555"]
    assert (piece.values[2], piece.values[6], piece.marked) == (MassFigure(200_000, 1), 2_000, True)
    assert not told["piece", "15557"].marked
    assert told["operator", "A. Curator"].values[2] == MassFigure(202_000, 1)
    assert told["balance", "B3"].values[4] == MassFigure(200_000, 1)
    assert told["balance", ""].values[3] == MassFigure(2_000, 1)
    assert not told["balance", ""].targets
    assert found.rows[0] is piece
    strict = look(
        lab.session, Concern.ATTRITION, Limits(operator_ug=100_000, balance_ug=100_000, piece_milli=5_000)
    )
    assert {row.values[:2] for row in strict.rows if row.marked} == {("operator", "A. Curator"), ("balance", "B3")}


def test_what_more_came_out_is_no_comfort_for_what_was_lost(lab: Lab) -> None:
    """A gain of the same size is a second mistake: both stand, and each is judged by itself."""
    lab.lose()
    before = row_of(lab, "15555")
    lab.gain()
    after = row_of(lab, "15555")
    assert after.values[2:5] == before.values[2:5]
    assert after.values[5] == MassFigure(300_000, 1)
    strict = Limits(piece_milli=2_500)
    told = {row.values[:2]: row.marked for row in look(lab.session, Concern.ATTRITION, strict).rows}
    assert told["piece", "15555"]


def row_of(lab: Lab, number: str) -> ListRow:
    rows = look(lab.session, Concern.ATTRITION, Limits()).rows
    return next(row for row in rows if row.values[:2] == ("piece", number))


def test_a_loss_that_was_undone_or_is_long_ago_counts_no_more(lab: Lab) -> None:
    lab.lose()
    assert look(lab.session, Concern.ATTRITION, Limits(period_days=1)).total == 5
    for seq in (lab.session.head().seq, lab.session.head().seq - 1):
        lab.post(Reverse(entry=str(seq)))
    assert look(lab.session, Concern.ATTRITION, Limits()).total == 0


def test_what_is_gone_and_still_weighs_something_is_told(lab: Lab) -> None:
    with lab.session.database.write() as connection:
        connection.execute(text("UPDATE sample SET existence = 'consumed' WHERE number = '15555'"))
    found = look(lab.session, Concern.ENDED, Limits())
    assert (of(found, "number"), of(found, "existence")) == (["15555"], ["consumed"])
    assert of(found, "mass") == [MassFigure(10_000_000, 10)]


def test_the_remote_share_is_judged_by_pieces_alone_where_a_mass_is_not_known(lab: Lab) -> None:
    found = look(lab.session, Concern.REMOTE, Limits())
    assert (of(found, "share_of_pieces"), of(found, "share_of_mass")) == ([25_000], [None])
    assert (of(found, "mass_in_all"), of(found, "unweighed")) == (
        [MassFigure(50_000_000, 10, bound=Bound.AT_LEAST)],
        [1],
    )
    assert of(look(lab.session, Concern.REMOTE, Limits(remote_milli=22_000)), "limit") == ["within"]


def test_the_remote_share_is_judged_by_pieces_and_by_mass(lab: Lab) -> None:
    lab.post(Weigh(sample="15556", reading=Reading(net_ug=10_000_000, balance="B3")))
    found = look(lab.session, Concern.REMOTE, Limits())
    assert (of(found, "share_of_pieces"), of(found, "share_of_mass")) == ([25_000], [16_666])
    assert (of(found, "limit"), found.marked) == (["within"], 0)
    free = look(lab.session, Concern.REMOTE, Limits(remote_milli=0))
    assert (of(free, "share_wanted"), of(free, "limit"), free.marked) == ([0], ["not_required"], 0)
    assert of(look(lab.session, Concern.REMOTE, Limits(remote_milli=16_000)), "limit") == ["within"]
    assert look(lab.session, Concern.REMOTE, Limits(remote_milli=17_000)).marked == 1


def test_the_share_wanted_is_that_of_the_policy_and_asked_for_where_none_sets_one(lab: Lab) -> None:
    chang_e = OpenCollection(code="Chang'e-5", name="Chang'e-5", scheme="plain")
    soil = Register(
        collection="Chang'e-5", number="C1", form="fines", mass=Mass.measured(1_000, 10), place="Cabinet"
    )
    lab.post(chang_e, day=20201217)
    lab.post(soil, day=20201219)
    assert shares_by_policy(lab.session) == {"Apollo": 14_000, "Chang'e-5": None}
    for moment in (NOW, Moment(TODAY)):
        found = look(lab.session, Concern.REMOTE, Limits(), moment=moment)
        told = dict(zip(of(found, "collection"), of(found, "limit"), strict=True))
        assert told == {"Apollo": "within", "Chang'e-5": "none"}
        assert (sorted(map(str, of(found, "share_wanted"))), found.marked) == (["14000", "None"], 0)
    # What the lab says itself goes before every policy.
    found = look(lab.session, Concern.REMOTE, Limits(remote_milli=15_000))
    assert dict(zip(of(found, "collection"), of(found, "limit"), strict=True))["Chang'e-5"] == "below"


def test_a_share_kept_before_there_was_one_by_policy_is_read_as_it_was(lab: Lab) -> None:
    with lab.session.database.write() as connection:
        put_setting(connection, "attention", '{"unseen_years": 3, "remote_milli": 0}')
    assert limits_of(lab.session) == Limits(unseen_years=3, remote_milli=0)


def test_a_share_is_judged_without_policies_where_the_lab_sets_one(lab: Lab) -> None:
    why = PolicyError("policy.file_bad", file="own.json", folder="", entry="file", problem="")
    unread = replace(lab.session.tables, policies=UnreadPolicies(why))
    lab.session.tables = unread
    assert shares_by_policy(lab.session) == {}
    assert of(look(lab.session, Concern.REMOTE, Limits(remote_milli=22_000)), "limit") == ["within"]
    with pytest.raises(PolicyError):
        look(lab.session, Concern.REMOTE, Limits())


def test_a_clock_that_was_put_back_is_told(lab: Lab) -> None:
    lab.clock.us -= DAY_US // 2
    seq = lab.post(Sight(samples=("15555",)), day=20260501).seq
    found = look(lab.session, Concern.CLOCK, Limits())
    assert of(found, "entry") == [seq]
    assert found.rows[0].targets["entry"].kind == "entry"
    assert str(row_as_json(found)[0]["recorded"]) < str(row_as_json(found)[0]["before"])


def test_limits_are_kept_in_the_store_and_unreadable_ones_count_as_none(lab: Lab) -> None:
    assert limits_of(lab.session) == Limits()
    keep_limits(lab.session, Limits(unseen_years=5))
    keep_limits(lab.session, Limits(unseen_years=7, remote_milli=14_000))
    assert limits_of(lab.session) == Limits(unseen_years=7, remote_milli=14_000)
    with lab.session.database.write() as connection:
        connection.execute(text("UPDATE setting SET value = '{' WHERE key = 'attention'"))
    assert limits_of(lab.session) == Limits()


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [(20260601, 2, 20240601), (20240229, 1, 20230228), (20240229, 4, 20200229), (20240229, 124, 19000228)],
)
def test_years_are_counted_back_to_the_same_day(day: int, years: int, before: int) -> None:
    assert years_before(day, years) == before
    assert years_before(20_260_101, 9_999) == 10_101


def test_days_are_counted_over_months() -> None:
    assert days_from(20260228, 1) == 20260301
    assert days_from(20260101, -1) == 20251231


@pytest.mark.parametrize("concern", list(Concern))
def test_a_list_of_a_moment_that_hides_nothing_is_the_list_of_now(lab: Lab, concern: Concern) -> None:
    lab.count()
    lab.post(Split(parent="15557", daughters=(Daughter(number="15557,8", unaccounted=True),)))
    limits, today = Limits(remote_milli=50_000), lab.session.today
    now = look(lab.session, concern, limits)
    for moment in (Moment(today), Moment(today, lab.session.head().seq), Moment(seq=lab.session.head().seq)):
        assert look(lab.session, concern, limits, moment=moment) == now


def test_a_list_of_an_earlier_day_does_not_know_what_came_later(lab: Lab) -> None:
    lab.count()
    early = Moment(19690101)
    assert all(
        not each.total for each in glance(lab.session, Limits(), early) if each.concern is not Concern.CLOCK
    )
    assert not look(lab.session, Concern.NOT_SEEN, Limits(), moment=early).rows


def test_what_began_with_nothing_known_has_no_share_to_be_judged_by() -> None:
    limits = Limits()
    assert looking._share(5, 0) is None
    assert not looking._is_beyond(looking.LossBy.PIECE, limits.least_ug + 1, 0, limits)


@pytest.mark.parametrize("concern", list(Concern))
def test_every_mass_as_json_has_its_unit_in_its_key_and_its_sign_beside_it(lab: Lab, concern: Concern) -> None:
    known = MassFigure(7_000, 10, bound=Bound.AT_LEAST)
    found = look(lab.session, concern, Limits())
    row = ListRow(tuple(known if each.kind is ColumnKind.MASS else None for each in found.columns))
    (told,) = row_as_json(replace(found, rows=(row,)))
    masses = {each.key for each in found.columns if each.kind is ColumnKind.MASS}
    assert {key for key in told if key.endswith("_ug")} == {f"{key}_ug" for key in masses}
    assert all((told[f"{key}_ug"], told[f"{key}_sign"]) == (7_000, known.sign) for key in masses)
