"""What an import asks of the book for thousands of numbers is looked up by them: no question walks all pieces."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import OpenCollection, Operation, Register, SetUpOperator
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.matching import (
    burnt_numbers,
    has_pieces,
    known_elsewhere,
    known_pieces,
    other_names,
)
from sqlalchemy import Connection, event

MANY = [f"K-{n}" for n in range(500)]
NOWHERE = Uid("0" * 32)
WALKED = ("SCAN sample", "SCAN name", "SCAN number_claim")


def small(path: Path) -> StoreSession:
    """A store with a few pieces, and what SQLite counted of them, by which it goes once there are more."""
    session = StoreSession.make(path)

    def post(*operations: Operation) -> None:
        acts = tuple(Act(operation=each, day=20260301) for each in operations)
        operator = "A. Curator" if session.head().seq else "#" + "0" * 32
        session.post(Posting(acts=acts, operator=operator))

    post(SetUpOperator(name="A. Curator"))
    post(OpenCollection(code="K", name="K", scheme="plain"))
    post(*(Register(collection="K", number=f"K-{n}", mass=Mass.measured(9_000, 1_000)) for n in range(40)))
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("ANALYZE")
    return session


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    session = small(tmp_path / "a.lunar")
    with session.database.snapshot() as connection:
        yield connection
    session.close()


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection: known_pieces(connection, NOWHERE, MANY),
        lambda connection: burnt_numbers(connection, NOWHERE, MANY),
        lambda connection: other_names(connection, NOWHERE, MANY),
        lambda connection: known_elsewhere(connection, None, MANY),
        lambda connection: has_pieces(connection, NOWHERE),
    ],
    ids=["known", "burnt", "called", "elsewhere", "any"],
)
def test_many_are_looked_up_and_no_table_is_walked(connection: Connection, ask: Callable[..., Any]) -> None:
    asked: list[tuple[str, Any]] = []

    @event.listens_for(connection, "before_cursor_execute")
    def hear(_connection: Any, _cursor: Any, statement: str, told: Any, _context: Any, _many: Any) -> None:
        asked.append((statement, told))

    ask(connection)
    assert len(asked) == 1
    statement, told = asked[0]
    steps = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", told)]
    assert any(step.startswith("SEARCH") for step in steps)
    assert [step for step in steps if step.startswith(WALKED)] == [], steps


def test_what_many_pieces_have_in_common_is_one_value(connection: Connection) -> None:
    (uid,) = connection.exec_driver_sql("SELECT lower(hex(uuid)) FROM desk WHERE code = 'K'").one()
    one, other = known_pieces(connection, Uid(uid), ["K-1", "K-2"]).values()
    alike = [key for key, value in one.fields.items() if other.fields.get(key) == value]
    assert len(alike) > 5
    assert all(one.fields[key] is other.fields[key] for key in alike)
