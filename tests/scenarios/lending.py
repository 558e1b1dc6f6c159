"""Borrowers, agreements and loans of a history in as few words as can be. All people are invented."""

from collections.abc import Iterable
from typing import Any

from lunarcurator.domain.lending.terms import AgreementKind, Carrier, Decision, DocumentKind, InstitutionType
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
from lunarcurator.domain.operations.requesting import (
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)

from tests.scenarios.lab import Lab


def paper(kind: DocumentKind, name: str = "") -> Attached:
    """A document by reference; its checksum is invented."""
    return Attached(kind=kind, name=name or f"{kind}.pdf", sha256="ab" * 32)


def borrower(
    lab: Lab, name: str, institution: str, since: int, until: int, number: str, country: str = "", **more: Any
) -> None:
    """Enter a responsible person of an institution, with an agreement signed on its first day."""
    lab.post(
        SetUpInstitution(name=institution, country=country, type=InstitutionType.RESEARCH),
        SetUpPerson(name=name, affiliations=(Affiliation(institution=institution, since=since),)),
        ConfirmContact(person=name, how="a letter (invented)"),
        DraftAgreement(number=number, person=name, institution=institution, since=since, until=until, **more),
        day=since,
    )
    copy = paper(DocumentKind.AGREEMENT, f"{number}.pdf")
    lab.post(SignAgreement(agreement=number, signed_by=name, for_lab="A. Curator", copy=copy), day=since)


def lend(
    lab: Lab,
    number: str,
    who: str,
    agreement: str,
    wanted: Iterable[Wanted],
    made: Iterable[Made],
    day: int,
    due: int | None,
    accept: Iterable[str] = (),
    body: str = "The committee",
    **more: Any,
) -> None:
    """Request, decide, prepare, issue and receive a loan within one day; lines come in the order of `wanted`."""
    lines = tuple(wanted)
    refs = [f"{number}/{n}" for n in range(1, len(lines) + 1)]
    lab.allowed(
        RequestLoan(number=number, borrower=who, agreement=agreement, lines=lines, **more), day=day, accept=accept
    )
    granted = tuple(
        Decided(line=ref, decision=Decision.APPROVED, granted_ug=each.optimum_ug)
        for ref, each in zip(refs, lines, strict=True)
    )
    lab.allowed(DecideLines(lines=granted, body=body), day=day, accept=accept)
    lab.allowed(PrepareLines(lines=tuple(made)), day=day, accept=accept)
    send(lab, f"S {number}", refs, day, due, accept)


def send(
    lab: Lab, shipment: str, refs: Iterable[str], day: int, due: int | None, accept: Iterable[str] = ()
) -> None:
    """Let lines leave in a shipment of their own, carried by the borrower, and be received on the day."""
    lab.post(PackShipment(number=shipment, carrier=Carrier.COLLECTED, waiver="carried (invented)"), day=day)
    sent = tuple(Sent(line=ref, due=due) for ref in refs)
    lab.allowed(IssueLines(lines=sent, shipment=shipment), day=day, accept=accept)
    receipt = paper(DocumentKind.RECEIPT)
    lab.post(ReceiveShipment(shipment=shipment, received_by="the borrower", receipt=receipt), day=day)


def back(
    lab: Lab, line: str, day: int, reading: Reading | None = None, accept: Iterable[str] = (), **more: Any
) -> None:
    """Take the piece of a line itself back, identified, by a return sheet."""
    came = CameBack(itself=True, reading=reading, confirmed=True, **more)
    sheet = paper(DocumentKind.RETURN_SHEET)
    differs = "return.difference" in accept
    told = ReturnLine(line=line, pieces=(came,), sheet=sheet, accept_difference=differs)
    lab.allowed(told, day=day, accept=accept)


__all__ = ["AgreementKind", "back", "borrower", "lend", "paper", "send"]
