"""Borrowers and the way in the room of places: nodes, their panel, search, links, and other days."""

from collections.abc import Iterator

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.rooms.places.lines import MASS, PIECES, STATE
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations.borrowing import ConfirmContact
from lunarcurator.services.off_site import BORROWERS_UID
from lunarcurator.services.people import People
from lunarcurator.services.words import Words
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.desktop.places.looking import cell, contents, index, names
from tests.desktop.remembered import Remembered
from tests.scenarios.conftest import lab as lab
from tests.scenarios.conftest import told as told
from tests.scenarios.days_of_loans import DAY_0, DAY_3, HOUSE, PERSON, lent, uid
from tests.scenarios.lab import Lab

__all__ = ["lab", "lent", "told"]


class AwayWindow:
    """The room of places on a store with a history of loans; `went` collects where links led."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, words: Words, lab: Lab) -> None:
        self.qtbot, self.lab = qtbot, lab
        self.lanes = Lanes()
        self.faults: list[object] = []
        self.lanes.fault.connect(self.faults.append)
        self.context = AppContext(lab.session, self.lanes, words, appearance, Remembered())
        person = People(lab.session).operators()[0]
        self.context.act_as(person.uid, person.name)
        self.went: list[Link] = []
        self.context.went.connect(self.went.append)
        self.room = PlacesRoom(self.context)
        qtbot.addWidget(self.room)
        self.tester = QAbstractItemModelTester(
            self.room.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.room.resize(1300, 800)
        self.room.show()
        self.added_up()

    def added_up(self) -> None:
        """Wait until everything is read and added up."""
        self.qtbot.waitUntil(lambda: not self.lanes.busy and self.room.reading.totals is not None)

    def choose(self, name: str) -> None:
        """Choose a node by keyboard's current row, and wait for its panel."""
        self.room.view.setCurrentIndex(index(self.room, name))
        self.qtbot.waitUntil(lambda: self.room.panel_of_place.name.text().replace("\u2010", "-") == name)

    def show(self, moment: Moment) -> None:
        """Show another day."""
        self.context.show_moment(moment)
        self.added_up()


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance, words: Words, lent: Lab) -> Iterator[AwayWindow]:
    made = AwayWindow(qtbot, appearance, words, lent)
    yield made
    made.lanes.close()
    assert not made.faults


def test_borrowers_stand_under_their_institutions_after_the_places(window: AwayWindow) -> None:
    room = window.room
    assert names(room) == ["Lab", "With borrowers", "Place not stated"]
    assert names(room, index(room, "With borrowers")) == [HOUSE]
    assert names(room, index(room, HOUSE)) == [PERSON]
    assert (cell(room, PERSON, PIECES), cell(room, PERSON, MASS)) == ("2", "\u2265\u20090.200")
    assert cell(room, "With borrowers", STATE) == "On loan, 2 overdue, 1 unweighed"
    assert cell(room, PERSON, STATE) == "2 overdue, 1 unweighed"
    assert cell(room, PERSON, 1) == "Person"
    assert room.model.line(QModelIndex(room.model.index(2, 0))).pieces == "1"
    assert room.head.totals().startswith("6 places · 5 pieces")


def test_the_panel_of_a_borrower_lists_what_he_has_and_leads_on(window: AwayWindow) -> None:
    window.choose(PERSON)
    panel = window.room.panel_of_place
    due = "2026\u201005\u201018"
    assert panel.subtitle.text() == f"With borrowers › {HOUSE} · person · 2 overdue · next due {due}"
    table = panel.contents
    assert contents(table) == ["15556", "15557"]
    assert table is not None
    row = [table.ledger.cell(0, column).spoken for column in range(4)]
    assert row == ["15556", "2026-05-11", "2026-05-18", "L-1"]
    assert not any(button.isVisible() for button in panel.buttons.values())
    person, loan = uid(window.lab, Subject.PERSON, PERSON), uid(window.lab, Subject.LOAN, "L-1")
    assert window.room.selection == Selection(person=person)
    table.selectRow(0)
    table.setCurrentIndex(table.ledger.index(0, 3))
    window.qtbot.keyClick(table, Qt.Key.Key_Return)
    window.qtbot.mouseClick(panel.lines, Qt.MouseButton.LeftButton)
    assert window.went == [Link(Target.LOAN, loan), Link(Target.PERSON, person)]


def test_a_group_says_who_has_each_piece(window: AwayWindow) -> None:
    window.choose("With borrowers")
    panel = window.room.panel_of_place
    assert panel.contents is not None
    assert panel.contents.ledger.cell(0, 3).spoken == PERSON
    assert panel.lines.isHidden()
    assert window.room.selection == Selection()


def test_a_home_place_says_what_is_out_of_it(window: AwayWindow) -> None:
    window.choose("Cabinet 1")
    panel = window.room.panel_of_place
    assert contents(panel.out) == ["15556", "15557"]
    assert panel.out is not None
    row = [panel.out.ledger.cell(0, column).spoken for column in range(4)]
    assert row == ["15556", HOUSE, "2026-05-11", "L-1"]
    assert contents(panel.contents) == ["15558"]
    window.choose("Cabinet 2")
    assert panel.out is None


def test_a_search_finds_a_borrower_and_an_institution(window: AwayWindow) -> None:
    room = window.room
    room.find()
    window.qtbot.keyClicks(room.bar.search, "borrower x")
    assert names(room) == ["With borrowers"]
    assert room.view.isExpanded(index(room, HOUSE))
    window.qtbot.keyClick(room.bar.search, Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: room.panel_of_place.name.text() == PERSON)
    room.bar.clear()
    window.qtbot.keyClicks(room.bar.search, "institute")
    assert names(room) == ["With borrowers"]


def test_links_lead_to_a_borrower_even_before_the_sums_are_there(window: AwayWindow) -> None:
    again = PlacesRoom(window.context)
    window.qtbot.addWidget(again)
    person = uid(window.lab, Subject.PERSON, PERSON)
    assert again.go_to(Link(Target.PLACE, person))
    window.qtbot.waitUntil(lambda: again.selection == Selection(person=person))
    window.room.go_to(Link(Target.PLACE, BORROWERS_UID))
    window.qtbot.waitUntil(lambda: window.room.panel_of_place.name.text() == "With borrowers")
    nobody = uid(window.lab, Subject.AGREEMENT, "A-1")
    window.room.go_to(Link(Target.PLACE, nobody))
    assert window.room.panel_of_place.name.text() == "With borrowers"


def test_nothing_is_dropped_on_a_borrower_and_no_borrower_is_dragged(window: AwayWindow) -> None:
    room = window.room
    borrower, cabinet = index(room, PERSON), index(room, "Cabinet 1")
    assert not borrower.flags() & (Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)
    data: QMimeData = room.model.mimeData([cabinet])
    assert not room.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, borrower)
    flag = room.view.selectionModel().SelectionFlag
    for each in (borrower, cabinet):
        room.view.selectionModel().select(each, flag.Select | flag.Rows)
    cabinet_uid = next(each.uid for each in room.reading.tree.nodes.values() if each.name == "Cabinet 1")
    assert room.selection.places == (cabinet_uid,)


def test_another_day_shows_who_had_what_then(window: AwayWindow) -> None:
    room = window.room
    window.show(Moment(DAY_3))
    assert names(room) == ["Lab", "With borrowers", "In transit", "Place not stated"]
    assert names(room, index(room, "In transit")) == ["S-2"]
    assert room.model.line(index(room, "S-2")).code == HOUSE
    assert cell(room, "In transit", STATE) == "In transit, unweighed"
    window.choose("S-2")
    assert contents(room.panel_of_place.contents) == ["15557"]
    window.show(Moment(DAY_0))
    assert names(room) == ["Lab", "Place not stated"]
    window.show(NOW)
    assert names(room, index(room, HOUSE)) == [PERSON]


def test_an_act_on_the_loan_desk_is_taken_in(window: AwayWindow) -> None:
    posted = window.lab.post(ConfirmContact(person=PERSON, how="a letter (invented)"), day=20261001)
    window.context.tell(posted.changes)
    window.added_up()
    assert names(window.room, index(window.room, HOUSE)) == [PERSON]
    assert cell(window.room, PERSON, PIECES) == "2"
