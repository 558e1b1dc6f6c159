"""Changes a store from outside as somebody with the file and a debugger can: guards, types and references off."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_STRICT = re.compile(r",?\s*STRICT\s*$")


@contextmanager
def broken_into(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection for which no table has types, NOT NULL or guards; all of them are put back after it."""
    with closing(sqlite3.connect(path)) as raw:
        _rewrite(raw, loose=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("BEGIN")
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, sql in guards:
            raw.execute(sql)
        raw.execute("COMMIT")
    with closing(sqlite3.connect(path)) as raw:
        _rewrite(raw, loose=False)


def _rewrite(raw: sqlite3.Connection, *, loose: bool) -> None:
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA writable_schema = ON")
    if loose:
        raw.execute("CREATE TABLE IF NOT EXISTS breaking_kept (name TEXT, sql TEXT)")
        told = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        for name, sql in raw.execute(told).fetchall():
            if name == "breaking_kept" or name.startswith("search"):
                continue
            raw.execute("INSERT INTO breaking_kept VALUES (?, ?)", (name, sql))
            looser = _STRICT.sub("", sql.rstrip()).replace(" NOT NULL", "")
            raw.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (looser, name))
    else:
        for name, sql in raw.execute("SELECT name, sql FROM breaking_kept").fetchall():
            raw.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (sql, name))
        raw.execute("DROP TABLE breaking_kept")
    raw.commit()
