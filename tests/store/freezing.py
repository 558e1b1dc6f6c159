"""Writes the newest migration's text: `python -m tests.store.freezing`, until the release that brings it.

What earlier scripts made is never written again; this is what a fresh store has beyond it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from lunarcurator.store import blank, migrating

VERSIONS = Path(migrating.SCRIPTS) / "versions"
EARLIER = tuple(VERSIONS / name for name in ("0001_first.sql", "0002_acts.sql", "0003_origins.sql"))
NEWEST = VERSIONS / "0004_lines.sql"
KINDS = {"table": 0, "index": 1, "trigger": 2}


def statements() -> list[str]:
    """Return what turns a store of the schema before into a fresh one, in an order that does not change."""
    with closing(before()) as old, closing(blank.in_memory()) as new:
        known = {name: sql for _, name, sql in defined(old)}
        wanted = {name: sql for _, name, sql in defined(new)}
        other = [name for kind, name, sql in defined(old) if kind == "index" and wanted.get(name) != sql]
        made = sorted(
            (row for row in defined(new) if row[1] not in known or row[1] in other),
            key=lambda row: (KINDS[row[0]], row[1]),
        )
        added = [statement for _, name, _ in defined(old) for statement in columns(old, new, name)]
    return [*added, *(f"DROP INDEX {name}" for name in sorted(other)), *(row[2] for row in made)]


def before() -> sqlite3.Connection:
    """Return a store of the schema before in memory."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    for script in EARLIER:
        raw.executescript(script.read_text(encoding="utf-8"))
    return raw


def defined(raw: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return type, name and SQL of everything defined, but for the search index and Alembic's own table."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    return [row for row in raw.execute(query) if not row[1].startswith(("search_", "alembic_"))]


def columns(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> list[str]:
    """Return the statements that add to a table the columns only the new one has."""
    query = "SELECT name, type FROM pragma_table_info(?) ORDER BY cid"
    known = {name for name, _ in old.execute(query, (table,))}
    added = [row for row in new.execute(query, (table,)) if row[0] not in known]
    return [f"ALTER TABLE {table} ADD COLUMN {name} {kind}" for name, kind in added]


def tidied(statement: str) -> str:
    """What follows the columns of a table on one line, and no tab or space at the end of one."""
    body, closing_, options = statement.rpartition("\n)")
    told = f"{body}\n) {' '.join(options.split())}".rstrip() if closing_ else statement
    return "\n".join(line.replace("\t", "    ").rstrip() for line in told.splitlines())


def main() -> None:
    NEWEST.write_text(";\n\n".join(map(tidied, statements())) + ";\n", encoding="utf-8")


if __name__ == "__main__":
    main()
