"""What the environment does to a store, each as one refusal; the rest is a fault of the program."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from lunarcurator.domain.errors import Refusal


class StoreError(Refusal):
    """The store or its surroundings are at fault: full disk, read-only, locked, damaged, newer, no store."""


_BY_CODE = (
    (sqlite3.SQLITE_FULL, "store.disk_full"),
    (sqlite3.SQLITE_READONLY, "store.read_only"),
    (sqlite3.SQLITE_BUSY, "store.busy"),
    (sqlite3.SQLITE_LOCKED, "store.busy"),
    (sqlite3.SQLITE_CORRUPT, "store.damaged"),
    (sqlite3.SQLITE_NOTADB, "store.not_a_store"),
    (sqlite3.SQLITE_CANTOPEN, "store.cannot_open"),
    (sqlite3.SQLITE_IOERR, "store.disk_fault"),
    (sqlite3.SQLITE_INTERRUPT, "store.cancelled"),
)
_DAMAGED = ("Could not decode to UTF-8", "no such table:", "no such column:")
"""What SQLite and its driver say where a text of a store is none, or a table or column was taken away."""


@contextmanager
def environment(path: Path) -> Iterator[None]:
    """Turn what SQLite says of disk, locks and damage into a `StoreError` about the file; pass the rest on."""
    try:
        yield
    except DBAPIError as error:
        known = _known(error.orig, path)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        # Even the names of the tables are no text.
        raise StoreError("store.damaged", file=path.name) from error


def _known(error: BaseException | None, path: Path) -> StoreError | None:
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(_DAMAGED):
        return StoreError("store.damaged", file=path.name)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    for primary, key in _BY_CODE:
        if code & 0xFF == primary:
            return StoreError(key, file=path.name)
    return None
