"""The room of loans by keyboard: the work of today, every list, filters, the panel, what is selected."""

from dataclasses import replace

import pytest
from lunarcurator.desktop.links import NOTHING, Link, Target
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
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import UNWEIGHED, LineMove
from lunarcurator.domain.lending.terms import Step
from lunarcurator.services.changes import ChangeSet
from lunarcurator.services.lending.overview import Work
from lunarcurator.services.lending.records import line_record
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.desktop.loans.conftest import LoanWindow

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def listed(room: LoansRoom) -> list[str]:
    """The numbers or codes of the lines shown."""
    model = room.lists.lines.table.lines
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def row_of(room: LoansRoom, work: Work, kind: str) -> int:
    rows = room.lists.today.today.rows
    return next(n for n, each in enumerate(rows) if each.work is work and each.kind == kind)


def test_today_lists_what_needs_a_hand_in_its_order(window: LoanWindow) -> None:
    room = window.room()
    works = [each.work for each in room.lists.today.today.rows if each.kind == "group"]
    assert works[:3] == [Work.OVERDUE, Work.RECALLED, Work.TO_DECIDE]
    row = room.lists.today.today.rows[1]
    assert [cell.spoken for cell in row.cells] == [
        "L-1",
        "Institute 50%",
        "15555",
        "5",
        "54 days overdue, 2026-10-01",
        "Remind…",
    ]
    assert "1 of them overdue" in room.head.totals()
    QAbstractItemModelTester(room.lists.today.today, FATAL)


def test_a_group_closes_and_opens_by_keyboard(window: LoanWindow) -> None:
    room = window.room()
    table, keys = room.lists.today, window.qtbot.keyClick
    QAbstractItemModelTester(table.today, FATAL)
    before = table.today.rowCount()
    table.selectRow(0)
    keys(table, Qt.Key.Key_Left)
    assert table.today.rowCount() == before - 1
    keys(table, Qt.Key.Key_Right)
    keys(table, Qt.Key.Key_Space)
    keys(table, Qt.Key.Key_Space)
    assert table.today.rowCount() == before
    assert table.currentIndex().row() == 0


def test_enter_on_a_group_lists_all_of_it(window: LoanWindow) -> None:
    room = window.room()
    room.lists.today.selectRow(row_of(room, Work.UNDATED, "group"))
    window.qtbot.keyClick(room.lists.today, Qt.Key.Key_Return)
    window.settle()
    assert room.lists.page == LINES
    assert listed(room) == ["L-1/3"]


def test_the_next_step_of_a_row_asks_for_its_act_with_the_lines_that_wait(window: LoanWindow) -> None:
    room = window.room()
    room.lists.today.selectRow(row_of(room, Work.TO_DECIDE, "todo"))
    window.qtbot.keyClick(room.lists.today, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert window.asked == ["decide_lines"]
    assert room.selection.lines == (window.office.lines["L-2/1"],)
    assert room.selection.loan == window.office.loans["L-2"]


def test_a_filter_chip_and_a_text_narrow_the_lines(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    window.settle()
    QAbstractItemModelTester(room.lists.lines.table.lines, FATAL)
    assert listed(room) == ["L-1/1", "L-2/4", "L-1/2", "L-1/3"]
    window.qtbot.keyClicks(room.search, "15556")
    window.qtbot.waitUntil(lambda: listed(room) == ["L-1/2"])
    room.search.clear()
    chips = room.lists.lines.chips
    window.qtbot.keyClick(next(chip for key, chip in chips.items() if key == "overdue"), Qt.Key.Key_Space)
    window.qtbot.waitUntil(lambda: listed(room) == ["L-1/1"])
    window.qtbot.keyClick(next(chip for key, chip in chips.items() if key == "overdue"), Qt.Key.Key_Delete)
    window.qtbot.waitUntil(lambda: len(listed(room)) == 8)


def test_typing_on_today_goes_on_to_the_lines(window: LoanWindow) -> None:
    room = window.room()
    window.qtbot.keyClicks(room.search, "borrower b")
    window.qtbot.waitUntil(lambda: room.lists.page == LINES and listed(room) == ["L-2/4"])
    window.qtbot.keyClicks(room.search, "xyz")
    window.qtbot.waitUntil(lambda: not room.lists.lines.table.isVisible())
    room.lists.lines.clear()
    window.qtbot.waitUntil(lambda: room.lists.lines.table.isVisible())


def test_a_line_shows_its_account_and_is_what_an_action_acts_on(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    window.settle()
    assert room.selection == NOTHING
    room.lists.lines.table.selectRow(0)
    window.settle()
    row = room.lists.lines.table.currentIndex().data(LINE)
    assert row.code == "L-1/1"
    assert room.selection.lines == (window.office.lines["L-1/1"],)
    assert len(room.selection.samples) == 1
    assert room.details.name.text() == "15555"
    room.lists.lines.table.selectAll()
    window.settle()
    assert room.selection_summary() == "4 lines selected"
    window.settle()
    window.qtbot.waitUntil(lambda: room.details.name.text() == "4 lines selected")
    assert room.details.subtitle.text() == ""
    assert (room.selection.loan, room.selection.person) == (None, None)
    room.copy()
    assert QApplication.clipboard().text().splitlines()[1].startswith("15555\t")


def test_a_line_says_how_much_came_back_neither_weighed_nor_stated(window: LoanWindow) -> None:
    room, words = window.room(), window.context.words
    told = line_record(window.office.session, words, window.office.lines["L-1/1"])
    assert told is not None
    back = LineMove(Step.RETURNED, 20261101, 1_500, quality=UNWEIGHED)
    room.details.show_line(replace(told, line=replace(told.line, moves=(*told.line.moves, back))))
    said = [each.accessibleName().replace("\xa0", " ") for each in room.details.findChildren(QLabel)]
    assert "1.5 mg of what came back on line L-1/1 was neither weighed nor stated." in said


def test_the_order_is_chosen_from_a_list_or_a_head(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    room.lists.lines.sort.setCurrentIndex(5)
    window.settle()
    assert listed(room) == ["L-1/1", "L-1/2", "L-1/3", "L-2/4"]
    room.lists.lines.table.horizontalHeader().sectionClicked.emit(3)
    window.settle()
    assert room.lists.lines.sort.currentIndex() == 2


def test_every_list_leads_to_its_record(window: LoanWindow) -> None:
    room = window.room()
    for page, loan in ((LOANS, "L-3"), (CALENDAR, "L-1")):
        room.lists.show_page(page)
        window.settle()
        room.lists.front.selectRow(0)
        window.qtbot.keyClick(room.lists.front, Qt.Key.Key_Return)
        window.settle()
        assert room.whole.currentWidget() is room.editor
        assert room.editor.loan == window.office.loans[loan]
        window.qtbot.keyClick(room.editor, Qt.Key.Key_Escape)
        window.settle()
        assert room.lists.front.hasFocus()
    room.lists.show_page(BORROWERS)
    window.settle()
    room.lists.borrowers.table.selectRow(0)
    window.settle()
    room.details.open.click()
    window.settle()
    assert room.lists.page == LINES
    assert len(listed(room)) == 4


def test_a_borrower_is_shown_as_a_card(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(BORROWERS)
    window.settle()
    room.lists.borrowers.table.selectRow(0)
    window.settle()
    assert room.details.card is not None
    told = {line.label: (line.value, line.tone) for line in room.details.card.lines}
    assert told["Agreement"] == ("none that is valid", "red")
    assert told["Overdue lines"] == ("1, since 2026-10-01", "red")
    assert room.selection.person == window.office.ann


def test_an_agreement_is_shown_with_its_term_and_its_borrower(window: LoanWindow) -> None:
    term = {"since": 20220101, "signed": 20211220, "signed_by": "Official X", "until": 20270101}
    uid = window.office.drawn.agreement("A-1", window.office.bob, kind="domestic", **term)
    window.office.drawn.write()
    room = window.room()
    room.lists.show_page(AGREEMENTS)
    window.settle()
    room.lists.agreements.table.selectRow(0)
    window.settle()
    panel = room.details
    assert (panel.name.text(), panel.subtitle.text()) == ("A\u20101", "Domestic · expiring")
    facts = panel.findChild(FactsGrid, "loanPanel.agreement")
    assert facts is not None
    assert [each.text() for each in facts.findChildren(QLabel)] == [
        "Term",
        "2022-01-01 – 2027-01-01",
        "Signed",
        "2021-12-20, Official X",
    ]
    assert panel.card is not None
    assert "Borrower B" in panel.card.accessibleName()
    assert room.selection.agreement == uid
    assert room.selection_summary() == "A\u20101"
    window.qtbot.mouseClick(panel.open, Qt.MouseButton.LeftButton)
    window.settle()
    assert room.lists.page == LINES
    assert {row.split("/")[0] for row in listed(room)} <= {"L-2"}


def test_agreements_and_rounds_stand_in_lists_of_their_own(window: LoanWindow) -> None:
    drawn = window.office.drawn
    drawn.agreement("A-1", window.office.ann, since=20220101, signed=20220101, until=20270101, kind="domestic")
    ended = {"since": 20200101, "until": 20250101, "signed": 20200101, "kind": "domestic"}
    late = drawn.agreement("A-2", window.office.bob, **ended)
    drawn.line("L-2/7", window.office.loans["L-2"], window.office.bob, agreement=late, ug=1)
    asked = {f"expects/{window.office.ann}": 3}
    drawn.add(Subject.ROUND, name="R-1", code="R-1", frozen=20261001, deadline=20261101, **asked)
    drawn.write()
    room = window.room()
    room.lists.show_page(AGREEMENTS)
    window.settle()
    codes = [room.lists.agreements.table.ledger.cell(row, 0).text for row in range(2)]
    assert codes == ["A-2", "A-1"]
    room.go_to(Link(Target.ROUND, drawn.uid()))
    window.settle()
    assert room.lists.page == ROUNDS
    assert room.lists.rounds.table.ledger.cell(0, 5).text == "1"


def test_links_lead_into_the_room(window: LoanWindow) -> None:
    room = window.room()
    assert room.go_to(Link(Target.LOAN, window.office.loans["L-2"]))
    window.settle()
    assert room.editor.loan == window.office.loans["L-2"]
    assert room.go_to(Link(Target.LINE, window.office.lines["L-3/1"]))
    window.settle()
    assert room.editor.loan == window.office.loans["L-3"]
    room.leave_editor()
    assert room.go_to(Link(Target.PERSON, window.office.ann))
    window.settle()
    assert room.lists.page == BORROWERS
    assert not room.go_to(Link(Target.SAMPLE, window.office.ann))


def test_f6_goes_round_and_ctrl_f_finds(window: LoanWindow) -> None:
    room = window.room()
    room.enter()
    assert room.lists.today.hasFocus()
    room.find()
    assert room.search.hasFocus()
    room.next_pane()
    assert room.lists.tabs.hasFocus()
    room.next_pane()
    assert room.lists.front.hasFocus()


def test_the_rail_is_told_what_is_overdue_or_blocked(window: LoanWindow) -> None:
    room = LoansRoom(window.context)
    window.qtbot.addWidget(room)
    with window.qtbot.waitSignal(room.counted) as told:
        room.show()
        window.settle()
    assert told.args == [3, "3 overdue, recalled, unanswered or disputed"]
    assert room.lists.page == TODAY


def test_the_rail_is_told_before_anybody_opens_the_room_and_after_every_entry(window: LoanWindow) -> None:
    room = LoansRoom(window.context)
    window.rooms.append(room)
    window.qtbot.addWidget(room)
    with window.qtbot.waitSignal(room.counted, timeout=20_000) as told:
        pass
    assert told.args == [3, "3 overdue, recalled, unanswered or disputed"]
    assert not room.isVisible()
    with window.qtbot.waitSignal(room.counted, timeout=20_000) as again:
        window.context.tell(ChangeSet(1, wide=True))
    assert again.args == told.args


def test_what_is_selected_is_summed_up_once_it_has_been_read(window: LoanWindow) -> None:
    room = window.room()
    told: list[str] = []
    room.summarised.connect(lambda: told.append(room.selection_summary()))
    room.lists.show_page(BORROWERS)
    window.settle()
    room.lists.borrowers.table.selectRow(0)
    window.settle()
    assert told[-1] == room.details.name.text() != ""
    room.lists.show_page(LOANS)
    window.settle()
    room.lists.loans.table.selectRow(0)
    window.settle()
    assert told[-1] == room.details.name.text()
    assert told[-1].startswith("L\u2010")


def test_a_day_of_the_calendar_narrows_its_list_and_a_bar_turns_its_month(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(CALENDAR)
    window.settle()
    page = room.lists.calendar
    rows = page.table.ledger.rowCount()
    assert rows > 1
    day = int(page.table.ledger.cell(rows - 1, 0).spoken.replace("-", ""))
    page.turn(day // 100)
    window.settle()
    assert page.title.text() == f"{day // 10_000}\u2010{day // 100 % 100:02d}"
    assert page.grid.accessibleName().startswith(f"{day // 10_000}-{day // 100 % 100:02d}. ")
    page.grid.pick(day)
    window.settle()
    assert {page.table.ledger.cell(at, 0).spoken for at in range(page.table.ledger.rowCount())} == {
        page.table.ledger.cell(0, 0).spoken
    }
    page.grid.pick_week(day)
    window.settle()
    first, last = page.grid.span
    days = [page.table.ledger.cell(at, 0).spoken for at in range(page.table.ledger.rowCount())]
    assert days
    assert all(first <= int(each.replace("-", "")) <= last for each in days)
    page.findChild(QPushButton, "loansRoom.calendar.today").click()
    window.settle()
    assert page.table.ledger.rowCount() == rows
    assert page.grid.month == window.office.session.today // 100
    window.qtbot.mouseClick(page.months, Qt.MouseButton.LeftButton, pos=QPoint(2, 10))
    window.settle()
    assert page.grid.month < window.office.session.today // 100


def scan(window: LoanWindow, room: LoansRoom, number: str) -> None:
    room.lists.front.setFocus()
    window.qtbot.keyClicks(room.lists.front, number)
    window.qtbot.keyClick(room.lists.front, Qt.Key.Key_Return)
    window.settle()
    window.settle()


@pytest.mark.parametrize("page", range(len(PAGES)))
def test_a_scan_in_any_list_goes_to_the_line_its_piece_is_out_on_and_into_no_loan(
    window: LoanWindow, page: int
) -> None:
    room = window.room()
    room.lists.show_page(page)
    window.settle()
    if room.lists.front.model().rowCount():
        room.lists.front.selectRow(room.lists.front.model().rowCount() - 1)
    window.settle()
    scan(window, room, "15555")
    assert room.whole.currentWidget() is room.splitter
    assert room.lists.page == LINES
    assert room.selection.lines == (window.office.lines["L-1/1"],)
    assert room.details.name.text() == "15555"
    assert not room.lists.scans.line.isVisible()
    before = room.selection
    scan(window, room, "no such piece")
    assert room.lists.scans.line.accessibleName() == "“no such piece” is unknown"
    assert (room.selection, room.whole.currentWidget()) == (before, room.splitter)


def test_what_stands_in_the_search_narrows_every_list_or_stands_there_no_more(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    room.search.setText("L-1/1")
    window.qtbot.waitUntil(lambda: room.lists.lines.wish.text == "L-1/1")
    for page in range(LOANS, len(PAGES)):
        room.lists.show_page(page)
        window.settle()
        assert room.search.text() == "L-1/1"
        assert room.lists.in_front().filters == ("L-1/1",)
    room.lists.show_page(TODAY)
    window.settle()
    assert room.search.text() == ""
    room.lists.show_page(LINES)
    window.settle()
    assert room.lists.lines.wish.text == ""
    room.search.setText("nothing is like this")
    window.qtbot.waitUntil(lambda: not room.lists.lines.table.isVisible())
    room.findChild(Button, "loansRoom.clear").click()
    window.settle()
    assert room.search.text() == ""
    assert room.lists.lines.table.isVisible()
