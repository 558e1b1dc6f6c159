"""Each act on those who borrow and on agreements once, for the completeness of operations."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lunarcurator.domain.lending.terms import DocumentKind, LimitKind, PersonEnd
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.agreeing import (
    DraftAgreement,
    RenewAgreement,
    SignAgreement,
    TerminateAgreement,
)
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    EndResponsibility,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)

from tests.house.lending_once import DAY, Posts

COPY = Attached(kind=DocumentKind.AGREEMENT, name="copy.pdf", sha256="ab" * 32)
CODE = "A-1"


def person(lab: Posts) -> str:
    """A person at an institution."""
    lab.post(SetUpInstitution(name="Institute C"))
    there = Affiliation(institution="Institute C", since=DAY)
    lab.post(SetUpPerson(name="Borrower C", affiliations=(there,)))
    return "Borrower C"


def drafted(lab: Posts) -> str:
    lab.post(draft(lab))
    return CODE


def draft(lab: Posts) -> DraftAgreement:
    term: dict[str, Any] = {"since": DAY, "until": 20301231, "number": CODE}
    return DraftAgreement(person=person(lab), institution="Institute C", **term)


def sign(code: str) -> SignAgreement:
    return SignAgreement(agreement=code, signed_by="Borrower C", for_lab="A. Curator", copy=COPY)


def signed(lab: Posts) -> str:
    lab.post(sign(drafted(lab)))
    return CODE


BORROWING_ONCE: Mapping[str, Callable[[Any], Operation]] = MappingProxyType(
    {
        "set_up_institution": lambda lab: SetUpInstitution(name="Institute D", names=("丁所",)),
        "set_up_person": lambda lab: SetUpPerson(name="Borrower D", contacts=("by post",)),
        "confirm_contact": lambda lab: ConfirmContact(person=person(lab), how="letter 7"),
        "limit_borrower": lambda lab: LimitBorrower(person=person(lab), kind=LimitKind.FUNDING, text="fund Z"),
        "end_responsibility": lambda lab: EndResponsibility(person=person(lab), how=PersonEnd.RETIRED),
        "draft_agreement": draft,
        "sign_agreement": lambda lab: sign(drafted(lab)),
        "renew_agreement": lambda lab: RenewAgreement(agreement=signed(lab), until=20351231, copy=COPY),
        "terminate_agreement": lambda lab: TerminateAgreement(agreement=signed(lab), why="no plan"),
    }
)
