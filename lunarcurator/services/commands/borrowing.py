"""The commands `borrower` and `agreement`: each act on those who borrow as one entry, judged as in the window."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day, certain_day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, PersonRef
from lunarcurator.domain.lending.terms import (
    AgreementKind,
    DocumentKind,
    InstitutionType,
    LimitKind,
    PersonEnd,
    PersonRole,
)
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
from lunarcurator.services.commands.borrower_changing import change_institution, change_person
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.lending import post_act
from lunarcurator.services.lending.attaching import attached_named


def act_of(told: Namespace, console: Console) -> Exit:
    """Do what `borrower ACT` or `agreement ACT` says."""
    change = _CHANGES.get(told.act) if told.command == "borrower" else None
    if change is not None:
        return change(told, console)
    return post_act(_ACTS[told.command, told.act](told), told, console)


def _institution(told: Namespace) -> Operation:
    return SetUpInstitution(
        name=told.name,
        names=tuple(told.other_name),
        country=told.country,
        type=InstitutionType(told.type),
        address=told.address,
    )


def _person(told: Namespace) -> Operation:
    role, since = PersonRole(told.role), _day(told.since)
    there = (Affiliation(institution=InstitutionRef(told.at), role=role, since=since),) if told.at else ()
    return SetUpPerson(
        name=told.name, names=tuple(told.other_name), affiliations=there, contacts=tuple(told.contact)
    )


def _heard(told: Namespace) -> Operation:
    return ConfirmContact(person=PersonRef(told.name), how=told.how)


def _restrict(told: Namespace) -> Operation:
    return LimitBorrower(
        person=None if told.institution else PersonRef(told.name),
        institution=InstitutionRef(told.name) if told.institution else None,
        kind=LimitKind(told.kind),
        text=told.text,
        until=_day(told.until),
        lifts=told.lifts,
    )


def _end(told: Namespace) -> Operation:
    return EndResponsibility(
        person=PersonRef(told.name),
        how=PersonEnd(told.how),
        agreement=AgreementRef(told.agreement) if told.agreement else None,
        recall_by=_day(told.recall_by),
    )


def _draft(told: Namespace) -> Operation:
    return DraftAgreement(
        number=told.number,
        kind=AgreementKind(told.kind),
        person=PersonRef(told.person),
        institution=InstitutionRef(told.at),
        cosigner=PersonRef(told.cosigner) if told.cosigner else None,
        since=certain_day(told.since),
        until=certain_day(told.until),
        approved=_day(told.approved),
        security_plan=told.security_plan,
        plan_review=_day(told.plan_review),
        official=told.official,
        co_official=told.co_official,
        renews=AgreementRef(told.renews) if told.renews else None,
    )


def _sign(told: Namespace) -> Operation:
    number = AgreementRef(told.number)
    return SignAgreement(agreement=number, signed_by=told.by, for_lab=told.for_lab, copy=_copy(told))


def _renew(told: Namespace) -> Operation:
    return RenewAgreement(
        agreement=AgreementRef(told.number),
        until=certain_day(told.until),
        copy=_copy(told),
        plan_review=_day(told.plan_review),
    )


def _terminate(told: Namespace) -> Operation:
    return TerminateAgreement(agreement=AgreementRef(told.number), why=told.why, recall_by=_day(told.recall_by))


def _copy(told: Namespace) -> Attached:
    """Return the signed copy: a file that is there with its checksum, anything else as a record number."""
    return attached_named(DocumentKind.AGREEMENT, told.copy, _day(told.day))


def _day(text: str) -> Day:
    return certain_day(text) if text.strip() else 0


_CHANGES: Final[Mapping[str, Callable[[Namespace, Console], Exit]]] = MappingProxyType(
    {"change-person": change_person, "change-institution": change_institution}
)
_ACTS: Final[Mapping[tuple[str, str], Callable[[Namespace], Operation]]] = MappingProxyType(
    {
        ("borrower", "institution"): _institution,
        ("borrower", "person"): _person,
        ("borrower", "heard"): _heard,
        ("borrower", "restrict"): _restrict,
        ("borrower", "end"): _end,
        ("agreement", "draft"): _draft,
        ("agreement", "sign"): _sign,
        ("agreement", "renew"): _renew,
        ("agreement", "end"): _terminate,
    }
)
