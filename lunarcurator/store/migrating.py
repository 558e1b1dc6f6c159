"""Bringing a store made by an older program to the schema of this one, wholly or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, StaticPool, create_engine

from lunarcurator.store import guards, schema
from lunarcurator.store.errors import StoreError, environment

SCRIPTS: Final = Path(__file__).parent / "migrations"
"""Where the scripts of the program are."""

VERSION_TABLE: Final = "CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"


def migrate(path: Path, scripts: Path = SCRIPTS) -> None:
    """Bring a store to the newest schema in one transaction; the caller has made and verified a backup.

    Raises `StoreError` where the file cannot be written or what is in it does not hold together afterwards;
    whatever is raised, the file is as it was before.
    """
    with environment(path), closing(sqlite3.connect(path, isolation_level=None)) as raw:
        # SQLite ignores this pragma inside a transaction, and rebuilding a table needs it off.
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA synchronous = FULL")
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection, connection.begin():
            raw.execute("BEGIN IMMEDIATE")
            _upgrade(connection, scripts)
            if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreError("store.damaged", file=path.name)


def _upgrade(connection: Connection, scripts: Path) -> None:
    # Alembic takes 70 ms to load, and hardly any start needs it.
    from alembic import command
    from alembic.config import Config

    connection.exec_driver_sql(VERSION_TABLE)
    config = Config()
    # Alembic reads its settings with interpolation, in which a percent sign must be doubled.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    guards.drop(connection)
    command.upgrade(config, "head")
    # A migration that rebuilds a table loses its triggers without a word.
    guards.drop(connection)
    guards.create(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
