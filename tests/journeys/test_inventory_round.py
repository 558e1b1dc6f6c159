"""A year's inventory in the window by keyboard: opened, written, answered, read, accepted, undone, closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.loans.write_round import WriteRoundDialog
from lunarcurator.desktop.rooms.loans.lists import ROUNDS
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.round_desk.desk import PEOPLE, POINTS
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.terms import RoundAnswer
from lunarcurator.services.lending.rounds import RoundRecord, read_round, round_choices
from lunarcurator.services.verifying import verify
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Kept
from tests.journeys.test_powder_loan import CONTROL, Journey
from tests.services.lending.lent_lab import LentLab

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Round(Journey):
    """The window on a store that lends."""

    def balanced(self) -> None:
        assert verify(self.session).findings == ()

    @property
    def record(self) -> RoundRecord:
        return read_round(self.session, round_choices(self.session)[0].uid)

    def press_on(self, name: str, key: Qt.Key = Qt.Key.Key_Space) -> None:
        """Press a key on a part of the room that is found by its name, once it may be pressed."""
        part = next(each for each in self.room.findChildren(object) if each.objectName() == name)
        self.until(part.isEnabled)
        self.qtbot.keyClick(part, key)
        self.settle()


@pytest.fixture
def journey(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Round]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    lab = LentLab(tmp_path / "lent.lunar")
    lab.session.close()
    kept = Kept()
    kept.put("roundDesk.folder", str(tmp_path))
    program = Program(qapp, kept, tmp_path / "lent.lunar")
    qtbot.addWidget(program.frame)
    program.frame.resize(1440, 900)
    program.start()
    yield Round(program, qtbot)
    program.frame.close()
    program.deleteLater()


def answer(folder: Path) -> None:
    """Fill in the workbooks as two borrowers would: one sorts, leaves a line out and adds another."""
    for path in sorted(folder.glob("*.xlsx")):
        workbook = load_workbook(path)
        sheet = workbook.active
        lines = [cell.row for cell in sheet["A"] if str(cell.value).startswith("line ")]
        for cell in sheet["A"]:
            if cell.value in {"signing 0", "signing 2"}:
                borrower = path.stem.partition(" ")[2]
                sheet.cell(cell.row, 3, borrower if cell.value == "signing 0" else f"Witness of {borrower}")
        for row in lines:
            sheet.cell(row, 8, "seen")
        if len(lines) == 2:
            one, two = ([sheet.cell(row, at).value for at in range(1, 11)] for row in lines)
            for at in range(1, 11):
                sheet.cell(lines[0], at, two[at - 1])
                sheet.cell(lines[1], at, one[at - 1])
            sheet.cell(lines[0], 8, "perhaps")
            sheet.cell(lines[1] + 1, 3, "15999")
        else:
            sheet.cell(lines[0], 9, 3.5)
        workbook.save(path)


@pytest.mark.slow
def test_a_years_inventory_in_the_window_alone(journey: Round, tmp_path: Path) -> None:
    journey.program.frame.actions_by_key["loans_room"].trigger()
    journey.settle()
    room = journey.room
    assert isinstance(room, LoansRoom)
    dialog = journey.open("open_round")
    for name in ("frozen", "deadline"):
        journey.type(dialog, name, show_day(journey.session.today))
    journey.act(dialog)
    assert [len(each.lines) for each in journey.record.people] == [2, 1]
    written(journey, tmp_path)
    answer(tmp_path)
    (tmp_path / "foreign.xlsx").write_bytes(b"PK nothing")
    session = opened(journey)
    session.answers.take([tmp_path])
    journey.settle()
    accepted(journey)
    worked_through(journey)
    dialog = journey.open("close_round")
    journey.done(dialog)
    assert journey.record.round.closed
    assert verify(journey.session).findings == ()


def written(journey: Round, folder: Path) -> None:
    """Write the workbooks and the list, and record that they go out."""
    journey.room.lists.tabs.setCurrentIndex(ROUNDS)
    journey.settle()
    journey.press_on("loansRoom.rounds.write_round")
    handling = journey.program.wiring.dispatch
    journey.until(lambda: isinstance(handling.dialog, WriteRoundDialog))
    dialog = handling.dialog
    assert isinstance(dialog, WriteRoundDialog)
    journey.settle()
    journey.qtbot.keyClick(dialog.sent, Qt.Key.Key_Space)
    with journey.qtbot.waitSignal(journey.store_view.context.posted, timeout=20_000):
        journey.qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    journey.settle()
    assert len(list(folder.glob("*.xlsx"))) == 2
    assert len(list(folder.glob("*.pdf"))) == 1
    journey.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    journey.settle()


def opened(journey: Round):  # type: ignore[no-untyped-def]
    """Open the round from its list by Enter."""
    table = journey.room.lists.rounds.table
    table.setFocus()
    table.stand_on(0)
    journey.room.lists.rounds.opened.emit(journey.room.lists.rounds.target)
    journey.settle()
    assert journey.room.whole.currentWidget() is journey.room.round_desk
    return journey.room.round_desk


def accepted(journey: Round) -> None:
    """Accept what agrees, the rest one by one, set one aside, post, undo and redo."""
    session = journey.room.round_desk
    table, side = session.answers.table, session.answers.side
    assert session.answers.refused.ledger.cell(0, 0).text == "foreign.xlsx"
    shown = [
        (row.each.line.code if row.each.line else "", str(row.each.verdict))
        for row in table.answers.rows
        if row.each
    ]
    assert shown == [
        ("L-2021-001/2", "unreadable"),
        ("L-2021-001/1", "agrees"),
        ("", "not_asked"),
        ("L-2021-002/1", "differs"),
    ]
    journey.qtbot.keyClick(table, Qt.Key.Key_Space, SHIFT)
    journey.settle()
    table.stand_on(1)
    journey.qtbot.keyClick(table, Qt.Key.Key_Delete)
    journey.qtbot.keyClicks(side.reason, "what is meant?")
    journey.qtbot.keyClick(side.reason, Qt.Key.Key_Return)
    for row in (3, 5):
        table.stand_on(row)
        journey.qtbot.keyClick(table, Qt.Key.Key_Space)
    head = journey.session.head().seq
    with journey.qtbot.waitSignal(journey.store_view.context.posted, timeout=20_000):
        journey.qtbot.keyClick(session, Qt.Key.Key_Return, CONTROL)
    journey.settle()
    assert journey.session.head().seq == head + 1
    told = [(RoundAnswer.SEEN, ""), (None, "what is meant?"), (RoundAnswer.SEEN, "")]
    assert answers(journey) == told
    journey.press("undo")
    journey.settle()
    assert answers(journey) == [(None, "")] * 3
    journey.press("redo")
    journey.settle()
    assert answers(journey) == told


def answers(journey: Round) -> list[tuple[RoundAnswer | None, str]]:
    return [(line.answer, line.aside) for person in journey.record.people for line in person.lines]


def worked_through(journey: Round) -> None:
    """What is left leads to its line and back; the table of borrowers says who answered and when it went out."""
    session = journey.room.round_desk
    session.tabs.setCurrentIndex(POINTS)
    journey.settle()
    assert [str(each.why) for each in session.points.table.points.rows] == ["set_aside", "besides", "mass"]
    session.points.table.stand_on(2)
    journey.press_on("roundDesk.points.dispute_line")
    dialog = journey.dialog_of("dispute_line")
    journey.type(dialog, "text", "half a milligram less")
    journey.done(dialog)
    assert session.points.table.points.cells(2)[8].text == "disputed"
    journey.qtbot.keyClick(session.points.table, Qt.Key.Key_Return)
    journey.settle()
    assert journey.room.whole.currentWidget() is journey.room.editor
    journey.room.leave_editor()
    journey.settle()
    session.tabs.setCurrentIndex(PEOPLE)
    journey.settle()
    today = journey.session.today
    assert [(each.sent, each.answered) for each in journey.record.people] == [(today, today)] * 2
