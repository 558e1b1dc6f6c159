"""Rooms nobody has looked into yet: the rail knows them, and they are there as soon as anybody wants them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.store_view import ROOMS, StoreView
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import for_eyes
from lunarcurator.domain.days import show_day
from lunarcurator.domain.moments import Moment
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[StoreView]:
    memory: Memory = Remembered()
    frame = Frame(appearance, memory)
    qtbot.addWidget(frame)
    made = StoreView(frame, appearance, memory, words, StoreSession.make(tmp_path / "lab.lunar"))
    yield made
    made.close()
    made.context.session.close()


def test_the_rail_says_of_each_room_what_the_room_says_of_itself(view: StoreView) -> None:
    for each in ROOMS:
        room = view.room_of(each.key)
        assert (each.key, each.icon, each.title_now()) == (room.key, room.icon, room.title())


def test_the_room_in_front_is_made_at_once_and_the_others_when_all_rests(view: StoreView, qtbot: QtBot) -> None:
    assert [*view._rooms] == ["samples"]
    qtbot.waitUntil(lambda: len(view._rooms) == len(ROOMS), timeout=20_000)
    assert view.room.key == "samples"


def test_a_room_wanted_before_its_turn_is_made_once(view: StoreView, qtbot: QtBot) -> None:
    view.show_room("journal")
    journal = view.room
    assert journal.key == "journal"
    assert view.frame.rooms.currentWidget() is journal
    qtbot.waitUntil(lambda: len(view._rooms) == len(ROOMS), timeout=20_000)
    assert view.room_of("journal") is journal


def test_a_room_made_while_another_day_is_shown_shows_that_day(view: StoreView) -> None:
    view.context.show_moment(Moment(day=20200101))
    journal = view.room_of("journal")
    assert for_eyes(show_day(20200101)) in journal.as_of.text()
    assert not journal.as_of.isHidden()
