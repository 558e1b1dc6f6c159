"""The import wizard in a process of its own: `python -m tests.scale.import_window STORE FILE`; figures as JSON.

Measured until the page of columns, the verdicts, the entry and its undo can be seen; what is read behind the
window after that is not waited for. What is proposed is taken; into which collection the list goes a person says.
At the end the same list is said to go where the numbering reads none of its rows.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.cyclic_garbage import CyclicGarbage
from lunarcurator.desktop.dialogs.importing import ImportDialog
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.domain.identity import NOBODY, OperatorRef, ref_of
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import Verdict
from lunarcurator.services.people import People
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undoing import reversal
from lunarcurator.services.words import Words
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.desktop.remembered import Remembered
from tests.scale.figures import Figure
from tests.scale.generator import SCALE
from tests.scale.import_work import TARGET
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
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.awake.connect(self._begin)
        self._dispatcher.aboutToBlock.connect(self._end)

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
        assert arrived(), "what was waited for never came"
        return time.perf_counter() - began

    def leave(self) -> None:
        """Look no longer."""
        self._dispatcher.awake.disconnect(self._begin)
        self._dispatcher.aboutToBlock.disconnect(self._end)

    def _begin(self) -> None:
        self._woke = time.perf_counter()

    def _end(self) -> None:
        if self._woke is not None:
            self.longest = max(self.longest, (time.perf_counter() - self._woke) * 1_000)
        self._woke = None


class Steps:
    """What each step of an import takes: seconds on the clock, with those of the processor beside them."""

    def __init__(self, path: Path) -> None:
        self.figures: list[Figure] = []
        self._name = path.name

    def take(self, what: str, bound: float, begin: Callable[[], None], arrived: Callable[[], bool]) -> None:
        """Begin a step and wait until it has arrived."""
        turns, worked, mine = Turns(), time.process_time(), time.thread_time()
        begun = time.perf_counter()
        begin()
        turns.until(arrived)
        seconds = time.perf_counter() - begun
        worked, mine = time.process_time() - worked, time.thread_time() - mine
        told = f"of the processor {worked:.1f} s, {mine:.1f} s of it on the interface thread"
        note = f"{told}, whose longest stretch was {turns.longest:.3g} ms; memory so far {peak():.0f} MiB"
        self.figures.append(
            Figure(f"{what} of {self._name} in the window", "s", [seconds], bound, "max", note=note)
        )
        turns.leave()


def measure(app: QApplication, context: AppContext, path: Path) -> list[Figure]:
    """Return what page, preview, posting and undo of a file take, and the memory of the process at its highest."""
    before = peak()
    dialog, steps = ImportDialog(context, None), Steps(path)
    dialog.show()
    app.processEvents()
    _to_verdicts(dialog, steps, path, TARGET)
    rows = dialog.pages.verdicts.model.rowCount()
    entries: list[Posted] = []
    context.posted.connect(entries.append)
    steps.take("post", 35, dialog.primary_button.click, lambda: bool(entries))

    def undo() -> None:
        who = OperatorRef(ref_of(context.operator or NOBODY))
        posting = reversal(context.session, entries[0].uid, who)
        context.post(posting, lambda _posted: None, context.lanes.fault.emit)

    steps.take("undo", 5, undo, lambda: len(entries) > 1)
    dialog.reject()
    note = f"{before:.0f} MiB before; {rows:,} rows"
    largest = Figure("... memory of the window's process, largest", "MiB", [peak()], 450, "max", note=note)
    refusing = ImportDialog(context, None)
    refusing.show()
    _to_verdicts(refusing, steps, path, SCALE, " whose rows are all refused")
    assert all(row.verdict is Verdict.REFUSED for row in refusing.pages.verdicts.model.rows)
    refusing.reject()
    return [*steps.figures, largest]


def _to_verdicts(dialog: ImportDialog, steps: Steps, path: Path, code: str, which: str = "") -> None:
    """Read a file, say into which collection it goes, and judge its rows."""
    primary, page = dialog.primary_button, dialog.pages.columns
    shown = dialog.pages.verdicts.model

    def choose() -> None:
        box = page.answers[0].editor
        assert isinstance(box, ChoiceBox)
        box.setCurrentIndex(box.findData(code))
        box.activated.emit(box.currentIndex())

    steps.take(
        f"columns{which}",
        2,
        lambda: dialog.read_file(path),
        lambda: dialog.step is Step.COLUMNS and primary.isEnabled(),
    )
    steps.take(f"choice of the collection{which}", 2, choose, lambda: primary.isEnabled() and not page.unsaid())
    steps.take(f"preview{which}", 5, primary.click, lambda: shown.rowCount() > 0)


def main() -> None:
    app = QApplication([])
    # As the program itself starts.
    garbage = CyclicGarbage()
    sys.setswitchinterval(0.000_1)
    appearance = Appearance(app, "light", 100)
    appearance.apply()
    session = StoreSession.open(Path(sys.argv[1]))
    words = Words.load("en", resources_folder() / "languages", strict=True)
    lanes = Lanes()
    faults: list[object] = []
    lanes.fault.connect(faults.append)
    context = AppContext(session, lanes, words, appearance, Remembered())
    (operator,) = People(session).operators()
    context.act_as(operator.uid, operator.name)
    gc.freeze()
    figures = measure(app, context, Path(sys.argv[2]))
    assert not faults, faults
    lanes.close()
    garbage.leave()
    print(json.dumps([figure.plain() for figure in figures]), flush=True)


if __name__ == "__main__":
    main()
