"""The definitions of an empty store of the newest schema."""

import sqlite3
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, StaticPool, create_engine, create_mock_engine, text
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.schema import ExecutableDDLElement

from lunarcurator.store import full_text, guards, schema

FORMAT_NOTE: Final = "1"
"""What the setting `format` of every store says."""

_DIALECT: Final = SQLiteDialect_pysqlite()


def define(connection: Connection) -> None:
    """Make every table, index, guard and the search index, and mark the file as a store of this schema."""
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    for statement in _tables():
        connection.exec_driver_sql(statement)
    full_text.create(connection)
    guards.create(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.SCHEMA_HEAD})


@lru_cache(maxsize=1)
def _tables() -> tuple[str, ...]:
    """Return the SQL of every table and index: worded once, for it takes longer than SQLite takes to obey it."""
    told: list[str] = []

    def tell(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        told.append(str(statement.compile(dialect=_DIALECT)))

    schema.metadata.create_all(create_mock_engine("sqlite://", tell), checkfirst=False)
    return tuple(told)


def in_memory() -> sqlite3.Connection:
    """Return an empty store in memory, to compare definitions with."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        define(connection)
    return raw
