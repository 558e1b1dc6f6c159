from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.imports.columns_page import Says
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.services.importing import Profiles, Verdict
from lunarcurator.services.lab_tables import store_folder
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard, choose

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
BANNER = "Vault|list|of\nID|Mission|Weight (g)\n10017|Apollo 11|5\n10018|Apollo 11|6"
DATES = "ID|Mission|Pristinity date\n10017|Apollo 11|03/04/1999"

type Open = Callable[..., Wizard]


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.title = "codes"
    hidden.append(["A", "basalt"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("vault")
    for row in (("ID", "Mission", "Weight (g)"), ("10017", "Apollo 11", 5)):
        shown.append(row)
    path = tmp_path / "two.xlsx"
    book.save(path)
    return path


def test_sheets_are_offered_visible_ones_first_and_hidden_ones_are_named(
    wizard: Open, book: Book, two_sheets: Path
) -> None:
    made = wizard(two_sheets)
    page = made.pages.sheet
    assert made.dialog.step is Step.SHEET
    assert [page.sheets.itemText(at) for at in range(2)] == ["vault", "codes (hidden)"]
    assert "Hidden in the file: codes." in made.said("importDialog.layout")
    page.sheets.setCurrentIndex(1)
    page.sheets.activated.emit(1)
    book.settle()
    assert page.rows.index(0, 1).data() == "A"
    assert made.dialog.step is Step.SHEET


def test_the_rows_of_a_sheet_say_what_they_are_taken_for_and_the_header_is_corrected_by_keys(
    wizard: Open, book: Book
) -> None:
    made = wizard(text=BANNER)
    made.dialog.go_back()
    made.dialog.go_back()
    page = made.pages.sheet
    QAbstractItemModelTester(page.rows, FATAL, page)
    assert [page.rows.index(row, 0).data() for row in range(4)] == ["Header", "Header", "", ""]
    assert not page.told.isVisible()
    page.grid.setCurrentIndex(page.rows.index(2, 0))
    book.qtbot.keyClick(page.grid, Qt.Key.Key_E)
    book.settle()
    assert page.rows.index(3, 0).data() == "After the end"
    page.grid.setCurrentIndex(page.rows.index(0, 0))
    book.qtbot.keyClick(page.grid, Qt.Key.Key_H)
    book.settle()
    assert [page.rows.index(row, 0).data() for row in range(4)] == ["", "", "", "After the end"]
    page.marks[""].click()
    book.settle()
    assert [page.rows.index(row, 0).data() for row in range(4)] == ["Header", "Header", "", ""]


def test_a_column_is_taken_for_what_a_person_chooses_and_the_others_are_kept(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission|Weight (g)|Bin\n10017|Apollo 11|5|Note of the bin")
    made.dialog.go_back()
    page = made.pages.columns
    QAbstractItemModelTester(page.rows, FATAL, page)
    assert made.dialog.step is Step.COLUMNS
    assert [page.rows.index(row, Says.TARGET).data() for row in range(4)] == [
        "number",
        "mission",
        "original mass",
        "kept as it is, unread",
    ]
    assert page.rows.index(3, Says.VALUES).data() == "Note of the bin"
    page.table.stand_on(3)
    book.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.target.view().isVisible()
    assert page.target.accessibleName() == "Bin is taken for"
    page.target.hidePopup()
    made.take_for(3, "data_pack")
    assert page.rows.index(3, Says.TARGET).data() == "data pack"
    made.go_on()
    (act,) = made.dialog.pages.verdicts.model.rows[0].acts
    assert act.operation.data_pack == "Note of the bin"  # type: ignore[attr-defined]


def test_a_list_kept_as_a_profile_is_recognised_next_time(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission|Bin\n10017|Apollo 11|x")
    made.dialog.go_back()
    book.qtbot.keyClicks(made.pages.columns.name, "Bins of the vault")
    book.qtbot.keyClick(made.pages.columns.name, Qt.Key.Key_Return)
    book.settle()
    assert made.said("importDialog.state").startswith("Kept as “Bins of the vault”")
    assert Profiles.load(book.session.path).get("Bins of the vault") is not None
    again = wizard(text="ID|Mission|Bin\n10018|Apollo 11|x")
    assert again.told("Recognised as Bins of the vault")


def test_a_profile_of_a_name_that_is_taken_is_replaced_only_when_asked_for_twice(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission|Bin\n10017|Apollo 11|x")
    made.dialog.go_back()
    columns = made.pages.columns
    columns.name.setText("Bins")
    columns.keep.click()
    book.settle()
    (path,) = (store_folder(book.session.path) / "profiles").glob("*.json")
    first = path.read_bytes()
    again = wizard(text="Number|Mission|Shelf\n10018|Apollo 11|x")
    again.dialog.go_back()
    columns = again.pages.columns
    columns.name.setText("bins")
    columns.keep.click()
    book.settle()
    assert (columns.keep.text(), path.read_bytes()) == ("Replace", first)
    assert columns.name.accessibleDescription().startswith("There is a profile “bins” already.")
    columns.name.setText("Bins")
    assert (columns.keep.text(), columns.name.accessibleDescription()) == ("Keep as a profile", "")
    columns.keep.click()
    columns.keep.click()
    book.settle()
    assert path.read_bytes() != first


def test_only_what_must_be_answered_is_asked_and_the_answer_decides(wizard: Open, book: Book) -> None:
    made = wizard(text=DATES)
    assert made.dialog.step is Step.COLUMNS
    (answer,) = made.pages.columns.unsaid()
    assert "03/04/1999" in answer.caption
    made.go_on()
    assert made.dialog.step is Step.COLUMNS
    assert answer.editor.property("tone") == "red"
    assert "must be answered" in answer.editor.accessibleDescription()
    box = answer.editor
    assert isinstance(box, QComboBox)
    box.setFocus()
    book.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert not answer.editor.accessibleDescription()
    book.settle()
    # What is answered here counts at once, and the box keeps the keyboard.
    assert box.hasFocus()
    made.go_on()
    assert made.dialog.step is Step.VERDICTS
    (act,) = made.pages.verdicts.model.rows[0].acts
    assert act.operation.pristinity_day == 19990403  # type: ignore[attr-defined]


def test_a_mass_without_unit_is_asked_with_what_each_unit_makes_of_it(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission|Weight\n10018|Apollo 11|213\n10019|Apollo 11|297")
    page = made.pages.columns
    assert made.dialog.step is Step.COLUMNS
    (answer,) = page.unsaid()
    box = answer.editor
    assert "such as 213, 297" in box.accessibleName()
    assert page.rows.index(2, Says.UNIT).data() == "Choose…"
    # What must be said is gone to, and nothing goes on without it.
    assert box.hasFocus()
    made.go_on()
    assert made.dialog.step is Step.COLUMNS
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == [
        "g: the column comes to 510\u00a0g",
        "mg: the column comes to 0.51\u00a0g",
        "µg: the column comes to 0.00051\u00a0g",
        "kg: the column comes to 510\u202f000\u00a0g",
    ]
    choose(book, box, "mg")
    assert (page.rows.index(2, Says.UNIT).data(), page.unsaid()) == ("mg", [])
    made.take_in(2, "g")
    assert answer.answer() == "g"
    made.take_in(2, "mg")
    assert made.beside()[0].startswith("10018 mission Apollo 11 · original mass 0.213 g · ")
    made.go_on()
    act = made.pages.verdicts.model.rows[0].acts[0]
    assert act.operation.original.ug == 213_000  # type: ignore[attr-defined]
    made.dialog.go_back()
    assert made.pages.columns.rows.index(2, Says.UNIT).data() == "mg"


def test_the_column_of_numbers_is_said_among_the_columns_and_a_new_collection_is_named(
    wizard: Open, book: Book
) -> None:
    made = wizard(text="Mass (g)|Which\n1|Probe A\n2|Probe B")
    assert made.dialog.step is Step.COLUMNS
    made.go_on()
    assert (made.dialog.step, "the number of a piece" in made.pages.trouble()) == (Step.COLUMNS, True)
    made.take_for(1, "number")
    answer = made.asked("collection")
    line = answer.editor.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    book.qtbot.keyClicks(line, "Probes")
    made.enter(answer)
    made.go_on()
    assert made.dialog.step is Step.VERDICTS
    assert made.pages.verdicts.chips[Verdict.NEW].accessibleName() == "New 2"


def test_one_step_back_by_key_keeps_what_was_answered(wizard: Open, book: Book) -> None:
    made = wizard(text=DATES)
    (answer,) = made.pages.columns.unsaid()
    box = answer.editor
    assert isinstance(box, QComboBox)
    choose(book, box, "month_first")
    made.go_on()
    steps = []
    for _ in range(3):
        book.qtbot.keyClick(made.dialog, Qt.Key.Key_Escape)
        steps.append(made.dialog.step)
    assert steps == [Step.COLUMNS, Step.SHEET, Step.FILE]
    assert made.asked(answer.question.id).answer() == "month_first"
    assert made.dialog.isVisible()
    made.go_on()
    assert made.dialog.step is Step.SHEET
    assert made.pages.sheet.rows.rowCount() == 2


def test_a_workbook_goes_on_with_its_next_sheet_until_all_in_sight_came_in(
    wizard: Open, book: Book, tmp_path: Path
) -> None:
    made_of = Workbook()
    for number, name in enumerate(("codes", "one", "two")):
        page = made_of.create_sheet(name)
        page.append(("ID", "Mission", "Weight (g)"))
        page.append((str(10017 + number), "Apollo 11", 5))
    made_of.remove(made_of.worksheets[0])
    made_of["codes"].sheet_state = "hidden"
    made_of.save(tmp_path / "three.xlsx")
    made = wizard(tmp_path / "three.xlsx")
    for _ in range(3):
        made.go_on()
    result = made.pages.result
    assert made.dialog.step is Step.POST
    assert result.next_button.text() == "Go on with the sheet two"
    result.next_button.click()
    book.settle()
    assert made.dialog.step is Step.SHEET
    assert made.pages.sheet.sheets.currentData() == "two"
    for _ in range(3):
        made.go_on()
    assert made.dialog.step is Step.POST
    assert not result.next_button.isVisible()


def test_a_hidden_column_is_named_asked_about_and_left_out_when_somebody_says_so(
    wizard: Open, book: Book, tmp_path: Path
) -> None:
    made_of = Workbook()
    page = made_of.worksheets[0]
    for row in (("ID", "Mission", "Bin"), ("10017", "Apollo 11", "private")):
        page.append(row)
    page.column_dimensions["C"].hidden = True
    made_of.save(tmp_path / "hidden.xlsx")
    made = wizard(tmp_path / "hidden.xlsx")
    assert made.dialog.step is Step.COLUMNS
    (answer,) = made.pages.columns.unsaid()
    assert answer.caption == "1 column is hidden in the file: Bin. Take it too, or leave it out?"
    answer.editor.setFocus()
    book.qtbot.keyClick(answer.editor, Qt.Key.Key_End)
    book.settle()
    made.go_on()
    assert made.dialog.step is Step.VERDICTS
    (act,) = made.pages.verdicts.model.rows[0].acts
    assert dict(act.operation.other) == {}  # type: ignore[attr-defined]
    assert made.pages.columns.rows.index(2, Says.TARGET).data() == "hidden in the file, left out"


def test_the_report_of_rows_left_out_opens_on_its_columns_as_the_list_was_read(
    wizard: Open, book: Book, tmp_path: Path
) -> None:
    made = wizard(text="Cut|From|Note\n10017,31|10017|a\n10017x|10017|b", takes_proposal=False)
    made.take_for(0, "number")
    made.take_for(1, "parent")
    made.pages.columns.keys.make.click()
    book.settle()
    made.into("Apollo")
    assert made.dialog.step is Step.VERDICTS
    report = tmp_path / "left.xlsx"
    made.dialog.save_bad.click()
    asks = made.dialog.findChild(QFileDialog, "importDialog.reportDialog")
    assert asks is not None
    asks.fileSelected.emit(str(report))
    book.settle()
    left = load_workbook(report)
    left.worksheets[1]["F4"] = "10017,32"
    left.save(report)
    made = wizard(report, takes_proposal=False)
    case = made.dialog._case
    assert case is not None
    assert (made.dialog.step, case.reading.sheet) == (Step.COLUMNS, "Import report")
    assert case.reading.mapping == {"Cut": "number", "From": "parent", "Note": "remarks"}
    assert case.reading.makes_parents
    assert "10017,32" in [row.number for row in case.pieces]
    made.go_on()
    made.show_all()
    assert ("New", "10017,32") in made.rows()
