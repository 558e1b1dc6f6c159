"""Bringing an older store up to date: a verified copy first, the steps on another copy, then one swap of names."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store import copying, schema
from lunarcurator.store.database import Database, check_header, migration, version_of
from lunarcurator.store.errors import StoreError
from lunarcurator.store.verify.file import check_file
from lunarcurator.store.verify.report import Report
from lunarcurator.store.verify.whole import verify_store

SCRIPTS: Final = Path(__file__).parent / "migrations"
"""The scripts of the program; tests bring others."""


def migrate(path: Path, scripts: Path = SCRIPTS) -> None:
    """Run the steps a file lacks, in one transaction and in place; an empty file becomes an empty store."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with migration(path) as connection:
        told = "CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"
        connection.execute(text(told))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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
        with suppress(StoreError):
            database.close()


def _quietly(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False
