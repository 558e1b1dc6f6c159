"""Cyclic garbage: what the window left behind is destroyed on the interface thread, whatever the lanes do."""

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from lunarcurator.desktop.cyclic_garbage import MANY, YOUNGEST, CyclicGarbage
from lunarcurator.desktop.lanes import Lanes, Ticket
from lunarcurator.services.collecting import collecting_seldom
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid


class Left(QObject):
    """A closed dialog as the interpreter sees it: it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.trace: object = None


class Freed:
    """Tells on which thread the last one let go of it."""

    def __init__(self, told: list[int]) -> None:
        self._told = told

    def __del__(self) -> None:
        self._told.append(threading.get_ident())

    def take(self, _content: object) -> None:
        """Receive something, as a dialog does."""


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def make_much() -> int:
    """Make so many values in cycles that the interpreter would look for garbage many times."""
    made = 0
    for _ in range(50_000):
        ring: list[object] = []
        ring.append(ring)
        made += 1
    return made


def test_a_lane_that_makes_much_destroys_nothing_of_the_window(lanes: Lanes, qtbot: QtBot) -> None:
    threads: list[int] = []
    left = Left()
    left.trace = Freed(threads)
    del left
    done: list[int] = []
    lanes.read(make_much, done.append)
    qtbot.waitUntil(lambda: done == [50_000])
    qtbot.waitUntil(lambda: bool(threads))
    assert set(threads) == {threading.get_ident()}


def test_it_looks_through_what_is_due_and_only_then(qtbot: QtBot) -> None:
    usual = gc.get_threshold()
    kept = CyclicGarbage()
    gc.collect()
    left = Left()
    gone: list[object] = []
    left.destroyed.connect(lambda: gone.append(1))
    assert isValid(left)
    del left
    gc.set_threshold(1_000_000)
    try:
        kept.look()
        assert gone == []
        gc.set_threshold(1)
        kept.look()
        assert gone == [1]
    finally:
        gc.set_threshold(*usual)


def grown(times: int) -> list[list[object]]:
    """Make so many values, of three blocks of memory each, that stay as long as they are held."""
    return [[each] for each in map(object.__new__, [object] * times)]


@pytest.fixture
def looking() -> Iterator[CyclicGarbage]:
    """One that is asked to look, and keeps nothing itself; nothing is set aside before and after."""
    gc.collect()
    yield CyclicGarbage()
    gc.unfreeze()
    gc.collect()


def test_many_values_that_stay_are_not_walked_until_they_have_gone(looking: CyclicGarbage, qtbot: QtBot) -> None:
    before = gc.get_freeze_count()
    closed, gone = Left(), list[str]()
    closed.destroyed.connect(lambda: gone.append("before"))
    held = grown(MANY // 4)
    gc.collect(0)
    more = grown(MANY // 4)
    usual = gc.get_threshold()
    gc.set_threshold(1, 0, 10)
    try:
        looking.look()
        assert not looking.sets_aside, "the youngest are always looked through"
        gc.set_threshold(1, 1, 10)
        more += grown(10)
        while gc.get_count()[1] < 2:
            gc.collect(0)
        more += grown(10)
        looking.look()
    finally:
        gc.set_threshold(*usual)
    assert looking.sets_aside
    assert gc.get_freeze_count() - before > MANY // 2
    del closed
    later = Left()
    later.destroyed.connect(lambda: gone.append("later"))
    del later
    looking.look()
    assert looking.sets_aside
    gc.collect(0)
    assert gone == ["later"]
    held.clear()
    more.clear()
    looking.look()
    assert not looking.sets_aside
    assert gone == ["later", "before"]


def test_long_work_that_finds_next_to_nothing_is_not_walked_either(looking: CyclicGarbage, qtbot: QtBot) -> None:
    closed, gone = Left(), list[int]()
    closed.destroyed.connect(lambda: gone.append(1))
    del closed
    with collecting_seldom():
        held = grown(MANY // 8)
        looking.look()
        assert not looking.sets_aside
        held += grown(MANY // 4)
        looking.look()
        assert looking.sets_aside
    before = gc.get_freeze_count()
    held += grown(YOUNGEST + 1)
    looking.look()
    assert gc.get_freeze_count() - before > YOUNGEST
    looking.look()
    assert not gone
    assert looking.sets_aside
    held.clear()
    looking.look()
    assert (gone, looking.sets_aside) == ([1], False)


def test_the_first_one_keeps_and_gives_back(qtbot: QtBot) -> None:
    first = CyclicGarbage()
    assert not first.keeping
    assert not gc.isenabled()
    before = gc.get_freeze_count()
    first.take_for_granted()
    assert gc.get_freeze_count() == before
    first.leave()
    assert not gc.isenabled()


def test_a_receiver_is_never_let_go_of_on_a_lane(lanes: Lanes, qtbot: QtBot) -> None:
    told: list[int] = []

    def fail(_ticket: Ticket) -> None:
        raise OSError("no room")

    usual = sys.getswitchinterval()
    # The threads take turns so often that either may be the last to let go.
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(200):
            lanes.background(fail, print, Freed(told).take)
            lanes.read(lambda: 1, Freed(told).take)
        qtbot.waitUntil(lambda: len(told) == 400)
    finally:
        sys.setswitchinterval(usual)
    assert set(told) == {threading.get_ident()}


def test_what_is_let_go_of_is_taken_apart_in_a_lane(lanes: Lanes, qtbot: QtBot) -> None:
    told: list[int] = []
    lanes.let_go([Freed(told)])
    qtbot.waitUntil(lambda: bool(told))
    assert told != [threading.get_ident()]
