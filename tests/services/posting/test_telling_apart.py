"""Pieces of two collections may have the same number: what is found of both says which is which."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import OperatorRef, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Consume, Mission, OpenCollection, Operation, Register
from lunarcurator.domain.operations.requesting import RequestLoan, Wanted
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.posting import Refused
from lunarcurator.services.telling_apart import told_apart

from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, OTHER, LentLab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    lab.post(OpenCollection(code="B", name="Practice", scheme="apollo", missions=(Mission(code="M", name="M"),)))
    twin = Register(
        collection="B", number=KNOWN, mission="M", mass=Mass.measured(5_000, 1), form="chip", place="Room"
    )
    lab.post(twin, accept=("number.elsewhere",))
    yield lab
    lab.session.close()


def numbers(lab: LentLab, *operations: Operation) -> list[object]:
    acts = tuple(Act(operation=each, day=20220101) for each in operations)
    with pytest.raises(Refused) as refused:
        lab.session.post(Posting(acts=acts, operator=OperatorRef("A. Curator")))
    return [dict(each.facts).get("number") for each in refused.value.findings]


def test_what_is_found_of_a_shared_number_names_the_collection(lab: LentLab) -> None:
    one, other = (Consume(sample=f"{each}:{KNOWN}", evidence="") for each in "AB")
    assert set(numbers(lab, one, other)) == {f"A:{KNOWN}", f"B:{KNOWN}"}
    assert set(numbers(lab, other)) == {f"B:{KNOWN}"}
    assert set(numbers(lab, Consume(sample=OTHER, evidence=""))) == {OTHER}


def test_what_is_found_of_a_line_names_the_collection_of_its_piece(lab: LentLab) -> None:
    lab.post(RequestLoan(number="L-9", borrower="Borrower A", lines=(Wanted(described="soil"),)))
    line, described = lab.line(), lab.line("L-9/1")
    found = [
        find(Strength.WARN, "a", "R1", "", each.uid, number=KNOWN, line=each.code) for each in (line, described)
    ]
    with lab.session.database.snapshot() as connection:
        told = told_apart(found, ledger_of(lab.session, connection))
        assert [dict(each.facts)["number"] for each in told] == [f"A:{KNOWN}", KNOWN]


def test_what_is_found_of_no_piece_stays_as_it_is(lab: LentLab) -> None:
    line = lab.line()
    found = [
        *(find(Strength.WARN, "a", "R1", "", each, number=KNOWN) for each in ("entry:12", "")),
        find(Strength.WARN, "a", "R1", "", line.uid, number=OTHER),
        find(Strength.WARN, "a", "R1", "", Uid("0" * 32), number=OTHER),
        find(Strength.WARN, "a", "R1", "", line.uid, count=2),
    ]
    with lab.session.database.snapshot() as connection:
        assert list(told_apart(found, ledger_of(lab.session, connection))) == found
