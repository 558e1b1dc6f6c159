"""The file itself: pages and indexes by SQLite's own check, references between tables, and the definitions."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import Connection

from lunarcurator.store import blank, schema
from lunarcurator.store.statements import driver
from lunarcurator.store.verify.reader import Reader
from lunarcurator.store.verify.report import Report


def check_file(connection: Connection, report: Report, should_stop: Callable[[], bool]) -> None:
    """Let SQLite look at every page, index and reference; runs beside the other checks on its own connection."""
    reader = Reader(connection, should_stop)
    for (problem,) in reader.rows("PRAGMA integrity_check(20)"):
        if problem != "ok":
            report.flaw("verify.file_damaged", field="file", cause=f"file:{problem}", problem=str(problem))
    for table, row, parent, _ in reader.rows("PRAGMA foreign_key_check"):
        report.flaw("verify.reference", field=f"{table}", cause=f"{table}:{row}", table=table, parent=parent)


def check_definitions(reader: Reader, report: Report) -> None:
    """Compare the tables, indexes and guards with those of a new store."""
    right, stored = _right(), _definitions(driver(reader.connection))
    for name in sorted(right.keys() | stored.keys()):
        if stored.get(name) != right.get(name):
            report.flaw("verify.definition", field="sqlite_master.sql", cause=f"definition:{name}", name=name)
    versions = [version for (version,) in reader.rows("SELECT version_num FROM alembic_version")]
    if versions != [schema.SCHEMA_HEAD]:
        cause = "definition:alembic_version"
        report.flaw("verify.definition", field="alembic_version.version_num", cause=cause, name="alembic_version")
    application = reader.value("PRAGMA application_id")
    if application != schema.APPLICATION_ID:
        report.flaw("verify.definition", field="file", cause="definition:file", name="application_id")


@lru_cache(maxsize=1)
def _right() -> Mapping[str, object]:
    """Return the definitions of a new store, which stay the same while the program runs."""
    with closing(blank.in_memory()) as fresh:
        return MappingProxyType(_definitions(fresh))


def _definitions(raw: sqlite3.Connection) -> dict[str, object]:
    """Return what each table, index and trigger is: columns for tables, which migrations may spell anew."""
    listed = "SELECT type, name, sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'"
    columns = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid'
    kinds = "SELECT type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?"
    found: dict[str, object] = {}
    for kind, name, sql in raw.execute(listed).fetchall():
        if kind == "table":
            found[name] = (raw.execute(kinds, (name,)).fetchone(), *raw.execute(columns, (name,)).fetchall())
        else:
            found[name] = sql
    return found
