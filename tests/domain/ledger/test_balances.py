"""A balance in the book: what is said of it anew, and what says nothing new."""

from collections.abc import Mapping

import pytest
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import uid_of
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


def test_what_is_said_to_be_unknown_of_a_balance_is_emptied_and_a_retired_one_keeps_its_day() -> None:
    bench = Bench()
    told = {"resolution_ug": 10, "uncertainty_ug": 20, "calibrated": CALIBRATED, "calibration_due": DUE}
    balance = bench.balance("B", **told, certificate="C 1")

    def recorded() -> Mapping[str, Scalar]:
        return bench.session.ledger().record(Subject.BALANCE, uid_of(balance)).fields

    bench.do(SetUpBalance(balance=balance, name="B", resolution_ug=10), LATER)
    fields = recorded()
    unknown = ("uncertainty_ug", "calibrated", "calibration_due", "certificate")
    assert not any(fields.get(key) for key in unknown)
    bench.do(SetUpBalance(balance=balance, name="B", resolution_ug=10, retired=True), LATER)
    bench.do(SetUpBalance(balance=balance, name="C", resolution_ug=10, retired=True), LATER + 1)
    assert recorded()["retired_day"] == LATER
    bench.do(SetUpBalance(balance=balance, name="C", resolution_ug=10), LATER + 2)
    assert recorded()["retired_day"] is None
