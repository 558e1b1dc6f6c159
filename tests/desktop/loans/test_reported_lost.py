"""A line reported lost, in the window: where it is listed, how its loan stands, and what is to be done."""

from lunarcurator.desktop.loan_editor.heads import EditorHead
from lunarcurator.desktop.loan_editor.steps import NextStep, next_step
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.loans.lists import LINES
from lunarcurator.services.lending.overview import Work
from lunarcurator.store.reads.line_tally import StateSum
from lunarcurator.store.reads.loans import NOTHING_HELD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desktop.loans.conftest import LoanWindow
from tests.desktop.loans.test_room import listed, row_of

TWO = StateSum(2, 0, 0, NOTHING_HELD)


def lose(window: LoanWindow) -> None:
    """Let a line be due long ago, recalled, and reported lost."""
    drawn, office = window.office.drawn, window.office
    told = {"due": 20250101, "recalled": 20250601, "lost": 20250301, "ug": 0}
    office.lines["L-1/4"] = drawn.line("L-1/4", office.loans["L-1"], office.ann, state="lost", **told)
    drawn.write()


def test_it_is_listed_as_reported_lost_and_nowhere_as_overdue_or_recalled(window: LoanWindow) -> None:
    lose(window)
    room = window.room()
    rows = room.lists.today.today.rows
    assert [row.cells[0].text for row in rows if row.work is Work.LOST] == ["Reported lost", "L-1"]
    assert "1 of them overdue" in room.head.totals()
    room.lists.today.selectRow(row_of(room, Work.LOST, "group"))
    window.qtbot.keyClick(room.lists.today, Qt.Key.Key_Return)
    window.settle()
    assert (room.lists.page, listed(room)) == (LINES, ["L-1/4"])
    cells = [room.lists.lines.table.lines.index(0, column).data() for column in range(9)]
    assert (cells[6], cells[7], cells[8]) == ("", "", "Reported lost")


def test_its_panel_says_since_when(window: LoanWindow) -> None:
    lose(window)
    room = window.room()
    room.lists.show_page(LINES)
    room.lists.lines.chips["lost"].setChecked(True)
    window.settle()
    room.lists.lines.table.selectRow(0)
    window.settle()
    said = [each.text() for each in room.details.findChildren(QLabel)]
    assert ("Reported lost" in said, "2025-03-01" in said) == (True, True)


def test_only_then_the_borrower_is_to_be_released_before_the_loan_is_closed() -> None:
    assert next_step({"lost": TWO, "out": TWO}, closed=False) == NextStep("return_line", 2, ("out", "transit"))
    assert next_step({"lost": TWO, "closed": TWO}, closed=False) == NextStep("release_line", 2, ("lost",))
    assert next_step({"closed": TWO}, closed=False) == NextStep("close_loan", 0, ())


def test_its_loan_has_come_as_far_as_what_is_out(window: LoanWindow) -> None:
    head = EditorHead(window.context, Wording(window.context.words))
    window.qtbot.addWidget(head)
    head.show_progress(["lost"], closed=False)
    assert head.steps.accessibleName() == "Out"
