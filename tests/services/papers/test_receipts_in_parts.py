"""Who signed for which part of a shipment, on the chain of custody and wherever a paper names who received it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.papers.blocks import Paper, Signatures, Table, Text
from lunarcurator.domain.lending.terms import Carrier, Direction, DocumentKind
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import Made, PrepareLines
from lunarcurator.domain.operations.weighing import Reading

from tests.services.papers.loan_lab import AGREED, DAY, DUE, MG, LoanLab, document
from tests.services.papers.papers import column, made, said, tables

SECOND, THIRD = 20260209, 20260210


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    """Two lines on their way in one shipment."""
    lab = LoanLab.make(tmp_path / "lab.lunar")
    lab.furnish()
    lab.agree()
    lab.request()
    made = (Made(line="L-1/1", reading=Reading(net_ug=80 * MG, resolution_ug=100)), Made(line="L-1/2"))
    lab.post(PrepareLines(lines=made), day=DAY, **AGREED)
    lab.post(PackShipment(number="S-1", carrier=Carrier.COURIER, waiver="waived"), day=DAY)
    sent = tuple(Sent(line=f"L-1/{n}", due=DUE) for n in (1, 2))
    papers = (document(DocumentKind.CERTIFICATE, "certificate.pdf"),)
    lab.post(IssueLines(lines=sent, shipment="S-1", assignment=papers), day=DAY, **AGREED)
    yield lab
    lab.session.close()


def receive(lab: LoanLab, by: str, day: int, *lines: str) -> None:
    receipt = document(DocumentKind.RECEIPT, "receipt.pdf")
    lab.post(ReceiveShipment(shipment="S-1", received_by=by, receipt=receipt, lines=lines), day=day)


def receipts(paper: Paper) -> Table:
    return next(each for each in tables(paper) if "by" in {one.key for one in each.columns})


def rows(paper: Paper) -> list[tuple[object, ...]]:
    return [row[:-1] for row in receipts(paper).rows]


def in_transit(paper: Paper) -> bool:
    return any("in transit" in each.text for each in paper.blocks if isinstance(each, Text))


def test_each_part_of_a_shipment_is_signed_for_in_a_row_of_its_own(lab: LoanLab) -> None:
    paper = made(lab, "chain_of_custody", "S-1")
    assert (rows(paper), receipts(paper).blank, in_transit(paper)) == ([], 2, True)
    numbers = dict(zip(column(tables(paper)[0], "code"), column(tables(paper)[0], "number"), strict=True))
    receive(lab, "Second, S.; for the institute", SECOND, "L-1/2")
    paper = made(lab, "chain_of_custody", "S-1")
    first = ("L-1/2", numbers["L-1/2"], SECOND, "Second, S.; for the institute")
    assert (rows(paper), receipts(paper).blank, in_transit(paper)) == ([first], 1, True)
    receive(lab, "J. Porter", THIRD)
    paper = made(lab, "chain_of_custody", "S-1")
    last = ("L-1/1", numbers["L-1/1"], THIRD, "J. Porter")
    assert (rows(paper), receipts(paper).blank, in_transit(paper)) == ([first, last], 0, False)
    (signed,) = (each.lines for each in paper.blocks if isinstance(each, Signatures))
    assert [(each.role, each.name) for each in signed] == [("Sender", "")]


@pytest.mark.parametrize("key", ["packing_list", "condition_report", "chain_of_custody"])
def test_received_by_is_who_received_and_nothing_else(lab: LoanLab, key: str) -> None:
    receive(lab, "S. Second", SECOND, "L-1/2")
    receive(lab, "J. Porter", THIRD)
    assert said(made(lab, key, "S-1"))["Received by"] == "S. Second; J. Porter"


def test_what_arrived_as_a_whole_is_one_row(lab: LoanLab) -> None:
    receive(lab, "J. Porter", SECOND)
    assert rows(made(lab, "chain_of_custody", "S-1")) == [("All", "All", SECOND, "J. Porter")]


def test_what_comes_home_is_signed_for_once_and_is_not_in_transit(lab: LoanLab) -> None:
    receive(lab, "J. Porter", SECOND)
    home = PackShipment(number="S-2", direction=Direction.HOME, carrier=Carrier.COURIER, waiver="waived")
    lab.post(home, day=THIRD)
    read = Reading(net_ug=80 * MG, resolution_ug=100)
    back = (CameBack(itself=True, reading=read, place="Cabinet 1", place_why="kept apart", confirmed=True),)
    sheet = document(DocumentKind.RETURN_SHEET, "back.pdf")
    lab.post(ReturnLine(line="L-1/1", pieces=back, shipment="S-2", sheet=sheet), day=THIRD, **AGREED)
    paper = made(lab, "chain_of_custody", "S-2")
    assert (rows(paper), receipts(paper).blank, in_transit(paper)) == ([], 1, False)
