"""How the journal tells the life of a loan: every way each act can be told, in both languages."""

from pathlib import Path

import pytest
from lunarcurator.domain.lending.terms import Carrier, Decision, Direction, DocumentKind, Letter, Owed
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import (
    CloseLoan,
    DisputeLine,
    ExtendLines,
    HandOver,
    IssueLines,
    NoteOwed,
    Owing,
    PackShipment,
    RecallLines,
    ReceiveShipment,
    RecordLetter,
    Sent,
)
from lunarcurator.domain.operations.lending import LendingOperation
from lunarcurator.domain.operations.requesting import (
    AddLines,
    ChangeLine,
    ChangeLoan,
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
    WithdrawLines,
)
from lunarcurator.services.journal_sentences import Teller
from lunarcurator.services.words import Words

PAPER = Attached(kind=DocumentKind.RECEIPT, name="r")
GRANT = Decided(line="L-1/1", decision=Decision.APPROVED)
NO = Decided(line="L-1/2", decision=Decision.DECLINED)
TOLD: list[tuple[LendingOperation, str]] = [
    (RequestLoan(number="L-1", borrower="A"), "Entered request L-1 of A: 0 lines"),
    (AddLines(loan="L-1", lines=(Wanted(),)), "Added 1 line to loan L-1"),
    (ChangeLine(line="L-1/1", wanted=Wanted(sample="S", optimum_ug=80_000)), "Changed line L-1/1"),
    (ChangeLoan(loan="L-1", agreement="A-1"), "Changed loan L-1 to agreement A-1"),
    (
        ChangeLoan(
            loan="L-1",
            purpose="dating",
            plan="",
            round="2",
            project="P",
            project_until=20270101,
            co_investigators=("A", "B"),
            remarks=" ",
            documents=(PAPER,),
        ),
        (
            "Changed loan L-1 · purpose dating · plan – · round 2 · project P · project until 2027-01-01 "
            f"· co-investigators A, B · remarks – · documents {PAPER.name}"
        ),
    ),
    (
        ChangeLoan(loan="L-1", agreement="A-1", project_until=0, co_investigators=()),
        "Changed loan L-1 to agreement A-1 · project until – · co-investigators –",
    ),
    (WithdrawLines(lines=("L-1/1",), why=""), "Withdrew L-1/1"),
    (DecideLines(lines=(GRANT,), body="CNSA"), "CNSA: L-1/1 approved"),
    (DecideLines(lines=(GRANT, NO), body="CNSA"), "CNSA: L-1/1 approved and L-1/2 declined"),
    (
        DecideLines(lines=(GRANT,), body="LESEC", final=False),
        "Noted what LESEC said of L-1/1: recommended; nothing is decided by it",
    ),
    (
        DecideLines(lines=(GRANT, NO), body="LESEC", final=False),
        "Noted what LESEC said: L-1/1 recommended and L-1/2 not recommended; nothing is decided by it",
    ),
    (PrepareLines(lines=(Made(line="L-1/1"),)), "Prepared L-1/1"),
    (PrepareLines(lines=(Made(line="L-1/1", number="S1"),)), "Prepared L-1/1: weighed out S1"),
    (PackShipment(number="S-1", carrier=Carrier.COURIER, firm="F"), "Packed shipment S-1: courier (F)"),
    (PackShipment(shipment="S-1", carrier=Carrier.COLLECTED), "Changed shipment S-1: collected in person"),
    (
        PackShipment(
            shipment="S-1",
            number="S-2",
            direction=Direction.HOME,
            firm="",
            tracking="T 1",
            seals=("s1", "s2"),
            carried_by=("A",),
            route="by road",
            declared_value="1 EUR",
            insurance=" ",
            waiver="small",
            condition="dry",
            documents=(PAPER,),
        ),
        (
            "Changed details of shipment S-1 · firm – · number S-2 · goes home · tracking number T 1 "
            "· seals s1, s2 · carried by A · route by road · declared value 1 EUR · insurance – "
            f"· waiver small · condition dry · documents {PAPER.name}"
        ),
    ),
    (
        PackShipment(shipment="S-1", carrier=Carrier.COURIER, firm="F", seals=(), direction=Direction.OUT),
        "Changed shipment S-1: courier (F) · goes out · seals –",
    ),
    (
        PackShipment(shipment="S-1", carrier=Carrier.COLLECTED, firm="", tracking="", carried_by=()),
        "Changed shipment S-1: collected in person · firm – · tracking number – · carried by –",
    ),
    (IssueLines(lines=(Sent(line="L-1/1"),), shipment="S-1"), "Issued L-1/1 in shipment S-1"),
    (HandOver(shipment="S-1", given_by="A", taken_by="B"), "Shipment S-1 handed over by A to B"),
    (ReceiveShipment(shipment="S-1", received_by="A", receipt=PAPER), "Shipment S-1 received by A"),
    (
        ReceiveShipment(shipment="S-1", received_by="A", receipt=PAPER, lines=("L-1/1",)),
        "L-1/1 of shipment S-1 received by A",
    ),
    (
        ExtendLines(lines=("L-1/1",), due=20270101, asked_by="A", approved_by="B", why="late"),
        "Extended L-1/1 to 2027-01-01: late",
    ),
    (
        RecallLines(lines=("L-1/1",), by=20260601, why="wanted"),
        "Recalled L-1/1 by 2026-06-01 at the latest: wanted",
    ),
    (DisputeLine(line="L-1/1", text="back"), "Line L-1/1 is disputed: back"),
    (DisputeLine(line="L-1/1", text="ok", settled=True), "The dispute about line L-1/1 is settled: ok"),
    (NoteOwed(loan="L-1", owed=(Owing(what=Owed.PAPERS),)), "Loan L-1 owes papers"),
    (NoteOwed(loan="L-1", owed=(Owing(what=Owed.PAPERS, settled="x"),)), "Of loan L-1 came papers"),
    (CloseLoan(loan="L-1"), "Closed loan L-1"),
    (RecordLetter(lines=("L-1/1",), letter=Letter.REMINDER), "Sent reminder about L-1/1"),
]


@pytest.mark.parametrize(("act", "sentence"), TOLD)
def test_an_act_of_the_loan_desk_is_told(act: LendingOperation, sentence: str, resources: Path) -> None:
    english = Teller(Words.load("en", resources / "languages", strict=True), {}, {})
    assert english.tell_act(act).replace("\xa0", " ") == sentence
    chinese = Teller(Words.load("zh_CN", resources / "languages", strict=True), {}, {})
    assert any("一" <= sign <= "鿿" for sign in chinese.tell_act(act))


def test_what_is_owed_is_told_even_of_an_empty_act(resources: Path) -> None:
    english = Teller(Words.load("en", resources / "languages", strict=True), {}, {})
    assert english.tell_act(NoteOwed(loan="L-1", owed=())) == "Loan L-1 owes other"
