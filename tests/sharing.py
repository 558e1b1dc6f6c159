"""The rules of two systems for open files, held on every one of them.

Windows deletes, renames and replaces no open file. POSIX drops every lock that a process has on a file as soon as
the process closes it once: what SQLite has open is opened by nobody else.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from lunarcurator.databases import MAGIC

OPEN = Path("/dev/fd")
"""Where this process finds what it has open; Windows holds its rules itself, and Wine shows that of its host."""

MAY = {("lunarcurator.store.exact_copy", "copy_exactly")}
"""It closes the store's file only after SQLite has closed it."""


def hold(patch: pytest.MonkeyPatch) -> None:
    """Refuse, as Windows does, to delete, rename or replace what this process has open."""
    if os.name == "nt" or not OPEN.is_dir():
        return
    for name in ("remove", "unlink"):
        patch.setattr(os, name, _held(getattr(os, name), ("dir_fd",)))
    for name in ("rename", "replace"):
        patch.setattr(os, name, _held(getattr(os, name), ("src_dir_fd", "dst_dir_fd")))


def _held(act: Callable[..., None], places: tuple[str, ...]) -> Callable[..., None]:
    def ask(*paths: Any, **told: Any) -> None:
        for path, place in zip(paths, places, strict=True):
            refuse_open(path, told.get(place))
        act(*paths, **told)

    return ask


def refuse_open(path: str | os.PathLike[str] | bytes, dir_fd: int | None = None) -> None:
    """Raise the PermissionError of Windows where this process has a file, or one in a folder, open."""
    try:
        asked = os.stat(path, dir_fd=dir_fd, follow_symlinks=False)
    except OSError:
        return
    for number, name in _open_files():
        is_inside = dir_fd is None and name.startswith(os.path.realpath(os.fsdecode(path)) + os.sep)
        if is_inside or _is(number, asked):
            raise PermissionError(errno.EACCES, "Windows would not: this process has it open", os.fsdecode(path))


class Opened:
    """What the program opened by itself while SQLite had it open too."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def watch(self) -> None:
        """Look at whatever is opened from now on; Python lets nobody stop looking."""
        if os.name != "nt" and OPEN.is_dir():
            sys.addaudithook(self._look)

    def _look(self, event: str, told: tuple[Any, ...]) -> None:
        if event != "open" or isinstance(told[0], int):
            return
        opener = _opener(sys._getframe(1))
        if opener is None or opener in MAY or not is_open_database(told[0]):
            return
        self.told.append(f"{':'.join(opener)} opens {told[0]}, and SQLite loses its locks when it is closed")
        raise AssertionError(self.told[-1])


def _opener(frame: FrameType | None) -> tuple[str, str] | None:
    """Return module and function that open a file; None for a test, and for what others open."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("tests."):
            return None
        if module.startswith("lunarcurator."):
            return module, frame.f_code.co_name
        frame = frame.f_back
    return None


def is_open_database(path: str | os.PathLike[str] | bytes) -> bool:
    """Tell whether this process has a file open that begins as a database."""
    try:
        asked = Path(os.fsdecode(path)).stat()
    except OSError:
        return False
    return any(_is(number, asked) and _begins_as_database(number) for number, _ in _open_files())


def _begins_as_database(number: int) -> bool:
    try:
        return os.pread(number, len(MAGIC), 0) == MAGIC
    except OSError:
        return False


def _open_files() -> Iterator[tuple[int, str]]:
    for entry in OPEN.iterdir():
        try:
            yield int(entry.name), str(entry.readlink())
        except OSError:
            continue


def _is(number: int, asked: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(number), asked)
    except OSError:
        return False
