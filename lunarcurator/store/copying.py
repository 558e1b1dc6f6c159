"""Copies of a store while it is in use, and files put in place so that a lost power supply leaves one whole."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from lunarcurator.store.connection import FileConnection
from lunarcurator.store.damage import MARK
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError, environment
from lunarcurator.store.rights import may_write_in
from lunarcurator.store.statements import driver

type Progress = Callable[[int, int], None]

_PAGES: Final = 1_024
SIDES: Final = ("", "-wal", "-shm")
"""What SQLite keeps beside a store; the first is the store itself."""


class _Stopped(Exception):  # noqa: N818 - it is somebody's wish
    """Somebody stopped a copy."""


def copy_online(database: Database, target: Path, progress: Progress, should_stop: Callable[[], bool]) -> None:
    """Copy a store page by page into a new single file, with everything posted before the copy is done.

    The copy needs no write-ahead log beside it. Raises `StoreError`; nothing is left of a copy that was stopped.
    """
    _check_room(database.path, target)

    def told(_status: int, remaining: int, total: int) -> None:
        if should_stop():
            raise _Stopped
        progress(total - remaining, max(total, 1))

    source = database.apart()
    try:
        with environment(target), source.connect() as connection:
            copy = sqlite3.connect(target, isolation_level=None, factory=FileConnection)
            try:
                driver(connection).backup(copy, pages=_PAGES, progress=told)
                copy.execute("PRAGMA journal_mode = DELETE")
                _without_mark(copy)
            finally:
                copy.close()
        sync(target)
    except BaseException as error:
        remove(target)
        if isinstance(error, _Stopped):
            raise StoreError("store.cancelled") from error
        if isinstance(error, OSError):
            raise StoreError("store.disk_full", file=target.name) from error
        raise
    finally:
        source.close()


def _without_mark(copy: sqlite3.Connection) -> None:
    """Leave out what was found damaged in the store: every copy is verified by itself."""
    # Where the settings cannot be written they cannot be read either, and verifying says that too.
    with suppress(sqlite3.DatabaseError):
        copy.execute("DELETE FROM setting WHERE key = ?", (MARK,))


def make_folder(folder: Path) -> None:
    """Make a folder where there is none; raises `StoreError` where that may not be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("store.folder_read_only", folder=str(folder)) from error


def copy_file(source: Path, target: Path) -> None:
    """Copy a file nobody has open; raises `StoreError` and leaves nothing where it cannot be copied."""
    _check_room(source, target)
    try:
        shutil.copyfile(source, target)
        sync(target)
    except OSError as error:
        remove(target)
        raise StoreError("store.disk_full", file=target.name) from error


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder of small files, whole or not at all; raises `StoreError` where it cannot be copied."""
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        shutil.copytree(source, part)
        for path in part.rglob("*"):
            if path.is_file():
                sync(path)
        put(part, target)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(part, ignore_errors=True)
        raise StoreError("store.folder_not_copied", folder=source.name) from error


def put(part: Path, target: Path) -> None:
    """Give a finished file its name, in one step that outlasts a lost power supply."""
    part.replace(target)
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sync(path: Path) -> None:
    """Make the disk keep what was written to a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Take away a file and what SQLite kept beside it."""
    for ending in (*SIDES, "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _check_room(source: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise StoreError("store.no_folder", folder=str(target.parent))
    if not may_write_in(target.parent):
        raise StoreError("store.folder_read_only", folder=str(target.parent))
    if shutil.disk_usage(target.parent).free < source.stat().st_size:
        raise StoreError("store.no_room", folder=str(target.parent))
