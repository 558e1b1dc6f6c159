"""The loan desk: what needs a hand, what somebody has, a request, powder, a box, an extension, a return."""

from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.print_paper import PaperDialog
from lunarcurator.desktop.models.loan_today import NEXT
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.services.lending.browsing import all_loans
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.records import records
from PySide6.QtWidgets import QWidget

from tests.journeys.a_day.conftest import Begin
from tests.journeys.a_day.lab import BORROWER, CHIPS, OUT, OUT_LOAN, POWDER_LOAN, READY_LOAN, WHO
from tests.journeys.a_day.steps import Steps


def room_of(steps: Steps) -> LoansRoom:
    """Return the room of loans, which is in front."""
    room = steps.store_view.room
    assert isinstance(room, LoansRoom)
    return room


def lines_of(steps: Steps, loan: str) -> list[Line]:
    """Return the lines of a loan as they stand now."""
    with steps.session.database.connect() as connection:
        told = [Line.of(row.state) for row in records(connection, Subject.LINE)]
    return [each for each in told if each.code.startswith(f"{loan}/")]


def click_next(steps: Steps, loan: str) -> None:
    """Click on the next step of a loan in the work of today."""
    uid = next(each.uid for each in all_loans(steps.session) if each.code == loan)
    today = room_of(steps).lists.today
    at = next(n for n, row in enumerate(today.today.rows) if row.kind == "todo" and row.target == f"loan:{uid}")
    steps.click_cell(today, at, NEXT)


def test_what_needs_a_hand_today_is_seen(begin: Begin) -> None:
    steps = begin("see what needs a hand today", 2)
    steps.press("Ctrl+6")
    today = room_of(steps).lists.today
    assert today.isVisible()
    told = " ".join(cell.text for row in today.today.rows for cell in row.cells)
    assert READY_LOAN in told
    assert POWDER_LOAN in told
    steps.keep()


def what_have_i_got(steps: Steps) -> None:
    steps.press("Ctrl+6")
    steps.press("Ctrl+F")
    steps.value(BORROWER)
    lines = room_of(steps).lists.lines
    steps.until(lambda: lines.isVisible() and lines.table.model().rowCount() > 0)
    steps.settle()


def test_what_somebody_has_and_when_it_is_due(begin: Begin) -> None:
    steps = begin("what have I got, and when is it due?", 3)
    what_have_i_got(steps)
    told = room_of(steps).lists.lines.table
    shown = "".join(
        str(told.model().index(row, column).data())
        for row in range(told.model().rowCount())
        for column in range(told.model().columnCount())
    )
    for number in OUT:
        assert number in shown
    assert show_day(lines_of(steps, OUT_LOAN)[0].due or 0) in shown
    steps.keep()


def test_two_lines_are_extended(begin: Begin) -> None:
    # Who asked and who approved is said by whoever knows.
    steps = begin("extend two lines of what somebody has", 6 + 2)
    what_have_i_got(steps)
    steps.restart()
    table = room_of(steps).lists.lines.table
    steps.click_cell(table, 0, 1)
    steps.click_cell(table, 1, 1, held="Ctrl")
    steps.press("Ctrl+Shift+X")
    steps.form("extend_lines")
    steps.value("2029-06-30", then="Tab")
    steps.value("R. Responsible", then="Tab")
    steps.value("C. Committee", then="Tab")
    steps.value("measurements go on")
    steps.post()
    due = [each.due for each in lines_of(steps, OUT_LOAN)]
    assert due.count(20290630) == 2
    steps.keep()


def test_powder_is_weighed_for_a_line(begin: Begin) -> None:
    steps = begin("weigh 100 mg of powder from a bottle for a loan line", 8)
    steps.press("Ctrl+6")
    click_next(steps, POWDER_LOAN)
    dialog = steps.form("prepare_lines")
    steps.click_cell(dialog.lines.view, 0, 2)
    steps.value("100.00", then="Tab")
    steps.press("Tab")
    steps.value("G1", then="Return")
    steps.post()
    (line,) = lines_of(steps, POWDER_LOAN)
    assert line.state is LineState.PREPARED
    assert verify(steps.session).sound
    steps.keep()


@pytest.mark.slow
def test_a_loan_of_twelve_lines_is_packed_and_handed_over(begin: Begin) -> None:
    steps = begin("pack and hand over a 12-line loan in one box", 20)
    steps.press("Ctrl+6")
    uid = next(each.uid for each in all_loans(steps.session) if each.code == READY_LOAN)
    today = room_of(steps).lists.today
    at = next(n for n, row in enumerate(today.today.rows) if row.kind == "todo" and row.target == f"loan:{uid}")
    steps.click_cell(today, at, 0)
    steps.press("Return")
    editor = room_of(steps).editor
    steps.until(editor.isVisible)
    steps.click(editor.steps.buttons["pack_shipment"])
    dialog = steps.form("pack_shipment")
    steps.click(dialog.findChild(QWidget, "carrier"))
    steps.value("Courier", then="Return")
    for name, text in (("firm", "Firm C"), ("seals", "4471"), ("insurance", "policy 7")):
        steps.click(dialog.findChild(QWidget, name))
        steps.value(text)
    steps.post()
    steps.press("Ctrl+Return")
    steps.form("issue_lines")
    steps.post()
    assert {each.state for each in lines_of(steps, READY_LOAN)} == {LineState.TRANSIT}
    steps.click(editor.steps.more)
    steps.choose("loanEditor.menu.hand_over")
    steps.form("hand_over")
    steps.value(WHO, then="Tab")
    steps.value("Driver of firm C")
    steps.post()
    steps.keep()


@pytest.mark.slow
def test_a_request_of_twelve_lines_is_reserved_and_its_pick_list_printed(begin: Begin, printer: Path) -> None:
    # Who decided is named each time: nobody's name is filled in from the decision before.
    steps = begin("check and reserve a request of 12 lines, and print the pick list", 8 + 1 + 1)
    steps.press("Ctrl+Shift+L")
    editor = room_of(steps).editor
    steps.paste("\n".join(CHIPS))
    steps.until(lambda: len(editor.lines.model.texts()) == len(CHIPS))
    steps.click(editor.head.borrower)
    steps.value(BORROWER, then="Return")
    steps.until(editor.side.next.isEnabled)
    steps.post()
    steps.until(lambda: editor.loan is not None)
    steps.press("Ctrl+Return")
    steps.form("decide_lines")
    steps.value("The committee")
    steps.post()
    loan = max(all_loans(steps.session), key=lambda each: each.id).code
    assert {each.state for each in lines_of(steps, loan)} == {LineState.APPROVED}
    steps.press("Ctrl+Shift+P")
    steps.until(lambda: isinstance(steps.dialog, PaperDialog) and steps.dialog.primary_button.isEnabled())
    steps.press("Ctrl+Return")
    steps.until(lambda: printer.exists() and not steps.store_view.lanes.busy)
    assert printer.read_bytes().startswith(b"%PDF")
    assert len(lines_of(steps, loan)) == len(CHIPS)
    steps.keep()


@pytest.mark.slow
def test_five_lines_come_back_one_in_seven_parts_and_one_used_up(begin: Begin) -> None:
    steps = begin("a return of five lines, one back as seven sub-samples, one used up", 48)
    steps.press("Ctrl+6")
    steps.click(room_of(steps).buttons["return_line"])
    sheet = room_of(steps).sheet
    for number in OUT:
        steps.scan(number)
    steps.until(lambda: len(sheet.model.texts()) == len(OUT))
    keys = [each.key for each in sheet.model.columns]
    code = sheet.model.texts()[3]["line"]
    steps.click_cell(sheet.grid, 4, keys.index("fate"))
    steps.value("Used up", then="Tab")
    steps.value("2000", then="Return")
    steps.click_cell(sheet.grid, 3, 0)
    steps.press("Ctrl+-")
    steps.until(lambda: len(sheet.model.texts()) == len(OUT) - 1)
    # What the borrower's list says of the parts, in the columns of the sheet.
    steps.click_cell(sheet.grid, 4, 0)
    masses = [300, 300, 300, 300, 300, 250, 250]
    heads = "\t".join(column.label for column in sheet.model.columns[:5])
    parts = [f"{code}\tpart {n}\tchip\t\t{mass}" for n, mass in enumerate(masses, 1)]
    steps.paste("\n".join((heads, *parts)))
    steps.click_cell(sheet.grid, 0, keys.index("reading"))
    for _ in range(3):
        steps.value("2000", then="Return")
    steps.click_cell(sheet.grid, 4, keys.index("reading"))
    for mass in masses:
        steps.value(str(mass), then="Return")
    # The returned store is offered as it is, and each part goes there by its form.
    assert sheet.model.texts()[0]["place"] == "R1"
    confirmed = keys.index("confirmed")
    steps.click_cell(sheet.grid, 0, confirmed)
    steps.value("yes", then="Return")
    steps.click_cell(sheet.grid, 0, confirmed)
    steps.click_cell(sheet.grid, 10, confirmed, held="Shift")
    steps.press("Ctrl+D")
    for name, text in (("document", "F-1"), ("methods", "dissolution")):
        steps.click(sheet.findChild(QWidget, f"returnSheet.{name}"))
        steps.value(text)
    # While the rules are asked, what they found before the last key is still shown.
    steps.until(lambda: sheet.obstacle.text() == "Say why, for what is found.")
    steps.click(sheet.findings.strips[0].why)
    steps.value("the borrower was asked")
    steps.until(sheet.next.isEnabled)
    steps.post()
    assert {each.state for each in lines_of(steps, OUT_LOAN)} == {LineState.CLOSED}
    assert verify(steps.session).sound
    steps.keep()
