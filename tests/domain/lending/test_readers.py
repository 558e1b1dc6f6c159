"""Loans, shipments and rounds are read from the fields that stand on the desk."""

import json

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import Carrier, Direction, DocumentKind, LoanKind, Owed

PAPER = json.dumps({"kind": "receipt", "name": "r.pdf", "sha256": "", "day": 20250101, "remarks": ""})


def state(**fields: Scalar) -> Record:
    return Record(Uid("1"), dict(fields))


def test_an_empty_loan_is_for_research_and_owes_nothing() -> None:
    loan = Loan.of(state())
    assert (loan.kind, loan.borrower, loan.requested, loan.still_owed) == (LoanKind.RESEARCH, None, 0, ())


def test_a_loan_tells_its_people_decisions_documents_and_what_is_owed() -> None:
    decided = json.dumps({"body": "committee", "day": 20250101, "final": False, "more": "x"})
    open_ = json.dumps({"what": "papers", "text": "two", "due": 20250201, "settled": 0, "how": ""})
    came = json.dumps({"what": "data", "text": "", "due": 20250201, "settled": 20250301, "how": "mail"})
    fields = {
        "co/2": "2",
        "co/3": None,
        "decision/4": decided,
        "owed/5": open_,
        "owed/6": came,
        "document/7": PAPER,
    }
    loan = Loan.of(state(code="L-1", kind="display", **fields))
    assert (loan.code, loan.kind, loan.co) == ("L-1", LoanKind.DISPLAY, (Uid("2"),))
    assert [(each.body, each.final, each.conditions) for each in loan.decisions] == [("committee", False, "")]
    assert [each.what for each in loan.still_owed] == [Owed.PAPERS]
    assert [each.is_late(20250202) for each in loan.owed] == [True, False]
    assert not loan.owed[0].is_late(20250201)
    assert loan.documents[0].kind is DocumentKind.RECEIPT


def test_a_shipment_tells_who_had_it_in_order() -> None:
    def hand(day: int, at: str, seals: bool | None) -> str:
        told = {"given_by": "A", "taken_by": "B", "at": at, "day": day, "seals_intact": seals, "remarks": ""}
        return json.dumps(told)

    hands = {"hand/1": hand(20250102, "", True), "hand/2": hand(20250101, "14:00", None)}
    fields: dict[str, Scalar] = {**hands, "seals": json.dumps(["7", "8"]), "sent": 20250101}
    shipment = Shipment.of(state(carrier="hand_carried", direction="home", **fields))
    assert (shipment.carrier, shipment.direction) == (Carrier.HAND_CARRIED, Direction.HOME)
    assert (shipment.seals, shipment.carried_by) == (("7", "8"), ())
    assert [(each.day, each.seals_intact) for each in shipment.hands] == [(20250101, None), (20250102, True)]
    assert shipment.is_in_transit
    assert not Shipment.of(state(sent=20250101, received=20250102)).is_in_transit
    assert Shipment.of(state()).carrier is Carrier.COURIER


def test_a_round_tells_who_has_not_answered() -> None:
    answer = json.dumps({"day": 20250110, "signed_by": "A", "witnessed_by": "W", "document": ""})
    fields = {"expects/a": 3, "expects/b": 1, "expects/c": None, "answered/a": answer, "deadline": 20250115}
    inventory = Round.of(state(**fields))
    a, b, c = Uid("a"), Uid("b"), Uid("c")
    assert inventory.expects == {a: 3, b: 1}
    # A signature is no answer: every line that was asked for needs one.
    assert [inventory.stands(a, lines, 20250110).is_open for lines in (0, 2, 3)] == [True, True, False]
    assert [inventory.stands(a, lines, 20250110).unanswered for lines in (0, 2, 3, 4)] == [3, 1, 0, 0]
    assert [inventory.stands(b, 0, day).late for day in (20250115, 20250116)] == [False, True]
    assert not inventory.stands(a, 3, 20250116).late
    assert not inventory.stands(c, 0, 20250116).is_open
    assert not Round.of(state(**{"expects/a": 1})).stands(a, 0, 20250101).late
