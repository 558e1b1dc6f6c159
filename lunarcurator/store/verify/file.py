"""The file itself: pages and indexes by SQLite's own check, references between tables, and the definitions."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from lunarcurator.store import blank, schema
from lunarcurator.store.rebuild.definitions import unreadable
from lunarcurator.store.statements import driver
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report

_OF_SQLITE: Final = re.compile(r"sqlite_(stat[14]|autoindex_.*)")
_SPACE: Final = re.compile(r"\s*([(),])\s*|\s+")


def check_file(connection: Connection, report: Report, should_stop: Callable[[], bool]) -> None:
    """Let SQLite look at every page, index and reference; runs beside the other checks on its own connection."""
    reader = Reader(connection, should_stop)
    for part, check in (("pages", _check_pages), ("references", _check_references)):
        try:
            check(reader, report)
        except DAMAGE as error:
            pass_on(error)
            report.unfinished(part, error)


def _check_pages(reader: Reader, report: Report) -> None:
    before = report.flaws
    try:
        for (problem,) in reader.all("PRAGMA integrity_check(20)"):
            if problem != "ok":
                report.flaw("verify.file_damaged", field="file", cause=f"file:{problem}", problem=str(problem))
    except DAMAGE as error:
        pass_on(error)
        report.unfinished("pages", error)
    for table in sorted(unreadable(driver(reader.connection))) if report.flaws > before else ():
        report.flaw("verify.table_damaged", field=table, cause=f"table:{table}", table=table)


def _check_references(reader: Reader, report: Report) -> None:
    for table, row, parent, reference in set(reader.all("PRAGMA foreign_key_check")):
        if row is not None:
            report.flaw("verify.reference", field=table, cause=f"{table}:{row}", table=table, parent=parent)
        else:
            _name_dangling(reader, report, table, reference)


def _name_dangling(reader: Reader, report: Report, table: str, reference: int) -> None:
    """Name the rows of a table without row ids that point at nothing: of a fact by its entry."""
    told = 'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?) WHERE id = ?'
    for parent, column, key in reader.all(told, table, reference):
        for (first,) in reader.all("SELECT name FROM pragma_table_info(?) WHERE pk = 1", table):
            dangling = (
                f'SELECT DISTINCT "{first}" FROM "{table}" t WHERE "{column}" IS NOT NULL '  # noqa: S608
                f'AND NOT EXISTS (SELECT 1 FROM "{parent}" p WHERE p."{key}" = t."{column}")'
            )
            for (value,) in reader.all(dangling):
                is_entry = first == "entry" and isinstance(value, int)
                _tell_dangling(report, table, column, parent, value if is_entry else f"{table}:{value}")


def _tell_dangling(report: Report, table: str, column: str, parent: str, row: object) -> None:
    """Report a row that points at nothing; a whole number is the entry it belongs to."""
    field = f"{table}.{column}"
    if isinstance(row, int):
        report.entry_flaw("verify.reference_of_entry", row, field, table=table, parent=parent)
    else:
        report.flaw("verify.reference", field=field, cause=str(row), table=table, parent=parent)


def check_definitions(reader: Reader, report: Report) -> None:
    """Compare the tables, indexes and guards with those of a new store."""
    right, stored = _right(), _definitions(driver(reader.connection))
    for name in sorted(right.keys() | stored.keys()):
        if stored.get(name) != right.get(name):
            key = "verify.definition"
            if name not in stored:
                key = "verify.definition_missing"
            elif name not in right:
                key = "verify.definition_extra"
            report.flaw(key, field="sqlite_master.sql", cause=f"definition:{name}", name=name)
    versions = [version for (version,) in reader.all("SELECT version_num FROM alembic_version")]
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
    """Return how each table, index, trigger and view is defined.

    A migration may space a definition differently; every word of it counts, with its constraints.
    """
    listed = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    return {
        name: (kind, table, _spaced(sql))
        for kind, name, table, sql in raw.execute(listed).fetchall()
        if not _OF_SQLITE.fullmatch(name)
    }


def _spaced(sql: str | None) -> str:
    return _SPACE.sub(lambda found: found[1] or " ", sql or "").strip()
