"""The room of loans in a process of its own: `python -m tests.scale.loans_window STORE`; figures as JSON.

Interface-thread time is counted as in `tree_work`: turns of the event loop that did something, on the clock.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.cyclic_garbage import CyclicGarbage
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.rooms.loans.lists import LINES, TODAY
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import Uid
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.browsing import Concern
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.remembered import Remembered
from tests.scale.figures import Figure, table
from tests.scale.loans_making import LARGE, free_numbers, loan_named, numbers_on
from tests.scale.window import Paints

FRAME = 16
PATIENCE = 30
DID_NOTHING = 0.2
"""Milliseconds of processor time below which a turn of the event loop is only a look."""
TYPED = ("10", "100", "1000", "10001,4", "Borrower 3", "Institute 2", "L-2025-0", "10001,46")
RETURNED = 2_000


class LoansHand:
    """Acts as a person would in the room and measures the interface thread until what follows is painted."""

    def __init__(self, app: QApplication, context: AppContext) -> None:
        self.app, self.context = app, context
        self.room = LoansRoom(context)
        self.room.resize(1_364, 830)
        self.spent, self.longest, self.clock, self.own = 0.0, 0.0, 0.0, 0.0

    def busy(self, act: Callable[[], object], painted: Callable[[], bool]) -> None:
        """Do something until it is painted; `spent`, `longest` and `clock` tell the milliseconds."""
        self.spent, self.longest, self.own = 0.0, 0.0, 0.0
        began = time.perf_counter()
        self._turn(act)
        while not painted():
            self._turn(self.app.processEvents)
            assert time.perf_counter() < began + PATIENCE, "what was waited for was never painted"
            time.sleep(0.0005)
        self.clock = (time.perf_counter() - began) * 1_000

    def settle(self) -> None:
        """Let end what is under way; `longest` tells the longest stretch of it."""
        quiet, until = 0, time.perf_counter() + PATIENCE
        while quiet < 30 and time.perf_counter() < until:
            self._turn(self.app.processEvents)
            quiet = 0 if self.context.lanes.busy else quiet + 1
            time.sleep(0.001)

    def _turn(self, work: Callable[[], object]) -> None:
        started, own = time.perf_counter(), time.thread_time()
        work()
        spent, own = (time.perf_counter() - started) * 1_000, (time.thread_time() - own) * 1_000
        self.own += own
        self.spent += spent if own >= DID_NOTHING else own
        self.longest = max(self.longest, spent)


class Taken:
    """Gathers what several acts took: of the interface thread, its longest stretch, and on the clock."""

    def __init__(self, hand: LoansHand) -> None:
        self.hand = hand
        self.spent: list[float] = []
        self.longest: list[float] = []
        self.clock: list[float] = []
        self.own: list[float] = []

    def take(self, act: Callable[[], object], painted: Callable[[], bool]) -> None:
        self.hand.busy(act, painted)
        self.spent.append(self.hand.spent)
        self.longest.append(self.hand.longest)
        self.clock.append(self.hand.clock)
        self.own.append(self.hand.own)

    def thread(self, name: str, bound: float | None = FRAME) -> Figure:
        clock, own = Figure(name, "ms", self.clock), Figure(name, "ms", self.own)
        note = f"of the processor {own.median:.3g}, p95 {own.p95:.3g}; whole wait {clock.median:.3g}"
        note += f", p95 {clock.p95:.3g}; longest stretch {max(self.longest):.3g}"
        return Figure(f"{name}, interface thread", "ms", self.spent, bound, "p95", note=note)

    def clocked(self, name: str, bound: float | None) -> Figure:
        note = f"longest stretch of the interface thread {max(self.longest):.3g} ms"
        return Figure(name, "ms", self.clock, bound, "p95", note=note)


def measure(hand: LoansHand, large: Uid, free: list[str], back: list[str]) -> list[Figure]:
    """Return the figures of everything a person does in the room."""
    figures: list[Figure] = []
    steps = (_overview, _lines, lambda it: _editor(it, large, free), lambda it: _return(it, back))
    for step in steps:
        some = step(hand)
        figures += some
        print(table(some).partition("\n")[2], file=sys.stderr, flush=True)
    return figures


def _overview(hand: LoansHand) -> list[Figure]:
    room, taken = hand.room, Taken(hand)
    paints = Paints(room.lists.today.viewport())
    told: list[object] = []
    room.counted.connect(lambda *each: told.append(each))
    # What is found again as it was would not be painted again.
    room.counted.connect(lambda *_each: room.lists.today.viewport().update())
    room.show()
    hand.settle()
    for _ in range(9):
        told.clear()
        taken.take(room.refresh, paints.until(lambda: bool(told)))
        hand.settle()
    return [taken.clocked("overview read and painted", 500)]


def _lines(hand: LoansHand) -> list[Figure]:
    room, page = hand.room, hand.room.lists.lines
    room.lists.show_page(LINES)
    hand.settle()
    paints = Paints(page.table.viewport())
    told: list[object] = []
    page.summed.connect(told.append)
    page.summed.connect(lambda _sums: page.table.viewport().update())
    painted = lambda: paints.until(lambda: bool(told) and _arrived(page.table))  # noqa: E731
    chips, keys = Taken(hand), Taken(hand)
    for concern in (Concern.OVERDUE, Concern.OPEN, Concern.DUE_SOON, Concern.TO_DECIDE, None, Concern.OPEN) * 4:
        told.clear()
        chips.take(lambda concern=concern: page.show_concern(concern), painted())
        hand.settle()
    for text in TYPED * 5:
        told.clear()
        keys.take(lambda text=text: room.lists.show_text(text), painted())
        hand.settle()
    room.lists.show_text("")
    hand.settle()
    jumps = Taken(hand)
    bar = page.table.verticalScrollBar()
    for at in range(1, 30):
        there = bar.maximum() * (at * 7 % 30) // 30
        jumps.take(lambda there=there: bar.setValue(there), paints.until(lambda: _arrived(page.table)))
        hand.settle()
    room.lists.show_page(TODAY)
    hand.settle()
    return [
        chips.thread("filter of 30,000 lines, to painted rows"),
        keys.thread("search keystroke, to painted rows"),
        jumps.thread("scroll to anywhere in 30,000 lines"),
    ]


def _arrived(table: QWidget) -> bool:
    """Tell whether every row in sight has arrived."""
    lines, view = table.lines, table  # type: ignore[attr-defined]
    if not lines.rowCount():
        return True
    top = view.rowAt(0)  # type: ignore[attr-defined]
    bottom = view.rowAt(view.viewport().height() - 1)  # type: ignore[attr-defined]
    last = bottom if bottom >= 0 else lines.rowCount() - 1
    return all(lines.told(row) is not None for row in range(max(top, 0), last + 1))


def _editor(hand: LoansHand, large: Uid, free: list[str]) -> list[Figure]:
    room, editor = hand.room, hand.room.editor
    model, paints = editor.lines.model, Paints(editor.lines.grid.viewport())
    opened, whole, stretches = Taken(hand), [], []
    for _ in range(5):
        there = lambda: model.first > 0 and model.line(0) is not None and model.line(30) is not None  # noqa: E731
        opened.take(lambda: room.open_loan(large), paints.until(there))
        began = time.perf_counter()
        hand.longest = 0.0
        hand.settle()
        whole.append(hand.clock + (time.perf_counter() - began) * 1_000)
        stretches.append(hand.longest)
        room.leave_editor()
        hand.settle()
    room.open_loan(large)
    hand.settle()
    typed, looked = Taken(hand), []
    for at, number in enumerate(free):
        row = model.first + at
        there = lambda row=row, number=number: model.text(row, 0) == number  # noqa: E731
        act = lambda row=row, number=number: model.write([(row, 0, number)])  # noqa: E731
        typed.take(act, paints.until(there))
        hand.longest = 0.0
        hand.settle()
        looked.append(hand.longest)
    editor.lines.model.show(())
    hand.settle()
    room.leave_editor()
    hand.settle()
    return [
        opened.clocked("open a loan of 10,000 lines, to painted lines", 500),
        Figure("... until all of its lines are there", "ms", whole),
        Figure("... longest stretch of the interface thread meanwhile", "ms", stretches, 50, "max"),
        typed.thread("type a number below 10,000 lines"),
        Figure("... longest stretch while the rules answer", "ms", looked, 50, "max"),
    ]


def _return(hand: LoansHand, numbers: list[str]) -> list[Figure]:
    room, sheet = hand.room, hand.room.sheet
    room.open_return(())
    hand.settle()
    paints, pasted = Paints(sheet.grid.viewport()), Taken(hand)
    rows = len(numbers)
    pasted.take(lambda: sheet.take(numbers), paints.until(lambda: len(sheet.model.texts()) == rows))
    hand.settle()
    judged, column = Taken(hand), [each.key for each in sheet.model.columns].index("confirmed")
    yes = sheet.model.columns[column].words[0]
    sheet.head._document.setText("F-75 of measuring")
    act = lambda: sheet.model.write([(row, column, yes) for row in range(rows)])  # noqa: E731
    judged.take(act, lambda: sheet.pending.preview is not None)
    hand.settle()
    edits = Taken(hand)
    for row in range(10):
        there = lambda row=row: sheet.model.text(row, 4) == "1"  # noqa: E731
        edits.take(lambda row=row: sheet.model.write([(row, 4, "1")]), paints.until(there))
    hand.settle()
    return [
        pasted.clocked(f"paste {rows:,} numbers that came back, to their rows", 5_000),
        judged.clocked("... to their preview by the rules", 5_000),
        edits.thread("... a figure typed among them"),
    ]


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
    person = People(session).operators()[0]
    context.act_as(person.uid, person.name)
    gc.freeze()
    hand = LoansHand(app, context)
    large, free = loan_named(session, LARGE), free_numbers(session, 20)
    figures = measure(hand, large, free, numbers_on(session, LARGE, RETURNED))
    assert not faults, faults
    hand.room.close_down()
    lanes.close()
    garbage.leave()
    print(json.dumps([figure.plain() for figure in figures]), flush=True)


if __name__ == "__main__":
    main()
