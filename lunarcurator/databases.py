"""What a file is told to be by SQLite, which is asked because nobody else may open a store.

On POSIX the locks of SQLite belong to the process, not to a connection: as soon as a program closes a file by
itself, all its locks on that file are gone, without a word. Another program then takes the log away under it, and
what is posted afterwards is lost. SQLite knows of this and keeps its own descriptors until no lock needs them. So
what may be a store is opened by SQLite alone; what SQLite calls no database can have no lock of its own.
"""

import errno
import os
import sqlite3
import stat
import weakref
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

MAGIC: Final = b"SQLite format 3\0"

_OPEN: Final = Path("/dev/fd")
"""Where POSIX tells what this process has open."""


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


class Header(NamedTuple):
    """What the beginning of a database says: of which program it is, and whether pages lack at the end."""

    application_id: int
    is_truncated: bool


def header_of(path: Path) -> Header | None:
    """Return what a file says of itself, without its log; None for what is no database.

    Nothing is left beside the file and no lock is taken or lost. Raises `OSError` where it cannot be read.
    """
    # A pipe has no end to wait for.
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    try:
        with closing(sqlite3.connect(alone(path), uri=True, factory=FileConnection)) as raw:
            # SQLite takes a file of one byte for an empty database.
            return _header(raw) if path.stat().st_size > 1 else None
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            return None
        number = errno.EACCES if code == sqlite3.SQLITE_CANTOPEN else errno.EIO
        raise OSError(number, str(error), str(path)) from error


def is_database(path: Path) -> bool:
    """Tell whether a file is a database, or begins as one, whatever follows; raises `OSError`."""
    if header_of(path) is not None:
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def alone(path: Path) -> str:
    """Return how SQLite is told to read a file to which nobody writes, without locks and without its log."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def is_open_here(path: Path) -> bool:
    """Tell whether this process has a file open, also by another name; False on Windows, where no lock is lost.

    Raises `OSError` where there is no such file.
    """
    asked = path.stat()
    return any(_is(number, asked) for number in _descriptors())


def _descriptors() -> tuple[int, ...]:
    try:
        return tuple(int(name) for name in (each.name for each in _OPEN.iterdir()) if name.isdecimal())
    except OSError:
        return ()


def _is(number: int, asked: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(number), asked)
    except OSError:
        return False


def _header(raw: sqlite3.Connection) -> Header:
    # SQLite refuses a file that is shorter than it says, but not to somebody who repairs it.
    raw.execute("PRAGMA writable_schema = ON")
    told = _application_id(raw)
    raw.execute("PRAGMA writable_schema = OFF")
    try:
        return Header(_application_id(raw), is_truncated=False)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return Header(told, is_truncated=True)


def _application_id(raw: sqlite3.Connection) -> int:
    return int(raw.execute("PRAGMA application_id").fetchone()[0])
