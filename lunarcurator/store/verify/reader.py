"""One snapshot of a store for verifying: rows by stream, stoppable within a statement, readable past damage."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from lunarcurator.store.errors import StoreError
from lunarcurator.store.fact_rows import UnreadableFactError
from lunarcurator.store.statements import driver

type Row = tuple[Any, ...]

DAMAGE: Final = (
    sqlite3.Error,
    SQLAlchemyError,
    msgspec.MsgspecError,
    UnreadableFactError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a damaged row comes to where it is read: SQLite cannot give it, or a value is none its column can hold."""

LOWEST: Final = -(2**63)
HIGHEST: Final = 2**63 - 1
"""The keys there can be. A key that is no integer at all is no key of ours, and SQLite's own check names it."""

_NO_DAMAGE: Final = frozenset(
    {
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
    }
)

_STEPS: Final = 100_000
_MOST_LOST: Final = 10_000


class Reader:
    """Reads rows of one snapshot straight from SQLite; long statements end when `should_stop` says so.

    Nothing else uses the connection. Text that is not UTF-8 makes SQLite's driver refuse a row; within `lenient`
    such text comes as something no honest text is equal to.
    """

    def __init__(self, connection: Connection, should_stop: Callable[[], bool]) -> None:
        self.connection = connection
        self._should_stop = should_stop
        self._raw: sqlite3.Connection = driver(connection)
        self._keys = (LOWEST, HIGHEST)
        self._indexes: frozenset[str] | None = None
        # The file itself is opened for reading only; the pragma would forbid temporary tables too. It is asked for
        # first: to set it makes SQLite compile every statement of the connection again, also where it is off.
        if self._raw.execute("PRAGMA query_only").fetchone() != (0,):
            self._raw.execute("PRAGMA query_only = OFF")
        self._raw.set_progress_handler(lambda: int(should_stop()), _STEPS)

    def written(self) -> int:
        """Return how many rows the connection has written so far."""
        return self._raw.total_changes

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a query as they come."""
        return iter(self._raw.execute(sql, values))

    @contextmanager
    def run_of_keys(self, first: int, last: int) -> Iterator[None]:
        """Let streams that are opened within begin and end with these keys."""
        self._keys = (first, last)
        try:
            yield
        finally:
            self._keys = (LOWEST, HIGHEST)

    def stream(self, sql: str, first: int) -> Iterator[Row]:
        """Yield the rows of a query with `BETWEEN ? AND ?` from a key on, within the run of keys."""
        return self.rows(sql, max(first, self._keys[0]), self._keys[1])

    def all(self, sql: str, *values: object) -> list[Row]:
        """Return the rows of a query, also where a text in them is none."""
        try:
            return self._raw.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            pass_on(error)
        with self.lenient():
            return self._raw.execute(sql, values).fetchall()

    def first(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query, also where a text in it is none; None where there is no row."""
        return next(iter(self.all(sql, *values)), None)

    def value(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row, or None."""
        row = self._raw.execute(sql, values).fetchone()
        return row[0] if row is not None else None

    def walk(self, sql: str, table: str, key: str, lost: Callable[[int], object]) -> Iterator[Row]:
        """Yield the rows of a query in order of their first column, past what is damaged.

        The query has `BETWEEN ? AND ?` on `key` of `table`, by which it is ordered. The key of a row that cannot
        be read is given to `lost`. Raises `sqlite3.Error` where so much is damaged that there is no way past it.
        """
        first, failures = LOWEST, 0
        while first <= HIGHEST:
            try:
                for row in self.rows(sql, first, HIGHEST):
                    first, failures = row[0] + 1, 0
                    yield row
            except sqlite3.Error as error:
                pass_on(error)
                failures += 1
                if failures > _MOST_LOST:
                    raise
            else:
                return
            at = self._next_key(table, key, first)
            try:
                with self.lenient():
                    alone = self._raw.execute(sql, (at, at)).fetchall()
            except sqlite3.Error as error:
                pass_on(error)
                lost(at)
            else:
                yield from alone
            first = at + 1

    def run(self, sql: str, many: Iterator[Row] | None = None) -> None:
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
        if self._indexes is None:
            told = self.rows("SELECT name FROM sqlite_master WHERE type = 'index'")
            self._indexes = frozenset(known for (known,) in told)
        return f"INDEXED BY {name}" if name in self._indexes else ""

    @contextmanager
    def lenient(self) -> Iterator[None]:
        """Read text that is not UTF-8 as something no honest text is equal to."""
        before = self._raw.text_factory
        self._raw.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        try:
            yield
        finally:
            self._raw.text_factory = before

    def _next_key(self, table: str, key: str, first: int) -> int:
        """Return the key of the next row, or where the table does not even tell its keys the next number."""
        asked = f'SELECT "{key}" FROM {table} WHERE "{key}" >= ? ORDER BY "{key}" LIMIT 1'  # noqa: S608
        try:
            found = self.value(asked, first)
        except sqlite3.Error as error:
            pass_on(error)
            return max(first, 1)
        return found if isinstance(found, int) else max(first, 1)


def pass_on(error: BaseException) -> None:
    """Raise an error again that says nothing about the rows: a wish to stop, a full disk, another's lock."""
    cause = getattr(error, "orig", None) or error
    if getattr(cause, "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE:
        raise error


class Stream:
    """Rows in order of their first column, taken group by group beside another stream in the same order.

    The query has `BETWEEN ? AND ?` on that column. Where a row cannot be read, keys are asked for one by one until
    the stream goes on behind it: only the key it belongs to is lost.
    """

    def __init__(self, reader: Reader, sql: str) -> None:
        self.strays: dict[int, None] = {}
        self._reader, self._sql = reader, sql
        self._rows: Iterator[Row] = iter(())
        self._next: Row | None = None
        self._is_broken = False
        self.go_on_at(LOWEST)

    def take(self, key: int) -> list[Row]:
        """Return the rows of a key; rows of smaller keys that nobody asked for are strays.

        Raises `sqlite3.Error` where a row of the key cannot be read.
        """
        row = self._next
        if row is None:
            return self._alone(key) if self._is_broken else []
        if row[0] > key:
            return []
        found = []
        try:
            # Written out, and not on top of `each`, because this runs eight times for every piece.
            while row is not None and row[0] <= key:
                if row[0] == key:
                    found.append(row)
                else:
                    self.strays[row[0]] = None
                row = next(self._rows, None)
        except sqlite3.Error as error:
            self._break(error)
            return self._alone(key)
        self._next = row
        return found

    def each(self, key: int) -> Iterator[Row]:
        """Yield the rows of a key one by one, for keys with more rows than should be kept.

        Raises `sqlite3.Error` where the next row cannot be read, which may be one of a later key: ask then for
        this key alone, and let the stream `go_on_at` the next.
        """
        row = self._next
        if row is None and self._is_broken:
            raise sqlite3.DatabaseError
        while row is not None and row[0] <= key:
            if row[0] == key:
                yield row
            else:
                self.strays[row[0]] = None
            try:
                row = self._next = next(self._rows, None)
            except sqlite3.Error as error:
                self._break(error)
                raise

    def has(self, key: int) -> bool:
        """Tell whether rows of this or a smaller key come next, or may come where the stream is broken."""
        return self._is_broken if self._next is None else self._next[0] <= key

    def go_on_at(self, key: int) -> None:
        """Go on with the first row of this or a later key."""
        self._is_broken = False
        try:
            self._rows = self._reader.stream(self._sql, key)
            self._next = next(self._rows, None)
        except sqlite3.Error as error:
            self._break(error)

    def rest(self) -> None:
        """Read to the end: whatever is left belongs to keys nobody asked for."""
        try:
            while self._next is not None:
                self.strays[self._next[0]] = None
                self._next = next(self._rows, None)
        except sqlite3.Error as error:
            # The table is told of where its rows could not be read; what they would be strays of is not known.
            self._break(error)

    def _break(self, error: sqlite3.Error) -> None:
        pass_on(error)
        self._next, self._is_broken = None, True

    def _alone(self, key: int) -> list[Row]:
        try:
            with self._reader.lenient():
                return [*self._reader.rows(self._sql, key, key)]
        finally:
            self.go_on_at(min(key + 1, HIGHEST))
