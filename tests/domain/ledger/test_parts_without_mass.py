"""Parts that come back of a loan without a mass count as much in a later step as on the sheet they came with."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.operations import Weigh
from lunarcurator.domain.operations.accounting import CameBack, ReportUse, ReturnLine

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import LATER, Loans, document
from tests.domain.ledger.test_loan_return import itself, part, read

REST = "return.rest_unmeasured"
UNREAD = ("return.part_not_weighed",)
STAYS: dict[str, Any] = {"retained_ug": None}


@pytest.fixture
def bench() -> Loans:
    bench = Loans()
    bench.enter("P")
    return bench


def sheet(bench: Loans, name: str, *pieces: CameBack, **more: Any) -> ReturnLine:
    return ReturnLine(line=bench.line_ref("P"), pieces=pieces, sheet=document(name), **more)


def post(bench: Loans, act: ReturnLine, day: int = LATER) -> tuple[Finding, ...]:
    """Post a return with what it asks answered, and return what it asked."""
    try:
        return tuple(bench.do(act, day).findings)
    except Refused as refused:
        bench.do(act, day, tuple(each.key for each in refused.findings))
        return tuple(refused.findings)


def test_a_part_that_came_without_a_mass_takes_the_rest_of_a_later_sheet(bench: Loans) -> None:
    post(bench, sheet(bench, "sheet 1", part(bench, "P1", 60), part(bench, "P2"), **STAYS))
    assert (bench.state("P").quality, bench.line("P").account.held_ug) == (Quality.UPPER_BOUND, 40)
    (found,) = post(bench, sheet(bench, "sheet 2", itself(bench, 10)), LATER + 1)
    assert (found.key, dict(found.facts)["rest_ug"]) == (REST, 30)
    told = bench.line("P").account
    assert (told.returned_ug, told.trusted_ug, told.difference_ug, told.held_ug) == (100, 30, 0, 0)
    assert bench.state("P2").ug[Account.UNMEASURED] == 30
    assert bench.closes()
    assert [each.has_mass for each in came_back(bench.line("P"))] == [True, False, True]


def test_what_such_a_part_was_weighed_to_since_is_neither_missing_nor_unmeasured(bench: Loans) -> None:
    post(bench, sheet(bench, "sheet 1", part(bench, "P1", 60), part(bench, "P2"), **STAYS))
    bench.do(Weigh(sample=bench.piece_ref("P2"), reading=read(27)), LATER + 1)
    found = post(bench, sheet(bench, "sheet 2", itself(bench, 10), accept_difference=True), LATER + 2)
    assert [(each.key, dict(each.facts)["missing_ug"]) for each in found] == [("return.difference", 3)]
    told = bench.line("P").account
    assert (told.returned_ug, told.trusted_ug, told.difference_ug) == (97, 0, 3)
    assert bench.state("P2").ug.get(Account.UNMEASURED, 0) == 0
    assert bench.closes()


def test_a_bound_stays_one_while_more_parts_come_back_and_some_is_used(bench: Loans) -> None:
    """The part without a mass lies here still, whatever else of the line is weighed."""
    post(bench, sheet(bench, "sheet 1", part(bench, "P1", 60), part(bench, "P2"), **STAYS))
    post(bench, sheet(bench, "sheet 2", part(bench, "P3", 10), **STAYS), LATER + 1)
    assert (bench.state("P").quality, bench.line("P").account.held_ug) == (Quality.UPPER_BOUND, 30)
    act = ReportUse(line=bench.line_ref("P"), ug=5, method="dissolved", report=document("report 1"))
    try:
        bench.do(act, LATER + 2)
    except Refused as refused:
        bench.do(act, LATER + 2, tuple(each.key for each in refused.findings))
    assert (bench.state("P").quality, bench.line("P").account.held_ug) == (Quality.UPPER_BOUND, 25)
    (found,) = post(bench, sheet(bench, "sheet 3", itself(bench, 10)), LATER + 3)
    assert (found.key, dict(found.facts)["rest_ug"]) == (REST, 15)


def test_once_the_borrower_says_what_stays_out_a_shortage_is_one_again(bench: Loans) -> None:
    post(bench, sheet(bench, "sheet 1", part(bench, "P1", 60), part(bench, "P2"), retained_ug=30))
    found = post(bench, sheet(bench, "sheet 2", itself(bench, 10), accept_difference=True), LATER + 1)
    assert [each.key for each in found] == ["return.difference"]
    assert bench.line("P").account.difference_ug == 20


def test_a_part_of_which_the_book_had_a_mass_takes_no_rest(bench: Loans) -> None:
    post(bench, sheet(bench, "sheet 1", part(bench, "P1", 60), **STAYS))
    found = post(bench, sheet(bench, "sheet 2", itself(bench, 10), accept_difference=True), LATER + 1)
    assert [each.key for each in found] == ["return.difference"]


@given(
    first=st.lists(st.one_of(st.none(), st.integers(1, 20)), min_size=1, max_size=3),
    second=st.lists(st.one_of(st.none(), st.integers(1, 20)), max_size=2),
    left=st.integers(1, 40),
    consumed=st.sampled_from([0, 9]),
)
def test_a_loan_comes_home_to_the_same_account_in_one_step_and_in_two(
    first: list[int | None], second: list[int | None], left: int, consumed: int
) -> None:
    once, twice = Loans(), Loans()
    for bench in (once, twice):
        bench.enter("P")
    asked: dict[str, set[str]] = {}
    for bench in (once, twice):
        early = [part(bench, f"P{at}", ug) for at, ug in enumerate(first)]
        late = [part(bench, f"Q{at}", ug) for at, ug in enumerate(second)] + [itself(bench, left)]
        more: dict[str, Any] = {"consumed_ug": consumed, "method": "cut", "accept_difference": True}
        if bench is once:
            steps = [post(bench, sheet(bench, "sheet 1", *early, *late, **more))]
        else:
            steps = [post(bench, sheet(bench, "sheet 1", *early, **STAYS))]
            steps.append(post(bench, sheet(bench, "sheet 2", *late, **more)))
        found = (each for step in steps for each in step)
        asked[str(bench is once)] = {each.key for each in found}
        assert bench.closes()
    assert once.line("P").account == twice.line("P").account
    assert asked["True"] == asked["False"]
