"""The highest code that a kind of record ever had, asked of an index, whatever was undone or renumbered since."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import Carrier
from lunarcurator.domain.operations import Reverse
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.requesting import AddLines, RequestLoan, Wanted
from lunarcurator.services.posting import Posted
from lunarcurator.store.select_statements import HIGHEST_CODE, HIGHEST_CODE_GIVEN, HIGHEST_CODE_UNDONE
from lunarcurator.store.source import StoreSource
from lunarcurator.store.statements import driver

from tests.services.papers.loan_lab import DAY, LoanLab

SHIPMENTS, LOANS = (Subject.SHIPMENT, "S-2026-"), (Subject.LOAN, "L-2026-")
PLANS = {"now": HIGHEST_CODE, "ever": HIGHEST_CODE_GIVEN, "undone": HIGHEST_CODE_UNDONE}
CHIP = (Wanted(described="a chip"),)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    lab = LoanLab.make(tmp_path / "lab.lunar")
    lab.furnish()
    lab.agree()
    yield lab
    lab.session.close()


def highest(lab: LoanLab, kind: Subject, prefix: str) -> int:
    with lab.session.database.snapshot() as connection:
        return StoreSource(connection).highest_code(kind, prefix)


def undo(lab: LoanLab, posted: Posted) -> Posted:
    return lab.post(Reverse(entry=str(posted.seq)), reason="wrong")


def test_a_code_that_was_given_up_or_undone_stays_the_highest(lab: LoanLab) -> None:
    assert highest(lab, *SHIPMENTS) == 0
    lab.post(PackShipment(carrier=Carrier.COURIER, insurance="p"), day=DAY)
    renamed = lab.post(PackShipment(shipment="S-2026-001", number="S-2026-005"), day=DAY)
    assert highest(lab, *SHIPMENTS) == 5
    undo(lab, renamed)
    assert highest(lab, *SHIPMENTS) == 5
    asked = RequestLoan(borrower="Borrower A", agreement="A-1", purpose="ages", lines=CHIP)
    first = lab.post(asked, day=DAY)
    assert highest(lab, *LOANS) == 1
    undone = undo(lab, first)
    assert highest(lab, *LOANS) == 1
    lab.post(asked, day=DAY)
    assert highest(lab, *LOANS) == 2
    undo(lab, lab.post(AddLines(loan="L-2026-002", lines=(*CHIP, *CHIP)), day=DAY))
    assert highest(lab, Subject.LINE, "L-2026-002/") == 3
    assert highest(lab, Subject.LINE, "L-2026-001/") == 1
    undo(lab, undone)
    assert (highest(lab, *LOANS), highest(lab, Subject.LOAN, "L-2025-")) == (2, 0)


@pytest.mark.parametrize("name", PLANS)
def test_no_table_is_read_from_end_to_end_for_a_code(lab: LoanLab, name: str) -> None:
    asked = PLANS[name]
    with lab.session.database.snapshot() as connection:
        rows = driver(connection).execute(f"EXPLAIN QUERY PLAN {asked._sql}", [""] * len(asked._order)).fetchall()
    steps = [str(row[3]) for row in rows]
    assert steps
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step], steps
