"""Bringing a store made by an older program to this one's schema, beside itself first."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, StaticPool, create_engine

from lunarcurator.databases import FileConnection
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store import guards, schema
from lunarcurator.store.database import Database, check_header, version_of
from lunarcurator.store.errors import StoreError, disk, environment
from lunarcurator.store.exclusive_hold import Held, hold
from lunarcurator.store.files import copy_file, put, remove
from lunarcurator.store.naming import aside_part_of, give
from lunarcurator.store.side_files import has_log, side
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

    The store is not touched before everything has succeeded beside it, and nobody else has it open meanwhile: a
    reader is refused with "store.in_use". A store that is not older is left alone; what is no store is left to the
    opening to refuse. Who calls has the seat of the store.
    """
    try:
        check_header(path)
        old = _version(path)
    except StoreError:
        return ()
    if old >= head:
        return ()
    kept = _free_name(path, old)
    part = side(path, ".migrating")
    remove(part)
    try:
        with hold(path) as held:
            _keep(held, kept, aside_part_of(path))
            copy_file(kept, part)
            migrate(part, scripts)
            if not _is_sound(part):
                raise StoreError("store.migration_refused", file=path.name, kept=kept.name)
        if has_log(path):
            raise StoreError("store.in_use", file=path.name)
        give(part, path)
    except BaseException:
        remove(part)
        raise
    return (find(Strength.WARN, "store.brought_up_to_date", "", file=path.name, kept=kept.name),)


def _keep(held: Held, kept: Path, part: Path) -> None:
    """Keep a copy of the older store, which has its name only when it is whole."""
    try:
        held.copy(part)
        _check_copy(part)
        with disk(kept):
            put(part, kept)
    except BaseException:
        remove(part)
        raise


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
