"""Each act of a loan's life once, for the completeness of operations."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from lunarcurator.domain.lending.terms import Carrier, Decision, DocumentKind, Letter, LineMode, Owed
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    SetUpInstitution,
    SetUpPerson,
)
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

DAY = 20260301
DUE = 20270101
LINE = "L-1/1"
PAPER = Attached(kind=DocumentKind.RECEIPT, name="receipt 1")


class Posts(Protocol):
    """A lab that posts acts on one day."""

    def post(self, *operations: Operation, **more: Any) -> int:
        """Post acts as one entry."""


def borrower(lab: Posts) -> str:
    """A person under a signed agreement."""
    there = Affiliation(institution="Institute B", since=DAY)
    lab.post(SetUpInstitution(name="Institute B"))
    lab.post(
        SetUpPerson(name="Borrower A", affiliations=(there,)), ConfirmContact(person="Borrower A", how="call")
    )
    lab.post(
        DraftAgreement(number="A-1", person="Borrower A", institution="Institute B", since=DAY, until=20300101)
    )
    copy = Attached(kind=DocumentKind.AGREEMENT, name="agreement.pdf", sha256="ab" * 32)
    lab.post(SignAgreement(agreement="A-1", signed_by="Borrower A", for_lab="A. Curator", copy=copy))
    return "Borrower A"


def requested(lab: Posts) -> str:
    """The line of a request for a whole piece."""
    wanted = (Wanted(sample="15558", mode=LineMode.WHOLE),)
    lab.post(RequestLoan(number="L-1", borrower=borrower(lab), agreement="A-1", lines=wanted))
    return LINE


def approved(lab: Posts) -> str:
    line = requested(lab)
    lab.post(DecideLines(lines=(Decided(line=line, decision=Decision.APPROVED),), body="committee"))
    return line


def prepared(lab: Posts) -> str:
    line = approved(lab)
    lab.post(PrepareLines(lines=(Made(line=line),)))
    return line


def packed(lab: Posts) -> str:
    lab.post(PackShipment(number="S-1", carrier=Carrier.COURIER, insurance="policy 7"))
    return "S-1"


def issued(lab: Posts) -> str:
    line = prepared(lab)
    lab.post(IssueLines(lines=(Sent(line=line, due=DUE),), shipment=packed(lab)))
    return line


def withdrawn(lab: Posts) -> str:
    lab.post(WithdrawLines(lines=(requested(lab),), why="not needed"))
    return "L-1"


LENDING_ONCE: Mapping[str, Callable[[Any], Operation]] = MappingProxyType(
    {
        "request_loan": lambda lab: RequestLoan(borrower=borrower(lab), lines=(Wanted(described="a chip"),)),
        "add_lines": lambda lab: AddLines(loan=requested(lab)[:3], lines=(Wanted(described="a chip"),)),
        "change_line": lambda lab: ChangeLine(line=requested(lab), wanted=Wanted(described="a section")),
        "change_loan": lambda lab: ChangeLoan(loan=requested(lab)[:3], purpose="dating"),
        "withdraw_lines": lambda lab: WithdrawLines(lines=(approved(lab),), why="not needed"),
        "decide_lines": lambda lab: DecideLines(
            lines=(Decided(line=requested(lab), decision=Decision.APPROVED),), body="committee"
        ),
        "prepare_lines": lambda lab: PrepareLines(lines=(Made(line=approved(lab)),)),
        "pack_shipment": lambda lab: PackShipment(carrier=Carrier.COURIER, insurance="policy 7"),
        "issue_lines": lambda lab: IssueLines(lines=(Sent(line=prepared(lab), due=DUE),), shipment=packed(lab)),
        "hand_over": lambda lab: HandOver(
            shipment="S-1" if issued(lab) else "", given_by="A. Curator", taken_by="Courier C"
        ),
        "receive_shipment": lambda lab: ReceiveShipment(
            shipment="S-1" if issued(lab) else "", received_by="Borrower A", receipt=PAPER
        ),
        "extend_lines": lambda lab: ExtendLines(
            lines=(issued(lab),), due=20280101, asked_by="Borrower A", approved_by="committee", why="not done"
        ),
        "recall_lines": lambda lab: RecallLines(lines=(issued(lab),), by=20260601, why="wanted here"),
        "dispute_line": lambda lab: DisputeLine(line=issued(lab), text="said to be back"),
        "note_owed": lambda lab: NoteOwed(loan=requested(lab)[:3], owed=(Owing(what=Owed.PAPERS),)),
        "close_loan": lambda lab: CloseLoan(loan=withdrawn(lab)),
        "record_letter": lambda lab: RecordLetter(lines=(issued(lab),), letter=Letter.AGREEMENT, rung=90),
    }
)
