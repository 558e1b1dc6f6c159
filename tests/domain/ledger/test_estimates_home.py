"""What an estimate held comes home: figures that part from it are asked about, and charge nobody."""

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loans_bench import LATER, Loans, document
from tests.domain.ledger.test_loan_return import PART_BLIND, give_back, itself, part

MORE, LESS = "return.estimate_was_more", "return.estimate_was_less"


def lent(mass: Mass) -> Loans:
    bench = Loans()
    bench.register("Q", mass, place="Cabinet", form="chip")
    bench.enter("Q")
    return bench


def home(bench: Loans, *pieces: CameBack, **more: int | bool) -> ReturnLine:
    told = {"sheet": document("sheet 2"), "method": "cut", **more}
    return ReturnLine(line=bench.line_ref("Q"), pieces=pieces, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("accept", [False, True])
@pytest.mark.parametrize(("ug", "key"), [(20, MORE), (35, LESS)])
@pytest.mark.parametrize("blind", [False, True])
def test_what_parts_from_an_estimate_is_asked_and_no_difference_of_the_borrower(
    ug: int, key: str, accept: bool, blind: bool
) -> None:
    bench = lent(Mass.estimated(40))
    if blind:
        give_back(bench, "Q", part(bench, "Q1"), retained_ug=None, accept=PART_BLIND)
        bench.weigh("Q1", 10, day=LATER)
    else:
        give_back(bench, "Q", part(bench, "Q1", 10), retained_ug=None)
    act = home(bench, itself(bench, ug), accept_difference=accept)
    with pytest.raises(Refused) as refused:
        bench.do(act, LATER + 1)
    (found,) = refused.value.findings
    assert (found.key, found.strength) == (key, Strength.WARN)
    entry = bench.do(act, LATER + 1, (key,))
    booked = {each.fact.account for each in entry.facts if isinstance(each.fact, MassLine) and each.fact.ug}
    assert Account.ADJUSTMENT not in booked
    assert bench.held("Q") == "0/0"
    assert bench.closes()


def test_what_agrees_with_an_estimate_asks_nothing() -> None:
    bench = lent(Mass.estimated(40))
    bench.do(home(bench, itself(bench, 40)), LATER + 1)
    assert bench.line("Q").account.difference_ug == 0


def test_what_parts_from_a_figure_is_still_refused() -> None:
    bench = lent(Mass.measured(40, 1))
    with pytest.raises(Refused) as refused:
        bench.do(home(bench, itself(bench, 20)), LATER + 1)
    assert refused.value.keys == {"return.does_not_balance"}
