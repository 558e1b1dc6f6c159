"""Operations on those who borrow: institutions, people, and what holds for them."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, LineRef, PartyName, PersonRef
from lunarcurator.domain.lending.terms import (
    DocumentKind,
    InstitutionType,
    LimitKind,
    PersonEnd,
    PersonRole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A document by reference: its file name or record number, checksum, and day; its bytes stay outside."""

    kind: DocumentKind
    name: str
    sha256: str = ""
    day: Day = 0
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpInstitution:
    """Enter an institution, or change one; `names` are its names in other scripts and languages."""

    KIND: ClassVar[str] = "set_up_institution"

    institution: InstitutionRef | None = None
    name: PartyName
    names: tuple[PartyName, ...] = ()
    country: str = ""
    type: InstitutionType = InstitutionType.OTHER
    address: str = ""
    remarks: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """What a person is at an institution from a day on; `until` 0 is open."""

    institution: InstitutionRef
    role: PersonRole = PersonRole.RESPONSIBLE
    since: Day = 0
    until: Day = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpPerson:
    """Enter a person, or change one.

    `affiliations` are added to those there are; one of the same institution and role that is open is ended by
    `until`. `contacts` are e-mail, telephone, post, as one text each.
    """

    KIND: ClassVar[str] = "set_up_person"

    person: PersonRef | None = None
    name: PartyName
    names: tuple[PartyName, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    contacts: tuple[str, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmContact:
    """Say that somebody spoke with a person, or had an answer, on the day of the act (audit finding 4)."""

    KIND: ClassVar[str] = "confirm_contact"

    person: PersonRef
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBorrower:
    """Note a restriction on a person or an institution, such as a ban on a source of funding; or lift one.

    `lifts` is the text of the one lifted, exactly. `until` 0 is open.
    """

    KIND: ClassVar[str] = "limit_borrower"

    person: PersonRef | None = None
    institution: InstitutionRef | None = None
    kind: LimitKind = LimitKind.OTHER
    text: str = ""
    until: Day = 0
    lifts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndResponsibility:
    """Say that a responsible person died, retired or moved, and what becomes of the open lines.

    They pass to `agreement` (and its responsible person) or are recalled by `recall_by`; exactly one of the two
    where there are open lines. `lines` empty means all open lines.
    """

    KIND: ClassVar[str] = "end_responsibility"

    person: PersonRef
    how: PersonEnd
    agreement: AgreementRef | None = None
    recall_by: Day = 0
    lines: tuple[LineRef, ...] = ()
    documents: tuple[Attached, ...] = ()
