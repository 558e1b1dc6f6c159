"""Pieces go out of the window as a workbook to edit, and come back through the difference view."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.export_to_edit import ExportToEditDialog, open_export_to_edit
from lunarcurator.desktop.dialogs.round_trips.differences import Column
from lunarcurator.desktop.dialogs.round_trips.whose import WhoseBox
from lunarcurator.desktop.dialogs.taking_back import TakeBackDialog, open_take_back
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Describe, FieldValue
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson
from lunarcurator.store.reads.records import records
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel, QStyleOptionViewItem, QWidget

from tests.desktop.book import Book
from tests.house.accounting_once import COPY, TERM


def sending(book: Book, folder: Path, selection: Selection = NOTHING) -> ExportToEditDialog:
    book.memory.put("exportDialog.folder", str(folder))
    dialog = open_export_to_edit(book.context, selection, None)
    book.show(dialog, 560, 640)
    return dialog


def sent(book: Book, folder: Path) -> Path:
    dialog = sending(book, folder)
    path = folder / "edit.xlsx"
    dialog.choose_target(path)
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert "rows to edit are in edit.xlsx. Edit its white cells" in dialog.outcome()
    return path


def put(path: Path, number: str, header: str, value: object) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}[header]
    row = next(cells[1].row for cells in sheet.iter_rows(min_row=2) if cells[1].value == number)
    sheet.cell(row, at).value = value
    book.save(path)


def taking(book: Book, path: Path) -> TakeBackDialog:
    dialog = open_take_back(book.context, NOTHING, None)
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    book.show(dialog, 1240, 680)
    dialog.read(path)
    book.settle()
    return dialog


def texts(dialog: TakeBackDialog, row: int) -> list[str]:
    return [str(dialog.model.index(row, column).data()) for column in range(1, len(Column))]


def said(dialog: TakeBackDialog, name: str) -> str:
    label = dialog.findChild(QLabel, f"takeBackDialog.{name}")
    assert label is not None
    return label.accessibleName()


def test_the_usual_columns_are_ticked_and_the_selected_pieces_meant(book: Book, tmp_path: Path) -> None:
    dialog = sending(book, tmp_path, book.select("15555", "14321"))
    assert dialog.rows.currentText() == "Selected 2"
    assert dialog.whose.hasFocus()
    assert dialog.columns.chosen()[0] == "place"
    assert len(dialog.columns.chosen()) == 10
    dialog.primary_button.click()
    book.settle()
    assert dialog.outcome().startswith("2 rows")
    for row in range(dialog.columns.count()):
        dialog.columns.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.primary_button.isEnabled()


def test_a_workbook_that_cannot_be_written_is_said(book: Book, tmp_path: Path) -> None:
    dialog = sending(book, tmp_path)
    dialog.choose_target(tmp_path / "gone" / "edit.xlsx")
    dialog.primary_button.click()
    book.settle()
    assert "gone" in dialog.outcome()
    dialog._change.activated.emit()
    assert dialog.findChild(QFileDialog, "exportToEditDialog.fileDialog") is not None
    dialog.reject()
    assert not dialog.isVisible()


def test_before_a_workbook_is_compared_the_table_says_what_it_is_for(book: Book, tmp_path: Path) -> None:
    dialog = open_take_back(book.context, NOTHING, None)
    book.show(dialog, 1240, 680)
    assert dialog.table.hint.isVisible()
    assert said(dialog, "hint").startswith("Nothing is compared yet.")
    header = dialog.table.horizontalHeader()
    cut = [column for column in Column if header.sectionSize(column) < header.sectionSizeHint(column)]
    assert cut == [], "what a column is called is read in full before there is a row"
    assert dialog.choose.hasFocus(), "a file comes first"
    dialog.read(sent(book, tmp_path))
    book.settle()
    assert not dialog.table.hint.isVisible(), "also where nothing differs, which is said above"


def test_what_was_edited_is_seen_ticked_and_posted_as_one_entry(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "15555,1", "Class", "basalt")
    put(path, "14321", "Remarks", "two chips loose")
    put(path, "15555,2", "Custody", "on loan")
    dialog = taking(book, path)
    assert "2 changed there" in said(dialog, "counts")
    lines = [texts(dialog, row) for row in range(dialog.model.rowCount())]
    assert ["14321", "Remarks", "–", "two chips loose", "–", "the lab", "Changed there", ""] in lines
    assert dialog.primary_button.text() == "Post 2 changed rows"
    refused = next(row for row in range(3) if lines[row][0] == "15555,2")
    dialog.table.setCurrentIndex(dialog.model.index(refused, Column.NUMBER))
    assert "only there to read" in said(dialog, "why")
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.model.taken()) == 2
    first = next(row for row in range(3) if lines[row][0] == "14321")
    dialog.table.setCurrentIndex(dialog.model.index(first, Column.NUMBER))
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.primary_button.text() == "Post 1 changed row"
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.reason.setText("Reviewed in Excel")
    before = book.session.head().seq
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert book.session.head().seq == before + 1
    assert not dialog.isVisible()


def test_a_conflict_waits_for_somebody_to_decide_it(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "15555", "Class", "gabbro")
    book.history.post(Describe(sample="15555", values=(FieldValue(field="class_name", value="basalt"),)))
    dialog = taking(book, path)
    assert texts(dialog, 0)[1:7] == ["Class", "–", "gabbro", "basalt", "the lab", "Changed on both sides"]
    assert not dialog.primary_button.isEnabled()
    dialog.take_all.click()
    assert dialog.model.taken() == frozenset()
    tick = dialog.model.index(0, Column.TAKE)
    assert dialog.model.setData(tick, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    dialog.primary_button.click()
    book.settle()
    assert not dialog.isVisible()
    assert texts(taking(book, path), 0)[6] == "Changed alike on both sides"


def test_a_warning_stands_at_its_cell_and_ticks_no_row_of_its_own(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "14321", "Form", "Powdered cheese")
    put(path, "14321", "Mass (g)", 8_998_000)
    put(path, "15555", "Number", "15556")
    dialog = taking(book, path)
    lines = [texts(dialog, row) for row in range(dialog.model.rowCount())]
    why = {(line[0], line[1]): line[-1] for line in lines}
    assert len(lines) == len(why) == 3
    assert "no form this program knows" in why["14321", "Form"]
    assert "thousand times" in why["14321", "Mass (g)"]
    assert "15556" in why["15555", ""]
    dialog.table.setCurrentIndex(dialog.model.index([line[0] for line in lines].index("15555"), Column.NUMBER))
    assert said(dialog, "why").startswith("15555: ")
    assert not dialog.primary_button.isEnabled()
    dialog.reason.setText("so labelled")
    dialog.primary_button.click()
    book.settle()
    assert not dialog.isVisible()


def test_two_places_are_told_apart_by_the_end_of_their_paths(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "14321", "Place", "Lab › Room 1 › Vault 1 › Cabinet 1 › Tray 7")
    put(path, "15555", "Remarks", "x" * 80)
    dialog = taking(book, path)
    cut = {}
    for row in range(2):
        option = QStyleOptionViewItem()
        index = dialog.model.index(row, Column.CAME)
        dialog.table.itemDelegateForIndex(index).initStyleOption(option, index)
        cut[texts(dialog, row)[1]] = option.textElideMode
        dialog.table.setCurrentIndex(index)
        assert str(index.data()) in said(dialog, "why")
        assert index.data(Qt.ItemDataRole.ToolTipRole) == index.data()
    assert cut["Place"] is Qt.TextElideMode.ElideLeft
    assert not dialog.table.wordWrap()
    assert cut["Remarks"] is not Qt.TextElideMode.ElideLeft


def test_what_the_book_says_now_is_told_in_full_where_it_is_another(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "15555", "Class", "gabbro")
    book.history.post(Describe(sample="15555", values=(FieldValue(field="class_name", value="basalt"),)))
    dialog = taking(book, path)
    assert said(dialog, "why") == "15555, Class: – → gabbro (In the book now: basalt)"


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"PK broken"), lambda path: path.unlink()])
def test_a_file_that_is_none_of_ours_is_said(book: Book, tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    path = sent(book, tmp_path)
    spoil(path)
    dialog = taking(book, path)
    assert "edit.xlsx" in dialog.trouble()
    assert not dialog.primary_button.isEnabled()
    dialog.ask_file()
    assert dialog.findChild(QFileDialog, "takeBackDialog.fileDialog") is not None


def test_the_book_that_went_on_is_said_and_nothing_is_posted(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "14321", "Remarks", "loose")
    dialog = taking(book, path)
    book.history.post(Describe(sample="15555", values=(FieldValue(field="class_name", value="basalt"),)))
    dialog.take_none.click()
    dialog.take_all.click()
    dialog.primary_button.click()
    book.settle()
    assert dialog.trouble().startswith("Somebody posted since")
    assert dialog.isVisible()


def test_on_another_day_nothing_is_posted(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "14321", "Remarks", "loose")
    book.context.show_moment(Moment(19720310))
    dialog = taking(book, path)
    assert not dialog.primary_button.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


@pytest.fixture
def lent(book: Book) -> Book:
    """Two pieces with Borrower A."""
    post = book.history.post
    post(SetUpInstitution(name="Institute A"))
    post(SetUpPerson(name="Borrower A", affiliations=(Affiliation(institution="Institute A"),)))
    post(DraftAgreement(number="A-1", person="Borrower A", institution="Institute A", **TERM))
    post(SignAgreement(agreement="A-1", signed_by="Borrower A", for_lab="M. Manager", copy=COPY))
    lines = tuple(OldLine(sample=each) for each in ("14321", "15555,2"))
    post(EnterLoan(number="L-1", borrower="Borrower A", agreement="A-1", lines=lines, source="list 1"))
    return book


def choose(book: Book, box: WhoseBox, text: str) -> None:
    """Choose somebody by keyboard."""
    box.setFocus()
    steps = next(at for at in range(box.count()) if box.itemText(at).startswith(text)) - box.currentIndex()
    for _ in range(abs(steps)):
        book.qtbot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    book.settle()


def keep(dialog: QWidget, name: str) -> None:
    """Keep a picture of a dialog where somebody asked for it."""
    folder = os.environ.get("LUNAR_PICTURES")
    if folder:
        dialog.grab().save(str(Path(folder) / f"{name}.png"))


def test_a_borrowers_workbook_goes_out_and_comes_back_as_the_borrowers_word(lent: Book, tmp_path: Path) -> None:
    dialog = sending(lent, tmp_path)
    lent.settle()
    choose(lent, dialog.whose, "Borrower A")
    assert dialog.rows.currentText() == "All pieces held there"
    assert dialog.columns.chosen() == ("mass", "condition", "remarks")
    path = tmp_path / "theirs.xlsx"
    dialog.choose_target(path)
    dialog.primary_button.click()
    lent.settle()
    assert dialog.outcome().startswith("2 rows")
    keep(dialog, "export_to_edit_borrower")
    put(path, "15555,2", "Mass (g)", 3.5)
    back = taking(lent, path)
    assert back.whose.currentText() == "Borrower A · Institute A"
    assert texts(back, 0)[5:7] == ["Borrower A, reported", "Changed there"]
    assert "Word of Borrower A" in said(back, "counts")
    assert "through line L-1/2" in said(back, "why")
    keep(back, "take_back_borrower")
    lent.qtbot.mouseClick(back.primary_button, Qt.MouseButton.LeftButton)
    lent.settle()
    assert not back.isVisible()
    assert texts(taking(lent, path), 0)[6] == "Changed alike on both sides"


def test_a_curator_says_that_a_borrower_filled_in_a_workbook_of_ours(lent: Book, tmp_path: Path) -> None:
    path = sent(lent, tmp_path)
    put(path, "14321", "Place", "Lab › Room 1")
    dialog = taking(lent, path)
    assert texts(dialog, 0)[5] == "the lab"
    choose(lent, dialog.whose, "Borrower A")
    assert texts(dialog, 0)[6] == "Cannot be taken"
    assert "moves nothing in the lab" in said(dialog, "why")
    choose(lent, dialog.whose, "The lab itself")
    assert texts(dialog, 0)[5] == "the lab"


def test_a_choice_while_it_is_read_is_heard_afterwards(lent: Book, tmp_path: Path) -> None:
    path = sent(lent, tmp_path)
    put(path, "14321", "Remarks", "loose")
    dialog = taking(lent, path)
    dialog.whose.setFocus()
    lent.qtbot.keyClick(dialog.whose, Qt.Key.Key_Down)
    lent.qtbot.keyClick(dialog.whose, Qt.Key.Key_Up)
    lent.settle()
    assert (dialog.whose.currentText(), texts(dialog, 0)[5]) == ("The lab itself", "the lab")


def test_the_selected_borrower_or_who_has_the_selected_lines_is_meant(lent: Book, tmp_path: Path) -> None:
    with lent.session.database.connect() as connection:
        lines = [row.state for row in records(connection, Subject.LINE)]
    dialog = sending(lent, tmp_path, Selection(lines=tuple(each.uid for each in lines)))
    lent.settle()
    assert dialog.whose.currentText() == "Borrower A · Institute A"
    assert dialog.columns.chosen() == ("mass", "condition", "remarks")
    other = sending(lent, tmp_path, Selection(person=Uid(lines[0].text("borrower"))))
    lent.settle()
    assert other.whose.currentText() == "Borrower A · Institute A"


def test_a_warning_asks_for_a_reason_first(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "15555", "Form", "gravel from home")
    dialog = taking(book, path)
    assert not dialog.primary_button.isEnabled()
    dialog.reason.setText("as labelled")
    assert dialog.primary_button.isEnabled()
    dialog.primary_button.click()
    book.settle()
    assert not dialog.isVisible()


def test_what_is_odd_about_the_file_itself_is_said(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    edited = load_workbook(path)
    edited.worksheets[0].cell(1, 2).value = "Sample no."
    edited.save(path)
    assert "“Sample no.” stands for “Number”" in said(taking(book, path), "counts")
