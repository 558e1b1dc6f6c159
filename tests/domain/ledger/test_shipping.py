"""Boxes: one with several loans, a loan in several, packed, handed on and signed for (workflow 14)."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ShipmentRef, ref_of
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import Carrier, Direction, DocumentKind, LineState
from lunarcurator.domain.operations.accounting import CameBack
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import HandOver, ReceiveShipment

from tests.domain.ledger.loan_bench import ARRIVED, ASKED, DECIDED, READY, SENT, LoanDesk, refused, strengths
from tests.domain.ledger.loans_bench import Loans, lay
from tests.domain.ledger.test_home_coming import give_back


@pytest.fixture
def desk() -> Iterator[LoanDesk]:
    desk = LoanDesk()
    yield desk
    assert desk.closes()


def test_loans_share_a_box_and_one_loan_travels_in_several(desk: LoanDesk) -> None:
    """Instalments: lines go when they are ready, in whatever box there is."""
    desk.request(desk.want("P"), desk.want("Q"))
    desk.request(desk.want("T"), person="Borrower B", agreement="A-2")
    desk.decide("001/1", "001/2", "002/1")
    desk.prepare(*map(desk.made, ("001/1", "001/2", "002/1")))
    desk.pack()
    desk.issue("001/1", "002/1")
    desk.pack(day=SENT)
    desk.issue("001/2", shipment="S-2021-002")
    desk.receive("001/1")
    assert desk.line("002/1").state is LineState.TRANSIT
    assert desk.known(Subject.SHIPMENT, "S-2021-001").integer("received") is None
    desk.receive()
    assert desk.known(Subject.SHIPMENT, "S-2021-001").integer("received") == ARRIVED
    assert refused(lambda: desk.receive()) == {"shipment.nothing_waits"}
    assert refused(lambda: desk.receive("001/1", shipment="S-2021-002")) == {
        "shipment.line_of_another",
        "loan.wrong_state",
    }
    early = refused(lambda: desk.receive(shipment="S-2021-002", day=READY))
    assert early == {"loan.before_last_step", "day.before_later_act"}
    desk.receive(shipment="S-2021-002", condition="dry")
    assert desk.known(Subject.SHIPMENT, "S-2021-002").text("condition_received") == "dry"


def test_lines_leave_on_the_day_of_their_box(desk: LoanDesk) -> None:
    codes = desk.ready("P", "Q")
    desk.pack()
    desk.issue(codes[0])
    assert refused(lambda: desk.issue(codes[1], day=ARRIVED)) == {"shipment.has_left"}
    desk.receive()
    assert refused(lambda: desk.issue(codes[1], day=ARRIVED)) == {"shipment.has_arrived"}
    desk.pack(direction=Direction.HOME, day=ARRIVED)
    home = {"shipment": "S-2021-002"}
    assert refused(lambda: desk.issue(codes[1], day=ARRIVED, **home)) == {"shipment.comes_home"}
    assert refused(lambda: desk.issue(codes[1], day=SENT, **home)) == {
        "shipment.comes_home",
        "loan.before_last_step",
    }
    told = {"shipment": desk.shipment_ref("S-2021-002"), "received_by": " "}
    paper = Attached(kind=DocumentKind.RECEIPT, name=" ")
    nobody = ReceiveShipment(receipt=paper, **told)
    assert refused(lambda: desk.do(nobody, ARRIVED)) == {
        "shipment.nobody_received",
        "shipment.no_receipt",
        "shipment.comes_home",
        "shipment.nothing_waits",
    }


def test_a_shipment_is_packed_changed_and_handed_on(desk: LoanDesk) -> None:
    told = strengths(lambda: desk.pack(carrier=Carrier.HAND_CARRIED, insurance=""))
    assert told == {"shipment.nobody_carries": "impossible", "shipment.not_insured": "warn"}
    desk.pack(carrier=Carrier.HAND_CARRIED, carried_by=("A. Carrier", " "), seals=("s1", "s2"))
    ref = desk.shipment_ref()
    change = {"shipment": ref, "carrier": Carrier.HAND_CARRIED, "insurance": ""}
    desk.pack(**change, tracking="T 9", condition="dry")
    shipment = Shipment.of(desk.known(Subject.SHIPMENT, "S-2021-001"))
    assert (shipment.carried_by, shipment.seals, shipment.tracking) == (("A. Carrier",), ("s1", "s2"), "T 9")
    assert (shipment.packed, shipment.insurance) == (READY, "policy 7")
    assert refused(lambda: desk.pack(**change, day=DECIDED)) == {"loan.before_last_step"}
    desk.pack(number="S-7")
    assert refused(lambda: desk.pack(**change, number="S-7")) == {"loan.number_taken"}

    def hand(day: int = SENT, **more: object) -> object:
        told = {"given_by": "A. Curator", "taken_by": "A. Carrier", **more}
        return desk.do(HandOver(shipment=ref, **told), day)

    assert strengths(hand) == {"hand_over.nothing_issued": "warn"}
    codes = desk.ready("P")
    desk.issue(*codes)
    assert refused(lambda: hand(taken_by=" ")) == {"hand_over.needs_two"}
    assert refused(lambda: hand(given_by="")) == {"hand_over.needs_two"}
    assert refused(lambda: hand(taken_by="a. curator")) == {"hand_over.to_himself"}
    assert refused(lambda: hand(at="25:99")) == {"time.no_such_time"}
    assert refused(lambda: hand(seals_intact=False)) == {"hand_over.seal_unexplained"}
    assert strengths(lambda: hand(day=SENT - 1)) == {"hand_over.before_issue": "warn"}
    entry = hand(at="14:30", seals_intact=True)
    hand(at="9:05", given_by="B. Curator")
    hand(given_by="C. Curator")
    hands = Shipment.of(desk.known(Subject.SHIPMENT, "S-2021-001")).hands
    assert [(each.given_by, each.at) for each in hands] == [
        ("C. Curator", ""),
        ("B. Curator", "9:05"),
        ("A. Curator", "14:30"),
    ]
    assert desk.piece("P") in {each.fact.subject for each in entry.facts}
    assert refused(lambda: hand(day=READY)) == {"loan.before_last_step"}
    desk.receive()
    assert refused(lambda: hand(day=ARRIVED + 1)) == {"shipment.has_arrived"}
    assert refused(lambda: desk.pack(**change, day=ARRIVED)) == {"shipment.has_arrived"}


def test_what_is_issued_after_it_was_handed_over_is_told(desk: LoanDesk) -> None:
    codes = desk.ready("P")
    desk.pack()
    handed = HandOver(shipment=desk.shipment_ref(), given_by="A", taken_by="B")
    desk.do(handed, SENT - 1, ("hand_over.nothing_issued",))
    assert strengths(lambda: desk.issue(*codes)) == {"shipment.handed_before_issue": "warn"}
    desk.issue(*codes, accept=("shipment.handed_before_issue",))


def test_nothing_comes_home_in_a_shipment_before_that_is_packed() -> None:
    lab = Loans()
    lab.enter("P")
    home = ShipmentRef(ref_of(lay(lab.desk, Subject.SHIPMENT, code="S-9", packed=20220201)))

    def found(day: int) -> set[str]:
        back = CameBack(itself=True, place=lab.place_ref("Returned"))
        return refused(lambda: give_back(lab, "P", back, day=day, shipment=home))

    assert "return.before_packed" in found(20220101)
    assert "return.before_packed" not in found(20220201)


def test_a_request_for_a_project_that_is_over_is_told(desk: LoanDesk) -> None:
    told = strengths(lambda: desk.request(desk.want("P"), project_until=ASKED - 1))
    assert told == {"request.project_over": "warn"}
    desk.request(desk.want("P"), project_until=ASKED)


def test_a_hand_over_names_what_has_no_piece_too(desk: LoanDesk) -> None:
    desk.pack()
    desk.lay(
        Subject.LINE,
        name="L-9/1",
        code="L-9/1",
        loan=desk.piece("P"),
        state="transit",
        shipment=desk.shipment_ref().removeprefix("#"),
    )
    handed = HandOver(shipment=desk.shipment_ref(), given_by="A", taken_by="B")
    desk.do(handed, SENT, ("hand_over.nothing_issued",))
    desk.receive()
    assert desk.known(Subject.LINE, "L-9/1").text("state") == "out"
