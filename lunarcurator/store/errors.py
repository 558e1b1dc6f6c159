"""What the environment does to a store, each as one refusal; the rest is a fault of the program."""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy.exc import DBAPIError

from lunarcurator.domain.errors import Refusal
from lunarcurator.file_names import finished, is_folder
from lunarcurator.held_files import lets_go
from lunarcurator.store import schema
from lunarcurator.store.write_access import may_write_in


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
        raise StoreError("store.damaged", file=finished(path).name) from error


def _known(error: BaseException | None, path: Path) -> StoreError | None:
    if _is_damage(str(error)):
        return StoreError("store.damaged", file=finished(path).name)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    for primary, key in _BY_CODE:
        if code & 0xFF == primary:
            full = key in _MAY_BE_FULL and _has_no_room(path)
            return StoreError("store.disk_full" if full else key, file=finished(path).name)
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


_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_GONE: Final = frozenset({errno.ENOENT, errno.ENOTDIR})
_KEY_OF_ERRNO: Final = MappingProxyType({errno.EIO: "store.disk_fault", errno.ENAMETOOLONG: "file.name_too_long"})


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turn what the system says while a file is written or named into a `StoreError` about it."""
    try:
        yield
    except OSError as error:
        raise store_error_from(error, path) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what the system says while a file is only read into a `StoreError` about it."""
    try:
        yield
    except OSError as error:
        raise store_error_from(error, path, writing=False) from error


def store_error_from(error: OSError, path: Path, *, writing: bool = True) -> StoreError:
    """Turn an error of the system about a file into the refusal a person can act on: the one place that does so.

    A file that has not taken its name yet is told of by that name.
    """
    facts = {"file": finished(path).name, "folder": str(path.parent)}
    key = _of_system(error, path, writing=writing)
    if key == "file.unreadable":
        facts["reason"] = error.strerror or type(error).__name__
    return StoreError(key, **facts)


def _of_system(error: OSError, path: Path, *, writing: bool) -> str:
    if error.errno in _FULL:
        return "store.disk_full"
    if error.errno in _FORBIDDEN:
        return _forbidden(path, writing=writing)
    if error.errno in _GONE and not is_folder(path.parent):
        return "store.no_folder"
    if error.errno in _GONE and not writing:
        return "store.missing"
    return _KEY_OF_ERRNO.get(error.errno or 0, "file.unreadable")


def _forbidden(path: Path, *, writing: bool) -> str:
    if writing and not may_write_in(path.parent):
        return "store.folder_read_only"
    # Windows refuses so what another program has open, when it is replaced without a number that says so.
    if os.name == "nt" and (writing or not lets_go(path, writing=False, longest_s=0.0)):
        return "store.in_use"
    return "store.no_permission"
