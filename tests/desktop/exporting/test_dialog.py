import threading
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.exporting import ExportDialog, open_export
from lunarcurator.desktop.dialogs.exports.sheet import letters
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.moments import Moment
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.exporting import Report
from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.desktop.book import Book


def opened(book: Book, folder: Path, selection: Selection = NOTHING) -> ExportDialog:
    book.memory.put("exportDialog.folder", str(folder))
    dialog = open_export(book.workplace, selection, None)
    book.show(dialog, 1240, 680)
    return dialog


def headers(dialog: ExportDialog) -> list[str]:
    return [str(dialog.model.index(0, column).data()) for column in range(dialog.model.columnCount())]


def said(dialog: ExportDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.accessibleName()


def write(dialog: ExportDialog, book: Book) -> Path:
    target = dialog.target()
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    book.settle()
    return target


def cells(path: Path, sheet: str) -> list[list[str]]:
    book = read_book(path)
    rows = next(each for each in book.sheets if each.name == sheet).rows()
    return [["" if cell is None else str(cell) for cell in row.cells] for row in rows]


def test_the_preview_is_the_sheet_and_the_file_is_named_before_the_click(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    assert headers(dialog)[0] == "Number"
    assert dialog.model.index(1, 0).data() == "10002"
    assert dialog.target() == tmp_path / "inventory-2026-11-24.xlsx"
    assert said(dialog, "exportDialog.target").endswith("inventory-2026-11-24.xlsx")
    assert dialog.primary_button.text() == "Export inventory to Excel"


def test_the_inventory_is_written_and_said(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    target = write(dialog, book)
    assert target.exists()
    assert dialog.outcome().endswith("rows are in inventory-2026-11-24.xlsx")
    assert dialog.cancel_button.text() == "Close"


@pytest.mark.parametrize(("row", "report"), list(enumerate(Report)))
def test_every_report_is_written_in_every_format(book: Book, tmp_path: Path, row: int, report: Report) -> None:
    dialog = opened(book, tmp_path, book.select("15555"))
    dialog.reports.setCurrentRow(row)
    book.settle()
    for index, suffix in enumerate((".xlsx", ".csv", ".html")):
        dialog.formats.choose(index)
        dialog.formats.chosen.emit(index)
        target = write(dialog, book)
        assert target.name == f"{report}-2026-11-24{suffix}"
        assert target.stat().st_size > 100


def test_a_report_about_one_piece_asks_for_it(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.reports.setCurrentRow(list(Report).index(Report.GENEALOGY))
    book.settle()
    assert not dialog.primary_button.isEnabled()
    assert dialog.primary_button.accessibleDescription() == "Select the one piece it is about first."


def test_columns_are_chosen_and_moved_by_keys(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    columns = dialog.columns
    columns.setFocus()
    columns.setCurrentRow(1)
    book.qtbot.keyClick(columns, Qt.Key.Key_Space)
    assert headers(dialog)[:2] == ["Number", "Parent"]
    columns.setCurrentRow(2)
    book.qtbot.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    book.qtbot.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert headers(dialog)[:2] == ["Parent", "Number"]
    dialog.formats.choose(1)
    dialog.formats.chosen.emit(1)
    target = write(dialog, book)
    assert target.read_text(encoding="utf-8-sig").startswith("Parent,Number,")
    book.qtbot.mouseClick(dialog.every_column, Qt.MouseButton.LeftButton)
    assert "Other names" in headers(dialog)


def test_without_a_column_nothing_can_be_written(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    for row in range(dialog.columns.count()):
        dialog.columns.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.primary_button.isEnabled()


def test_only_the_selected_pieces_are_written_if_wanted(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path, book.select("15555", "15555,1"))
    assert dialog.rows.choice() == 1
    assert said(dialog, "exportDialog.shown") == "first 2 of 2 rows"
    dialog.rows.choose(0)
    dialog.rows.chosen.emit(0)
    book.settle()
    assert said(dialog, "exportDialog.shown") != "first 2 of 2 rows"


def test_an_earlier_day_shows_and_writes_the_book_of_then(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.as_of.setText("1969")
    dialog.as_of.editingFinished.emit()
    book.settle()
    assert dialog.as_of.text() == "1969-12-31"
    assert dialog.model.rowCount() == 2
    assert write(dialog, book).name == "inventory-1969-12-31.xlsx"
    dialog.as_of.setText("03/04/73")
    dialog.as_of.editingFinished.emit()
    assert dialog.as_of.property("tone") == "red"


def test_the_day_of_the_window_is_taken_over(book: Book, tmp_path: Path) -> None:
    book.workplace.show_moment(Moment(19720310))
    dialog = opened(book, tmp_path)
    assert dialog.as_of.text() == "1972-03-10"
    assert dialog.wanted().moment == Moment(19720310)


def test_another_file_can_be_named_and_its_ending_chooses_the_format(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog._change.activated.emit()
    assert dialog.findChild(QFileDialog, "exportDialog.fileDialog") is not None
    dialog.choose_target(tmp_path / "for the authority.html")
    assert dialog.primary_button.text() == "Export inventory to HTML"
    assert write(dialog, book).name == "for the authority.html"
    assert book.memory.get("exportDialog.folder") == str(tmp_path)


def test_a_folder_that_is_gone_is_said_and_the_dialog_stays(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.choose_target(tmp_path / "gone" / "inventory.xlsx")
    write(dialog, book)
    assert dialog.outcome()
    assert dialog.isVisible()
    assert dialog.primary_button.isEnabled()


def test_cancelling_writes_no_file(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    target, free = dialog.target(), threading.Event()
    # Other long reading is under way, so that the export is still waiting when it is called off.
    book.lanes.background(lambda _ticket: free.wait(10), lambda _done: None)
    dialog.primary_button.click()
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    free.set()
    book.settle()
    assert dialog.outcome() == "Stopped. No file was written."
    assert not target.exists()
    dialog.reject()
    assert not dialog.isVisible()


class Opener(QLabel):
    """Stands in for the desktop's programs; collects what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toLocalFile())


def test_the_file_is_opened_when_done_if_wanted(book: Book, tmp_path: Path) -> None:
    opener = Opener()
    book.qtbot.addWidget(opener)
    QDesktopServices.setUrlHandler("file", opener, "take")
    try:
        dialog = opened(book, tmp_path)
        dialog.open_when_done.setChecked(True)
        target = write(dialog, book)
        dialog._open_folder.activated.emit()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.urls == [str(target), str(tmp_path)]
    assert book.memory.get("exportDialog.open") == "yes"


def test_columns_of_a_sheet_are_named_as_a_spreadsheet_does() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
