"""The import wizard in a process of its own: `python -m tests.scale.import_window STORE FILE`; figures as JSON.

Measured until rows and verdicts can be seen; what is read behind the window after that is not waited for.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.cyclic_garbage import CyclicGarbage
from lunarcurator.desktop.dialogs.importing import ImportDialog
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.desk import Desk
from lunarcurator.services.words import Words
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.desktop.remembered import Remembered
from tests.scale.figures import Figure
from tests.scale.window import peak

PATIENCE = 300


class Turns:
    """Runs the event loop as the program does and remembers its longest turn, on the clock, in milliseconds.

    A turn is what happens between two waits for something to do. To poll instead would keep the thread that works
    from its work.
    """

    def __init__(self) -> None:
        self._woke: float | None = None
        self.longest = 0.0
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._begin)
        dispatcher.aboutToBlock.connect(self._end)

    def until(self, arrived: Callable[[], bool]) -> float:
        """Wait until something has arrived, to a fiftieth of a second; return the seconds that took."""
        began = time.perf_counter()
        loop, often = QEventLoop(), QTimer(interval=20)

        def look() -> None:
            if arrived() or time.perf_counter() > began + PATIENCE:
                loop.quit()

        often.timeout.connect(look)
        often.start()
        loop.exec()
        often.stop()
        assert arrived(), "the rows were never judged"
        return time.perf_counter() - began

    def _begin(self) -> None:
        self._woke = time.perf_counter()

    def _end(self) -> None:
        if self._woke is not None:
            self.longest = max(self.longest, (time.perf_counter() - self._woke) * 1_000)
        self._woke = None


def measure(app: QApplication, workplace: Workplace, path: Path) -> list[Figure]:
    """Return what the preview of a file takes, and the memory of the process at its highest."""
    dialog, turns = ImportDialog(workplace, None), Turns()
    dialog.show()
    app.processEvents()
    worked = time.process_time()
    dialog.read_file(path)
    page = turns.until(lambda: dialog.step is Step.COLUMNS and dialog.primary_button.isEnabled())
    dialog.primary_button.click()
    seconds = turns.until(lambda: dialog.pages.verdicts.table.model().rowCount() > 0)
    note = f"of the processor {time.process_time() - worked:.1f} s; longest stretch of the interface thread"
    name = f"preview of {path.name} in the window"
    rows = dialog.pages.verdicts.table.model().rowCount()
    memory = peak()
    dialog.reject()
    return [
        Figure(f"columns of {path.name} in the window", "s", [page], 2, "max"),
        Figure(name, "s", [seconds], 10, "max", note=f"{note} {turns.longest:.3g} ms; {rows:,} rows"),
        Figure("... memory of the window's process, largest", "MiB", [memory], 600, "max"),
    ]


def main() -> None:
    app = QApplication([])
    # As the program itself starts.
    garbage = CyclicGarbage()
    sys.setswitchinterval(0.000_1)
    appearance = Appearance(app, "light", 100)
    appearance.apply()
    desk = Desk.open(Path(sys.argv[1]))
    words = Words.load("en", resources_folder() / "messages", strict=True)
    lanes = Lanes()
    faults: list[object] = []
    lanes.fault.connect(faults.append)
    workplace = Workplace(desk, lanes, words, appearance, Remembered())
    gc.freeze()
    figures = measure(app, workplace, Path(sys.argv[2]))
    assert not faults, faults
    lanes.close()
    garbage.leave()
    print(json.dumps([figure.plain() for figure in figures]), flush=True)


if __name__ == "__main__":
    main()
