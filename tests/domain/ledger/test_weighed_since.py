"""Parts that come back unweighed and are weighed later count with what they weigh, in whatever order."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.identity import CollectionRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Compose, Part
from lunarcurator.domain.operations.accounting import ReturnLine

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans, document
from tests.domain.ledger.test_loan_return import PART_BLIND, give_back, itself, part

PARTS = {"P1": 40, "P2": 25}
SHORT = "return.does_not_balance"
MORE = "return.came_too_much"
REST = "return.rest_unmeasured"
UNWEIGHED = Mass.unknown("not_weighed")


def orders() -> Iterator[tuple[str, ...]]:
    """Every order in which both parts come back, each read on the sheet or weighed some time after."""
    for read in ((), ("P1",), ("P2",), tuple(PARTS)):
        steps = [f"read {each}" if each in read else f"back {each}" for each in PARTS]
        steps += [f"weigh {each}" for each in PARTS if each not in read]
        for order in permutations(steps):
            if all(f"back {each}" in order[: order.index(f"weigh {each}")] for each in PARTS if each not in read):
                yield order


def bench_of(steps: tuple[str, ...]) -> Loans:
    bench = Loans()
    bench.enter("P")
    for n, step in enumerate(steps):
        verb, number = step.split()
        ug, day = PARTS[number], LATER + n
        if verb == "weigh":
            bench.weigh(number, ug, day=day)
        elif verb == "read":
            give_back(bench, "P", part(bench, number, ug), day=day, retained_ug=None)
        else:
            give_back(bench, "P", part(bench, number), day=day, retained_ug=None, accept=PART_BLIND)
    return bench


def home(bench: Loans, ug: int, *, accept: bool = False) -> ReturnLine:
    pieces = (itself(bench, ug),)
    sheet = document("sheet 2")
    return ReturnLine(line=bench.line_ref("P"), pieces=pieces, sheet=sheet, accept_difference=accept)


@pytest.mark.parametrize("missing", [0, 20, -20])
def test_no_order_of_returns_and_weighings_makes_another_difference(missing: int) -> None:
    found = set()
    for steps in orders():
        bench = bench_of(steps)
        whole = home(bench, 35 - missing, accept=bool(missing))
        if missing:
            asked = keys(lambda b=bench, m=missing: b.do(home(b, 35 - m), LATER + 9))  # type: ignore[misc]
            assert asked == {SHORT if missing > 0 else MORE}, steps
        bench.do(whole, LATER + 9, ("return.difference", "return.difference_more"))
        told = bench.line("P").account
        found.add((told.difference_ug, told.returned_ug, told.trusted_ug, bench.account(Account.UNMEASURED)))
        assert bench.closes()
        assert bench.held("P") == "0/0"
    assert found == {(missing, 100 - missing, 0, (0, 0))}


def test_a_weighing_after_the_day_of_the_return_counts_when_it_is_on_record() -> None:
    bench = bench_of(("back P1",))
    bench.weigh("P1", 40, day=LATER + 5)
    bench.do(home(bench, 60), LATER + 1)
    assert (bench.line("P").account.trusted_ug, bench.account(Account.UNMEASURED)) == (0, (0, 0))


def test_what_is_made_of_a_part_before_it_is_weighed_counts_too() -> None:
    bench = bench_of(("back P1",))
    bench.split("P1", {"P1a": 15, "P1b": 25}, day=LATER + 1, accept=("split.parent_ends",))
    bench.do(home(bench, 60), LATER + 2)
    assert bench.line("P").account.difference_ug == 0


def test_a_part_made_of_it_that_nobody_weighed_leaves_the_rest_open() -> None:
    bench = bench_of(("back P1",))
    bench.split("P1", {"P1a": 15, "P1b": UNWEIGHED}, day=LATER + 1, accept=("split.parent_ends",))
    assert keys(lambda: bench.do(home(bench, 60), LATER + 2)) == {REST}


def test_a_part_mixed_with_another_before_anybody_weighed_it_leaves_the_rest_open() -> None:
    bench = bench_of(("back P1",))
    bench.register("Q", Mass.measured(7, 1))
    parts = tuple(Part(sample=bench.piece_ref(each)) for each in ("P1", "Q"))
    mixed = Compose(parts=parts, collection=CollectionRef(ref_of(bench.collection)), number="M", mass=UNWEIGHED)
    bench.do(mixed, LATER + 1, ("compose.not_weighed",))
    assert keys(lambda: bench.do(home(bench, 60), LATER + 2)) == {REST}


def test_what_was_weighed_again_counts_as_first_read_and_its_change_here() -> None:
    bench = bench_of(("back P1",))
    bench.weigh("P1", 40, day=LATER + 1)
    bench.weigh("P1", 39, day=LATER + 2)
    bench.do(home(bench, 60), LATER + 3)
    assert bench.line("P").account.difference_ug == 0
    assert (bench.account(Account.ADJUSTMENT), bench.account(Account.UNMEASURED)) == ((1, 0), (0, 0))


def test_what_came_before_the_mass_was_said_anew_is_settled() -> None:
    bench = bench_of(("back P1",))
    bench.weigh("P1", 40, day=LATER + 1)
    give_back(bench, "P", part(bench, "P2", 25), day=LATER + 2, retained_ug=35)
    give_back(bench, "P", part(bench, "P3"), day=LATER + 3, retained_ug=None, accept=PART_BLIND)
    bench.weigh("P3", 5, day=LATER + 4)
    with pytest.raises(Refused) as refused:
        bench.do(home(bench, 20), LATER + 5)
    (found,) = refused.value.findings
    assert (found.key, dict(found.facts)["missing_ug"]) == (SHORT, 10)
    bench.do(home(bench, 30), LATER + 5)
    assert bench.account(Account.UNMEASURED) == (0, 0)
