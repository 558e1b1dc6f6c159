"""What came in on a loan in: masses of the day it came, and of later where nobody had weighed before."""

from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.mass import Mass, UnknownReason
from lunarcurator.domain.operations import GiveBack, Reading, Register, TakeIn, Weigh
from lunarcurator.domain.status import Title
from lunarcurator.services.lending.choices import loans_in
from lunarcurator.services.lending.records import loan_record
from lunarcurator.services.lending.taken_in import TakenIn
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource

from tests.services.papers.loan_lab import DAY, LoanLab, document
from tests.services.papers.papers import MESSAGES

LATER, LAST = DAY + 1, DAY + 2


@pytest.fixture
def lab(tmp_path: Path) -> LoanLab:
    lab = LoanLab.make(tmp_path / "in.lunar")
    lab.furnish()
    lab.agree()
    return lab


def came(lab: LoanLab) -> TakenIn | None:
    with lab.session.database.connect() as connection:
        (uid,) = StoreSource(connection).named(Subject.LOAN, "IN-1")
    record = loan_record(lab.session, Words.load("en", MESSAGES, strict=True), uid)
    assert record is not None
    return record.taken_in


def take_in(lab: LoanLab, **masses: Mass) -> None:
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "mission": "Chang'e-5", "form": "chip"}
    for number, mass in masses.items():
        told = {"collection": "Chang'e-5", "number": number, "mass": mass, "place": "Cabinet 1", **theirs}
        lab.post(Register(**told), day=DAY)
    paper = document(DocumentKind.AGREEMENT, "l.pdf")
    lab.post(TakeIn(number="IN-1", lender="Institute B", samples=tuple(masses), document=paper), day=DAY)


def test_what_came_in_stays_told_after_it_went_home(lab: LoanLab) -> None:
    unknown = Mass.unknown(UnknownReason.NOT_WEIGHED)
    take_in(lab, CE5C0900=Mass.measured(5_000, 100), CE5C0901=unknown, CE5C0902=unknown)
    assert came(lab) == TakenIn(KnownMass(5_000, 100), 2)
    lab.post(Weigh(sample="CE5C0901", reading=Reading(net_ug=700, resolution_ug=100)), day=LATER)
    assert came(lab) == TakenIn(KnownMass(5_700, 100), 1)
    lab.post(Weigh(sample="CE5C0900", reading=Reading(net_ug=4_900, resolution_ug=100)), day=LATER)
    assert came(lab) == TakenIn(KnownMass(5_700, 100), 1)
    paper = document(DocumentKind.RECEIPT, "b.pdf")
    assert [name for _, name in loans_in(lab.session)] == ["IN-1 · Institute B"]
    lab.post(GiveBack(loan="IN-1", samples=("CE5C0900",), taken_by="a courier", document=paper), day=LAST)
    assert came(lab) == TakenIn(KnownMass(5_700, 100), 1)
    lab.session.close()


def test_a_loan_of_the_lab_took_nothing_in(lab: LoanLab) -> None:
    lab.request()
    with lab.session.database.connect() as connection:
        (uid,) = StoreSource(connection).named(Subject.LOAN, "L-1")
    record = loan_record(lab.session, Words.load("en", MESSAGES, strict=True), uid)
    assert record is not None
    assert record.taken_in is None
    lab.session.close()
