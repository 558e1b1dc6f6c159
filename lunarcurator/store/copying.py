"""Copies of a store while it is in use."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from lunarcurator.databases import FileConnection
from lunarcurator.store.damage import MARK
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError, environment, store_error_from
from lunarcurator.store.files import check_room, remove, sync
from lunarcurator.store.statements import driver

type Progress = Callable[[int, int], None]

_PAGES: Final = 1_024


class _Stopped(Exception):  # noqa: N818 - it is somebody's wish
    """Somebody stopped a copy."""


def copy_online(database: Database, target: Path, progress: Progress, should_stop: Callable[[], bool]) -> None:
    """Copy a store page by page into a new single file, with everything posted before the copy is done.

    The copy needs no write-ahead log beside it. Raises `StoreError`; nothing is left of a copy that was stopped.
    """
    check_room(database.path, target)

    def told(_status: int, remaining: int, total: int) -> None:
        if should_stop():
            raise _Stopped
        progress(total - remaining, max(total, 1))

    source = database.apart()
    try:
        with source.connect() as connection:
            _copy_pages(driver(connection), target, told)
        sync(target)
    except BaseException as error:
        with suppress(OSError):
            remove(target)
        if isinstance(error, _Stopped):
            raise StoreError("store.cancelled") from error
        if isinstance(error, OSError):
            raise store_error_from(error, target) from error
        raise
    finally:
        source.close()


def _copy_pages(source: sqlite3.Connection, target: Path, told: Callable[[int, int, int], None]) -> None:
    try:
        with closing(sqlite3.connect(target, isolation_level=None, factory=FileConnection)) as copy:
            source.backup(copy, pages=_PAGES, progress=told)
            copy.execute("PRAGMA journal_mode = DELETE")
            _without_mark(copy)
    except sqlite3.OperationalError:
        # A full disk and missing rights are those of the copy; damage is the source's, whose name it is told with.
        with environment(target):
            raise


def _without_mark(copy: sqlite3.Connection) -> None:
    """Leave out what was found damaged in the store: every copy is verified by itself."""
    # Where the settings cannot be written they cannot be read either, and verifying says that too.
    with suppress(sqlite3.DatabaseError):
        copy.execute("DELETE FROM setting WHERE key = ?", (MARK,))
