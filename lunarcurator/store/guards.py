"""Triggers that refuse to change or remove what is written: the journal only grows (`ledger.md` 2.2)."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from lunarcurator.store import schema

GUARDED: Final = tuple(table.name for table in schema.HASHED)
"""The tables whose rows are never updated or deleted."""


def create(connection: Connection) -> None:
    """Put the guards on every hashed table; a migration that rebuilds a table calls this again."""
    for statement in statements():
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the guards away, for a migration that must rebuild tables."""
    for table in GUARDED:
        for act in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS guard_{table}_{act}")


def statements() -> Iterator[str]:
    """Yield the SQL of every guard."""
    for table in GUARDED:
        for act in ("update", "delete"):
            yield (
                f"CREATE TRIGGER guard_{table}_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the journal only grows: {table}'); END"
            )
