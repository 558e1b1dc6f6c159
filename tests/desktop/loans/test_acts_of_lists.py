"""What an act that is asked for from a list takes: the lines its row counts, and of one borrower."""

from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.desktop.models.loan_today import LOOKS, NEXT
from lunarcurator.desktop.rooms.loans.lists import LINES
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.services.lending.browsing import Concern, LineWish, find_lines, line_rows
from lunarcurator.services.lending.overview import SOON_DAYS

from tests.desktop.loans.conftest import LoanWindow
from tests.services.lending.test_browsing import Office


def of_concern(office: Office, work: str) -> set[str]:
    """The codes of the lines a group of work is of."""
    today = office.session.today
    ids, _ = find_lines(office.session, LineWish(today, Concern(work), soon=days_after(today, SOON_DAYS)))
    return {row.code for row in line_rows(office.session, ids).values()}


def codes(office: Office, uids: tuple[str, ...]) -> set[str]:
    named = {str(uid): code for code, uid in office.lines.items()}
    return {named[str(uid)] for uid in uids}


def test_every_act_of_the_work_list_takes_the_lines_its_row_counts(window: LoanWindow) -> None:
    office, walked = window.office, 0
    room = window.room()
    for row in room.lists.today.today.rows:
        if row.kind != "todo" or str(row.work) not in set(Concern):
            continue
        taken: list[tuple[str, ...]] = []
        room.selection_changed.connect(lambda chosen, taken=taken: taken.append(chosen.lines))
        target = row.cells[NEXT].target
        if not LOOKS[row.work].act or "give_back" in target:
            continue
        room._follow(target)
        window.settle()
        assert taken, row.cells[0].spoken
        told = codes(office, taken[0])
        loan = row.cells[0].spoken
        assert told == {code for code in of_concern(office, row.work) if code.startswith(f"{loan}/")}, row.work
        walked += 1
        room.leave_sheet()
        window.settle()
    assert walked > 3


def test_reminding_of_an_overdue_loan_leaves_out_what_is_due_next_year(window: LoanWindow) -> None:
    room = window.room()
    rows = room.lists.today.today.rows
    target = next(row.cells[NEXT].target for row in rows if row.work == "overdue" and row.kind == "todo")
    room._follow(target)
    window.settle()
    assert codes(window.office, room.selection.lines) == {"L-1/1"}


def returned(window: LoanWindow, room: LoansRoom) -> ReturnSheet:
    room.buttons["return_line"].click()
    window.settle()
    return room.sheet


def test_a_return_of_lines_of_several_borrowers_begins_with_none_and_says_so(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    window.settle()
    room.lists.lines.table.selectAll()
    window.settle()
    assert room.selection.several
    sheet = returned(window, room)
    assert not sheet.model.typed_rows
    assert sheet.scanning.read_back.text().startswith("The ")
    assert "more than one borrower" in sheet.scanning.read_back.text()
    assert not sheet.next.isEnabled()


def test_a_return_of_lines_of_one_borrower_takes_those_whose_piece_is_out(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    window.settle()
    room.lists.lines.show_only(loan=window.office.loans["L-1"], words="L-1")
    window.settle()
    room.lists.lines.table.selectAll()
    window.settle()
    assert not room.selection.several
    sheet = returned(window, room)
    assert {row["line"] for row in sheet.model.typed_rows} == {"L-1/1", "L-1/2"}
    assert sheet.next.text() == "Accept the return, 2 lines"
