"""Whoever writes to a borrower who answers for nothing any more is told so, and who else is at the institution."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.papers.blocks import Paper, Signature, Signatures, Text
from lunarcurator.domain.acts import Override
from lunarcurator.domain.lending.terms import AgreementKind, DocumentKind, PersonEnd
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    Attached,
    EndResponsibility,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.services.lending.borrower_standing import standing, standing_lines
from lunarcurator.services.lending.browsing import borrowers
from lunarcurator.services.lending.reaching import Gone
from lunarcurator.services.lending.reminders import letters_due
from lunarcurator.services.lending.round_books import book_of
from lunarcurator.services.lending.rounds import read_round, round_choices
from lunarcurator.services.words import Words

from tests.services.papers.loan_lab import LoanLab, lent
from tests.services.papers.papers import MESSAGES, column, made, tables

OF_BORROWERS = {
    "annual_inventory": "Borrower A",
    "assignment_form": "L-1",
    "chain_of_custody": "S-1",
    "condition_report": "S-1",
    "consumption_report": "L-1/1",
    "loan_agreement": "A-1",
    "loss_report": "L-1/1",
    "overdue_letter": "Borrower A",
    "packing_list": "S-1",
    "reminder_letter": "Borrower A",
    "request_summary": "L-1",
    "return_receipt": "L-1",
    "return_sheet": "L-1",
    "sample_certificate": "L-1",
}
"""What each paper with a borrower is made of here."""
AGREED = tuple(
    Override(key=key, reason="so agreed")
    for key in ("agreement.not_affiliated", "agreement.copy_unsealed", "document.not_found")
)
OTHERWISE = {"pick_list", "recall_letter"}
"""Nothing is left to fetch here, and nothing asked back before the borrower ends."""
SIGNED = {each: {"Borrower A"} for each in ("chain_of_custody", "consumption_report", "loan_agreement")}
"""What the borrower signed in time, and stays signed."""


def signatures(paper: Paper) -> list[Signature]:
    return [each for block in paper.blocks if isinstance(block, Signatures) for each in block.lines]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    """Borrower A of Institute B has what is out; Signer C is there too, and others who cannot be written to."""
    made = lent(tmp_path / "lent.lunar")
    there, left = Affiliation(institution="Institute B", since=20200101), {"since": 20200101, "until": 20250101}
    made.post(SetUpPerson(name="Colleague D", affiliations=(there,), contacts=("d@b.invalid", "d@c.invalid")))
    made.post(SetUpPerson(name="Former E", affiliations=(Affiliation(institution="Institute B", **left),)))
    made.post(SetUpPerson(name="Retired F", affiliations=(there,)))
    made.post(EndResponsibility(person="Retired F", how=PersonEnd.RETIRED), day=20260201)
    made.post(SetUpInstitution(name="Institute G"))
    made.post(SetUpPerson(name="Stranger G", affiliations=(Affiliation(institution="Institute G"),)))
    yield made
    made.session.close()


def ends(lab: LoanLab) -> None:
    lab.post(EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20261001), day=20260901)


def test_a_letter_says_that_its_borrower_ended_and_who_is_there(lab: LoanLab) -> None:
    assert all(each.gone is None for each in letters_due(lab.session))
    ends(lab)
    (due,) = letters_due(lab.session)
    assert due.gone == Gone(PersonEnd.DIED, 20260901, ("Colleague D (d@b.invalid)",), ("Signer C",))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", sorted(OF_BORROWERS))
def test_every_paper_says_that_its_borrower_is_gone_and_has_no_line_ready_to_sign(
    lab: LoanLab, paper: str, language: str
) -> None:
    before = made(lab, paper, OF_BORROWERS[paper], language)
    assert before.warnings == ()
    ends(lab)
    after = made(lab, paper, OF_BORROWERS[paper], language)
    assert isinstance(after.blocks[0], Text)
    assert "Borrower A" in after.blocks[0].text
    assert "2026-09-01" in after.blocks[0].text
    (warning,) = after.warnings
    assert "2026-09-01" in warning
    assert not {"Borrower A"} & {each.name for each in signatures(after)} - SIGNED.get(paper, set())


def test_a_paper_of_a_day_before_knows_nothing_of_the_end(lab: LoanLab) -> None:
    before = lab.session.head().seq
    ends(lab)
    then = made(lab, "return_sheet", "L-1", moment=Moment(seq=before))
    assert then.warnings == ()
    assert "Borrower A" in {each.name for each in signatures(then)}


def test_every_paper_with_a_borrower_is_among_them() -> None:
    folder = MESSAGES.parent / "documents"
    named = {each.stem for each in folder.glob("*.json") if '"fact": "borrower"' in each.read_text("utf-8")}
    assert named == {*OF_BORROWERS, *OTHERWISE}


def test_a_letter_to_who_is_gone_asks_nobody_to_answer(lab: LoanLab) -> None:
    assert column(tables(made(lab, "overdue_letter", "Borrower A"))[0], "held")
    ends(lab)
    letter = made(lab, "overdue_letter", "Borrower A")
    assert {"held", "still_out"} & {each.key for each in tables(letter)[0].columns} == {"still_out"}
    assert "Named by the agreement that holds now: Signer C." in letter.warnings[0]
    assert "At the same institution: Colleague D (d@b.invalid)." in letter.warnings[0]
    assert not any("lent to you" in each.text for each in letter.blocks if isinstance(each, Text))


def test_an_inventory_has_no_line_ready_for_who_is_gone(lab: LoanLab) -> None:
    lab.post(OpenRound(number="R-1", frozen=20260801, deadline=20261101), day=20260801)
    ends(lab)
    names = {each.name for each in signatures(made(lab, "inventory_list", "R-1"))}
    assert "Borrower A" not in names


def test_an_inventory_says_whom_its_workbook_may_not_reach(lab: LoanLab) -> None:
    words = Words.load("en", MESSAGES, strict=True)
    lab.post(OpenRound(number="R-1", frozen=20260801, deadline=20261101), day=20260801)
    (round_,) = round_choices(lab.session)
    before = read_round(lab.session, round_.uid)
    assert before.gone == ()
    label = words.say("round_book.borrower")
    assert dict(book_of(words, before.round, before.people[0], "s").heading)[label] == "Borrower A"
    seq = lab.session.head().seq
    ends(lab)
    record = read_round(lab.session, round_.uid)
    ((person, gone),) = record.gone
    assert (person.name, gone.how, gone.day, gone.by_agreement) == (
        "Borrower A",
        PersonEnd.DIED,
        20260901,
        ("Signer C",),
    )
    told = dict(book_of(words, record.round, person, "s").heading)
    assert told[label] == "Borrower A (died on 2026-09-01)"
    assert read_round(lab.session, round_.uid, moment=Moment(seq=seq)).gone == ()


def test_everybody_hears_once_what_a_borrower_who_is_gone_answers_for(lab: LoanLab) -> None:
    words = Words.load("en", MESSAGES, strict=True)
    ends(lab)
    (person,) = (each for each in borrowers(lab.session) if each.name == "Borrower A")
    stands = standing(lab.session, person.uid)
    assert stands is not None
    told = [each.text for each in standing_lines(stands, words)]
    assert told[0].startswith("Answers for nothing since 2026-09-01 (died). Still out in this name: 2 lines, ")
    assert sum("nswers for" in each for each in told) == 1


def test_a_letter_names_first_whom_the_agreement_names_that_holds_now(lab: LoanLab) -> None:
    copy = Attached(kind=DocumentKind.AGREEMENT, name="a-2.pdf")
    new = DraftAgreement(
        number="A-2",
        kind=AgreementKind.INTERNATIONAL,
        person="Stranger G",
        institution="Institute B",
        since=20260801,
        until=20301231,
        approved=20260801,
        security_plan="Plan 1",
        plan_review=20270105,
        official="Official D",
        renews="A-1",
    )
    lab.post(new, day=20260801, overrides=AGREED)
    signed = SignAgreement(agreement="A-2", signed_by="Stranger G", for_lab="A. Curator", copy=copy)
    lab.post(signed, day=20260801, overrides=AGREED)
    ends(lab)
    (due,) = letters_due(lab.session)
    assert due.gone == Gone(PersonEnd.DIED, 20260901, ("Colleague D (d@b.invalid)", "Signer C"), ("Stranger G",))
    letter = made(lab, "overdue_letter", "Borrower A")
    assert "Named by the agreement that holds now: Stranger G." in letter.warnings[0]
