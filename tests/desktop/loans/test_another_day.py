"""The room of loans as of another day: work, every list, the panel, and what is not to be done there."""

from collections.abc import Iterator

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.models.loan_lines import LINE
from lunarcurator.desktop.rooms.loans.lists import (
    AGREEMENTS,
    BORROWERS,
    CALENDAR,
    LINES,
    LOANS,
    PAGES,
    ROUNDS,
    TODAY,
)
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.people import People
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.prompt_bot import settle
from tests.scenarios.conftest import lab as lab
from tests.scenarios.conftest import told as told
from tests.scenarios.days_of_loans import DAY_0, DAY_3, DAY_6, DAY_10, HOUSE, LOOKED, PERSON, lent, uid
from tests.scenarios.lab import Lab

__all__ = ["lab", "lent", "told"]
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class DatedRoom:
    """The room on a store with a history of loans; `went` collects where links led."""

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
        self.room = LoansRoom(self.context)
        self.asked: list[str] = []
        self.room.asked.connect(self.asked.append)
        self.counted: list[int] = []
        self.room.counted.connect(lambda count, _words: self.counted.append(count))
        self.testers = [
            QAbstractItemModelTester(model, FATAL)
            for model in (self.room.lists.today.today, self.room.lists.lines.table.lines)
        ]
        qtbot.addWidget(self.room)
        self.room.resize(1364, 830)
        self.room.show()
        self.settle()

    def settle(self) -> None:
        """Wait until the lanes are idle and what they brought is shown."""
        settle(self.qtbot, self.lanes)

    def show(self, day: int, page: int) -> None:
        """Show a list as of a day."""
        self.context.show_moment(Moment(day) if day else NOW)
        self.room.lists.show_page(page)
        self.settle()

    def column(self, page: int, column: int) -> list[str]:
        """What a column of a list that is read whole says."""
        table = self.room.lists.pages.widget(page).table  # type: ignore[attr-defined]
        return [table.ledger.cell(row, column).spoken for row in range(table.ledger.rowCount())]

    def lines(self) -> list[tuple[str, str]]:
        """The numbers and due days of the lines listed."""
        model = self.room.lists.lines.table.lines
        rows = [model.index(row, 0).data(LINE) for row in range(model.rowCount())]
        self.settle()
        rows = [model.index(row, 0).data(LINE) for row in range(len(rows))]
        return [(row.number, row.state) for row in rows]


@pytest.fixture
def dated(qtbot: QtBot, appearance: Appearance, words: Words, lent: Lab) -> Iterator[DatedRoom]:
    made = DatedRoom(qtbot, appearance, words, lent)
    yield made
    made.room.close_down()
    made.lanes.close()
    assert not made.faults


def test_the_work_of_a_day_is_told_and_not_to_be_done(dated: DatedRoom) -> None:
    room = dated.room
    assert dated.counted[-1] == 2
    dated.show(DAY_3, TODAY)
    assert room.lists.tabs.tabText(TODAY) == "2026-05-13"
    assert room.head.totals() == "2026-05-13, 4 things to do, 0 of them overdue"
    rows = [row for row in room.lists.today.today.rows if row.kind == "todo"]
    assert dated.counted[-1] == 0, "the rail counts as of the day that is shown, as the room does"
    assert [row.cells[0].spoken for row in rows] == ["L-2", "A-1", "L-1", "L-2"]
    assert {row.cells[-1].spoken for row in rows} == {"Open"}
    assert not any(row.cells[-1].target.startswith("act:") for row in rows)
    assert room.figures.day.text() == "2026\u201005\u201013"
    dated.show(DAY_10, TODAY)
    assert room.head.totals() == "2026-05-20, 2 things to do, 2 of them overdue"
    late = next(row for row in room.lists.today.today.rows if row.kind == "todo")
    assert late.cells[4].spoken == "2 days overdue, 2026-05-18"
    dated.show(DAY_0, TODAY)
    assert room.whole.currentWidget() is room.splitter
    assert not any(button.isEnabled() for button in room.buttons.values())
    dated.show(0, TODAY)
    assert room.lists.tabs.tabText(TODAY) == "Today"
    assert dated.counted[-1] == 2


def test_lines_are_those_of_the_day(dated: DatedRoom) -> None:
    told_of = {}
    for day in (*LOOKED, 0):
        dated.show(day, LINES)
        told_of[day] = sorted(dated.lines())
    out = [("15555", "out"), ("15556", "out")]
    assert told_of == {
        DAY_0: [],
        DAY_3: [*out, ("15557", "transit")],
        DAY_6: [*out, ("15557", "out")],
        DAY_10: [("15556", "out"), ("15557", "out")],
        0: [("15556", "out"), ("15557", "out")],
    }
    dated.show(DAY_3, LINES)
    assert "3 lines in 2 loans" in dated.room.lists.lines.sums.text()


def test_every_other_list_is_that_of_the_day(dated: DatedRoom) -> None:
    dated.show(DAY_3, LOANS)
    assert dated.column(LOANS, 0) == ["L-2", "L-1"]
    assert dated.column(LOANS, 5) == ["1 of 1 out", "2 of 2 out"]
    dated.show(DAY_10, LOANS)
    assert dated.column(LOANS, 5) == ["1 of 1 out", "1 of 2 out"]
    dated.show(DAY_10, BORROWERS)
    assert (dated.column(BORROWERS, 0), dated.column(BORROWERS, 2)) == ([PERSON], ["2"])
    dated.show(DAY_3, AGREEMENTS)
    assert (dated.column(AGREEMENTS, 5), dated.column(AGREEMENTS, 7)) == (["2026-05-15"], ["Expiring"])
    dated.show(DAY_6, AGREEMENTS)
    assert (dated.column(AGREEMENTS, 5), dated.column(AGREEMENTS, 7)) == (["2029-12-31"], ["Current"])
    dated.show(DAY_3, CALENDAR)
    assert dated.column(CALENDAR, 0) == ["2026-05-14", "2026-05-14"]
    dated.show(DAY_6, CALENDAR)
    assert dated.column(CALENDAR, 0) == ["2026-05-18", "2026-05-18"]
    dated.show(DAY_6, ROUNDS)
    assert dated.column(ROUNDS, 0) == []
    opens = dated.room.findChild(Button, "loansRoom.rounds.open_round")
    assert not opens.isEnabled()
    dated.context.show_moment(NOW)
    assert opens.isEnabled()


def test_the_panel_tells_the_day_and_a_loan_is_listed_not_edited(dated: DatedRoom) -> None:
    room, person = dated.room, uid(dated.lab, Subject.PERSON, PERSON)
    dated.show(DAY_3, TODAY)
    assert room.go_to(Link(Target.PERSON, person))
    dated.settle()
    assert room.details.name.text() == PERSON
    assert room.details.card is not None
    assert f"{HOUSE}" in room.details.subtitle.text()
    room.go_to(Link(Target.LOAN, uid(dated.lab, Subject.LOAN, "L-1")))
    dated.settle()
    assert room.whole.currentWidget() is room.splitter
    assert room.lists.page == LINES
    assert sorted(dated.lines()) == [("15555", "out"), ("15556", "out")]
    room.go_to(Link(Target.LINE, uid(dated.lab, Subject.LINE, "L-2/1")))
    dated.settle()
    assert sorted(dated.lines()) == [("15557", "transit")]
    room.lists.lines.table.selectRow(0)
    dated.settle()
    assert room.details.open.text() == "Show the lines"
    with dated.qtbot.waitSignal(room.details.followed):
        room.details.followed.emit(f"place:{person}")
    assert dated.went == [Link(Target.PLACE, person)]


def test_the_editor_gives_way_to_the_day(dated: DatedRoom) -> None:
    room = dated.room
    room.go_to(Link(Target.LOAN, uid(dated.lab, Subject.LOAN, "L-1")))
    dated.settle()
    assert room.whole.currentWidget() is room.editor
    dated.show(DAY_3, TODAY)
    assert room.whole.currentWidget() is room.splitter
    room.lists.today.setFocus()
    dated.qtbot.keyClick(room.lists.today, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dated.settle()
    assert dated.asked == []
    assert PAGES[room.lists.page] in {"lines", "agreements", "today"}
