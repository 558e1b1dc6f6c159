"""Writes the schema as the first migration's text: `python -m tests.store.freezing`, until the first release."""

from pathlib import Path

from lunarcurator.store import blank, migrating

FROZEN = Path(migrating.SCRIPTS) / "versions" / "0001_first.sql"
KINDS = {"table": 0, "index": 1, "trigger": 2}


def statements() -> list[str]:
    """Return what defines a fresh store, in an order that does not change from run to run."""
    with blank.in_memory() as raw:
        query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        found = [row for row in raw.execute(query) if not row[1].startswith(("search_", "alembic_"))]
    raw.close()
    return [row[2] for row in sorted(found, key=lambda row: (KINDS[row[0]], row[1]))]


def tidied(statement: str) -> str:
    """What follows the columns of a table on one line, and no tab or space at the end of one."""
    body, closing, options = statement.rpartition("\n)")
    told = f"{body}\n) {' '.join(options.split())}".rstrip() if closing else statement
    return "\n".join(line.replace("\t", "    ").rstrip() for line in told.splitlines())


def main() -> None:
    FROZEN.write_text(";\n\n".join(map(tidied, statements())) + ";\n", encoding="utf-8")


if __name__ == "__main__":
    main()
