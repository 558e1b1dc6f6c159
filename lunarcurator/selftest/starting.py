"""How long a start takes: from the beginning of the process to the first paint, to rows, and to a room."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lunarcurator.selftest.own_places import own_places, quiet_qt
from lunarcurator.selftest.windows import Nothing, application, until


def time_start(store: Path, tell: Callable[[str], object] = print) -> int:
    """Open the window on a store and say in milliseconds when it was painted, rows in it, and its room was there.

    Rows are painted before the room is there where a first look at the store can be had.
    """
    home = TemporaryDirectory(prefix="lunarcurator-start-", ignore_cleanup_errors=True)
    with home as folder, own_places(Path(folder)), quiet_qt():
        return _time_start(store, tell)


def _time_start(store: Path, tell: Callable[[str], object]) -> int:
    began = _process_began()
    if began is None:
        tell("this system does not tell when a process began")
        return 0
    from lunarcurator.desktop.qt_loading import load_qt

    load_qt()
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QAbstractItemView

    from lunarcurator.app import Program

    painted: list[float] = []
    rows: list[float] = []

    class Watcher(QObject):
        """Notes when the frame is painted first."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Look at every event of the frame and let it pass."""
            del watched
            if event.type() == QEvent.Type.Paint and not painted:
                painted.append(time.time())
            return False

    app = application()
    program: Any = Program(app, Nothing(), store)
    watcher = Watcher()
    program.frame.installEventFilter(watcher)
    program.start()
    if program.first_page is not None:
        program.first_page.painted.connect(lambda: rows.append(time.time()))
    until(app, lambda: hasattr(program, "wiring") and program.wiring.stores.store_view is not None, "the store")
    views = program.wiring.stores.store_view.room.findChildren(QAbstractItemView)
    until(app, lambda: any(_has_rows(view) for view in views), "the first rows")
    shown = time.time()
    seen = ((painted or rows or [shown])[0], (rows or [shown])[0], shown)
    paint, first, room = (round(1000 * (each - began)) for each in seen)
    tell(f"first paint {paint} ms, rows {first} ms, room {room} ms")
    program.frame.close()
    return 0


def _has_rows(view: Any) -> bool:
    return view.isVisible() and view.model() is not None and view.model().rowCount() > 0


def _process_began() -> float | None:
    """Return when this process began, in seconds since the epoch; Linux tells it to a hundredth."""
    if sys.platform != "linux":
        return None
    ticks = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
    booted = time.time() - float(Path("/proc/uptime").read_text("ascii").split()[0])
    return booted + ticks / os.sysconf("SC_CLK_TCK")
