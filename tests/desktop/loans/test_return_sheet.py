"""The return sheet: scanned numbers, both masses, what is missing, the ways out of it, and one entry."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.desktop.dialogs.form.grid_model import HINT
from lunarcurator.desktop.loan_editor.return_rows import fate_words
from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.desktop.models.loan_grid import TICK
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.lending.kept_documents import documents
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.lending.terms import ClosedBy, LineState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import AddName, Mission, OpenCollection, Register, SetUpBalance
from lunarcurator.domain.operations.accounting import CameBack, ReportSubSamples, ReturnLine, SubSample
from lunarcurator.domain.rules.loan_return import Allowed
from lunarcurator.services.lending.attaching import sealed_file
from lunarcurator.services.lending.records import line_record
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from tests.desktop.loans.test_editor import FATAL, Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.domain.ledger.loans_bench import PAPER
from tests.services.lending.lent_lab import KNOWN, OTHER, UNKNOWN

LINE = "L-2021-001/1"


def opened(lending: Lending, *numbers: str) -> ReturnSheet:
    """A sheet on which these numbers were scanned."""
    room = lending.room()
    room.buttons["return_line"].click()
    sheet = room.sheet
    for number in numbers:
        lending.qtbot.keyClicks(sheet.scan, number)
        lending.qtbot.keyClick(sheet.scan, Qt.Key.Key_Return)
        lending.settle()
    return sheet


def put(sheet: ReturnSheet, row: int, **cells: str) -> None:
    keys = [each.key for each in sheet.model.columns]
    sheet.model.write([(row, keys.index(key), text) for key, text in cells.items()])


def hint(sheet: ReturnSheet, row: int, key: str) -> str:
    keys = [each.key for each in sheet.model.columns]
    return str(sheet.model.index(row, keys.index(key)).data(HINT))


def explain(lending: Lending, sheet: ReturnSheet) -> None:
    """Give each warning a reason, once the rules have answered."""
    lending.qtbot.waitUntil(lambda: bool(sheet.findings.strips) or sheet.next.isEnabled(), timeout=10_000)
    for strip in list(sheet.findings.strips):
        strip.why.setText("seen")
        strip.reason_edited.emit("seen")
    lending.qtbot.waitUntil(lambda: sheet.next.isEnabled(), timeout=10_000)


def test_scanned_numbers_find_their_lines_and_none_is_dropped(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, "15558", "what", OTHER, KNOWN)
    QAbstractItemModelTester(sheet.model, FATAL)
    told = [(row["line"], row["name"]) for row in sheet.model.texts()]
    assert told == [(LINE, KNOWN), ("", "15558"), ("", "what"), ("L-2021-002/1", OTHER)]
    assert [hint(sheet, row, "line") for row in (1, 2)] == ["Not out", "Unknown"]
    assert sheet.obstacle.text() == "To mend or take out first: 2."
    sheet.model.remove([1, 2])
    assert sheet.obstacle.text() == "Name the signed sheet."


def test_what_is_missing_is_told_and_has_three_ways_out(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, stated="8.5", reading="8 mg")
    assert hint(sheet, 0, "differs") == "\u22120.5"
    assert sheet.account.missing == 1_000
    sheet.account.way_out.emit("used")
    assert sheet.account.missing == 0
    assert [row["fate"] for row in sheet.model.texts()] == ["", "Used up"]
    put(sheet, 1, fate="Stays out")
    assert sheet.account.missing == 0


def test_rules_are_asked_for_what_can_be_read_and_the_red_rows_are_named(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, "what")
    put(sheet, 0, confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    lending.qtbot.waitUntil(lambda: len(sheet.findings.said or ()) > 1, timeout=10_000)
    told = [each.sentence for each in sheet.findings.said or ()]
    assert "The rules are asked without 1 red row." in told
    assert "return.not_weighed" in [each.key for each in sheet.findings.said or ()]
    assert sheet.obstacle.text() == "To mend or take out first: 1."
    put(sheet, 0, reading="a lot")
    lending.qtbot.waitUntil(lambda: not sheet.findings.said, timeout=10_000)
    assert not sheet.next.isEnabled()


def test_a_line_of_a_balance_is_read_in_the_grid(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, reading="S S      8.512 mg")
    assert sheet.model.texts()[0]["reading"] == "8.512 mg"
    assert sheet.account.missing == 488
    put(sheet, 0, reading="S D      8.512 mg")
    lending.qtbot.keyClicks(sheet.head._document, "F-1")
    assert sheet.obstacle.text() == "A cell cannot be read."


def test_a_sheet_is_entered_for_an_earlier_day(lending: Lending) -> None:
    sheet = opened(lending, OTHER)
    put(sheet, 0, reading="4 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-2022-1")
    sheet.head.day.edit.clear()
    lending.qtbot.keyClicks(sheet.head.day.edit, "nonsense")
    assert "cannot be read" in sheet.head.day.note.text()
    assert "cannot be read" in sheet.obstacle.text()
    sheet.head.day.edit.clear()
    lending.qtbot.keyClicks(sheet.head.day.edit, "2022-03-01")
    assert sheet.head.day.note.text().startswith("Late entry")
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    assert lending.lab.line("L-2021-002/1").closed == 20220301


@pytest.mark.parametrize("width", [1290, 1364])
def test_nothing_of_a_sheet_is_out_of_sight_at_the_width_of_a_small_screen(lending: Lending, width: int) -> None:
    room = lending.room(width)
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    assert room.sheet.grid.horizontalScrollBar().maximum() == 0
    room.open_loan(None)
    lending.settle()
    assert room.editor.lines.grid.horizontalScrollBar().maximum() == 0
    numbers = [each.key for each in room.editor.lines.model.columns].index("sample")
    assert room.editor.lines.grid.columnWidth(numbers) >= 160


def test_what_it_met_is_folded_away_until_somebody_notes_it(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    boxes = list(sheet.head._met.values())
    assert not boxes[0].isVisible()
    sheet.head.note_met.activated.emit()
    assert boxes[0].isVisible()
    boxes[0].setChecked(True)
    assert sheet.head._met_words.text() == boxes[0].text()
    sheet.head.note_met.activated.emit()
    assert not boxes[0].isVisible()


def test_a_return_is_posted_as_one_entry_and_leads_back(lending: Lending) -> None:
    made = (SubSample(name="a", form="powder", ug=2_000),)
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, LINE, OTHER, "a")
    assert [row["name"] for row in sheet.model.texts()] == [KNOWN, "a", OTHER]
    put(sheet, 0, reading="6 mg", confirmed="yes")
    put(sheet, 1, reading="2 mg", confirmed="yes")
    put(sheet, 2, confirmed="yes")
    put(sheet, 3, line=LINE, fate="Used up", stated="1")
    assert sheet.obstacle.text() == "Name the signed sheet."
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    lending.qtbot.keyClicks(sheet.head.methods, "probe")
    explain(lending, sheet)
    seq = lending.lab.session.head().seq
    lending.qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    lending.settle()
    assert lending.lab.session.head().seq == seq + 1
    line = lending.lab.line(LINE)
    assert (line.state, line.closed_by) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT)
    assert (line.account.returned_ug, line.account.consumed_ug, line.account.held_ug) == (8_000, 1_000, 0)
    assert lending.lab.line("L-2021-002/1").state is LineState.CLOSED
    assert not sheet.isVisible()


def test_a_signed_sheet_that_is_typed_by_its_path_is_kept_with_its_checksum(
    lending: Lending, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(b"signed")
    sheet = opened(lending, OTHER)
    put(sheet, 0, reading="4 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, str(signed))
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    (kept,) = [each for each in documents(lending.lab.line("L-2021-002/1").fields) if each.name == "signed.pdf"]
    assert kept.sha256 == sealed_file(signed)


def said(sheet: ReturnSheet) -> str:
    return "\n".join(each.text() for each in sheet.account.findChildren(Label) if each.isVisibleTo(sheet.account))


def test_what_comes_back_unweighed_is_told_and_wants_one_reason_for_all(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, OTHER)
    put(sheet, 0, confirmed="yes")
    put(sheet, 1, confirmed="yes")
    assert "Returned, not weighed" in said(sheet)
    assert "9" in said(sheet)
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-9")
    lending.qtbot.waitUntil(lambda: bool(sheet.findings.strips), timeout=10_000)
    keys = [each.key for each in sheet.findings.said or ()]
    assert keys.count("return.not_weighed") == 2
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    assert lending.lab.line(LINE).account.trusted_ug == 9_000


def test_an_unknown_mass_and_a_rest_that_stays_out_are_told_apart(lending: Lending) -> None:
    sheet = opened(lending, UNKNOWN)
    assert "The mass of the line is not known" in said(sheet)
    put(sheet, 0, line=LINE, fate="Stays out")
    lending.qtbot.keyClicks(sheet.scan, KNOWN)
    lending.qtbot.keyClick(sheet.scan, Qt.Key.Key_Return)
    lending.settle()
    assert "All the rest stays out" in said(sheet)


def test_what_the_line_answers_for_now_has_its_sign(lending: Lending) -> None:
    back = ReturnLine(line=LINE, pieces=(CameBack(name="S-1", confirmed=True),), sheet=PAPER, retained_ug=None)
    accept = ("return.no_place", "return.part_not_weighed", "return.not_weighed")
    lending.lab.post(back, day=20220101, accept=accept)
    shown = said(opened(lending, KNOWN)).splitlines()
    assert shown[shown.index("Accountable now") + 1].startswith("\u2264")


def test_what_a_line_of_unknown_mass_answers_for_now_is_unknown(lending: Lending) -> None:
    shown = said(opened(lending, UNKNOWN)).splitlines()
    assert shown[shown.index("Accountable now") + 1] == "unknown"


def test_use_is_recorded_where_the_policy_asks(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, reading="8 mg", confirmed="yes")
    put(sheet, 1, line=LINE, fate="Used up", stated="1")
    assert not sheet.head._use.isVisible()
    sheet.rows = replace(sheet.rows, known={LINE: replace(sheet.rows.known[LINE], records_use=True)})
    put(sheet, 1, remarks="probe")
    assert sheet.head._use.isVisible()
    told = {
        "plan": "plan 3",
        "signed_by": "Borrower A",
        "confirmed_by": "Officer B",
        "video": "v",
        "sum": "ab" * 32,
    }
    for field, text in told.items():
        lending.qtbot.keyClicks(getattr(sheet.head._use, field), text)
    lending.qtbot.keyClicks(sheet.head.methods, "probe")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-8")
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    kept = {key.split("/")[0]: str(value) for key, value in lending.lab.line(LINE).fields.items()}
    assert all(text in kept["use"] for text in ("plan 3", "Borrower A", "Officer B", "probe"))
    assert "ab" * 32 in "".join(map(str, lending.lab.line(LINE).fields.values()))
    assert not sheet.head._use.record(0).documents


def test_why_a_piece_goes_elsewhere_has_a_field_of_its_own(lending: Lending) -> None:
    """What is remarked of a piece is no reason for where it goes (R17)."""
    sheet = opened(lending, KNOWN)
    assert sheet.grid.isColumnHidden([each.key for each in sheet.model.columns].index("place_why"))
    put(sheet, 0, reading="9 mg", confirmed="yes", place="Room", remarks="cap loose")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-8")

    def asked() -> bool:
        lending.settle()
        return any("stood before it left. Give a reason" in each.sentence for each in sheet.findings.said or ())

    lending.qtbot.waitUntil(asked, timeout=10_000)
    why = [each.key for each in sheet.model.columns].index("place_why")
    assert not sheet.grid.isColumnHidden(why)
    put(sheet, 0, place_why="the store is full")
    lending.qtbot.waitUntil(lambda: not asked(), timeout=10_000)
    assert not sheet.grid.isColumnHidden(why)
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    (back,) = came_back(lending.lab.line(LINE))
    assert (back.place_why, back.remarks) == ("the store is full", "cap loose")


def test_a_piece_of_unknown_mass_comes_back_without_a_balance(lending: Lending) -> None:
    sheet = opened(lending, UNKNOWN)
    assert sheet.account.missing is None
    put(sheet, 0, confirmed="yes")
    sheet.head._document.setText("F-1")
    sheet.head.changed.emit()
    explain(lending, sheet)
    sheet.next.click()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    assert lending.lab.line("L-2021-001/2").state is LineState.CLOSED


def test_many_numbers_are_pasted_and_taken_back_at_once(lending: Lending) -> None:
    numbers = [str(16_000 + n) for n in range(60)]
    mass = Mass.measured(1_000_000, 1_000)
    lending.lab.post(
        *(Register(collection="A", number=n, mission="M", mass=mass, form="chip", place="C1") for n in numbers)
    )
    lending.lab.lend("Borrower B", *numbers)
    sheet = opened(lending)
    QApplication.clipboard().setText("\n".join(numbers))
    sheet.scanning.paste()
    lending.settle()
    lending.qtbot.waitUntil(lambda: sheet.next.text() == "Accept the return, 60 lines")
    sheet.head._document.setText("F-2")
    sheet.head.changed.emit()
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=20_000)
    assert lending.lab.line("L-2021-003/60").state is LineState.CLOSED


def test_masses_pasted_beside_numbers_stand_in_their_columns_and_nothing_is_dropped(lending: Lending) -> None:
    sheet = opened(lending)
    QApplication.clipboard().setText(f"{KNOWN}\t29.9\t29.95 mg\tin a blue vial\tcap loose\nno such number\t5")
    sheet.scanning.paste()
    lending.settle()
    lending.qtbot.waitUntil(lambda: len(sheet.model.texts()) == 2)
    rows = {row["name"]: row for row in sheet.model.texts()}
    told = {key: rows[KNOWN][key] for key in ("stated", "reading", "remarks")}
    assert told == {"stated": "29.9", "reading": "29.95 mg", "remarks": "in a blue vial; cap loose"}
    assert rows["no such number"]["stated"] == "5"


def test_escape_goes_back_to_where_the_sheet_was_opened(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    lending.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    lending.settle()
    assert not sheet.isVisible()


def test_a_sheet_that_was_left_is_taken_up_again(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    put(sheet, 0, reading="8 mg")
    lending.qtbot.waitUntil(lambda: "Draft kept" in sheet.kept.text())
    room = lending.rooms[-1]
    room.leave_sheet()
    lending.settle()
    room.open_return(())
    lending.qtbot.waitUntil(lambda: len(sheet.model.texts()) == 1)
    assert sheet.model.texts()[0]["reading"] == "8 mg"
    assert sheet.account.missing == 1_000


def read_back(sheet: ReturnSheet) -> str:
    """What is read back of a scan; a label keeps codes together by hyphens that do not break."""
    return sheet.scanning.read_back.text().replace("\u2010", "-")


def scan(lending: Lending, number: str) -> None:
    """Let a scanner type into whatever has the focus, as it does."""
    for key in (*number, Qt.Key.Key_Return):
        lending.qtbot.keyClick(QApplication.focusWidget(), key)
    lending.settle()


def test_the_focus_of_a_sheet_of_lines_is_where_scans_belong(lending: Lending) -> None:
    room = lending.room()
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    assert QApplication.focusWidget() is room.sheet.scan
    scan(lending, KNOWN)
    assert read_back(room.sheet) == f"\u201c{KNOWN}\u201d is {KNOWN}, line {LINE}."
    assert [row["name"] for row in room.sheet.model.texts()] == [KNOWN]


def test_a_scanned_piece_of_another_loan_is_not_on_the_sheet_and_leads_there(lending: Lending) -> None:
    room = lending.room()
    sheet = room.sheet
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    scan(lending, OTHER)
    told = f"{OTHER} is out on another loan, line L-2021-002/1. It is not on this sheet."
    assert read_back(sheet) == told
    assert [row["name"] for row in sheet.model.texts()] == [KNOWN]
    with lending.qtbot.waitSignal(sheet.followed) as led:
        lending.qtbot.keyClick(sheet.scanning.lead, Qt.Key.Key_Return)
    lending.settle()
    assert led.args == [f"loan:{lending.lab.line('L-2021-002/1').loan}"]
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    assert QApplication.focusWidget() is sheet.scan
    scan(lending, OTHER)
    assert read_back(sheet) == told
    lending.qtbot.keyClick(sheet.scanning.take, Qt.Key.Key_Return)
    lending.settle()
    assert [row["name"] for row in sheet.model.texts()] == [KNOWN, OTHER]
    assert not sheet.scanning.lead.isVisible()


def test_a_part_that_was_reported_is_known_by_the_name_its_borrower_gave_it(lending: Lending) -> None:
    made = (SubSample(name="R-mount", form="mount"),)
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, LINE)
    assert sheet.model.headerData(1, Qt.Orientation.Vertical) == "2"
    for _ in range(2):
        scan(lending, "r-mount")
        assert read_back(sheet) == f"\u201cr-mount\u201d was reported of {KNOWN}, line {LINE}."
        assert [row["name"] for row in sheet.model.texts()][:2] == [KNOWN, "R-mount"]
        assert len(sheet.model.texts()) == 2
    heads = [sheet.model.headerData(at, Qt.Orientation.Vertical) for at in range(2)]
    assert heads == ["\u2713 1", "\u2713 2"]
    assert sheet.scanning.count.text() == "1 of 1 scanned"
    sheet.grid.setCurrentIndex(sheet.model.index(1, 0))
    lending.qtbot.keyClick(sheet.grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert len(sheet.model.texts()) == 1
    scan(lending, "R-mount")
    assert [(row["line"], row["name"]) for row in sheet.model.texts()][1:] == [(LINE, "R-mount")]


def test_the_name_of_a_part_that_came_home_before_says_when(lending: Lending) -> None:
    back = ReturnLine(line=LINE, pieces=(CameBack(name="S-1", confirmed=True),), sheet=PAPER, retained_ug=None)
    accept = ("return.no_place", "return.part_not_weighed", "return.not_weighed")
    lending.lab.post(back, day=20220101, accept=accept)
    sheet = opened(lending, KNOWN, "s-1")
    assert read_back(sheet) == "\u201cs-1\u201d of line L-2021-001/1 came home on 2022-01-01, as 15555,1."


def test_what_is_unknown_or_not_out_is_read_back_too_and_many_are_counted(lending: Lending) -> None:
    sheet = opened(lending, "15558")
    assert read_back(sheet) == "\u201c15558\u201d is not out."
    QApplication.clipboard().setText("\n".join(f"no {n}" for n in range(9)))
    sheet.scanning.paste()
    lending.settle()
    assert read_back(sheet).endswith("\u201cno 4\u201d is unknown. 4 more")


def test_a_number_that_two_pieces_bear_is_read_back_with_both_and_taken_in_full(lending: Lending) -> None:
    mass = Mass.measured(5_000, 1)
    lending.lab.post(
        OpenCollection(code="B", name="Practice", scheme="apollo", missions=(Mission(code="M", name="M"),))
    )
    twin = Register(collection="B", number=KNOWN, mission="M", mass=mass, form="chip", place="C1")
    lending.lab.post(twin, accept=("number.elsewhere",))
    sheet = opened(lending, KNOWN)
    assert f"is the number of several pieces: A:{KNOWN}, B:{KNOWN}. Write" in read_back(sheet)
    assert hint(sheet, 0, "line") == "Several pieces"
    sheet = opened(lending, f"A:{KNOWN}")
    assert LINE in [row["line"] for row in sheet.model.texts()]


def test_another_name_of_two_pieces_is_read_back_with_both(lending: Lending) -> None:
    for number in (KNOWN, OTHER):
        lending.lab.post(AddName(sample=number, name="TWIN 7"))
    sheet = opened(lending, "TWIN 7")
    assert read_back(sheet).startswith(f"\u201cTWIN 7\u201d is another name of several pieces: {KNOWN}, {OTHER}.")
    assert hint(sheet, 0, "line") == "Several pieces"


@pytest.mark.parametrize("number", [OTHER, "15558"])
def test_a_wrong_vial_scanned_into_the_borrowers_name_is_never_posted(lending: Lending, number: str) -> None:
    """The scan lands in a cell of the grid, as a curator's focus may be anywhere."""
    sheet = opened(lending, KNOWN)
    keys = [each.key for each in sheet.model.columns]
    sheet.grid.setFocus()
    sheet.grid.setCurrentIndex(sheet.model.index(1, keys.index("line")))
    put(sheet, 1, line=LINE)
    sheet.grid.setCurrentIndex(sheet.model.index(1, keys.index("name")))
    scan(lending, number)
    put(sheet, 0, reading="7 mg", confirmed="yes")
    put(sheet, 1, reading="2 mg", confirmed="yes")
    assert sheet.model.texts()[1]["name"] == number
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    lending.qtbot.waitUntil(lambda: bool(sheet.findings.strips), timeout=10_000)
    told = next(each for each in sheet.findings.said or () if "official number" in each.sentence)
    assert told.tone == "red"
    assert told.target.startswith("sample:")
    assert not sheet.next.isEnabled()
    seq = lending.lab.session.head().seq
    lending.qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert lending.lab.session.head().seq == seq
    put(sheet, 1, name="grain", label=number)
    lending.qtbot.waitUntil(lambda: not any(each.tone == "red" for each in sheet.findings.said or ()))
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    assert lending.lab.session.head().seq == seq + 1


BALANCE: dict[str, Any] = {
    "resolution_ug": 10,
    "uncertainty_ug": 20,
    "calibrated": 20210101,
    "calibration_due": 20300101,
}


def on_a_balance(lending: Lending, *names: str, **more: int) -> ReturnSheet:
    """A sheet with the known piece on it, in a lab that has these balances."""
    for name in names:
        lending.lab.post(SetUpBalance(name=name, **{**BALANCE, **more}), day=20210101)
    sheet = opened(lending, KNOWN)
    box = sheet.head.balance.box
    lending.qtbot.waitUntil(lambda: box.count() == len(names) + 1, timeout=10_000)
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    return sheet


def choose(sheet: ReturnSheet, name: str) -> None:
    """Choose a balance as a hand does."""
    box = sheet.head.balance.box
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def allowed(sheet: ReturnSheet) -> str:
    """By how much the sheet says the line in front may differ, "" where it says nothing."""
    figure = sheet.account._figures["allowed"]
    return "" if figure.isHidden() else figure._mass.text().replace("\xa0", " ")


def test_the_balance_is_named_with_what_it_is_certain_to_and_its_calibration(lending: Lending) -> None:
    sheet = on_a_balance(lending, "B1")
    said = sheet.head.balance.note.accessibleName().replace("\xa0", " ")
    assert sheet.head.balance.box.currentText() == "B1"
    assert said == "reads to 0.01 mg, certain to 0.02 mg, calibrated 2021-01-01, next due 2030-01-01"
    sheet.head.day.edit.setText("2030-06-01")
    sheet.head.day.edit.textEdited.emit("2030-06-01")
    assert sheet.head.balance.note.accessibleName().endswith("overdue since 2030-01-01")
    choose(sheet, "\u2013")
    assert (
        sheet.head.balance.note.accessibleName() == "None named: a reading is as certain as the last digit typed."
    )
    assert sheet.head.sheet(20260601).balance is None


@pytest.mark.parametrize("typed", ["9", "9.0", "8.99", "8.990"])
def test_what_the_balance_cannot_tell_apart_stands_in_nobodys_way(lending: Lending, typed: str) -> None:
    sheet = on_a_balance(lending, "B1")
    put(sheet, 0, reading=typed, confirmed="yes")
    explain(lending, sheet)
    assert sheet.account._wash.isHidden()
    sheet.post()
    lending.qtbot.waitUntil(lambda: lending.lab.line().state is LineState.CLOSED, timeout=10_000)
    assert lending.lab.line().allowed_ug in {0, 22}


@pytest.mark.parametrize("typed", ["8", "8.0", "8.00", "8.0000"])
def test_the_digits_typed_neither_widen_nor_narrow_what_may_differ(lending: Lending, typed: str) -> None:
    sheet = on_a_balance(lending, "B1")
    put(sheet, 0, reading=typed, confirmed="yes")
    lending.qtbot.waitUntil(lambda: bool(allowed(sheet)), timeout=10_000)
    assert allowed(sheet) == "0.022 mg"
    assert not sheet.account._wash.isHidden()
    assert not sheet.next.isEnabled()


def test_another_balance_allows_what_it_is_certain_to(lending: Lending) -> None:
    sheet = on_a_balance(lending, "B1", "B2")
    assert sheet.head.balance.balance is None
    put(sheet, 0, reading="8", confirmed="yes")
    lending.qtbot.waitUntil(lambda: allowed(sheet) == "0.866 mg", timeout=10_000)
    choose(sheet, "B2")
    lending.qtbot.waitUntil(lambda: allowed(sheet) == "0.022 mg", timeout=10_000)


def test_the_balance_chosen_is_found_again_with_the_sheet(lending: Lending) -> None:
    sheet = on_a_balance(lending, "B1", "B2")
    choose(sheet, "B2")
    kept = sheet.head.kept()
    sheet.head.clear()
    assert sheet.head.balance.balance is None
    sheet.head.take_up(kept)
    assert sheet.head.balance.box.currentText() == "B2"
    choose(sheet, "\u2013")
    sheet.head.take_up(sheet.head.kept())
    assert sheet.head.balance.balance is None


def test_a_policy_that_widens_what_may_differ_is_named_on_the_sheet(lending: Lending) -> None:
    sheet = on_a_balance(lending, "B1")
    put(sheet, 0, reading="8.9", confirmed="yes")
    lending.qtbot.waitUntil(lambda: bool(allowed(sheet)), timeout=10_000)
    filled = sheet.account.filled
    assert sheet.account._why_allowed.text() == "by how certain the masses compared are"
    sheet.account.show_line(filled, Allowed(450, "Our rules"))
    assert sheet.account._why_allowed.text().startswith("by the policy Our rules, which allows more")
    assert sheet.account._wash.isHidden()


def texts(sheet: ReturnSheet) -> list[tuple[str, str]]:
    return [(row["line"], row["name"]) for row in sheet.model.texts()]


def test_a_row_is_taken_out_by_keys_and_by_its_menu_and_its_piece_may_come_again(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, OTHER, "what")
    qtbot, grid = lending.qtbot, sheet.grid
    grid.setFocus()
    grid.selectRow(1)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert texts(sheet) == [(LINE, KNOWN), ("", "what")]
    assert OTHER not in sheet.scanning.read_back.text()
    grid.start(1, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), grid.mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(grid.viewport(), event)
    menu = grid.findChild(QMenu, "gridMenu")
    assert menu is not None
    (out,) = menu.actions()
    assert out.shortcut().toString() == "Ctrl+-"
    out.trigger()
    menu.close()
    assert texts(sheet) == [(LINE, KNOWN)]
    assert sheet.scanning.read_back.text() == ""
    grid.start(0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert texts(sheet) == []
    qtbot.keyClicks(sheet.scan, KNOWN)
    qtbot.keyClick(sheet.scan, Qt.Key.Key_Return)
    lending.settle()
    assert texts(sheet) == [(LINE, KNOWN)]
    assert sheet.obstacle.text() == "Name the signed sheet."


def test_a_row_of_no_line_is_judged_anew_when_it_is_corrected(lending: Lending) -> None:
    sheet = opened(lending, "15558")
    assert hint(sheet, 0, "line") == "Not out"
    assert "“15558” is not out." in sheet.scanning.read_back.text()
    put(sheet, 0, name="what", remarks="seen")
    lending.settle()
    assert hint(sheet, 0, "line") == "Unknown"
    assert sheet.scanning.read_back.text() == ""
    put(sheet, 0, name=KNOWN)
    lending.settle()
    assert texts(sheet) == [(LINE, KNOWN)]
    assert sheet.model.texts()[0]["remarks"] == "seen", "nothing typed is lost"
    assert sheet.obstacle.text() == "Name the signed sheet."
    put(sheet, 1, line="L-2021-002/1", stated="3")
    lending.settle()
    assert texts(sheet) == [(LINE, KNOWN), ("L-2021-002/1", OTHER)]
    assert sheet.model.texts()[1]["stated"] == "3"
    put(sheet, 1, line="L-0/0")
    lending.settle()
    assert sheet.obstacle.text() == "To mend or take out first: 1."


def red(sheet: ReturnSheet) -> list[str]:
    """What stands in the way of a sheet, in words."""
    return [each.sentence for each in sheet.findings.said or () if each.tone == "red"]


def not_scanned(name: str) -> str:
    return (
        f"{name} was not scanned. Scan it, or say why it is taken back without a scan. "
        "If it did not come, say in its row what became of it: used up, lost, or stays out."
    )


@pytest.mark.parametrize("many", [False, True])
def test_a_row_that_was_not_scanned_beside_others_says_why_for_itself(lending: Lending, *, many: bool) -> None:
    """A wrong vial was scanned, of another loan or of a line of this sheet: nothing goes home unseen."""
    room = lending.room()
    sheet = room.sheet
    room.open_return([lending.lab.line(LINE).uid, *([lending.lab.line("L-2021-002/1").uid] if many else [])])
    lending.settle()
    for row in range(2 if many else 1):
        put(sheet, row, reading="4 mg" if row else "9 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    explain(lending, sheet)
    assert sheet.next.isEnabled()
    sheet.await_scan()
    scan(lending, OTHER)
    lending.qtbot.waitUntil(lambda: red(sheet) == [not_scanned(KNOWN)], timeout=10_000)
    assert not sheet.next.isEnabled()
    why = [each.key for each in sheet.model.columns].index("unscanned_why")
    assert not sheet.grid.isColumnHidden(why)
    if many:
        assert sheet.scanned.text() == f"Scanned: {OTHER}."
        put(sheet, 1, unscanned_why="a reason of the other")
        lending.qtbot.waitUntil(lambda: sheet.pending.preview is not None, timeout=10_000)
        assert red(sheet) == [not_scanned(KNOWN)]
    put(sheet, 0, unscanned_why="its label is torn")
    explain(lending, sheet)
    assert red(sheet) == []
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    (back,) = came_back(lending.lab.line(LINE))
    assert back.unscanned_why == "its label is torn"
    assert (lending.lab.line("L-2021-002/1").state is LineState.CLOSED) is many


def test_what_is_scanned_after_all_stands_in_nobodys_way_and_the_draft_knows_of_it(lending: Lending) -> None:
    made = (SubSample(name="R-mount", form="mount"),)
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    room = lending.room()
    sheet = room.sheet
    lines = [lending.lab.line(LINE).uid]
    room.open_return(lines)
    lending.settle()
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    scan_in(lending, sheet, "15558")
    sheet.model.remove([2])
    part = not_scanned(f"\u201cR-mount\u201d of {KNOWN}")
    lending.qtbot.waitUntil(lambda: red(sheet) == [not_scanned(KNOWN), part], timeout=10_000)
    lending.qtbot.waitUntil(lambda: "Draft kept" in sheet.kept.text(), timeout=10_000)
    room.leave_sheet()
    lending.settle()
    room.open_return(lines)
    lending.qtbot.waitUntil(lambda: len(red(sheet)) == 2, timeout=10_000)
    scan_in(lending, sheet, KNOWN)
    lending.qtbot.waitUntil(lambda: red(sheet) == [part], timeout=10_000)
    scan_in(lending, sheet, "r-mount")
    lending.qtbot.waitUntil(lambda: sheet.pending.preview is not None and not red(sheet), timeout=10_000)
    assert sheet.scanned.text().replace("\u2010", "-") == f"Scanned: {KNOWN}; R-mount."


@pytest.mark.parametrize("used", [False, True])
def test_a_reported_part_whose_row_is_taken_out_is_asked_about_unless_it_is_used_up(
    lending: Lending, *, used: bool
) -> None:
    made = (SubSample(name="R-mount", form="mount", ug=5_000),)
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, KNOWN)
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    if used:
        put(sheet, 1, fate="Used up")
        lending.qtbot.keyClicks(sheet.head.methods, "dissolved")
    else:
        sheet.model.remove([1])
    untold = f"says nothing of R-mount, which the borrower made of {KNOWN}"
    pending = sheet.pending
    lending.qtbot.waitUntil(lambda: pending.preview is not None and bool(sheet.findings.said), timeout=10_000)
    asked = [each for each in sheet.findings.said or () if untold in each.sentence.replace("\u2010", "-")]
    assert [each.tone for each in asked] == ([] if used else ["amber"])


def test_a_row_whose_name_is_cleared_is_ticked_off_no_more(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)

    def ticked() -> bool:
        return TICK in str(sheet.model.headerData(0, Qt.Orientation.Vertical))

    assert ticked()
    put(sheet, 0, name="")
    assert not ticked()
    put(sheet, 0, name=KNOWN)
    assert ticked()


def scan_in(lending: Lending, sheet: ReturnSheet, number: str) -> None:
    sheet.await_scan()
    scan(lending, number)


def test_many_scans_are_read_back_by_the_first_and_counted(lending: Lending) -> None:
    made = tuple(SubSample(name=f"part {n}", form="mount") for n in range(7))
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, KNOWN, *(each.name for each in made))
    assert sheet.scanned.text() == f"Scanned: {KNOWN}; part 0; part 1; part 2; part 3; 3 more."


def test_the_button_stays_where_it_is_when_the_last_reason_is_typed(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    lending.qtbot.waitUntil(lambda: sheet.obstacle.isVisibleTo(sheet))

    def at() -> int:
        lending.qtbot.wait(50)
        return sheet.next.mapTo(sheet, QPoint()).y()

    places = []
    for words in ("Say why this piece goes to another place than usual, and whom you asked.", "Name it.", ""):
        sheet.obstacle.setText(words)
        sheet.obstacle.setVisible(bool(words))
        places.append(at())
    assert len(set(places)) == 1


def test_no_fate_is_cut_on_a_small_screen(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    keys = [each.key for each in sheet.model.columns]
    longest = max(fate_words().values(), key=len)
    put(sheet, 0, fate=longest)
    sheet.grid.grab()
    cells = lending.context.appearance.cells
    assert sheet.grid.columnWidth(keys.index("fate")) >= cells.width(longest) + 2 * cells.pad


def test_the_panel_of_a_line_says_what_its_borrower_stated_of_a_part(lending: Lending) -> None:
    made = (SubSample(name="a", form="powder", ug=2_000), SubSample(name="b", form="powder"))
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    room = lending.room()
    record = line_record(lending.lab.session, lending.context.words, lending.lab.line(LINE).uid)
    assert record is not None
    room.details.show_line(record)
    said = [each.accessibleName().replace("\u00a0", " ") for each in room.details.findChildren(Label)]
    told = [each for each in said if "The borrower stated" in each]
    unstated = f"The borrower stated no mass of b, a part of line {LINE}."
    assert told == [f"The borrower stated 2 mg of a, a part of line {LINE}.", unstated]
    back = CameBack(name="a", place="Room", place_why="there is no other", confirmed=True, stated_ug=2_000)
    lending.lab.post(ReturnLine(line=LINE, pieces=(back,), sheet=PAPER, retained_ug=None), day=20220201)
    record = line_record(lending.lab.session, lending.context.words, lending.lab.line(LINE).uid)
    assert record is not None
    room.details.show_line(record)
    said = [each.accessibleName().replace("\u00a0", " ") for each in room.details.findChildren(Label)]
    assert f"The borrower stated 2 mg of a, a part of line {LINE} (came back)." in said


def test_the_head_names_the_lines_that_are_on_the_sheet(lending: Lending) -> None:
    sheet = opened(lending)

    def head() -> str:
        return sheet.head.name.text().replace("\u2010", "-")

    assert head() == "Return"
    for number in (KNOWN, OTHER):
        lending.qtbot.keyClicks(sheet.scan, number)
        lending.qtbot.keyClick(sheet.scan, Qt.Key.Key_Return)
        lending.settle()
    assert head() == f"Return of {LINE}, L-2021-002/1"
    sheet.model.remove([0])
    assert head() == "Return of L-2021-002/1"
    put(sheet, 0, line="L-9/9")
    assert head() == "Return"
    put(sheet, 0, line="L-2021-002/1")
    assert head() == "Return of L-2021-002/1"
    sheet.model.remove([0])
    assert head() == "Return"


def test_the_number_a_part_would_get_is_said_before_it_is_posted(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, OTHER)
    put(sheet, 0, name="a", stated="2", confirmed="yes")
    put(sheet, 2, line=LINE, name="b", stated="1", confirmed="yes")
    put(sheet, 3, line=LINE, fate="Stays out")
    lending.qtbot.keyClicks(sheet.head._document, "F-1")
    lending.qtbot.waitUntil(lambda: hint(sheet, 2, "number") == f"{KNOWN},2", timeout=10_000)
    told = [hint(sheet, row, "number") for row in range(4)]
    assert told == [f"{KNOWN},1", "Stays itself", f"{KNOWN},2", ""]
    put(sheet, 0, number=f"{KNOWN},7")
    lending.qtbot.waitUntil(lambda: hint(sheet, 2, "number") == f"{KNOWN},8", timeout=10_000)
    sheet.model.remove([2])
    explain(lending, sheet)
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    back = {each.name: each.uid for each in came_back(lending.lab.line(LINE))}
    assert set(back) == {"a"}


def test_a_sheet_of_several_borrowers_says_so_and_its_button_is_not_cut(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    assert not sheet.borrowers.isVisibleTo(sheet)
    lending.qtbot.keyClicks(sheet.scan, OTHER)
    lending.qtbot.keyClick(sheet.scan, Qt.Key.Key_Return)
    lending.settle()
    assert sheet.borrowers.isVisibleTo(sheet)
    assert sheet.borrowers.text() == "These lines are of 2 borrowers."
    assert sheet.next.text() == "Accept the return, 2 lines"
    sheet.next.setText("Accept the return, 999 lines")
    lending.qtbot.waitUntil(lambda: sheet.next.sizeHint().width() <= sheet.next.width())
    sheet.model.remove([1])
    assert not sheet.borrowers.isVisibleTo(sheet)


def test_a_line_that_stays_out_whole_is_not_announced_as_a_return(lending: Lending) -> None:
    sheet = opened(lending, KNOWN)
    sheet.model.remove([0])
    sheet.take([OTHER])
    lending.settle()
    put(sheet, 1, line=LINE, fate="Stays out")
    assert sheet.next.text() == "Accept the return, 1 line"
    put(sheet, 0, name="", fate="Stays out")
    assert sheet.obstacle.text() == "All of it stays out: nothing is taken back."
    assert not sheet.next.isEnabled()


@pytest.mark.parametrize(
    "there",
    [{"reading": "8.5 mg"}, {"confirmed": "yes"}, {"label": "15555,9"}, {"number": "15555,9"}, {}],
    ids=["weighed", "known", "labelled", "numbered", "scanned"],
)
def test_what_lies_there_is_not_dropped_as_what_stays_out(lending: Lending, there: dict[str, str]) -> None:
    sheet = opened(lending, KNOWN, OTHER)
    put(sheet, 0, fate="Stays out", **there)
    put(sheet, 1, reading="4 mg", confirmed="yes")
    lending.qtbot.keyClicks(sheet.head._document, "F-1")
    assert sheet.obstacle.text() == f"Said to stay out, yet scanned or weighed: {KNOWN}."
    assert not sheet.next.isEnabled()
    put(sheet, 0, fate="Came back", reading="9 mg", confirmed="yes", label="", number="")
    explain(lending, sheet)
    assert sheet.next.text() == "Accept the return, 2 lines"
    sheet.post()
    lending.qtbot.waitUntil(lambda: not sheet.model.texts(), timeout=10_000)
    assert lending.lab.line(LINE).closed


def test_a_part_that_was_scanned_does_not_stay_out(lending: Lending) -> None:
    made = (SubSample(name="a", form="powder", ug=2_000),)
    lending.lab.post(ReportSubSamples(line=LINE, made=made, report=PAPER), day=20220101)
    sheet = opened(lending, LINE, "a")
    at = next(at for at, row in enumerate(sheet.model.texts()) if row["name"] == "a")
    put(sheet, at, fate="Stays out")
    assert sheet.obstacle.text() == "Said to stay out, yet scanned or weighed: a."


@pytest.mark.parametrize("fate", ["", "Used up", "Lost", "Stays out"])
def test_the_number_of_another_piece_is_no_name_whatever_became_of_it(lending: Lending, fate: str) -> None:
    sheet = opened(lending, KNOWN)
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    put(sheet, 1, line=LINE, name=OTHER, fate=fate, stated="1")

    def names() -> set[str]:
        found = sheet.pending.preview.findings if sheet.pending.preview is not None else ()
        return {each.key for each in found if each.key.startswith("name.")}

    lending.qtbot.waitUntil(lambda: names() == {"name.number_out"}, timeout=10_000)
    put(sheet, 1, name="new one")
    lending.qtbot.waitUntil(lambda: sheet.pending.preview is not None and not names(), timeout=10_000)
    (told,) = [each.operation for each in sheet.pending.preview.acts]
    assert "new one" in (*told.gone, *told.kept, *(each.name for each in told.pieces))
    put(sheet, 1, name=KNOWN)
    lending.settle()
    assert fate == "" or KNOWN not in (*told.gone, *told.kept), "the piece itself is no sub-sample"
