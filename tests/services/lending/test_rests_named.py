"""Who leaves out which part he signs for signs for what is left: that is on record, and told, as a part."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.lending.terms import Carrier, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import GiveBack, Operation, Register, Reverse, TakeIn
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import Made, PrepareLines
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.status import Title
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.words import Words

from tests.services.papers.loan_lab import AGREED, DAY, DUE, MG, LoanLab, document

LATER = 20260209
RECEIPT = document(DocumentKind.RECEIPT, "receipt.pdf")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    lab = LoanLab.make(tmp_path / "lab.lunar")
    lab.furnish()
    lab.agree()
    yield lab
    lab.session.close()


def send(lab: LoanLab) -> None:
    lab.request()
    made = (Made(line="L-1/1", reading=Reading(net_ug=80 * MG, resolution_ug=100)), Made(line="L-1/2"))
    lab.post(PrepareLines(lines=made), day=DAY, **AGREED)
    lab.post(PackShipment(number="S-1", carrier=Carrier.COURIER, waiver="waived"), day=DAY)
    sent = tuple(Sent(line=f"L-1/{n}", due=DUE) for n in (1, 2))
    papers = (document(DocumentKind.CERTIFICATE, "certificate.pdf"),)
    lab.post(IssueLines(lines=sent, shipment="S-1", assignment=papers), day=DAY, **AGREED)


def arrives(*lines: str) -> Operation:
    return ReceiveShipment(shipment="S-1", received_by="Borrower A", receipt=RECEIPT, lines=lines)


def entrust(lab: LoanLab) -> None:
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "place": "Cabinet 1", "form": "chip"}
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "mass": Mass.measured(5 * MG, 100)}
    for number in ("CE5C0900", "CE5C0901"):
        lab.post(Register(number=number, **told, **theirs), day=DAY)
    paper = document(DocumentKind.AGREEMENT, "l.pdf")
    taken = TakeIn(number="IN-1", lender="Institute B", samples=("CE5C0900", "CE5C0901"), document=paper)
    lab.post(taken, day=DAY)


def goes_home(*samples: str) -> Operation:
    return GiveBack(loan="IN-1", samples=samples, taken_by="a courier", document=RECEIPT)


KINDS = {
    "receipt": (
        *(send, arrives, "L-1/1", "Shipment S-1 received by Borrower A"),
        "L-1/2 (CE5C0800YJFM00104GP) of shipment S-1 received by Borrower A",
    ),
    "give back": (
        *(entrust, goes_home, "CE5C0900", "Gave back what was taken in as IN-1, to a courier (receipt.pdf)"),
        "Gave back CE5C0901 of what was taken in as IN-1, to a courier (receipt.pdf)",
    ),
}


@pytest.mark.parametrize(("begin", "act", "first", "whole", "last"), KINDS.values(), ids=KINDS)
def test_the_last_part_is_told_as_a_part_and_the_whole_as_the_whole(
    lab: LoanLab,
    resources: Path,
    begin: Callable[[LoanLab], None],
    act: Callable[..., Operation],
    first: str,
    whole: str,
    last: str,
) -> None:
    words = Words.load("en", resources / "languages", strict=True)
    begin(lab)
    posted = lab.post(act(), day=DAY)
    assert sentence_of(lab.session, words, posted.seq).replace("\xa0", " ") == whole
    lab.post(Reverse(entry=str(posted.seq)), reason="in parts")
    lab.post(act(first), day=DAY)
    posted = lab.post(act(), day=LATER)
    assert sentence_of(lab.session, words, posted.seq).replace("\xa0", " ") == last
