"""Cyclic garbage: what the window left behind is destroyed on the interface thread, whatever the lanes do."""

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from lunarcurator.desktop.cyclic_garbage import CyclicGarbage
from lunarcurator.desktop.lanes import Lanes, Ticket
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


def test_the_first_one_keeps_and_gives_back(qtbot: QtBot) -> None:
    first = CyclicGarbage()
    assert not first.keeping
    assert not gc.isenabled()
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
