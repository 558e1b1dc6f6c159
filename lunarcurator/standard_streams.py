"""The streams of the command line, also where there are none: a program with windows has no console on Windows."""

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

type Attach = Callable[[], bool]


def standard_streams(attach: Attach | None = None) -> tuple[TextIO, TextIO, TextIO]:
    """Return where to write results and trouble, and where to read; what is missing stands for nothing.

    Without streams of its own the program writes into the console it was started from, if `attach` gets hold of
    one; else nobody reads it. What a console cannot show is replaced, never an error. What goes to a file or to a
    program on Windows is UTF-8: its own code page has no Chinese, and no blank as in a mass.
    """
    if sys.stdout is None and (attach or _attach_console)():
        sys.stdout, sys.stderr = _opened("CONOUT$"), _opened("CONOUT$")
    for name, mode in (("stdout", "w"), ("stderr", "w"), ("stdin", "r")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="replace")
    return sys.stdout, sys.stderr, sys.stdin


def is_read() -> bool:
    """Tell whether somebody can read what is written; nobody can where a click starts a program with windows."""
    out, _, _ = standard_streams()
    return getattr(out, "name", None) != os.devnull


def is_typed_into(stream: TextIO) -> bool:
    """Tell whether somebody may type into a stream; to Windows even what stands for nothing is a terminal."""
    if not stream.isatty() or sys.platform != "win32":
        return stream.isatty()
    import ctypes
    import msvcrt

    try:
        number = stream.fileno()
    except io.UnsupportedOperation:
        # What stands in for a stream has no number, and is what it says it is.
        return True
    # Only a console has a mode; whoever asked what is none for a PIN would wait for ever.
    handle = ctypes.c_void_p(msvcrt.get_osfhandle(number))
    return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))


def _opened(device: str) -> TextIO | None:
    try:
        return open(device, "w", encoding="utf-8")  # noqa: PTH123 - a device, open as long as the program
    except OSError:
        return None


def _attach_console() -> bool:
    """Get hold of the console of whoever started the program; only Windows keeps it away."""
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.AttachConsole(-1))
