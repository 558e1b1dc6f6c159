"""Lanes: what nobody waits for gives way, and rooms out of sight catch up when they are seen."""

import threading
import time
from collections.abc import Iterator

import pytest
from lunarcurator.desktop.lanes import Lanes, Ticket
from pytestqt.qtbot import QtBot


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def test_long_work_rests_while_something_is_read(lanes: Lanes, qtbot: QtBot) -> None:
    gate, asked, ended = threading.Event(), threading.Event(), threading.Event()
    steps: list[float] = []

    def check(ticket: Ticket) -> None:
        asked.wait()
        ticket.should_stop()
        steps.append(time.monotonic())
        ended.set()

    lanes.background(check, lambda _done: None, gives_way=True)
    read: list[float] = []
    lanes.read(gate.wait, lambda _done: read.append(time.monotonic()))
    asked.set()
    qtbot.waitUntil(lambda: lanes.busy)
    assert not ended.wait(0.3)
    gate.set()
    qtbot.waitUntil(ended.is_set)
    assert read[0] < steps[0]


def test_an_export_does_not_wait_for_what_nobody_waits_for(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[str] = []
    lanes.background(lambda _ticket: gate.wait(), lambda _done: done.append("check"), gives_way=True)
    lanes.background(lambda _ticket: None, lambda _done: done.append("export"))
    qtbot.waitUntil(lambda: done == ["export"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["export", "check"])


def test_a_cancelled_check_does_not_rest_any_longer(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    lanes.read(gate.wait, lambda _done: None)
    stopped: list[bool] = []
    ticket = lanes.background(lambda each: stopped.append(each.should_stop()), lambda _done: None, gives_way=True)
    ticket.cancel()
    qtbot.waitUntil(lambda: stopped == [True])
    gate.set()
