"""Taking away what is derived, also where SQLite cannot read it any more, and defining it as in a new store."""

import sqlite3
from collections.abc import Iterator, Set
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from lunarcurator.store import blank, schema

SEARCH: Final = "search"
_PARTS: Final = ("config", "data", "docsize", "idx")
_VERSION: Final = "alembic_version"
_STAYS: Final = frozenset(table.name for table in (*schema.HASHED, *schema.FREE)) | {_VERSION}
_MADE_EMPTY: Final = frozenset(table.name for table in schema.FREE if table is not schema.setting)
_NEEDED: Final = _STAYS - _MADE_EMPTY
"""What is never made anew: the entries, and what the store is known by."""


def is_remade(name: str, *, missing: bool) -> bool:
    """Tell whether a rebuild defines something anew that is missing, or is defined otherwise, in a store.

    What entries are kept in it never makes, and what stays keeps its definition.
    """
    return name not in (_NEEDED if missing else _STAYS)


@dataclass(frozen=True, slots=True)
class _Thing:
    kind: str
    name: str
    table: str
    sql: str | None


class Definitions:
    """The definitions of one store inside a write transaction in which references are not enforced."""

    def __init__(self, raw: sqlite3.Connection, unreadable: Set[str]) -> None:
        """Prepare to define anew; `unreadable` are the tables whose pages, or those of an index, are not whole.

        They are asked for before, on another connection: a failed `DROP` would spoil the whole transaction.
        """
        self._raw = raw
        self._unreadable = unreadable

    def take_away(self) -> None:
        """Take away every derived table with its indexes, every guard and view, and whatever no store has."""
        self._take_search()
        for thing in self._stored():
            if thing.kind in ("trigger", "view"):
                self._drop(thing)
        for thing in self._stored():
            if thing.kind == "table" and thing.name not in _STAYS:
                self._drop(thing)

    def lacking(self) -> str:
        """Return the first table a rebuild needs and the store does not have, empty where it has them all."""
        there = {thing.name for thing in self._stored()}
        return min((name for name in _STAYS - there if not is_remade(name, missing=True)), default="")

    def make_missing(self) -> None:
        """Define the free tables that are not there, empty."""
        there = {thing.name for thing in self._stored()}
        for thing in _right():
            if thing.kind == "table" and thing.name in _MADE_EMPTY - there:
                self._raw.execute(str(thing.sql))

    def make_tables(self) -> None:
        """Define the derived tables, empty, without their indexes."""
        for thing in _right():
            if thing.kind == "table" and thing.name not in _STAYS and not thing.name.startswith(f"{SEARCH}_"):
                self._raw.execute(str(thing.sql))

    def make_indexes(self) -> None:
        """Define the indexes that are not there, and every guard, and mark the file as a store."""
        there = {thing.name for thing in self._stored()}
        for thing in _right():
            if thing.sql is not None and thing.kind in ("index", "trigger") and thing.name not in there:
                self._raw.execute(thing.sql)
        self._raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")

    def reindex(self) -> None:
        """Make the indexes of the tables that stay anew from their rows, so that the rows are found by them."""
        for thing in self._stored():
            if thing.kind == "index" and thing.table in _STAYS and thing.sql is not None:
                self._drop(thing)
        for table in sorted(_STAYS):
            self._raw.execute(f'REINDEX "{table}"')
        for thing in _right():
            if thing.kind == "index" and thing.table in _STAYS and thing.sql is not None:
                self._raw.execute(thing.sql)

    def _take_search(self) -> None:
        """Take away the search index, by its parts where it cannot be asked to go as a whole."""
        search = [thing for thing in self._stored() if thing.name == SEARCH and thing.kind == "table"]
        for thing in search:
            self._drop(thing)

    def _drop(self, thing: _Thing) -> None:
        if thing.name not in {each.name for each in self._stored()}:
            return
        if thing.table in self._unreadable:
            self._strike(thing)
        else:
            self._raw.execute(f'DROP {thing.kind.upper()} "{thing.name.replace('"', '""')}"')

    def _strike(self, thing: _Thing) -> None:
        """Strike a thing from the list of definitions: SQLite cannot read its pages, and so cannot free them."""
        self._raw.execute("PRAGMA writable_schema = ON")
        try:
            where = "tbl_name = ?" if thing.kind == "table" else "name = ?"
            self._raw.execute(f"DELETE FROM sqlite_schema WHERE {where}", (thing.name,))  # noqa: S608
        finally:
            # The list of definitions is read again, without what was struck from it.
            self._raw.execute("PRAGMA writable_schema = RESET")

    def _stored(self) -> list[_Thing]:
        return [*_things(self._raw)]


def unreadable(raw: sqlite3.Connection) -> frozenset[str]:
    """Return the tables whose pages, or those of their indexes, are not whole; the search index as one of them."""
    tables = [thing.name for thing in _things(raw) if thing.kind == "table"]
    found = {name for name in tables if not _whole(raw, name)}
    parts = {f"{SEARCH}_{part}" for part in _PARTS}
    return frozenset(found | {SEARCH} if found & parts or not parts <= {*tables} else found)


def _whole(raw: sqlite3.Connection, table: str) -> bool:
    name = table.replace('"', '""')
    try:
        return bool(raw.execute(f'PRAGMA integrity_check("{name}")').fetchall() == [("ok",)])
    except sqlite3.DatabaseError:
        return False


def _right() -> tuple[_Thing, ...]:
    """Return what a new store defines, in the order in which it is made."""
    with closing(blank.in_memory()) as fresh:
        return tuple(_things(fresh))


def _things(raw: sqlite3.Connection) -> Iterator[_Thing]:
    listed = (
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY rowid"
    )
    for row in raw.execute(listed).fetchall():
        yield _Thing(*row)
