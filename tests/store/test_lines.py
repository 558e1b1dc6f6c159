"""What lines of loans hold is what the ledger of their pieces has on loan; verifying names where it is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Operation, Register, SetUpOperator
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import SetUpPerson
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store import guards
from lunarcurator.store.opening import open_store

from tests.domain.ledger.loans_bench import HISTORY

REASONS = tuple(Override(key=key, reason="as the list says") for key in HISTORY)


def lent(path: Path) -> None:
    """A store in which one piece of known and one of unknown mass are out with Borrower A."""
    session = StoreSession.make(path)

    def post(*operations: Operation) -> None:
        acts = tuple(Act(operation=each, day=20260301) for each in operations)
        operator = "A. Curator" if session.head().seq else "#" + "0" * 32
        session.post(Posting(acts=acts, operator=operator, overrides=REASONS))

    post(SetUpOperator(name="A. Curator"))
    post(OpenCollection(code="A", name="Apollo", scheme="apollo", missions=(Mission(code="M", name="M"),)))
    post(Register(collection="A", number="15555", mission="M", mass=Mass.measured(9_000, 1_000)))
    post(Register(collection="A", number="15556", mission="M", mass=Mass.unknown("not_weighed")))
    post(SetUpPerson(name="Borrower A"))
    lines = (OldLine(sample="15555"), OldLine(sample="15556"))
    post(EnterLoan(borrower="Borrower A", lines=lines, source="old list"))
    session.close()


def found(path: Path) -> set[str]:
    database = open_store(path, read_only=True)
    try:
        return {each.key for each in verify(database).findings}
    finally:
        database.close()


def test_a_store_with_lines_out_verifies(tmp_path: Path) -> None:
    lent(tmp_path / "lent.lunar")
    assert found(tmp_path / "lent.lunar") == set()


def test_mass_taken_from_the_ledger_of_a_lent_piece_is_told_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "lent.lunar"
    lent(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        for name in [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE mass_line SET ug = ug - 1000 WHERE account = 'loan' AND ug > 0")
        for statement in guards.statements():
            raw.execute(statement)
    assert "verify.line_differs" in found(path)
