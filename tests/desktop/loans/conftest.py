"""A drawn loan desk on its lanes, with a curator acting, for the room of loans."""

from collections.abc import Iterator

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Link
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.people import People
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.prompt_bot import settle
from tests.services.lending.test_browsing import Office
from tests.services.lending.test_browsing import office as office


class LoanWindow:
    """The context of an office; `asked` collects what the room asks for, `went` where links led."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, words: Words, office: Office) -> None:
        self.qtbot, self.office = qtbot, office
        self.lanes = Lanes()
        self.faults: list[object] = []
        self.lanes.fault.connect(self.faults.append)
        self.context = AppContext(office.session, self.lanes, words, appearance, Remembered())
        person = People(office.session).operators()[0]
        self.context.act_as(person.uid, person.name)
        self.went: list[Link] = []
        self.context.went.connect(self.went.append)
        self.asked: list[str] = []
        self.rooms: list[LoansRoom] = []

    def room(self, width: int = 1364) -> LoansRoom:
        """Show the room and wait until it has read what it shows."""
        room = LoansRoom(self.context)
        room.asked.connect(self.asked.append)
        self.rooms.append(room)
        self.qtbot.addWidget(room)
        room.resize(width, 830)
        room.show()
        self.qtbot.waitExposed(room)
        self.settle()
        return room

    def close(self) -> None:
        """Close as the shell does: the rooms first, then the lanes."""
        for room in self.rooms:
            room.close_down()
        self.lanes.close()
        # Its signals hold what listens to them by a function of its own, a room and with it the whole store.
        self.context.deleteLater()
        assert not self.faults

    def settle(self) -> None:
        """Wait until the lanes are idle and what they brought is shown."""
        settle(self.qtbot, self.lanes)


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance, words: Words, office: Office) -> Iterator[LoanWindow]:
    made = LoanWindow(qtbot, appearance, words, office)
    yield made
    made.close()
