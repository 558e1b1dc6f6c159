"""Files written so that a lost power supply leaves one whole: copied, kept by the disk, and named in one step."""

import errno
import hashlib
import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Final

from lunarcurator.databases import FileConnection, alone, header_of, is_open_here
from lunarcurator.held_files import patiently
from lunarcurator.store.errors import StoreError, disk, store_error_from
from lunarcurator.store.side_files import ENDINGS, side
from lunarcurator.store.write_access import may_write_in

_BLOCK: Final = 1 << 20
_OF_THE_DISK: Final = frozenset({"store.disk_full", "store.disk_fault", "file.name_too_long"})
_NO_SUCH_CALL: Final = frozenset({errno.EINVAL, errno.ENOTSUP})


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, to write into; raises `StoreError` where that may not be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refused = store_error_from(error, folder)
        if refused.key in _OF_THE_DISK:
            raise refused from error
        raise StoreError("store.folder_read_only", folder=str(folder)) from error
    if not may_write_in(folder):
        raise StoreError("store.folder_read_only", folder=str(folder))


def copy_file(source: Path, target: Path) -> None:
    """Copy a file nobody has open; raises `StoreError` and leaves nothing where it cannot be copied."""
    check_room(source, target)
    try:
        with disk(target):
            shutil.copyfile(source, target)
            sync(target)
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise


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
    patiently(lambda: part.replace(target))
    sync_folder(target.parent)


def sync(path: Path) -> None:
    """Make the disk keep what was written to a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the disk keep the names in a folder, where it can be asked to; Windows does so by itself."""
    if os.name == "nt":
        return
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # A folder may take files and not be looked into. The file has its name by now, whatever is said of it.
        return
    try:
        os.fsync(number)
    except OSError as error:
        # Some shares know no such call for a folder, and it was never theirs to keep.
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(number)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits; raises `OSError` where it cannot be read."""
    whole = _through_sqlite(path) if is_open_here(path) else None
    if whole is not None:
        return hashlib.sha256(whole).hexdigest()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _through_sqlite(path: Path) -> bytes | None:
    """Return what is in a database, all of it in memory; None of what is none, and so has no locks to lose."""
    if header_of(path) is None:
        return None
    try:
        with closing(sqlite3.connect(alone(path), uri=True, factory=FileConnection)) as raw:
            whole = raw.serialize()
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
    if len(whole) != path.stat().st_size:
        raise OSError(errno.EIO, "more or less than a database", str(path))
    return whole


def remove(path: Path) -> None:
    """Take away a file and what SQLite kept beside it."""
    for ending in ("", *ENDINGS):
        patiently(partial(side(path, ending).unlink, missing_ok=True))


def check_room(source: Path, target: Path) -> None:
    """Refuse a copy for which there is no folder or no room; raises `StoreError`."""
    with disk(target):
        is_there = stat.S_ISDIR(target.parent.stat().st_mode)
    if not is_there:
        raise StoreError("store.no_folder", folder=str(target.parent))
    if not may_write_in(target.parent):
        raise StoreError("store.folder_read_only", folder=str(target.parent))
    with disk(target):
        is_enough = shutil.disk_usage(target.parent).free >= source.stat().st_size
    if not is_enough:
        raise StoreError("store.no_room", folder=str(target.parent))
