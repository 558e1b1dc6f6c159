"""The journey of a loan: request, decision, shipment, receipt and return; all names in it are invented."""

from pathlib import Path
from typing import Any, Final

from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.walking import Walk

_WHO: Final = "Borrower A"
_AGREEMENT: Final = "AGR-1"
_LOAN: Final = "LOAN-1"
_LINE: Final = "LOAN-1/1"


def lend_and_return(store: Path) -> None:
    """Make a store, lend a chip under an agreement, see it leave, take it back, close the loan, and verify."""
    from lunarcurator.selftest.commands import command

    walk = Walk.begin(store)
    try:
        dialog = walk.open("register")
        dialog.number.restore("15556")
        dialog.mass.figure.restore("12.5 g")
        dialog.form_input.restore("chip")
        walk.act(dialog)
        _agree(walk)
        _send(walk)
        _seen(walk, "loan")
        walk.program.frame.actions_by_key["loans_room"].trigger()
        walk.until(lambda: walk.session.room.key == "loans" and walk.is_quiet(), "the loan desk")
        _take_back(walk)
        _seen(walk, "here")
    finally:
        walk.end()
    command("verify", str(store))


def _agree(walk: Walk) -> None:
    from lunarcurator.domain.lending.terms import DocumentKind
    from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
    from lunarcurator.domain.operations.borrowing import Affiliation, ConfirmContact, SetUpInstitution, SetUpPerson

    today: Any = walk.session.workplace.desk.today
    walk.post(
        SetUpInstitution(name="Institute B"),
        SetUpPerson(name=_WHO, affiliations=(Affiliation(institution="Institute B", since=today),)),  # type: ignore[arg-type]
        ConfirmContact(person=_WHO, how="a letter"),  # type: ignore[arg-type]
    )
    draft: Any = {"number": _AGREEMENT, "person": _WHO, "institution": "Institute B"}
    walk.post(DraftAgreement(**draft, since=today, until=today + 50_000))
    copy = _paper(DocumentKind.AGREEMENT)
    walk.post(SignAgreement(agreement=_AGREEMENT, signed_by=_WHO, for_lab="Curator A", copy=copy))  # type: ignore[arg-type]


def _send(walk: Walk) -> None:
    from lunarcurator.domain.lending.terms import Carrier, Decision, DocumentKind
    from lunarcurator.domain.operations.issuing import IssueLines, PackShipment, ReceiveShipment, Sent
    from lunarcurator.domain.operations.requesting import (
        Decided,
        DecideLines,
        Made,
        PrepareLines,
        RequestLoan,
        Wanted,
    )

    line: Any = _LINE
    asked: Any = {"number": _LOAN, "borrower": _WHO, "agreement": _AGREEMENT}
    wanted: Any = {"sample": "15556"}
    walk.post(RequestLoan(**asked, purpose="petrography", lines=(Wanted(**wanted),)))
    walk.post(DecideLines(lines=(Decided(line=line, decision=Decision.APPROVED),), body="The committee"))
    walk.post(PrepareLines(lines=(Made(line=line, **wanted),)))
    shipment: Any = "S-1"
    walk.post(
        PackShipment(number=shipment, carrier=Carrier.HAND_CARRIED, carried_by=(_WHO,), waiver="carried by hand")
    )
    walk.post(IssueLines(lines=(Sent(line=line, due=None),), shipment=shipment))
    walk.post(ReceiveShipment(shipment=shipment, received_by=_WHO, receipt=_paper(DocumentKind.RECEIPT)))


def _take_back(walk: Walk) -> None:
    from lunarcurator.domain.lending.terms import DocumentKind
    from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
    from lunarcurator.domain.operations.issuing import CloseLoan

    came = CameBack(itself=True, stated_ug=12_500_000, confirmed=True)
    line: Any = _LINE
    walk.post(ReturnLine(line=line, pieces=(came,), sheet=_paper(DocumentKind.RETURN_SHEET)))
    loan: Any = _LOAN
    walk.post(CloseLoan(loan=loan))


def _paper(kind: Any) -> Any:
    from lunarcurator.domain.operations.borrowing import Attached

    return Attached(kind=kind, name=f"{kind}.pdf", sha256="ab" * 32)


def _seen(walk: Walk, custody: str) -> None:
    from lunarcurator.services.asking import find_piece
    from lunarcurator.services.standing import standing

    desk = walk.session.workplace.desk
    told = standing(desk, (find_piece(desk, "15556"),), (), None).custody
    if told != {custody}:
        raise StepError(f"the piece is {', '.join(told)} and not {custody}")
