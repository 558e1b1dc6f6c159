"""A policy is chosen by collection, loan kind and form; what it does not say limits nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.days import day_of, to_date
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.ledger_state import Tables
from lunarcurator.domain.lending.policy import (
    Floor,
    LoanLimit,
    Policy,
    RemainingLimit,
    UnreadPolicies,
    WarnLimits,
    WriteOffLimit,
    policy_for,
    policy_of,
)
from lunarcurator.domain.lending.terms import AgreementKind, InstitutionType, LineMode, LoanKind
from lunarcurator.domain.lending.working_days import WorkCalendar, days_after, days_between, months_after
from lunarcurator.domain.status import BasicUse

DAYS = st.dates().map(day_of)
SOME = st.dates(min_value=to_date(19700101), max_value=to_date(20991231)).map(day_of)
WEEK = WorkCalendar(holidays=frozenset({20250101}), working=frozenset({20250104}))
MUSEUM = LoanLimit(types=frozenset({InstitutionType.MUSEUM}), months=24)
LIBRARY = LoanLimit(kinds=frozenset({LoanKind.RESEARCH}), categories=frozenset({"library"}), days=90)
POWDER = LoanLimit(forms=frozenset({"powder"}), months=12)
POLICY = Policy("own", collections=frozenset({"A"}), limits=(MUSEUM, LIBRARY, POWDER), calendar=WEEK)


def tables(*policies: Policy) -> Tables:
    return Tables({}, {}, frozenset(), policies=policies)


def test_a_policy_is_found_by_collection_and_the_nearest_counts() -> None:
    nearer = Policy("nearer", collections=frozenset({"A", "B"}))
    assert policy_of(tables(POLICY, nearer), "A").code == "nearer"
    assert policy_of(tables(POLICY), "C").code == "not_set"


def test_its_limits_are_those_of_the_kind_and_form() -> None:
    found = policy_for(tables(POLICY), "A", LoanKind.DISPLAY, "chip")
    assert found.limits == (MUSEUM,)
    found = policy_for(tables(POLICY), "A", LoanKind.RESEARCH, "powder")
    assert found.limits == (MUSEUM, LIBRARY, POWDER)
    assert found.limit(InstitutionType.MUSEUM) is MUSEUM
    assert found.limit(category="library") is LIBRARY
    assert found.limit() is POWDER
    assert policy_for(tables(), "A", LoanKind.RESEARCH, "powder").limit().last_due(20250131) is None


def test_a_limit_counts_months_and_days() -> None:
    assert LoanLimit(months=1).last_due(20250131) == 20250228
    assert LoanLimit(days=14).last_due(20251225) == 20260108
    assert LoanLimit(months=1, days=1).last_due(20250131) == 20250301


def test_whole_or_by_weight_follows_from_form_and_number() -> None:
    policy = Policy(by_weight_forms=frozenset({"powder"}), whole_forms=frozenset({"clast"}), items_whole=True)
    assert policy.mode("clast") is LineMode.WHOLE
    assert policy.mode("powder") is LineMode.BY_WEIGHT
    assert policy.mode("powder", is_item=True) is LineMode.WHOLE
    assert policy.mode("slab") is None


def test_a_reserve_floor_speaks_of_forms_uses_and_small_pieces() -> None:
    small = Floor(80_000, below_ug=50)
    kept = Floor(100_000, uses=frozenset({BasicUse.BACKUP}), forms=frozenset({"powder"}))
    policy = Policy(floors=(small, kept))
    assert policy.floors_for("powder", "research", 49) == (small,)
    assert policy.floors_for("powder", "backup", 50) == (kept,)
    assert policy.floors_for("chip", "backup", None) == ()


def test_how_much_of_what_is_left_may_be_asked_goes_by_class() -> None:
    warn = WarnLimits(of_remaining=(RemainingLimit(10_000), RemainingLimit(25_000, ("H5", "LL6"))))
    assert (warn.percent_for("h5 chondrite"), warn.percent_for("CM2")) == (25_000, 10_000)
    assert WarnLimits(of_remaining=(RemainingLimit(1, ("H5",)),)).percent_for("CM2") is None


def test_who_writes_off_goes_by_mass_and_form() -> None:
    policy = Policy(
        write_off=(
            WriteOffLimit("curator", 100, frozenset({"powder"})),
            WriteOffLimit("manager"),
        )
    )
    by = [
        policy.write_off_by(ug, form)
        for ug, form in ((100, "powder"), (101, "powder"), (None, "powder"), (1, "chip"))
    ]
    assert by == ["curator", "manager", "manager", "manager"]
    assert Policy().write_off_by(1, "chip") == ""


def test_a_signature_is_owed_within_working_days_of_the_approval() -> None:
    policy = Policy(signature_owed_working_days=10, calendar=WEEK)
    assert policy.signature_due(20241220) == 20250104
    assert policy.signature_due(0) is None
    assert Policy().signature_due(20250101) is None


def test_the_term_of_an_agreement_ends_the_day_before_it_began() -> None:
    policy = Policy(agreement_months={AgreementKind.DOMESTIC: 60})
    assert policy.agreement_until(AgreementKind.DOMESTIC, 20200301) == 20250228
    assert policy.agreement_until(AgreementKind.DISPLAY, 20200301) is None


def test_working_days_leave_out_weekends_and_holidays_and_take_in_days_made_up() -> None:
    assert [WEEK.is_working(day) for day in (20241231, 20250101, 20250103, 20250104, 20250105)] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert WEEK.after(20241231, 2) == 20250103
    assert WEEK.after(20241231, 0) == 20241231
    assert (WEEK.between(20241231, 20250106), WEEK.between(20250106, 20241231)) == (4, 0)


def test_a_labs_own_days_count_more() -> None:
    own = WEEK.with_days(frozenset({20250104}), frozenset({20250101}))
    assert (own.is_working(20250104), own.is_working(20250101)) == (False, True)


@given(SOME, st.integers(0, 60))
def test_counting_working_days_and_counting_them_back_agree(day: int, count: int) -> None:
    later = WEEK.after(day, count)
    assert WEEK.between(day, later) == count
    assert count == 0 or WEEK.is_working(later)


@given(SOME, st.integers(-400, 400))
def test_days_go_there_and_back(day: int, days: int) -> None:
    assert days_between(day, days_after(day, days)) == days


@given(SOME, st.integers(0, 600))
def test_a_later_month_is_the_same_day_or_the_last_of_its_month(day: int, months: int) -> None:
    later = months_after(day, months)
    assert (later // 10_000 * 12 + later // 100 % 100) - (day // 10_000 * 12 + day // 100 % 100) == months
    assert later % 100 == day % 100 or days_after(later, 1) % 100 == 1


@pytest.mark.parametrize(("day", "last"), [(20250200, 20250301), (20240000, 20250101)])
def test_a_period_counts_from_its_last_day(day: int, last: int) -> None:
    assert days_after(day, 1) == last


def test_policies_nobody_can_read_refuse_whoever_asks_for_one() -> None:
    unread = UnreadPolicies(Refusal("policy.file_bad", file="own.json"))
    tables = Tables({}, {}, frozenset(), policies=unread)
    for ask in (lambda: policy_of(tables, "Apollo"), lambda: len(unread), lambda: unread[0]):
        with pytest.raises(Refusal) as refused:
            ask()
        assert (refused.value.key, refused.value.facts) == ("policy.file_bad", {"file": "own.json"})


@pytest.mark.parametrize("day", [99991231, 300000101, 2**63 - 1])
def test_what_lies_beyond_the_last_day_counts_as_the_last_day(day: int) -> None:
    assert days_after(day, 1) == months_after(day, 1) == WEEK.after(day, 2) == 99991231
    assert days_between(day, 99991231) == 0
    # The last day there is no working day, and none comes after it.
    assert WorkCalendar(week=frozenset({1})).after(day, 1) == 99991231


def test_what_lies_before_the_first_day_counts_as_the_first_day() -> None:
    assert days_after(-5, -1) == days_after(10101, -400) == 10101
