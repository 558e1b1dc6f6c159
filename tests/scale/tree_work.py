"""What a person does in the tree, measured on the interface thread until what it leads to is painted.

Interface-thread time is what passes on the clock inside the acts of the person and inside those turns of the
event loop that did something; the garbage of all threads and the lock they share is in it. A turn that found
nothing to do only looked whether the reading lane has answered: of it the processor time of the thread counts,
not its waiting for the lock. Each figure tells the processor time of the thread in a note beside it.
"""

import random
import time
from collections.abc import Callable

from lunarcurator.desktop.rooms.samples.room import SamplesRoom
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Split
from lunarcurator.services.browsing import Axis, PieceFilter
from PySide6.QtWidgets import QApplication

from tests.scale.figures import Figure
from tests.scale.generator import OPERATOR
from tests.scale.window import Paints

PATIENCE = 60
DID_NOTHING = 0.2
"""Milliseconds of processor time below which a turn of the event loop is only a look."""
KEYSTROKES = ("1", "10", "100", "1000", "10001", "10001,", "10001,4", "oliv", "olivine", "玄武")


class Hand:
    """Acts as a person would and measures the interface thread until the rows asked for are painted."""

    def __init__(self, app: QApplication, room: SamplesRoom) -> None:
        self.app, self.room = app, room
        self.view, self.tree = room.view, room.tree
        self.tree_paints = Paints(self.view.viewport())
        self.hits_paints = Paints(room.hits_view.viewport())
        self.rng = random.Random(5)
        self.spent, self.longest, self.own = 0.0, 0.0, 0.0
        self.reloads, self.answers = 0, 0
        self.tree.reloaded.connect(self._reloaded)
        room.hits.modelReset.connect(self._answered)

    def busy(self, act: Callable[[], object], painted: Callable[[], bool]) -> float:
        """Return the milliseconds of interface thread from an act until what it leads to is painted."""
        self.spent, self.longest, self.own = 0.0, 0.0, 0.0
        until = time.perf_counter() + PATIENCE
        self._turn(act)
        while not painted():
            self._turn(self.app.processEvents)
            assert time.perf_counter() < until, "what was waited for was never painted"
            time.sleep(0.0005)
        return self.spent

    def settle(self) -> None:
        """Let end what is under way, but for the long counting of a large store, which goes on for seconds."""
        quiet, until = 0, time.perf_counter() + 0.5
        while quiet < 30 and time.perf_counter() < until:
            self.app.processEvents()
            quiet = 0 if self.room.context.lanes.busy else quiet + 1
            time.sleep(0.001)

    def shown(self, there: Callable[[], bool]) -> Callable[[], bool]:
        """Return a condition: the tree is painted with every visible row while something is there."""
        return self.tree_paints.until(lambda: there() and not self._lacking())

    def answered(self, there: Callable[[], bool]) -> Callable[[], bool]:
        """Return a condition: the hits of an answer are painted, unless it found nothing."""
        painted = self.hits_paints.until(there)
        return lambda: painted() or (there() and not self.room.hits.rowCount())

    def _lacking(self) -> bool:
        index = self.view.indexAt(self.view.viewport().rect().topLeft())
        height = self.view.viewport().height()
        while index.isValid() and self.view.visualRect(index).top() < height:
            key = index.internalId()
            if self.tree.branch(key) is None and self.tree.rows.peek(key) is None:
                return True
            index = self.view.indexBelow(index)
        return False

    def _reloaded(self) -> None:
        self.reloads += 1

    def _answered(self) -> None:
        self.answers += 1

    def _turn(self, work: Callable[[], object]) -> None:
        started, own = time.perf_counter(), time.thread_time()
        work()
        spent, own = (time.perf_counter() - started) * 1_000, (time.thread_time() - own) * 1_000
        self.own += own
        self.spent += spent if own >= DID_NOTHING else own
        self.longest = max(self.longest, spent)


class Spent:
    """Gathers what several acts took: on the clock, and of the processor."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.clock: list[float] = []
        self.own: list[float] = []

    def take(self, act: Callable[[], object], painted: Callable[[], bool]) -> None:
        self.clock.append(self.hand.busy(act, painted))
        self.own.append(self.hand.own)

    def figure(self, name: str, bound: float, note: str = "") -> Figure:
        own = Figure(name, "ms", self.own)
        told = f"of the processor {own.median:.3g}, p95 {own.p95:.3g}"
        return Figure(name, "ms", self.clock, bound, "p95", note=", ".join(part for part in (note, told) if part))


def measure(hand: Hand) -> list[Figure]:
    """Return the figures of everything a person does in the tree."""
    wide, other = _wide(hand)
    figures = [_repaint(hand), *_expand(hand, wide)]
    hand.view.setExpanded(hand.tree.index_of(wide), True)
    hand.view.setExpanded(hand.tree.index_of(other), True)
    hand.settle()
    figures += [_insert(hand, wide), _jump(hand, wide), _search(hand)]
    return [*figures, *_chips(hand)]


def _wide(hand: Hand) -> tuple[int, int]:
    """Return the keys of the two widest pieces, brought into the tree by their numbers."""
    keys = []
    for number in ("10001", "10000"):
        hand.busy(
            lambda number=number: hand.room._jump(number, lambda _found: None),
            lambda number=number: _is_current(hand, number),
        )
        keys.append(hand.view.current_key())
    hand.settle()
    return keys[0], keys[1]


def _is_current(hand: Hand, number: str) -> bool:
    row = hand.tree.rows.peek(hand.view.current_key())
    return row is not None and row.piece.number == number


def _repaint(hand: Hand) -> Figure:
    samples = []
    for _ in range(60):
        started = time.perf_counter()
        hand.view.viewport().repaint()
        samples.append((time.perf_counter() - started) * 1_000)
    return Figure("repaint of the tree", "ms", samples, 8, "p95")


def _expand(hand: Hand, key: int, times: int = 25) -> list[Figure]:
    samples, rest, open_rows = Spent(hand), [], 0
    for _ in range(times):
        hand.view.setExpanded(hand.tree.index_of(key), False)
        hand.room._load()
        hand.settle()
        index = hand.tree.index_of(key)
        hand.view.scrollTo(index)
        hand.settle()
        there = lambda: hand.tree.rowCount(hand.tree.index_of(key)) > 0  # noqa: E731
        act = lambda: hand.view.setExpanded(hand.tree.index_of(key), True)  # noqa: E731
        samples.take(act, hand.shown(there))
        hand.busy(lambda: None, lambda: not hand.tree._waiting)
        rest.append(hand.longest)
        open_rows = hand.tree.rowCount(hand.tree.index_of(key))
    return [
        samples.figure("expand the widest piece, to painted rows", 25, f"{open_rows:,} daughters"),
        Figure("... longest stretch while the rest comes in", "ms", rest),
    ]


def _insert(hand: Hand, key: int, times: int = 25) -> Figure:
    context = hand.room.context
    uid = hand.tree.uid(key)
    assert uid is not None
    rows = sum(len(hand.tree.shape.children(each)) for each in hand.view.open_keys)
    chips = tuple(Daughter(form="chip", mass=Mass.measured(1, 1)) for _ in range(10))
    act = Act(operation=Split(parent=PieceRef(ref_of(uid)), daughters=chips), day=context.session.today)
    hand.view.scrollTo(hand.tree.index_of(key))
    samples = Spent(hand)
    for _ in range(times):
        posted = context.session.post(Posting(acts=(act,), operator=OPERATOR))
        count = hand.tree.rowCount(hand.tree.index_of(key))
        there = lambda count=count: hand.tree.rowCount(hand.tree.index_of(key)) == count + 10  # noqa: E731
        samples.take(lambda posted=posted: context.tell(posted.changes), hand.shown(there))
        hand.settle()
    return samples.figure(f"insert ten among {rows:,} open rows", 35)


def _jump(hand: Hand, key: int, times: int = 60) -> Figure:
    samples = Spent(hand)
    many = hand.tree.shape.below[key]
    for serial in hand.rng.sample(range(1, many + 1), times):
        number = f"10001,{serial}"
        act = lambda number=number: hand.room._jump(number, lambda _found: None)  # noqa: E731
        there = lambda number=number: _is_current(hand, number)  # noqa: E731
        samples.take(act, hand.shown(there))
        hand.settle()
    return samples.figure("jump to a number, to painted rows", 16)


def _search(hand: Hand) -> Figure:
    bar, samples = hand.room.bar.search, Spent(hand)
    bar.setFocus()
    for text in KEYSTROKES * 4:
        bar.blockSignals(True)
        bar.setText(text[:-1])
        bar.blockSignals(False)
        answers = hand.answers
        there = lambda answers=answers: hand.answers > answers  # noqa: E731
        act = lambda text=text: bar.insert(text[-1])  # noqa: E731
        samples.take(act, hand.answered(there))
        hand.settle()
    hand.room._leave_search()
    hand.settle()
    return samples.figure("search keystroke, to painted rows", 16)


def _chips(hand: Hand) -> list[Figure]:
    """A chip is timed on the clock, from the click to painted rows: the lane's work is in it."""
    one, two = PieceFilter(Axis.FORM, "chip"), PieceFilter(Axis.CUSTODY, "here")
    clocks: dict[str, list[float]] = {"one": [], "two": []}
    stretches: list[float] = []
    for _ in range(10):
        for name, wanted in (("one", one), ("two", two)):
            reloads = hand.reloads
            there = lambda reloads=reloads: hand.reloads > reloads  # noqa: E731
            started = time.perf_counter()
            act = lambda wanted=wanted: hand.room.bar.switch(wanted, on=True)  # noqa: E731
            hand.busy(act, hand.shown(there))
            clocks[name].append((time.perf_counter() - started) * 1_000)
            stretches.append(hand.longest)
            hand.settle()
        hand.room.bar.clear()
        hand.settle()
    return [
        Figure("one chip, to painted rows", "ms", clocks["one"], 100),
        Figure("two chips, to painted rows", "ms", clocks["two"], 300),
        Figure("... longest stretch of the interface thread meanwhile", "ms", stretches),
    ]
