"""Writes a file that is there whole or not at all."""

import glob
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from lunarcurator.databases import is_database
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.file_names import name_trouble
from lunarcurator.held_files import patiently

_LEFT_S: Final = 3_600
"""A draft that nobody has written to for so long was left by a program that was killed."""


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing bytes that takes the place of `path` only when the block ends well.

    Until then the bytes stand in a file beside it, which goes if the block raises anything, a stop included.
    A full disk, a folder that cannot be written and their like raise SheetError; what stood at `path` stays. So
    does a store: nothing written here takes its name. Drafts of killed programs are cleared.
    """
    target = _target(path)
    _clear_left(target)
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with _opened(draft, path) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _take_place(draft, target)
    except OSError as error:
        raise sheet_error_from(error, path) from error
    finally:
        patiently(partial(draft.unlink, missing_ok=True))


def _target(path: Path) -> Path:
    try:
        trouble = name_trouble(path)
        if trouble:
            raise SheetError(trouble, file=path.name)
        target = path.resolve()
        if target.is_dir():
            raise SheetError("file.is_folder", file=path.name)
        if is_store(target):
            raise SheetError("file.is_store", file=path.name)
        if not target.parent.is_dir():
            raise SheetError("file.folder_missing", file=path.name, folder=str(path.parent))
    except OSError as error:
        raise sheet_error_from(error, path) from error
    return target


def is_store(target: Path) -> bool:
    """Tell whether a file is a store, or another database, which nothing is written over."""
    try:
        return target.is_file() and is_database(target)
    except PermissionError:
        # What may not be read may still be replaced, where it is no store.
        return target.suffix.lower() == ".lunar"


def _clear_left(target: Path) -> None:
    for left in target.parent.glob(f".{glob.escape(target.name[:100])}.{'?' * 8}.part"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _LEFT_S:
                left.unlink()


def _opened(draft: Path, path: Path) -> BinaryIO:
    try:
        return draft.open("xb")
    except OSError as error:
        refused = sheet_error_from(error, path)
        if refused.key == "file.no_permission":
            raise SheetError("file.folder_locked", file=path.name, folder=str(path.parent)) from error
        raise refused from error


def _take_place(draft: Path, target: Path) -> None:
    if target.exists():
        # Windows replaces no file that is marked as read-only, and takes away no draft with such a mark.
        if os.name == "nt" and not target.stat().st_mode & stat.S_IWRITE:
            raise SheetError("file.marked_read_only", file=target.name)
        shutil.copymode(target, draft)
    try:
        patiently(lambda: draft.replace(target))
    except PermissionError as error:
        # The folder took the draft, so it is the file itself: Windows locks what another program has open.
        raise SheetError("file.open_elsewhere", file=target.name) from error
