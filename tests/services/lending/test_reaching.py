"""Whoever writes to a borrower who answers for nothing any more is told so, and who else is at the institution."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.lending.terms import PersonEnd
from lunarcurator.domain.operations.borrowing import Affiliation, EndResponsibility, SetUpInstitution, SetUpPerson
from lunarcurator.services.lending.chasing import letters_due
from lunarcurator.services.lending.reaching import Gone

from tests.services.papers.loan_lab import LoanLab, lent


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
    made.desk.close()


def ends(lab: LoanLab) -> None:
    lab.post(EndResponsibility(person="Borrower A", how=PersonEnd.DIED, recall_by=20261001), day=20260901)


def test_a_letter_says_that_its_borrower_ended_and_who_is_there(lab: LoanLab) -> None:
    assert all(each.gone is None for each in letters_due(lab.desk))
    ends(lab)
    (due,) = letters_due(lab.desk)
    assert due.gone == Gone(PersonEnd.DIED, 20260901, ("Colleague D (d@b.invalid)", "Signer C"))
