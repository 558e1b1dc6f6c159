"""Boxes: one with several loans, a loan in several, packed, handed on and signed for (workflow 14)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ShipmentRef, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.shipments import Shipment, receipts_of, said_of_part
from lunarcurator.domain.lending.terms import Carrier, Direction, DocumentKind, LineState
from lunarcurator.domain.operations.accounting import CameBack
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import HandOver, ReceiveShipment

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import ARRIVED, ASKED, DECIDED, READY, SENT, LoanDesk, refused, strengths
from tests.domain.ledger.loans_bench import Loans, lay
from tests.domain.ledger.test_loan_return import give_back


@pytest.fixture
def session() -> Iterator[LoanDesk]:
    session = LoanDesk()
    yield session
    assert session.closes()


def test_loans_share_a_box_and_one_loan_travels_in_several(session: LoanDesk) -> None:
    """Instalments: lines go when they are ready, in whatever box there is."""
    session.request(session.want("P"), session.want("Q"))
    session.request(session.want("T"), person="Borrower B", agreement="A-2")
    session.decide("001/1", "001/2", "002/1")
    session.prepare(*map(session.made, ("001/1", "001/2", "002/1")))
    session.pack()
    session.issue("001/1", "002/1")
    session.pack(day=SENT)
    session.issue("001/2", shipment="S-2021-002")
    session.receive("001/1")
    assert session.line("002/1").state is LineState.TRANSIT
    assert session.known(Subject.SHIPMENT, "S-2021-001").integer("received") is None
    session.receive()
    assert session.known(Subject.SHIPMENT, "S-2021-001").integer("received") == ARRIVED
    assert refused(lambda: session.receive()) == {"shipment.nothing_waits"}
    assert refused(lambda: session.receive("001/1", shipment="S-2021-002")) == {
        "shipment.line_of_another",
        "loan.wrong_state",
    }
    early = refused(lambda: session.receive(shipment="S-2021-002", day=READY))
    assert early == {"loan.before_last_step", "day.before_later_act"}
    session.receive(shipment="S-2021-002", condition="dry")
    assert session.known(Subject.SHIPMENT, "S-2021-002").text("condition_received") == "dry"


def test_what_was_said_of_a_part_that_arrived_stays_beside_what_is_said_of_the_next(session: LoanDesk) -> None:
    codes = session.ready("P", "Q", "T")
    session.pack()
    session.issue(*codes)
    one, two, three = (f"L-2021-{code}" for code in codes)
    session.receive(codes[0], received_by="Borrower A", condition="cracked", declared_value="300 EUR")
    part = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    assert (part.received, part.condition_received) == (0, f"{one}: cracked")
    session.receive(codes[1], received_by="Borrower B", condition="dry")
    session.receive(codes[2], received_by="Borrower B", declared_value="500 EUR")
    arrived = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    day = show_day(ARRIVED)
    assert arrived.received == ARRIVED
    assert arrived.condition_received == f"{one}: cracked; {two}: dry"
    assert arrived.value_received == f"{one}: 300 EUR; {three}: 500 EUR"
    assert (
        arrived.received_by == f"{one} ({day}): Borrower A; {two} ({day}): Borrower B; {three} ({day}): Borrower B"
    )
    assert arrived.receivers == ("Borrower A", "Borrower B", "Borrower B")


def test_what_an_older_program_kept_of_a_first_part_gets_its_lines_with_the_next() -> None:
    assert said_of_part("cracked", "dry", ["L-1/1"], "L-1/2") == "L-1/1: cracked; L-1/2: dry"
    assert said_of_part("cracked", "", ["L-1/1"], "L-1/2") == "L-1/1: cracked"
    assert said_of_part("", "dry", ["L-1/1"], "L-1/2") == "L-1/2: dry"


def test_who_signed_for_which_part_is_read_from_what_was_said_of_all(session: LoanDesk) -> None:
    codes = session.ready("P", "Q", "T")
    session.pack()
    session.issue(*codes)
    one, two, three = (f"L-2021-{code}" for code in codes)

    def receipts(**more: str) -> list[tuple[tuple[str, ...], str, bool]]:
        shipment = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
        inside = [Line.of(session.known(Subject.LINE, code)) for code in (one, two, three)]
        found = receipts_of(replace(shipment, **more), inside)
        assert all(each.day == ARRIVED for each in found)
        return [(each.lines, each.by, each.whole) for each in found]

    assert receipts() == []
    session.receive(codes[0], received_by="A: B; C")
    assert receipts() == [((one,), "A: B; C", False)]
    assert receipts(received_by="D") == [((one,), "D", False)], "as an older program kept it"
    session.receive(codes[1], codes[2], received_by="Borrower B")
    assert receipts() == [((one,), "A: B; C", False), ((two, three), "Borrower B", False)]
    assert receipts(received_by="D") == [((one, two, three), "D", True)]
    assert Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001")).receivers == ("A: B; C", "Borrower B")


def test_what_is_changed_of_a_shipment_after_a_part_arrived_takes_a_reason(session: LoanDesk) -> None:
    codes = session.ready("P", "Q")
    session.pack()
    session.issue(*codes)
    session.receive(codes[0])
    change = {
        "shipment": session.shipment_ref(),
        "carrier": None,
        "insurance": None,
        "seals": ("S9",),
        "day": ARRIVED,
    }
    assert strengths(lambda: session.pack(**change)) == {"shipment.part_arrived": "warn"}
    session.receive(codes[1])
    assert refused(lambda: session.pack(**change)) == {"shipment.has_arrived"}


def test_lines_leave_on_the_day_of_their_box(session: LoanDesk) -> None:
    codes = session.ready("P", "Q")
    session.pack()
    session.issue(codes[0])
    assert refused(lambda: session.issue(codes[1], day=ARRIVED)) == {"shipment.has_left"}
    session.receive()
    assert refused(lambda: session.issue(codes[1], day=ARRIVED)) == {"shipment.has_arrived"}
    session.pack(direction=Direction.HOME, day=ARRIVED)
    home = {"shipment": "S-2021-002"}
    assert refused(lambda: session.issue(codes[1], day=ARRIVED, **home)) == {"shipment.comes_home"}
    assert refused(lambda: session.issue(codes[1], day=SENT, **home)) == {
        "shipment.comes_home",
        "loan.before_last_step",
    }
    told = {"shipment": session.shipment_ref("S-2021-002"), "received_by": " "}
    paper = Attached(kind=DocumentKind.RECEIPT, name=" ")
    nobody = ReceiveShipment(receipt=paper, **told)
    assert refused(lambda: session.do(nobody, ARRIVED)) == {
        "shipment.nobody_received",
        "shipment.no_receipt",
        "shipment.comes_home",
        "shipment.nothing_waits",
    }


def test_a_shipment_is_packed_changed_and_handed_on(session: LoanDesk) -> None:
    told = strengths(lambda: session.pack(carrier=Carrier.HAND_CARRIED, insurance=""))
    assert told == {"shipment.nobody_carries": "impossible", "shipment.not_insured": "warn"}
    session.pack(carrier=Carrier.HAND_CARRIED, carried_by=("A. Carrier", " "), seals=("s1", "s2"))
    ref = session.shipment_ref()
    change = {"shipment": ref, "carrier": Carrier.HAND_CARRIED, "insurance": None}
    session.pack(**change, tracking="T 9", condition="dry")
    shipment = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    assert (shipment.carried_by, shipment.seals, shipment.tracking) == (("A. Carrier",), ("s1", "s2"), "T 9")
    assert (shipment.packed, shipment.insurance) == (READY, "policy 7")
    assert refused(lambda: session.pack(**change, day=DECIDED)) == {"loan.before_last_step"}
    session.pack(number="S-7")
    assert refused(lambda: session.pack(**change, number="S-7")) == {"loan.number_taken"}

    def hand(day: int = SENT, **more: object) -> object:
        told = {"given_by": "A. Curator", "taken_by": "A. Carrier", **more}
        return session.do(HandOver(shipment=ref, **told), day)

    assert strengths(hand) == {"hand_over.nothing_issued": "warn"}
    codes = session.ready("P")
    session.issue(*codes)
    assert refused(lambda: hand(taken_by=" ")) == {"hand_over.needs_two"}
    assert refused(lambda: hand(given_by="")) == {"hand_over.needs_two"}
    assert refused(lambda: hand(taken_by="a. curator")) == {"hand_over.to_himself"}
    assert refused(lambda: hand(at="25:99")) == {"time.no_such_time"}
    assert refused(lambda: hand(seals_intact=False)) == {"hand_over.seal_unexplained"}
    assert strengths(lambda: hand(day=SENT - 1)) == {"hand_over.before_issue": "warn"}
    entry = hand(at="14:30", seals_intact=True)
    hand(at="9:05", given_by="B. Curator")
    hand(given_by="C. Curator")
    hands = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001")).hands
    assert [(each.given_by, each.at) for each in hands] == [
        ("C. Curator", ""),
        ("B. Curator", "9:05"),
        ("A. Curator", "14:30"),
    ]
    assert session.piece("P") in {each.fact.subject for each in entry.facts}
    assert refused(lambda: hand(day=READY)) == {"loan.before_last_step"}
    session.receive()
    assert refused(lambda: hand(day=ARRIVED + 1)) == {"shipment.has_arrived"}
    assert refused(lambda: session.pack(**change, day=ARRIVED)) == {"shipment.has_arrived"}


def test_what_is_issued_after_it_was_handed_over_is_told(session: LoanDesk) -> None:
    codes = session.ready("P")
    session.pack()
    handed = HandOver(shipment=session.shipment_ref(), given_by="A", taken_by="B")
    session.do(handed, SENT - 1, ("hand_over.nothing_issued",))
    assert strengths(lambda: session.issue(*codes)) == {"shipment.handed_before_issue": "warn"}
    session.issue(*codes, accept=("shipment.handed_before_issue",))


def test_nothing_comes_home_in_a_shipment_before_that_is_packed() -> None:
    lab = Loans()
    lab.enter("P")
    home = ShipmentRef(ref_of(lay(lab.session, Subject.SHIPMENT, code="S-9", packed=20220201)))

    def found(day: int) -> set[str]:
        back = CameBack(itself=True, place=lab.place_ref("Returned"))
        return refused(lambda: give_back(lab, "P", back, day=day, shipment=home))

    assert "return.before_packed" in found(20220101)
    assert "return.before_packed" not in found(20220201)


def test_nothing_comes_home_in_a_shipment_before_it_was_handed_over_nor_is_that_handed_over_after() -> None:
    lab = Loans()
    lab.enter("P")
    home = ShipmentRef(ref_of(lay(lab.session, Subject.SHIPMENT, code="S-9", direction="home", packed=20220201)))

    as_it_is = ("return.not_weighed", "return.not_confirmed")

    def give(day: int, *accept: str) -> object:
        back = CameBack(itself=True, place=lab.place_ref("Returned"))
        return give_back(lab, "P", back, day=day, shipment=home, accept=(*accept, *as_it_is))

    def hand(day: int, *accept: str) -> object:
        return lab.do(HandOver(shipment=home, given_by="A", taken_by="B"), day, accept)

    hand(20220205)
    assert "return.before_hand_over" in refused(lambda: give(20220204))
    assert "return.before_packed" in refused(lambda: give(20220131))
    assert "return.before_hand_over" not in refused(lambda: give(20220131)), "one of them is enough"
    give(20220206)
    hand(20220206)
    assert strengths(lambda: hand(20220207)) == {"hand_over.after_arrival": "warn"}
    hand(20220207, "hand_over.after_arrival")


def test_a_shipment_of_which_a_part_was_signed_for_is_not_handed_over_later_in_silence(session: LoanDesk) -> None:
    codes = session.ready("P", "Q", "T")
    session.pack()
    session.issue(*codes)
    handed = HandOver(shipment=session.shipment_ref(), given_by="A", taken_by="B")
    session.receive(codes[0])
    session.receive(codes[1])
    session.do(handed, ARRIVED)
    assert strengths(lambda: session.do(handed, ARRIVED + 1)) == {"hand_over.after_arrival": "warn"}
    with pytest.raises(Refused) as found:
        session.do(handed, ARRIVED + 1)
    (late,) = found.value.findings
    told = dict(late.facts)
    assert (told["line"], told["more"], told["arrived"], late.rule) == ("L-2021-001/1", 1, ARRIVED, "R19")
    session.receive(codes[2])
    assert refused(lambda: session.do(handed, ARRIVED + 1)) == {"shipment.has_arrived"}


def test_no_step_of_a_shipment_comes_before_the_one_it_follows(session: LoanDesk) -> None:
    codes = session.ready("P", "Q")
    session.pack()
    handed = HandOver(shipment=session.shipment_ref(), given_by="A", taken_by="B")
    assert refused(lambda: session.do(handed, READY - 1)) == {"loan.before_last_step"}, "handed over before packed"
    session.issue(*codes)
    assert "loan.before_last_step" in refused(lambda: session.receive(codes[0], day=SENT - 1)), (
        "a part before it left"
    )
    session.do(handed, SENT + 1)
    early = refused(lambda: session.receive(codes[0], day=SENT))
    assert early == {"loan.before_last_step", "day.before_later_act"}, "a part before the hand-over"
    assert refused(lambda: session.receive(day=SENT)) == early, "all of it before the hand-over"


def turned(session: LoanDesk, way: Direction, **more: object) -> set[str]:
    """Return what stands against turning a box the other way."""
    told = {"shipment": session.shipment_ref(), "direction": way, "carrier": None, "insurance": None, **more}
    return refused(lambda: session.pack(day=ARRIVED, **told))


def test_a_shipment_is_turned_the_other_way_until_a_line_travels_in_it(session: LoanDesk) -> None:
    codes = session.ready("P")
    session.pack(direction=Direction.HOME)
    told = {"shipment": session.shipment_ref(), "carrier": None, "insurance": None}
    session.pack(direction=Direction.OUT, **told)
    session.issue(*codes)
    assert turned(session, Direction.HOME) == {"shipment.keeps_direction"}
    session.pack(direction=Direction.OUT, tracking="T 1", day=SENT, **told)
    session.receive()
    assert turned(session, Direction.HOME) == {"shipment.keeps_direction", "shipment.has_arrived"}


def test_a_shipment_in_which_a_line_came_home_stays_one(session: LoanDesk) -> None:
    session.pack(direction=Direction.HOME)
    session.lay(Subject.LINE, name="L-9/1", code="L-9/1", home_shipment=session.shipment_ref().removeprefix("#"))
    assert turned(session, Direction.OUT) == {"shipment.keeps_direction"}


def test_a_shipment_that_left_keeps_its_number(session: LoanDesk) -> None:
    codes = session.ready("P")
    session.pack()
    told = {"shipment": session.shipment_ref(), "carrier": None, "insurance": None}
    session.pack(number="S-8", **told)
    session.issue(*codes, shipment="S-8")
    other = {"number": "S-9", "day": SENT, **told}
    assert strengths(lambda: session.pack(**other)) == {"shipment.number_on_papers": "impossible"}
    assert session.known(Subject.SHIPMENT, "S-8").code == "S-8"


def test_nothing_comes_home_in_a_shipment_that_goes_out() -> None:
    lab = Loans()
    lab.enter("P")
    out = ShipmentRef(ref_of(lay(lab.session, Subject.SHIPMENT, code="S-9", packed=20210201, direction="out")))
    back = CameBack(itself=True, place=lab.place_ref("Returned"))
    assert "shipment.goes_out" in refused(lambda: give_back(lab, "P", back, day=20220101, shipment=out))


def test_a_shipment_is_insured_or_says_why_it_is_not(session: LoanDesk) -> None:
    both = {"insurance": "policy 7", "waiver": "small"}
    assert refused(lambda: session.pack(**both)) == {"shipment.insured_and_waived"}
    session.pack()
    told = {"shipment": session.shipment_ref(), "carrier": None, **both}
    assert refused(lambda: session.pack(**told)) == {"shipment.insured_and_waived"}


def test_a_request_for_a_project_that_is_over_is_told(session: LoanDesk) -> None:
    told = strengths(lambda: session.request(session.want("P"), project_until=ASKED - 1))
    assert told == {"request.project_over": "warn"}
    session.request(session.want("P"), project_until=ASKED)


def test_a_hand_over_names_what_has_no_piece_too(session: LoanDesk) -> None:
    session.pack()
    session.lay(
        Subject.LINE,
        name="L-9/1",
        code="L-9/1",
        loan=session.piece("P"),
        state="transit",
        shipment=session.shipment_ref().removeprefix("#"),
    )
    handed = HandOver(shipment=session.shipment_ref(), given_by="A", taken_by="B")
    session.do(handed, SENT, ("hand_over.nothing_issued",))
    session.receive()
    assert session.known(Subject.LINE, "L-9/1").text("state") == "out"


ON_RECORD = {
    "carrier": Carrier.COURIER,
    "firm": "Firm C",
    "tracking": "T 1",
    "seals": ("s1", "s2"),
    "carried_by": ("A. Carrier",),
    "route": "by road",
    "declared_value": "1 EUR",
    "insurance": "policy 7",
    "condition": "dry",
}


def changed(session: LoanDesk, **said: object) -> dict[str, object]:
    """Return what is otherwise on record of a shipment after an act that says this of it."""
    session.pack(**ON_RECORD)
    told = {"shipment": session.shipment_ref(), "carrier": None, "insurance": None, **said}
    before = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    session.pack(**told)
    after = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    keys = (*ON_RECORD, "waiver", "direction", "packed", "code")
    return {key: getattr(after, key) for key in keys if getattr(after, key) != getattr(before, key)}


@pytest.mark.parametrize("key", ["", *ON_RECORD])
def test_what_is_on_record_of_a_shipment_already_changes_nothing_and_is_refused(
    session: LoanDesk, key: str
) -> None:
    said = {key: ON_RECORD[key]} if key else {}
    assert refused(lambda: changed(session, **said)) == {"record.nothing_changed"}


@pytest.mark.parametrize("key", [each for each in ON_RECORD if each not in {"carrier", "insurance"}])
def test_whatever_is_said_of_a_shipment_can_be_taken_back(session: LoanDesk, key: str) -> None:
    nothing = () if isinstance(ON_RECORD[key], tuple) else ""
    assert changed(session, **{key: nothing}) == {key: nothing}


OF_CARRIER = {"firm": "", "tracking": "", "carried_by": ()}


@pytest.mark.parametrize("way", [each for each in Carrier if each is not ON_RECORD["carrier"]])
@pytest.mark.parametrize("left_out", OF_CARRIER)
def test_who_changes_the_carrier_says_what_becomes_of_all_that_was_of_the_old(
    session: LoanDesk, way: Carrier, left_out: str
) -> None:
    """Nothing goes unasked, and no tracking number of another carrier stays unawares."""
    emptied = {key: none for key, none in OF_CARRIER.items() if key != left_out}
    said = {"carrier": way, **emptied}
    found = refused(lambda: changed(session, **said))
    by_hand = way is Carrier.HAND_CARRIED and left_out != "carried_by"
    assert found == {"shipment.of_other_carrier", *(("shipment.nobody_carries",) if by_hand else ())}
    again = {left_out: ON_RECORD[left_out], "carried_by": ON_RECORD["carried_by"]} if by_hand else {}
    again = again or {left_out: ON_RECORD[left_out]}
    session.pack(**{"shipment": session.shipment_ref(), "insurance": None, **said, **again})
    after = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    assert after.carrier is way
    assert all(getattr(after, key) == {**emptied, **again}[key] for key in OF_CARRIER)


def test_a_carrier_is_changed_alone_where_nothing_of_the_old_is_on_record(session: LoanDesk) -> None:
    session.pack()
    session.pack(shipment=session.shipment_ref(), carrier=Carrier.COLLECTED, insurance=None)
    assert Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001")).carrier is Carrier.COLLECTED


def test_another_firm_asks_for_its_tracking_number(session: LoanDesk) -> None:
    told = strengths(lambda: changed(session, firm="Firm D"))
    assert told == {"shipment.of_other_firm": "impossible"}
    box = {"shipment": session.shipment_ref(), "carrier": None, "insurance": None}
    session.pack(**box, firm="Firm D", tracking="")
    # A firm that was not on record has no number of another one.
    session.pack(**box, firm="")
    session.pack(**box, tracking="T 3")
    session.pack(**box, firm="Firm C")
    after = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    assert (after.firm, after.tracking) == ("Firm C", "T 3")


COVER = ("insurance", "waiver")


@pytest.mark.parametrize(("said", "stands"), [COVER, COVER[::-1]])
def test_insurance_and_waiver_replace_each_other_only_where_the_act_says_so(
    session: LoanDesk, said: str, stands: str
) -> None:
    box = {"carrier": None, "insurance": None}
    session.pack(**{"insurance": "", stands: "on record", "route": "by road"})
    box |= {"shipment": session.shipment_ref()}
    told = strengths(lambda: session.pack(**{**box, said: "new"}))
    assert told == {f"shipment.{stands}_on_record": "impossible"}
    session.pack(**{**box, said: "new", stands: ""})
    after = Shipment.of(session.known(Subject.SHIPMENT, "S-2021-001"))
    assert (getattr(after, said), getattr(after, stands), after.route) == ("new", "", "by road")
    assert strengths(lambda: session.pack(**{**box, said: ""})) == {"shipment.not_insured": "warn"}


def test_a_shipment_that_has_both_on_record_can_be_changed_otherwise(session: LoanDesk) -> None:
    """Stores that older versions wrote have both."""
    session.pack()
    fields = session.known(Subject.SHIPMENT, "S-2021-001").fields
    session.lay(Subject.SHIPMENT, **{**fields, "waiver": "small", "name": "S-8", "code": "S-8"})
    session.pack(shipment=session.shipment_ref("S-8"), carrier=None, insurance=None, route="by road")
    both = Shipment.of(session.known(Subject.SHIPMENT, "S-8"))
    assert (both.insurance, both.waiver, both.route) == ("policy 7", "small", "by road")


def test_a_new_shipment_says_how_it_travels(session: LoanDesk) -> None:
    assert refused(lambda: session.pack(carrier=None)) == {"shipment.no_carrier"}
