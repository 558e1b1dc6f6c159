"""Borrowers on the bench of dialogs: an institute, two people, an agreement signed and a draft, all invented."""

from collections.abc import Callable
from typing import Any

from lunarcurator.desktop.links import Selection
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.terms import DocumentKind, InstitutionType, LimitKind
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    ConfirmContact,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.store.reads.records import records

from tests.desktop.dialogs.bench import Bench
from tests.still_clock import TODAY

COPY = Attached(kind=DocumentKind.AGREEMENT, name="A-1.pdf", sha256="ab" * 32)
SINCE, BEGINS = 20210105, 20240101
NAMES: dict[str, str] = {"institution": "Institute B (invented)", "one": "Borrower A", "other": "Borrower C"}
ENTERED = ("enter_loan.mass_differs", "enter_loan.agreement_was_not_valid", "enter_loan.without_agreement")


def lend(bench: Bench) -> Selection:
    """Set up those who borrow, lend 15555,46 to Borrower A, and select that person with agreement A-1."""
    house, one, other = NAMES["institution"], NAMES["one"], NAMES["other"]
    there = (Affiliation(institution=house, since=SINCE),)
    term: dict[str, Any] = {"institution": house, "since": BEGINS, "until": 20281231}
    bench.post(SetUpInstitution(name=house, type=InstitutionType.UNIVERSITY, country="Atlantis"), day=SINCE)
    bench.post(
        SetUpPerson(name=one, affiliations=there, contacts=("a@b.example", "by post")),
        SetUpPerson(name=other, affiliations=there),
        day=SINCE,
    )
    bench.post(DraftAgreement(number="A-1", person=one, **term), day=SINCE)
    bench.post(DraftAgreement(number="A-2", person=other, **term), day=SINCE)
    for code, name in (("A-1", one), ("A-2", other)):
        signed = SignAgreement(agreement=code, signed_by=name, for_lab="A. Curator", copy=COPY)
        bench.post(signed, day=SINCE)
    bench.post(DraftAgreement(number="A-3", person=other, approved=TODAY, **term))
    bench.post(ConfirmContact(person=other, how="letter 7"))
    bench.post(LimitBorrower(person=one, kind=LimitKind.FUNDING, text="not by fund Z"))
    line = OldLine(sample="15555,46", due=20260101)
    entered = EnterLoan(number="L-1", borrower=one, agreement="A-1", lines=(line,), source="old list")
    stood = tuple(Override(key=key, reason="as the list says") for key in ENTERED)
    bench.session.post(
        Posting(
            acts=(Act(operation=entered, day=20210201),),
            operator=ref_of(bench.operator("A. Curator")),
            overrides=stood,
        )
    )
    return Selection(person=uid(bench, Subject.PERSON, one), agreement=uid(bench, Subject.AGREEMENT, "A-1"))


def drafted(code: str, until: int) -> DraftAgreement:
    """A draft with Borrower C that ends on a day."""
    parties = {"person": NAMES["other"], "institution": NAMES["institution"]}
    return DraftAgreement(number=code, since=BEGINS, until=until, **parties)


def signed(code: str) -> SignAgreement:
    """The signatures under a draft with Borrower C."""
    return SignAgreement(agreement=code, signed_by=NAMES["other"], for_lab="A. Curator", copy=COPY)


def uid(bench: Bench, kind: Subject, name: str) -> Uid:
    """The identity of a subject of the desk by name or number."""
    return _found(bench, kind, name).state.uid


def _found(bench: Bench, kind: Subject, name: str) -> Any:
    with bench.session.database.connect() as connection:
        return next(row for row in records(connection, kind) if row.state.name == name)


def _reader[T](kind: Subject, read: Callable[[Any], T]) -> Callable[[Bench, str], T]:
    return lambda bench, name: read(_found(bench, kind, name).state)


person = _reader(Subject.PERSON, Person.of)
institution = _reader(Subject.INSTITUTION, Institution.of)
agreement = _reader(Subject.AGREEMENT, Agreement.of)
line = _reader(Subject.LINE, Line.of)
