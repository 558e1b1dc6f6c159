"""Pieces go out of the window as a workbook to edit, and come back through the difference view."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.export_to_edit import ExportToEditDialog, open_export_to_edit
from lunarcurator.desktop.dialogs.round_trips.differences import Column
from lunarcurator.desktop.dialogs.taking_back import TakeBackDialog, open_take_back
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Describe, FieldValue
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.desktop.book import Book


def sending(book: Book, folder: Path, selection: Selection = NOTHING) -> ExportToEditDialog:
    book.memory.put("exportDialog.folder", str(folder))
    dialog = open_export_to_edit(book.workplace, selection, None)
    book.show(dialog, 560, 640)
    return dialog


def sent(book: Book, folder: Path) -> Path:
    dialog = sending(book, folder)
    path = folder / "edit.xlsx"
    dialog.choose_target(path)
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert dialog.outcome().endswith("rows to edit are in edit.xlsx")
    return path


def put(path: Path, number: str, header: str, value: object) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}[header]
    row = next(cells[1].row for cells in sheet.iter_rows(min_row=2) if cells[1].value == number)
    sheet.cell(row, at).value = value
    book.save(path)


def taking(book: Book, path: Path) -> TakeBackDialog:
    dialog = open_take_back(book.workplace, NOTHING, None)
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


def test_what_was_edited_is_seen_ticked_and_posted_as_one_entry(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "15555,1", "Class", "basalt")
    put(path, "14321", "Remarks", "two chips loose")
    put(path, "15555,2", "Custody", "on loan")
    dialog = taking(book, path)
    assert "2 changed there" in said(dialog, "counts")
    lines = [texts(dialog, row) for row in range(dialog.model.rowCount())]
    assert ["14321", "Remarks", "–", "two chips loose", "–", "Changed there", ""] in lines
    assert dialog.primary_button.text() == "Post 2 changed rows"
    refused = next(row for row in range(3) if lines[row][0] == "15555,2")
    dialog.table.setCurrentIndex(dialog.model.index(refused, Column.NUMBER))
    assert "only there to read" in said(dialog, "why")
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.model.taken()) == 2
    first = next(row for row in range(3) if lines[row][0] == "14321")
    dialog.table.setCurrentIndex(dialog.model.index(first, Column.NUMBER))
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.primary_button.text() == "Post 1 changed rows"
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.reason.setText("Reviewed in Excel")
    before = book.desk.head().seq
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert book.desk.head().seq == before + 1
    assert not dialog.isVisible()


def test_a_conflict_waits_for_somebody_to_decide_it(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "15555", "Class", "gabbro")
    book.history.post(Describe(sample="15555", values=(FieldValue(field="class_name", value="basalt"),)))
    dialog = taking(book, path)
    assert texts(dialog, 0)[1:6] == ["Class", "–", "gabbro", "basalt", "Changed on both sides"]
    assert not dialog.primary_button.isEnabled()
    dialog.take_all.click()
    assert dialog.model.taken() == frozenset()
    tick = dialog.model.index(0, Column.TAKE)
    assert dialog.model.setData(tick, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    dialog.primary_button.click()
    book.settle()
    assert not dialog.isVisible()
    assert texts(taking(book, path), 0)[5] == "Changed alike on both sides"


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
    book.workplace.show_moment(Moment(19720310))
    dialog = taking(book, path)
    assert not dialog.primary_button.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()
