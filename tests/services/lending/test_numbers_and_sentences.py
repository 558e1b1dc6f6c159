"""Numbers the program proposes and those it leaves alone, and how the journal tells what is lent to the lab."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Override
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.lending.terms import AgreementKind, Carrier, DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import GiveBack, OpenCollection, Operation, Register, Reverse, TakeIn
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.status import Title
from lunarcurator.services.journal import JournalFilter, find_entries, journal_entries
from lunarcurator.services.lending.reminders import letters_due
from lunarcurator.services.words import Words
from lunarcurator.store.source import StoreSource

from tests.services.papers.loan_lab import DAY, PAPER, LoanLab, document, lent

OLD = (Override(key="enter_loan.without_agreement", reason="an old list"),)


def sentences(lab: LoanLab, words: Words) -> list[str]:
    found = find_entries(lab.session, JournalFilter())
    return [each.what for each in journal_entries(lab.session, words, found[:2])]


def test_a_draft_that_is_changed_keeps_its_number(tmp_path: Path) -> None:
    lab = LoanLab.make(tmp_path / "a.lunar")
    lab.furnish()
    lab.agree()
    term = {"person": "Borrower A", "institution": "Institute B", "since": DAY, "until": 20301231}
    lab.post(DraftAgreement(**term), day=DAY)
    lab.post(DraftAgreement(agreement="A-2026-001", kind=AgreementKind.DISPLAY, **term), day=DAY)
    lab.post(DraftAgreement(**term), day=DAY)
    lab.post(PackShipment(carrier=Carrier.COURIER, waiver="none"))
    with lab.session.database.connect() as connection:
        source = StoreSource(connection)
        (box,) = source.named(Subject.SHIPMENT, "S-2026-001")
        assert source.named(Subject.AGREEMENT, "A-2026-002")
    lab.post(PackShipment(shipment=ref_of(box), carrier=Carrier.COURIER, waiver="none", tracking="17"))
    with lab.session.database.connect() as connection:
        assert not StoreSource(connection).named(Subject.SHIPMENT, "S-2026-002")
    lab.session.close()


TERM = {"person": "Borrower A", "institution": "Institute B", "since": DAY, "until": 20301231}
RENUMBERED = (
    (
        Subject.SHIPMENT,
        "S-2026-00",
        lambda **said: PackShipment(**{"carrier": Carrier.COURIER, "waiver": "none", **said}),
        "shipment",
    ),
    (Subject.AGREEMENT, "A-2026-00", lambda **said: DraftAgreement(**TERM, **said), "agreement"),
)


@pytest.mark.parametrize(("kind", "prefix", "entered", "field"), RENUMBERED, ids=lambda each: str(each)[:9])
def test_a_number_once_given_is_never_proposed_again(
    tmp_path: Path, kind: Subject, prefix: str, entered: Callable[..., Operation], field: str
) -> None:
    """Papers may have it: what has another number now, or was undone, had this one."""
    lab = LoanLab.make(tmp_path / "a.lunar")
    lab.furnish()
    lab.agree()
    lab.post(entered(), day=DAY)
    lab.post(entered(**{field: f"{prefix}1", "number": "Other 1"}), day=DAY)
    lab.post(entered(), day=DAY)
    renumbered = lab.post(entered(**{field: f"{prefix}2", "number": f"{prefix}9"}), day=DAY)
    lab.post(Reverse(entry=str(renumbered.seq)))
    lab.post(entered(), day=DAY)
    with lab.session.database.connect() as connection:
        source = StoreSource(connection)
        ever = prefix.removesuffix("00")
        told = [f"{ever}{n:03}" for n in range(1, 12) if source.named(kind, f"{ever}{n:03}")]
        assert (told, len(source.named(kind, "Other 1"))) == ([f"{ever}002", f"{ever}010"], 1)
    lab.session.close()


def test_the_journal_tells_what_was_taken_in_and_given_back(tmp_path: Path, words: Words) -> None:
    lab = LoanLab.make(tmp_path / "a.lunar")
    lab.furnish()
    lab.agree()
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "mission": "Chang'e-5"}
    lab.post(Register(collection="Chang'e-5", number="CE5C0900", mass=Mass.measured(5_000, 100), **theirs))
    lab.post(
        TakeIn(lender="Institute B", samples=("CE5C0900",), document=document(DocumentKind.AGREEMENT, "l.pdf"))
    )
    lab.post(GiveBack(loan="L-2026-001", taken_by="a courier", document=PAPER))
    assert sentences(lab, words) == [
        "Gave back what was taken in as L-2026-001, to a courier (A paper)",
        "Took 1 piece of Institute B in as L-2026-001, loan in (l.pdf)",
    ]
    lab.session.close()


def test_where_no_policy_has_a_ladder_no_letter_is_due(tmp_path: Path) -> None:
    lab = lent(tmp_path / "a.lunar")
    lab.post(OpenCollection(code="Practice", name="Practice", scheme="plain"))
    lab.post(Register(collection="Practice", number="Piece 1", mass=Mass.measured(5_000, 100)), day=DAY)
    before = letters_due(lab.session)
    line = OldLine(sample="Piece 1", due=20261001)
    lab.post(EnterLoan(borrower="Borrower A", lines=(line,), source="a list"), day=DAY, overrides=OLD)
    assert letters_due(lab.session) == before
    lab.session.close()
