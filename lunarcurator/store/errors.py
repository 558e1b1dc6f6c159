"""What the environment does to a store, each as one refusal; the rest is a fault of the program."""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from lunarcurator.domain.errors import Refusal
from lunarcurator.store import schema


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
_NO_TEXT: Final = "Could not decode to UTF-8"
_NO_TABLE: Final = re.compile(r"no such table: (?:main\.)?(\w+)")

_MAY_BE_FULL = frozenset({"store.cannot_open", "store.disk_fault"})
_SIDE_FILES = 64 * 1024
"""The index of a log and the first page of the log take about so much, in bytes."""


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
    if _is_damage(str(error)):
        return StoreError("store.damaged", file=path.name)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    for primary, key in _BY_CODE:
        if code & 0xFF == primary:
            full = key in _MAY_BE_FULL and _has_no_room(path)
            return StoreError("store.disk_full" if full else key, file=path.name.removesuffix(".part"))
    return None


def _is_damage(told: str) -> bool:
    """Tell whether SQLite or its driver says that a text of a store is none, or a table of ours was taken away."""
    missing = _NO_TABLE.match(told)
    return told.startswith(_NO_TEXT) or (missing is not None and missing[1] in schema.metadata.tables)


def _has_no_room(path: Path) -> bool:
    """Tell whether a disk has no room even for what SQLite keeps beside a store, whatever it says of that."""
    try:
        return shutil.disk_usage(path.parent).free < _SIDE_FILES
    except OSError:
        return False


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turn what the system says of disk and rights while a file is written or named into a `StoreError`."""
    try:
        yield
    except OSError as error:
        raise StoreError(_of_system(error), file=path.name, folder=str(path.parent)) from error


def _of_system(error: OSError) -> str:
    if error.errno in _FULL:
        return "store.disk_full"
    if error.errno in _FORBIDDEN:
        # Windows refuses so what another program has open; elsewhere it is the folder that may not be written.
        return "store.in_use" if os.name == "nt" else "store.folder_read_only"
    return "store.disk_fault"
