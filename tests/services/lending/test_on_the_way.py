"""What nobody signed for yet is on its way, and not answered for: the same wherever it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import Carrier, DocumentKind
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import Made, PrepareLines
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource

from tests.services.papers.loan_lab import AGREED, DAY, MG, LoanLab, document
from tests.services.papers.papers import column, made, tables

DUE = 20260301
LETTER = 20260501


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    """80 mg of powder and a section on their way, due long ago."""
    lab = LoanLab.make(tmp_path / "lab.lunar")
    for step in (lab.furnish, lab.agree, lab.request):
        step()
    ready = (Made(line="L-1/1", reading=Reading(net_ug=80 * MG, resolution_ug=100)), Made(line="L-1/2"))
    lab.post(PrepareLines(lines=ready), day=DAY, **AGREED)
    lab.post(PackShipment(number="S-1", carrier=Carrier.COURIER, waiver="waived"), day=DAY)
    sent = tuple(Sent(line=f"L-1/{n}", due=DUE) for n in (1, 2))
    papers = (document(DocumentKind.CERTIFICATE, "certificate.pdf"),)
    lab.post(IssueLines(lines=sent, shipment="S-1", assignment=papers), day=DAY, **AGREED)
    yield lab
    lab.session.close()


def receive(lab: LoanLab, *lines: str) -> None:
    receipt = document(DocumentKind.RECEIPT, "receipt.pdf")
    act = ReceiveShipment(shipment="S-1", received_by="Borrower A", receipt=receipt, lines=lines)
    lab.post(act, day=LETTER)


def card(lab: LoanLab, resources: Path) -> set[str]:
    with lab.session.database.connect() as connection:
        (person,) = StoreSource(connection).named(Subject.PERSON, "Borrower A")
    told = standing(lab.session, person)
    assert told is not None
    lines = standing_lines(told, Words.load("en", resources / "languages", strict=True))
    texts = (each.text.replace("\u00a0", " ") for each in lines)
    return {each for each in texts if each.startswith(("On the way", "Holds"))}


def letter(lab: LoanLab) -> dict[str, list[bool]]:
    """Whether the letter tells of each line by its column."""
    table = tables(made(lab, "overdue_letter", "Borrower A"))[0]
    keys = {each.key for each in table.columns} & {"held", "still_out"}
    return {key: [cell is not None for cell in column(table, key)] for key in keys}


def test_a_borrower_answers_for_what_was_signed_for_and_nothing_else(lab: LoanLab, resources: Path) -> None:
    assert card(lab, resources) == {"On the way to the borrower: 2 lines, 80.0 mg and 1 piece of unknown mass"}
    assert letter(lab) == {"still_out": [True, True]}
    receive(lab, "L-1/1")
    assert card(lab, resources) == {
        "Holds 1 line, 80.0 mg",
        "On the way to the borrower: 1 line, 0 g and 1 piece of unknown mass",
    }
    assert letter(lab) == {"held": [True, False], "still_out": [False, True]}
    receive(lab)
    assert card(lab, resources) == {"Holds 2 lines, 80.0 mg and 1 piece of unknown mass"}
    assert letter(lab) == {"held": [True, True]}
