"""The window in a process of its own: `python -m tests.scale.window STORE STARTED`; prints its figures as JSON.

Nothing but the program's own start is loaded before the first paint.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lunarcurator.app import Program
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.remembered import Remembered
from tests.scale.figures import Figure


class Paints(QObject):
    """Sees a widget painted; asks at each painting whether what is waited for is in it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        self.wanted: Callable[[], bool] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            if self.wanted is not None and self.wanted():
                self.wanted = None
        return False

    def until(self, wanted: Callable[[], bool]) -> Callable[[], bool]:
        """Return a condition: this widget was painted while something held."""
        self.wanted = wanted
        return lambda: self.wanted is None


def peak() -> float:
    """Return the most memory this process had at once, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # What the system tells of resources goes on from the process that started this one.
        told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(told.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    path, started = Path(sys.argv[1]), float(sys.argv[2])
    app = QApplication([])
    program = Program(app, Remembered(), path)
    frame = Paints(program.frame)
    program.start()
    while not frame.count:
        app.processEvents()
    figures = [Figure("start to first paint", "ms", [(time.time() - started) * 1_000], 300, "max")]
    room = None
    while room is None:
        app.processEvents()
        time.sleep(0.001)
        room = program.frame.findChild(QWidget, "samplesRoom")
    from tests.scale.tree_work import Hand, measure

    hand = Hand(app, room)  # type: ignore[arg-type]
    usable = hand.shown(lambda: hand.tree.rowCount() > 0)
    while not usable():
        app.processEvents()
        hand.view.viewport().update()
    figures.append(Figure("start to a usable tree", "ms", [(time.time() - started) * 1_000], 1.3, "ratio"))
    hand.settle()
    figures += measure(hand)
    figures.append(Figure("memory of the window's process, largest", "MiB", [peak()], 250, "max"))
    print(json.dumps([figure.plain() for figure in figures]), flush=True)
    program.frame.close()


if __name__ == "__main__":
    main()
