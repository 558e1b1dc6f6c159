"""What is no piece is found by its code or name as somebody types it, and leads to where it is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import Carrier
from lunarcurator.domain.operations.borrowing import SetUpInstitution
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.services.lending.named import named_records
from lunarcurator.store.reads.records import records

from tests.services.papers.loan_lab import LoanLab, lent

KINDS = (
    *(Subject.LOAN, Subject.LINE, Subject.AGREEMENT, Subject.SHIPMENT),
    *(Subject.PERSON, Subject.INSTITUTION),
)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made = lent(tmp_path / "lab.lunar")
    yield made
    made.session.close()


def names_of(lab: LoanLab, kind: Subject) -> set[str]:
    with lab.session.database.connect() as connection:
        states = [row.state for row in records(connection, kind)]
    return {each.code or each.name for each in states}


@pytest.mark.parametrize("kind", KINDS)
def test_each_record_there_is_is_found_in_the_case_it_is_typed_in(lab: LoanLab, kind: Subject) -> None:
    names = names_of(lab, kind)
    assert names
    for name in names:
        for typed in (name, f" {name.lower()} "):
            found = [each for each in named_records(lab.session, typed) if each.kind is kind]
            assert [each.name for each in found] == [name]
            assert found[0].shown_by is not None


def found(lab: LoanLab, text: str) -> list[tuple[str, str, str]]:
    """Return kind and name of what a text finds, and the kind of what shows it."""
    told = named_records(lab.session, text)
    return [(str(each.kind), each.name, str(each.shown_by[0]) if each.shown_by else "") for each in told]


def test_people_are_found_by_another_name_and_places_by_theirs(lab: LoanLab) -> None:
    assert found(lab, "\u7532\u501f\u7528\u4eba") == [("person", "Borrower A", "person")]
    assert found(lab, "Cabinet 1") == [("place", "Cabinet 1", "place")]
    assert found(lab, "A-1") == [("agreement", "A-1", "person")]
    assert found(lab, "nobody at all") == []


def test_what_nothing_shows_yet_is_found_all_the_same(lab: LoanLab) -> None:
    lab.post(SetUpInstitution(name="Institute Z"))
    lab.post(PackShipment(number="S-Z", carrier=Carrier.COURIER, insurance="policy 7"))
    assert found(lab, "Institute Z") == [("institution", "Institute Z", "")]
    assert found(lab, "S-Z") == [("shipment", "S-Z", "")]
