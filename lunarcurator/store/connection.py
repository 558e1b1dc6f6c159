"""SQLite's connection, letting go of its file when it is closed."""

import sqlite3
import weakref
from typing import Any


class FileConnection(sqlite3.Connection):
    """A connection that closes its cursors with itself.

    SQLite keeps the file open for as long as somebody has a cursor in the middle of its rows, for example in the
    trace of an error. Windows deletes and renames no open file.
    """

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        self._given: weakref.WeakSet[sqlite3.Cursor] = weakref.WeakSet()

    def cursor(self, factory: Any = sqlite3.Cursor) -> Any:
        """Give a cursor."""
        given = super().cursor(factory)
        self._given.add(given)
        return given

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement with a cursor of its own, which SQLite's way past `cursor` would hide."""
        given: sqlite3.Cursor = self.cursor()
        return given.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Run a statement for each row of values, with a cursor of its own."""
        given: sqlite3.Cursor = self.cursor()
        return given.executemany(sql, parameters)

    def close(self) -> None:
        """Close the cursors and the file."""
        for each in [*self._given]:
            each.close()
        super().close()
