"""The definitions of an empty store of the newest schema."""

import sqlite3

from sqlalchemy import Connection, StaticPool, create_engine, text

from lunarcurator.store import full_text, guards, schema


def define(connection: Connection) -> None:
    """Make every table, index, guard and the search index, and mark the file as a store of this schema."""
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    schema.metadata.create_all(connection)
    full_text.create(connection)
    guards.create(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.SCHEMA_HEAD})


def in_memory() -> sqlite3.Connection:
    """Return an empty store in memory, to compare definitions with."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        define(connection)
    return raw
