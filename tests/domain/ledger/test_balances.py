"""A balance in the book: what is said of it anew, and what says nothing new."""

import pytest
from lunarcurator.domain.operations import SetUpBalance

from tests.domain.ledger.bench import Bench
from tests.domain.ledger.desk import Refused

CALIBRATED, DUE, LATER = 20200101, 20210101, 20200601


@pytest.mark.parametrize("retired", [False, True])
def test_what_is_on_record_of_a_balance_already_changes_nothing_and_is_refused(*, retired: bool) -> None:
    bench = Bench()
    told = {"resolution_ug": 10, "calibrated": CALIBRATED, "calibration_due": DUE, "retired": retired}
    balance = bench.balance("B", **told)
    same = SetUpBalance(balance=balance, name="B", **told)
    with pytest.raises(Refused) as refused:
        bench.do(same, LATER)
    assert refused.value.keys == {"record.nothing_changed"}
    bench.do(SetUpBalance(balance=balance, name="B", **{**told, "retired": not retired}), LATER)
