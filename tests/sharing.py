"""The rules of Windows for open files, held on every system: they are not deleted, renamed or replaced."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

OPEN = Path("/dev/fd")
"""Where this process finds what it has open; Windows holds its rules itself."""


def hold(patch: pytest.MonkeyPatch) -> None:
    """Refuse, as Windows does, to delete, rename or replace what this process has open."""
    if not OPEN.is_dir():
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
