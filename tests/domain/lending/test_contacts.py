"""What counts as having heard of a borrower: what the record says that the borrower did, and nothing else."""

import json
from collections.abc import Mapping

import pytest
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.contacts import acts_of
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import Direction

from tests.domain.ledger.agreeing_bench import Agreeing
from tests.domain.ledger.loans_bench import lay

PERSON = Person.of(Record(Uid("p"), {"name": "Borrower A", "othername/1": "Prestatario A"}))
SENT = Uid("s")


def acts(fields: Mapping[str, Scalar], sent: Mapping[str, Scalar] | None = None) -> set[int]:
    shipments = {SENT: Shipment.of(Record(SENT, dict(sent)))} if sent else {}
    return {day for day in acts_of(PERSON, [Record(Uid("l"), dict(fields))], shipments) if day}


def told(**of: object) -> str:
    return json.dumps(of)


@pytest.mark.parametrize(
    ("key", "value", "day"),
    [
        ("requested", 20210301, 20210301),
        ("issued", 20210301, 0),
        ("received", 20210301, 0),
        ("recall_asked", 20210301, 0),
        ("move/1", told(step="returned", day=20210301, ug=5, unweighed=0), 20210301),
        ("move/1", told(step="returned", day=20210301, ug=0, unweighed=1), 20210301),
        ("move/1", told(step="lost", day=20210301, ug=5, unweighed=0), 20210301),
        ("move/1", told(step="lost", day=20210301, ug=-5, unweighed=0), 0),
        ("move/1", told(step="issued", day=20210301, ug=5, unweighed=0), 0),
        ("move/1", "", 0),
        ("use/1", told(day=20210301, signed_by=""), 20210301),
        ("use/1", told(day=20210301, signed_by="borrower a "), 20210301),
        ("use/1", told(day=20210301, signed_by="Somebody Else"), 0),
        ("reported/1", told(day=20210301, ug=5), 20210301),
    ],
)
def test_an_act_counts_where_the_line_says_that_the_borrower_did_it(key: str, value: Scalar, day: int) -> None:
    assert acts({key: value}) == ({day} if day else set())


@pytest.mark.parametrize(
    ("received_by", "direction", "day"),
    [
        ("Borrower A", Direction.OUT, 20210401),
        ("PRESTATARIO A", Direction.OUT, 20210401),
        ("a porter", Direction.OUT, 0),
        ("Borrower A", Direction.HOME, 0),
    ],
)
def test_a_receipt_counts_where_the_borrower_signed(received_by: str, direction: Direction, day: int) -> None:
    sent = {"direction": str(direction), "received": 20210401, "received_by": received_by}
    assert acts({"shipment": SENT}, sent) == ({day} if day else set())


def test_what_was_done_before_a_line_passed_to_the_borrower_was_done_by_another() -> None:
    passed = {"passed/1": told(day=20210401, person="q", agreement="")}
    assert acts({"requested": 20210301, **passed}) == set()
    assert acts({"reported/1": told(day=20210402, ug=5), **passed}) == {20210402}


def test_the_standing_of_a_borrower_counts_what_lines_say() -> None:
    bench = Agreeing()
    bench.agree()
    sent = {"code": "S-1", "direction": "out", "received": 20210507, "received_by": "Borrower A"}
    shipment = lay(bench.session, Subject.SHIPMENT, **sent)
    bench.lend("P1", shipment=shipment, **{"use/1": told(day=20210610, signed_by="")})
    assert [heard(bench, day) for day in (20210506, 20210507, 20210701)] == [20200101, 20210507, 20210610]


def heard(bench: Agreeing, day: int) -> int:
    return standing_of(bench.session.ledger(), bench.person().uid, day).heard
