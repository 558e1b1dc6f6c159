"""Places of its own for all that the program keeps of a person, and a Qt that keeps a worn remark to itself."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PLACES: Final = (
    *("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"),
    # Windows tells its own places to platformdirs unless these do.
    *("WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"),
)

_SIGN: Final = "XAUTHORITY"
"""By what is in this file a screen of X11 knows the person; without the variable it is looked for at home."""

_WORN: Final = "This plugin does not support propagateSizeHints()"
"""Said of each window where there is no screen."""


@contextmanager
def own_places(folder: Path) -> Iterator[None]:
    """Let the program find a home in this folder, as long as it is entered: what a person keeps is not touched."""
    before = {name: os.environ.get(name) for name in (*_PLACES, _SIGN)}
    known = Path.home() / ".Xauthority"
    if before[_SIGN] is None and known.is_file():
        os.environ[_SIGN] = str(known)
    for name in _PLACES:
        place = folder / name.lower()
        place.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(place)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def quiet_qt() -> Iterator[None]:
    """Pass on what Qt says, but for the remark that says nothing, as long as it is entered."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

    def tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if _WORN not in message and sys.stderr is not None:
            sys.stderr.write(f"{qFormatLogMessage(kind, context, message)}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
