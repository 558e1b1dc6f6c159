"""How much a return may miss: by the balances that are named, the digits of what is stated, and the policy."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import BalanceRef
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.desk import TABLES, MemoryDesk, Refused
from tests.domain.ledger.loans_bench import HISTORY, LATER, LENT, Loans, document

WEIGHED = 20200601
SAID = ("weigh.gained", "balance.never_calibrated")
HISTORY_SAID = (*HISTORY, *SAID)


def findings_of(act: Callable[[], object]) -> tuple[Finding, ...]:
    with pytest.raises(Refused) as refused:
        act()
    return tuple(refused.value.findings)


def read(ug: int, balance: BalanceRef | None = None, to: int | None = None) -> Reading:
    return Reading(net_ug=ug, balance=balance, resolution_ug=to)


def issued(ug: int, balance: BalanceRef | None, bench: Loans, to: int | None = None) -> None:
    """Weigh P and lend it."""
    weigh = Weigh(sample=bench.piece_ref("P"), reading=read(ug, balance, to))
    bench.do(weigh, WEIGHED, SAID)
    bench.enter("P", day=LENT)


def back(bench: Loans, reading: Reading | None, *, accept: tuple[str, ...] = SAID, **more: Any) -> Entry:
    told = {"itself": True, "confirmed": True, "place": bench.place_ref("Returned"), "reading": reading}
    of_sheet = {key: more.pop(key) for key in ("consumed_ug", "retained_ug", "retained_to_ug") if key in more}
    piece = CameBack(**{**told, **more})
    act = ReturnLine(line=bench.line_ref("P"), pieces=(piece,), sheet=document("sheet 1"), **of_sheet)
    return bench.do(act, LATER, accept)


def refused_by(bench: Loans, reading: Reading | None, **more: Any) -> dict[str, int | str]:
    """Return the facts of the finding that refuses a return."""
    told = findings_of(lambda: back(bench, reading, **more))
    (mine,) = (each for each in told if each.key in {"return.does_not_balance", "return.came_too_much"})
    return dict(mine.facts)


def balance(bench: Loans, name: str = "B", resolution: int = 10, uncertainty: int = 20) -> BalanceRef:
    return bench.balance(name, resolution_ug=resolution, uncertainty_ug=uncertainty, calibrated=20200101)


def test_a_balance_certain_to_two_hundredths_takes_one_hundredth_less() -> None:
    bench = Loans()
    mine = balance(bench)
    issued(30_100, mine, bench)
    back(bench, read(30_090, mine))
    assert bench.moves("P") == {"issued 30100/0", "returned 30090/0", "difference 10/0"}
    # 3 sqrt(2 * 10^2 / 12) of the last places, with 20 ug of each reading in quadrature.
    assert bench.line("P").allowed_ug == 31


def test_the_certainty_of_the_balance_it_left_by_counts_where_another_reads_it_at_home() -> None:
    bench = Loans()
    issued(30_100, balance(bench, "rough", 10, 200), bench)
    assert refused_by(bench, read(29_800, balance(bench, "fine", 1, 1)))["allowed_ug"] == 200
    back(bench, read(29_900, balance(bench, "finer", 1, 1)))


@pytest.mark.parametrize(("resolution", "uncertainty", "least"), [(10, 0, 10), (10, 20, 20), (100, 5, 100)])
def test_never_less_is_allowed_than_the_balance_itself_can_tell(
    resolution: int, uncertainty: int, least: int
) -> None:
    bench = Loans()
    bench.enter("P")
    mine = balance(bench, "B", resolution, uncertainty)
    assert int(refused_by(bench, read(1_000, mine))["allowed_ug"]) >= least


@pytest.mark.parametrize("typed_to", [1, 10, 1_000, 1_000_000])
def test_fewer_or_more_digits_typed_change_nothing_where_a_balance_is_named(typed_to: int) -> None:
    bench = Loans()
    mine = balance(bench)
    issued(40_000, mine, bench, typed_to)
    assert refused_by(bench, read(39_500, mine, typed_to))["allowed_ug"] == 31
    back(bench, read(40_000, mine, typed_to))
    weighed = bench.state("P").weighed
    assert weighed is not None
    assert (weighed.resolution_ug, bench.state("P").resolution_ug) == (10, 10)


def test_a_reading_without_a_balance_is_as_sure_as_its_digits() -> None:
    bench = Loans()
    issued(40_000, None, bench, 10)
    assert refused_by(bench, read(39_000, None, 10))["allowed_ug"] == 12
    assert refused_by(bench, read(39_000, None, 1_000))["allowed_ug"] == 866


def test_what_is_stated_keeps_what_its_digits_say() -> None:
    bench = Loans()
    issued(40_000, None, bench, 10)
    assert refused_by(bench, None, stated_ug=39_000, stated_to_ug=1_000)["allowed_ug"] == 866
    assert refused_by(bench, None, stated_ug=39_000)["allowed_ug"] == 9
    back(bench, None, stated_ug=39_990, stated_to_ug=10)
    assert (bench.state("P").quality, bench.state("P").resolution_ug) == ("reported", 10)


def test_what_stays_out_is_remembered_as_sure_as_it_was_stated() -> None:
    bench = Loans()
    issued(40_000, None, bench, 10)
    part = CameBack(number="P1", reading=read(10_000, None, 10), confirmed=True, place=bench.place_ref("Returned"))
    kept = {"retained_ug": 30_000, "retained_to_ug": 1_000}
    line = bench.line_ref("P")
    bench.do(ReturnLine(line=line, pieces=(part,), sheet=document("sheet 0"), **kept), LATER)
    assert bench.state("P").resolution_ug == 1_000
    assert refused_by(bench, read(28_000, None, 10))["allowed_ug"] == 866


def test_a_part_that_came_home_before_keeps_the_certainty_of_its_balance() -> None:
    bench = Loans()
    mine = balance(bench)
    issued(40_000, mine, bench)
    part = CameBack(number="P1", reading=read(10_000, mine), confirmed=True, place=bench.place_ref("Returned"))
    line = bench.line_ref("P")
    bench.do(ReturnLine(line=line, pieces=(part,), retained_ug=None, sheet=document("sheet 0")), LATER)
    fields = bench.line("P").fields
    assert (fields["readings"], fields["readings_uncertain"]) == ("10", "20")
    assert refused_by(bench, read(29_000, mine))["allowed_ug"] == 38
    back(bench, read(30_000, mine))
    left = bench.line("P").fields
    assert (left.get("readings"), left.get("readings_uncertain")) == (None, None)


def test_our_reading_and_the_statement_beside_it_are_compared_by_their_own_certainty() -> None:
    bench = Loans()
    mine = balance(bench)
    issued(40_000, mine, bench)
    back(bench, read(40_000, mine), stated_ug=40_400, stated_to_ug=1_000, accept=())
    bench = Loans()
    mine = balance(bench)
    issued(40_000, mine, bench)
    told = findings_of(lambda: back(bench, read(40_000, mine), stated_ug=40_400, stated_to_ug=100, accept=()))
    (differs,) = told
    assert (differs.key, dict(differs.facts)["allowed_ug"]) == ("return.weighs_otherwise", 89)


def test_a_policy_widens_what_is_allowed_by_its_name_and_never_narrows_it() -> None:
    policy = Policy(code="lab", name="Our rules", collections=frozenset({"L"}), return_tolerance_percent=1_000)
    bench = Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))
    mine = balance(bench)
    issued(40_000, mine, bench)
    told = refused_by(bench, read(39_000, mine))
    assert (told["allowed_ug"], told["policy"]) == (400, "Our rules")
    back(bench, read(39_700, mine))
    assert (bench.line("P").allowed_ug, bench.line("P").allowed_by) == (400, "Our rules")
    small = Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))
    mine = balance(small)
    small.enter("P")
    told = refused_by(small, read(50, mine))
    assert (told["allowed_ug"], told["policy"]) == (22, "")


def test_a_later_return_within_its_readings_forgets_the_policy_of_the_one_before() -> None:
    policy = Policy(code="lab", collections=frozenset({"L"}), return_tolerance_percent=1_000)
    bench = Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))
    mine = balance(bench)
    issued(40_000, mine, bench)
    part = CameBack(number="P1", reading=read(39_000, mine), confirmed=True, place=bench.place_ref("Returned"))
    kept = {"retained_ug": 800, "retained_to_ug": 1, "sheet": document("sheet 0")}
    bench.do(ReturnLine(line=bench.line_ref("P"), pieces=(part,), **kept), LATER)
    assert bench.line("P").allowed_by == "lab"
    back(bench, read(790, mine))
    assert (bench.line("P").allowed_ug, bench.line("P").allowed_by) == (22, "")
