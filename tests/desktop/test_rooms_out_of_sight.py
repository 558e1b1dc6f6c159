"""A room nobody sees puts its reading off, and catches up once when it comes to the front."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered


class Reader(Room):
    """A room that notes what it reads."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.read: list[str] = []

    def first(self) -> None:
        self.read.append("first")

    def second(self) -> None:
        self.read.append("second")


@pytest.fixture
def room(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[Reader]:
    session, lanes = StoreSession.make(tmp_path / "lab.lunar"), Lanes()
    made = Reader(AppContext(session, lanes, words, appearance, Remembered()))
    qtbot.addWidget(made)
    yield made
    lanes.close()
    session.close()


def test_a_room_in_sight_reads_at_once_and_each_time(room: Reader, qtbot: QtBot) -> None:
    with qtbot.waitExposed(room):
        room.show()
    room.when_seen(room.first)
    room.when_seen(room.first)
    assert room.read == ["first", "first"]


def test_a_room_out_of_sight_reads_each_thing_once_when_it_is_seen(room: Reader, qtbot: QtBot) -> None:
    room.when_seen(room.first)
    room.when_seen(room.second)
    room.when_seen(room.first)
    assert room.read == []
    with qtbot.waitExposed(room):
        room.show()
    assert room.read == ["first", "second"]


def test_what_was_caught_up_with_is_not_read_again(room: Reader, qtbot: QtBot) -> None:
    room.when_seen(room.first)
    with qtbot.waitExposed(room):
        room.show()
    room.hide()
    room.show()
    assert room.read == ["first"]
    room.hide()
    room.when_seen(room.second)
    assert room.read == ["first"]
    room.show()
    assert room.read == ["first", "second"]


def test_work_that_puts_off_more_while_catching_up_loses_nothing(room: Reader, qtbot: QtBot) -> None:
    room.when_seen(lambda: room.when_seen(room.second))
    with qtbot.waitExposed(room):
        room.show()
    assert room.read == ["second"]
