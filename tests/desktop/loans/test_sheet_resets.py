"""After every reset a return sheet stands on the rows that are there, and the keyboard where scans belong."""

from collections.abc import Callable

import pytest
from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.domain.operations.accounting import CameBack, ReturnLine
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from tests.desktop.loans.test_editor import FATAL, Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import LINE, explain, hint, opened, put, scan
from tests.domain.ledger.loans_bench import PAPER
from tests.services.lending.lent_lab import KNOWN, OTHER, UNKNOWN

CONTROL = Qt.KeyboardModifier.ControlModifier


def of_the_loan(lending: Lending) -> ReturnSheet:
    """The sheet of one line that is out, as *Return…* begins it."""
    room = lending.room()
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    return room.sheet


def anew(lending: Lending, sheet: ReturnSheet) -> None:
    lending.qtbot.waitUntil(lambda: sheet.kept.link.isVisible(), timeout=10_000)
    lending.qtbot.mouseClick(sheet.kept.link, Qt.MouseButton.LeftButton)


def out(lending: Lending, sheet: ReturnSheet) -> None:
    sheet.grid.setFocus()
    sheet.grid.start(len(sheet.model.texts()) - 1, 1)
    lending.qtbot.keyClick(sheet.grid, Qt.Key.Key_Minus, CONTROL)


def shown(lending: Lending, sheet: ReturnSheet) -> None:
    """Another window wrote, and the sheet is begun again from its draft."""
    lending.qtbot.waitUntil(lambda: sheet.kept.link.isVisible(), timeout=10_000)
    room = lending.rooms[-1]
    room.leave_sheet()
    lending.settle()
    room.open_return([lending.lab.line(LINE).uid])


def taken_here(lending: Lending, sheet: ReturnSheet) -> None:
    scan(lending, OTHER)
    lending.qtbot.keyClick(sheet.scanning.take, Qt.Key.Key_Return)


@pytest.mark.parametrize("reset", [anew, out, shown, taken_here])
def test_after_a_reset_the_keyboard_is_where_scans_belong(
    lending: Lending, reset: Callable[[Lending, ReturnSheet], None]
) -> None:
    sheet = of_the_loan(lending)
    QAbstractItemModelTester(sheet.model, FATAL)
    scan(lending, "ZZ 9")
    assert [row["name"] for row in sheet.model.texts()] == [KNOWN, "ZZ 9"]
    reset(lending, sheet)
    lending.settle()
    assert QApplication.focusWidget() is sheet.scan
    before = [row["name"] for row in sheet.model.texts()]
    scan(lending, "ZZ 8")
    assert [row["name"] for row in sheet.model.texts()] == [*before, "ZZ 8"]
    assert before[0] == KNOWN


def test_after_a_refusal_the_keyboard_is_where_scans_belong(lending: Lending) -> None:
    sheet = opened(lending, OTHER)
    put(sheet, 0, reading="4 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    explain(lending, sheet)
    sheet.next.setFocus()
    put(sheet, 0, reading="a lot")
    assert not sheet.next.isEnabled()
    assert QApplication.focusWidget() is sheet.scan
    put(sheet, 0, reading="4 mg")
    explain(lending, sheet)
    back = ReturnLine(line="L-2021-002/1", pieces=(CameBack(itself=True, confirmed=True),), sheet=PAPER)
    lending.lab.post(back, day=20220101, accept=("return.no_place", "return.not_weighed"))
    lending.qtbot.keyClick(sheet.next, Qt.Key.Key_Space)
    lending.qtbot.waitUntil(lambda: any(each.tone == "red" for each in sheet.findings.said or ()))
    lending.settle()
    assert QApplication.focusWidget() is sheet.scan


def test_rows_that_go_under_the_cursor_are_not_looked_for(lending: Lending) -> None:
    """Several unknown numbers, the cursor on the last: each way to take rows away leaves the sheet in step."""
    sheet = opened(lending, KNOWN, "ZZ 1", "ZZ 2", "ZZ 3")
    sheet.grid.start(3, 1)
    sheet.model.remove([1, 2])
    assert sheet.obstacle.text() == "To mend or take out first: 1."
    sheet.grid.start(1, 1)
    sheet.model.take_back()
    assert sheet.obstacle.text() == "To mend or take out first: 3."
    assert [hint(sheet, row, "line") for row in (1, 2, 3)] == ["Unknown"] * 3
    put(sheet, 0, reading="8 mg")
    put(sheet, 0, reading="7 mg")
    sheet.model.take_back()
    assert sheet.account.missing == 1_000
    sheet.grid.start(3, 1)
    sheet.model.show(())
    assert sheet.account.missing is None


def test_a_row_that_moves_while_its_number_is_looked_up_is_still_the_one_mended(lending: Lending) -> None:
    sheet = opened(lending, "ZZ 1", "ZZ 2")
    put(sheet, 1, name=KNOWN)
    sheet.model.remove([0])
    put(sheet, 1, name="ZZ 3")
    lending.settle()
    assert [(row["line"], row["name"]) for row in sheet.model.texts()] == [(LINE, KNOWN), ("", "ZZ 3")]


def test_a_finding_names_the_piece_that_was_lent_and_what_was_typed_as_its_part(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, name="a shard")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    lending.qtbot.waitUntil(lambda: len(sheet.findings.said or ()) > 1, timeout=10_000)
    told = [each.sentence for each in sheet.findings.said or () if "known mass" in each.sentence]
    assert [each.split(".")[0] for each in told] == [
        f"{KNOWN} left with a known mass and “a shard” of it comes back with none"
    ]


def test_a_number_scanned_twice_before_its_line_arrives_is_on_the_sheet_once(lending: Lending) -> None:
    sheet = opened(lending)
    sheet.take([OTHER])
    sheet.take([OTHER])
    lending.settle()
    assert [row["name"] for row in sheet.model.texts()] == [OTHER]


def ticks(sheet: ReturnSheet) -> list[str]:
    """The numbers of the rows, as they stand beside them."""
    down = Qt.Orientation.Vertical
    return [str(sheet.model.headerData(row, down)) for row in range(len(sheet.model.texts()))]


def test_a_scanned_line_is_ticked_off_and_counted_and_stays_so_in_the_draft(lending: Lending) -> None:
    room = lending.room()
    lines = [lending.lab.line(f"L-2021-001/{at}").uid for at in (1, 2)]
    room.open_return(lines)
    lending.settle()
    sheet = room.sheet
    assert ticks(sheet) == ["1", "2"]
    assert not sheet.scanning.count.isVisible()
    scan(lending, UNKNOWN)
    assert ticks(sheet) == ["1", "\u2713 2"]
    assert sheet.scanning.count.text() == "1 of 2 scanned"
    assert sheet.scanning.count.isVisible()
    # What is typed by hand below a line that was scanned was not scanned.
    keys = [each.key for each in sheet.model.columns]
    sheet.model.write([(2, keys.index("line"), "L-2021-001/2"), (2, keys.index("name"), "by hand")])
    assert ticks(sheet) == ["1", "\u2713 2", "3"]
    sheet.model.remove([2])
    scan(lending, OTHER)
    lending.qtbot.keyClick(sheet.scanning.take, Qt.Key.Key_Return)
    lending.settle()
    sheet.model.remove([0])
    assert ticks(sheet) == ["\u2713 1", "\u2713 2"]
    assert sheet.scanning.count.text() == "2 of 2 scanned"
    lending.qtbot.waitUntil(lambda: sheet.kept.link.isVisible(), timeout=10_000)
    room.leave_sheet()
    lending.settle()
    room.open_return(lines)
    lending.qtbot.waitUntil(lambda: ticks(sheet) == ["\u2713 1", "\u2713 2"], timeout=10_000)
    anew(lending, sheet)
    lending.settle()
    assert ticks(sheet) == ["1", "2"]
    assert not sheet.scanning.count.isVisible()
