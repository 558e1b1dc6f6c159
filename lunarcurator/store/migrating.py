"""Bringing a store made by an older program to this one's schema, beside itself first."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, StaticPool, create_engine

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store import copying, guards, schema
from lunarcurator.store.connection import FileConnection
from lunarcurator.store.database import Database, check_header, version_of
from lunarcurator.store.errors import StoreError, environment
from lunarcurator.store.verify.file import check_file
from lunarcurator.store.verify.report import Report
from lunarcurator.store.verify.whole import verify_store

SCRIPTS: Final = Path(__file__).parent / "migrations"
"""Where the scripts of the program are."""

VERSION_TABLE: Final = "CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"


def migrate(path: Path, scripts: Path = SCRIPTS) -> None:
    """Bring a store to the newest schema in one transaction; the caller has made and verified a backup.

    Raises `StoreError` where the file cannot be written or what is in it does not hold together afterwards;
    whatever is raised, the file is as it was before.
    """
    with environment(path), closing(sqlite3.connect(path, isolation_level=None, factory=FileConnection)) as raw:
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


def bring_up_to_date(
    path: Path, *, scripts: Path = SCRIPTS, head: str = schema.SCHEMA_HEAD
) -> tuple[Finding, ...]:
    """Migrate a store that is older than the program; returns a note with the name of the copy kept.

    The store is not touched before everything has succeeded beside it. A store that is not older is left alone;
    what is no store is left to the opening to refuse.
    """
    try:
        check_header(path)
        old = _version(path)
    except StoreError:
        return ()
    if old >= head:
        return ()
    kept = _free_name(path, old)
    part = path.with_name(path.name + ".migrating")
    copying.remove(part)
    store = Database(path)
    try:
        copying.copy_online(store, kept, _quietly, _never)
        _check_copy(kept)
        copying.copy_file(kept, part)
        migrate(part, scripts)
        if not _is_sound(part):
            raise StoreError("store.migration_refused", file=path.name, kept=kept.name)
    except BaseException:
        copying.remove(part)
        raise
    finally:
        # The log goes into the file, so that none is left lying beside the new one.
        store.close()
    copying.put(part, path)
    return (find(Strength.WARN, "store.brought_up_to_date", "", file=path.name, kept=kept.name),)


def _version(path: Path) -> str:
    database = Database(path, read_only=True)
    try:
        with database.connect() as connection:
            return version_of(connection, path)
    finally:
        database.close()


def _free_name(path: Path, version: str) -> Path:
    names = (
        f"{path.stem}-before-update-{version}{more}.lunar" for more in ("", *(f"-{n}" for n in range(2, 999)))
    )
    return next(place for place in (path.with_name(name) for name in names) if not place.exists())


def _check_copy(copy: Path) -> None:
    """An older schema cannot be verified by this program's rules; SQLite's own check can always be made."""
    report = Report()
    database = Database(copy, read_only=True)
    try:
        with database.snapshot() as connection:
            check_file(connection, report, _never)
    finally:
        database.close()
    if report.flaws:
        raise StoreError("store.damaged", file=copy.name)


def _is_sound(path: Path) -> bool:
    database = Database(path, read_only=True)
    try:
        return verify_store(database, _quietly, _never).sound
    finally:
        database.close()


def _quietly(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False
