"""The recall list names everybody who received material under a number, onward transfers included."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.lending.terms import PersonEnd
from lunarcurator.domain.operations.accounting import TransferLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    EndResponsibility,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.recalls import recall_of, write_recall
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.domain.ledger.loans_bench import PAPER
from tests.house.accounting_once import COPY
from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, LENT, LentLab

WORDS = Words.load("en", resources_folder() / "languages", strict=True)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(SetUpInstitution(name="Institute C"))
    lab.post(SetUpPerson(name="Borrower C", affiliations=(Affiliation(institution="Institute C"),)))
    told = {"person": "Borrower C", "institution": "Institute C", "since": 20200101, "until": 20991231}
    lab.post(DraftAgreement(number="A-C", **told))
    lab.post(SignAgreement(agreement="A-C", signed_by="Borrower C", for_lab="M", copy=COPY))
    passed = TransferLine(line="L-2021-001/1", agreement="A-C", approved_by="M", receipt=PAPER)
    lab.post(passed, day=20220101, accept=("borrower.never_heard", "borrower.stale"))
    yield lab
    lab.session.close()


def test_who_received_it_and_who_received_it_from_them(lab: LentLab, tmp_path: Path) -> None:
    found = recall_of(lab.session, WORDS, find_piece(lab.session, KNOWN))
    told = [(each.person, each.since, each.until, each.closed_by, each.passed_on_by) for each in found.received]
    assert told == [
        ("Borrower A", LENT, 20220101, "transfer_receipt", ""),
        ("Borrower C", 20220101, 0, "", "L-2021-001/1"),
    ]
    last = found.received[-1]
    assert (last.has_it, last.institution, last.held_ug, last.number) == (True, "Institute C", 9_000, KNOWN)
    path = tmp_path / "recall.xlsx"
    write_recall(lab.session, WORDS, found, path)
    sheet = load_workbook(path)[WORDS.say("recall.received")]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any("Borrower C" in row and "L-2021-001/1" in row and "has it still" in row for row in texts)


def test_who_gave_it_back_before_is_not_asked(lab: LentLab) -> None:
    found = recall_of(lab.session, WORDS, find_piece(lab.session, KNOWN), 20220102)
    assert [each.person for each in found.received] == ["Borrower C"]


def test_whose_lines_passed_to_another_in_one_act_is_on_the_list_too(lab: LentLab, tmp_path: Path) -> None:
    there = (Affiliation(institution="Institute C"),)
    lab.post(SetUpPerson(name="Borrower D", affiliations=there))
    terms = {"institution": "Institute C", "since": 20200101, "until": 20991231}
    lab.post(DraftAgreement(number="A-D", person="Borrower D", **terms))
    lab.post(SignAgreement(agreement="A-D", signed_by="Borrower D", for_lab="M", copy=COPY))
    for person, agreement, day in (("Borrower C", "A-D", 20220301), ("Borrower D", "A-C2", 20220401)):
        if agreement == "A-C2":
            lab.post(SetUpPerson(name="Borrower E", affiliations=there))
            lab.post(DraftAgreement(number=agreement, person="Borrower E", **terms))
            lab.post(SignAgreement(agreement=agreement, signed_by="Borrower E", for_lab="M", copy=COPY))
        ended = EndResponsibility(person=person, how=PersonEnd.DIED, agreement=agreement)
        lab.post(ended, day=day, accept=("borrower.never_heard", "borrower.stale"))
    found = recall_of(lab.session, WORDS, find_piece(lab.session, KNOWN))
    line = found.received[-1].code
    told = [(each.person, each.since, each.until, each.closed_by, each.passed_on_by) for each in found.received]
    assert told == [
        ("Borrower A", LENT, 20220101, "transfer_receipt", ""),
        ("Borrower C", 20220101, 20220301, "responsibility", "L-2021-001/1"),
        ("Borrower D", 20220301, 20220401, "responsibility", line),
        ("Borrower E", 20220401, 0, "", line),
    ]
    assert [each.held_ug for each in found.received] == [0, 0, 0, 9_000]
    assert found.received[1].institution == "Institute C"
    later = recall_of(lab.session, WORDS, find_piece(lab.session, KNOWN), 20220302)
    assert [each.person for each in later.received] == ["Borrower D", "Borrower E"]
    path = tmp_path / "recall.html"
    write_recall(lab.session, WORDS, found, path)
    assert "responsibility passed on" in path.read_text(encoding="utf-8")
