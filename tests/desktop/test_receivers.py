"""Answers from a lane whose window was taken away meanwhile: they reach nobody, and nothing is lost."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from lunarcurator.desktop.lanes import Lanes, Ticket
from lunarcurator.desktop.receivers import lives, tell
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete


class Asker(QLabel):
    """A widget that shows what arrives."""

    def show_it(self, told: object) -> None:
        self.setText(str(told))

    def lambdas(self) -> Callable[[object], None]:
        return lambda told: self.show_it(told)


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


@pytest.fixture
def asker(qtbot: QtBot) -> Asker:
    return Asker()


def owned(asker: Asker, label: QLabel) -> dict[str, Callable[[object], None]]:
    def around(told: object) -> None:
        label.setText(str(told))

    def filled(told: object, by: QLabel = label) -> None:
        by.setText(str(told))

    return {
        "method": asker.show_it,
        "lambda": asker.lambdas(),
        "function around a widget": around,
        "default": filled,
        "partial": partial(Asker.show_it, asker),
        "method of Qt": label.setText,
    }


WAYS = ("method", "lambda", "function around a widget", "default", "partial", "method of Qt")


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_reaches_a_window_that_is_there_and_none_that_is_gone(
    lanes: Lanes, qtbot: QtBot, asker: Asker, way: str
) -> None:
    receiver = owned(asker, asker)[way]
    lanes.read(lambda: "first", receiver)
    qtbot.waitUntil(lambda: not lanes.busy)
    assert asker.text() == "first"
    gate = threading.Event()

    def late() -> str:
        gate.wait()
        return "late"

    lanes.read(late, receiver)
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: not lanes.busy)
    assert not lives(receiver)


def test_what_holds_nothing_of_the_window_is_always_told() -> None:
    told: list[str] = []
    assert tell(told.append, "a")

    def early() -> Callable[[str], None]:
        def receiver(content: str) -> None:
            told.append(content + later)

        assert lives(receiver)
        later = "!"
        return receiver

    assert tell(early(), "b")
    assert told == ["a", "b!"]


def test_progress_reaches_no_window_that_is_gone(lanes: Lanes, qtbot: QtBot, asker: Asker) -> None:
    gate, done = threading.Event(), []

    def work(ticket: Ticket) -> None:
        gate.wait()
        ticket.progress(1, 1)

    ticket = lanes.background(work, lambda _none: done.append(True))
    ticket.on_progress = lambda now, total: asker.setText(f"{now} of {total}")
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: done == [True])


@pytest.mark.parametrize(("lane", "told"), [("write", 1), ("background", 1), ("read", 0)])
def test_a_failure_nobody_is_there_for_is_a_fault_unless_it_was_only_a_read(
    lanes: Lanes, qtbot: QtBot, asker: Asker, lane: str, told: int
) -> None:
    gate, faults = threading.Event(), []
    lanes.fault.connect(faults.append)

    def work(*_ticket: Ticket) -> None:
        gate.wait()
        raise ValueError

    getattr(lanes, lane)(work, asker.show_it, asker.show_it)
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: not lanes.busy)
    assert len(faults) == told


def test_a_failure_of_what_was_stopped_is_none(lanes: Lanes, qtbot: QtBot, asker: Asker) -> None:
    gate, faults = threading.Event(), []
    lanes.fault.connect(faults.append)

    def work(_ticket: Ticket) -> None:
        gate.wait()
        raise ValueError

    lanes.write(work, asker.show_it, asker.show_it).cancel()
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: not lanes.busy)
    assert not faults
