"""One snapshot of a store for verifying: rows by stream, stoppable within a statement."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection

from lunarcurator.store.errors import StoreError
from lunarcurator.store.statements import driver

_STEPS = 100_000


class Reader:
    """Reads rows of one snapshot straight from SQLite; long statements end when `should_stop` says so.

    Nothing else uses the connection; with damaged text in a table, `lenient` lets it through to be compared.
    """

    def __init__(self, connection: Connection, should_stop: Callable[[], bool]) -> None:
        self.connection = connection
        self.is_lenient = False
        self._should_stop = should_stop
        self._raw: sqlite3.Connection = driver(connection)
        # The file itself is opened for reading only; the pragma would forbid temporary tables too.
        self._raw.execute("PRAGMA query_only = OFF")
        self._raw.set_progress_handler(lambda: int(should_stop()), _STEPS)

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as they come."""
        return iter(self._raw.execute(sql, values))

    def value(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row, or None."""
        row = self._raw.execute(sql, values).fetchone()
        return row[0] if row is not None else None

    def run(self, sql: str, many: Iterator[tuple[Any, ...]] | None = None) -> None:
        """Run a statement on the temporary tables of this connection."""
        if many is None:
            self._raw.execute(sql)
        else:
            self._raw.executemany(sql, many)

    def go_on(self) -> None:
        """Raise `StoreError` "store.cancelled" when somebody stopped the work between two statements."""
        if self._should_stop():
            raise StoreError("store.cancelled")

    def index(self, name: str) -> str:
        """Return the hint that makes a query walk an index, or nothing where the index is not there."""
        there = self.value("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", name)
        return f"INDEXED BY {name}" if there else ""

    def lenient(self) -> None:
        """Read text that is not UTF-8 as something no honest text is equal to."""
        self.is_lenient = True
        self._raw.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


class Stream:
    """Rows in order of their first column, taken group by group beside another stream in the same order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._next = next(rows, None)
        self.strays: dict[int, None] = {}

    def take(self, key: int) -> list[tuple[Any, ...]]:
        """Return the rows of a key; rows of smaller keys that nobody asked for are strays."""
        row = self._next
        if row is None or row[0] > key:
            return []
        found = []
        # Written out, and not on top of `each`, because this runs eight times for every piece.
        while row is not None and row[0] <= key:
            if row[0] == key:
                found.append(row)
            else:
                self.strays[row[0]] = None
            row = next(self._rows, None)
        self._next = row
        return found

    def each(self, key: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a key one by one, for keys with more rows than should be kept."""
        row = self._next
        while row is not None and row[0] <= key:
            if row[0] == key:
                yield row
            else:
                self.strays[row[0]] = None
            row = self._next = next(self._rows, None)

    def has(self, key: int) -> bool:
        """Tell whether rows of this or a smaller key come next."""
        return self._next is not None and self._next[0] <= key

    def rest(self) -> None:
        """Read to the end: whatever is left belongs to keys nobody asked for."""
        while self._next is not None:
            self.strays[self._next[0]] = None
            self._next = next(self._rows, None)
