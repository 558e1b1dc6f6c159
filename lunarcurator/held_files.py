"""Files that another program holds for a moment, as a scanner for viruses holds each new one on Windows.

Windows deletes, renames and replaces no file that somebody has open. A scanner lets go after a second; who really
has the file open does not.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_LONGEST_S: Final = 2.0 if os.name == "nt" else 0.0
_AGAIN_S: Final = 0.05
_HELD: Final = frozenset({32, 33})
"""So Windows numbers its refusals of a file, or of a part of it, that another program has open."""
_SHARED: Final = 3
"""Others may read and write meanwhile."""
_BEGINNING: Final = 16


def patiently[T](act: Callable[[], T], longest_s: float = _LONGEST_S) -> T:
    """Do something with a file, again and again while it is refused, for so many seconds; only Windows needs it.

    Raises the last `PermissionError`, and at once whatever else goes wrong.
    """
    end = time.monotonic() + longest_s
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() >= end:
                raise
        time.sleep(_AGAIN_S)


def is_held(error: OSError) -> bool:
    """Tell whether a file was refused only because another program has it open; only Windows does so."""
    return getattr(error, "winerror", None) in _HELD


def touch(path: Path, *, writing: bool) -> None:
    """Open a file as SQLite does and read its beginning; raises `OSError` with the number that Windows gives.

    Python's own way to open a file keeps that number to itself. Nothing is done elsewhere: there nobody can hold a
    file, and to close one ends the locks that this process has on it.
    """
    if sys.platform == "win32":
        import _winapi

        access = _winapi.GENERIC_READ | (_winapi.GENERIC_WRITE if writing else 0)
        handle = _winapi.CreateFile(str(path), access, _SHARED, 0, _winapi.OPEN_EXISTING, 0, 0)
        try:
            _winapi.ReadFile(handle, _BEGINNING)
        finally:
            _winapi.CloseHandle(handle)


def lets_go(
    path: Path, *, writing: bool, longest_s: float = _LONGEST_S, touching: Callable[..., None] | None = None
) -> bool:
    """Wait so many seconds for another program that keeps a file from being opened; False where it still does.

    True wherever nobody holds it, be it for another reason that it cannot be opened.
    """

    def free() -> None:
        try:
            (touching or touch)(path, writing=writing)
        except OSError as error:
            if is_held(error):
                raise

    try:
        patiently(free, longest_s)
    except PermissionError:
        return False
    return True
