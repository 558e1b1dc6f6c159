"""A store with a history on its lanes, for rooms and dialogs that show it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.journal import operators
from lunarcurator.services.words import Words
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.prompt_bot import settle
from tests.services.ledgers.history import History, lived


class Book:
    """The context over a history; `gone` are the links somebody followed."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, words: Words, history: History) -> None:
        self.qtbot, self.history, self.session = qtbot, history, history.session
        self.lanes = Lanes()
        self.faults: list[object] = []
        self.lanes.fault.connect(self.faults.append)
        self.memory = Remembered()
        self.context = AppContext(history.session, self.lanes, words, appearance, self.memory)
        self.gone: list[object] = []
        self.context.went.connect(self.gone.append)
        if known := operators(history.session):
            self.context.act_as(*known[0])

    def show(self, widget: QWidget, width: int = 1364, height: int = 830) -> None:
        """Show a widget in front and wait until it has read what it shows."""
        self.qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        self.qtbot.waitExposed(widget)
        self.settle()

    def settle(self) -> None:
        """Wait until the lanes are idle and what they brought is shown."""
        settle(self.qtbot, self.lanes)

    def select(self, *numbers: str) -> Selection:
        return Selection(samples=tuple(self.history.piece(number) for number in numbers))

    def close(self) -> None:
        self.lanes.close()
        # Its signals hold what listens to them by a function of its own, a room and with it the whole store.
        self.context.deleteLater()
        self.session.close()


@pytest.fixture
def book(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Book]:
    """A store with the whole history, a curator acting."""
    made = Book(qtbot, appearance, words, lived(tmp_path / "book.lunar"))
    yield made
    made.close()
    assert not made.faults


@pytest.fixture
def bare_book(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Book]:
    """A new store with nobody and nothing in it."""
    made = Book(qtbot, appearance, words, History.make(tmp_path / "bare.lunar"))
    yield made
    made.close()
    assert not made.faults
