"""Nothing in the export dialog leaves it reading for ever, or writes as of another day than is typed."""

from pathlib import Path

from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.services.exporting import Report
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices

from tests.desktop.book import Book
from tests.desktop.exporting.test_dialog import Opener, opened, said, write


def test_another_report_is_not_grouped_by_a_column_it_lacks(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.shape.groups.setCurrentIndex(dialog.shape.groups.findData("collection"))
    book.settle()
    dialog.reports.choose(Report.JOURNAL)
    book.settle()
    assert (dialog.shape.group_by(), dialog.outcome()) == ("", "")
    assert dialog.primary_button.isEnabled()


def test_what_cannot_be_previewed_is_said_until_something_else_is(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.shape.choose("g", "no_such_column", ())
    book.settle()
    assert "no_such_column" in dialog.outcome()
    assert said(dialog, "exportDialog.shown") == ""
    assert not dialog.primary_button.isEnabled()
    dialog.shape.groups.setCurrentIndex(0)
    book.settle()
    assert dialog.outcome() == ""
    assert dialog.primary_button.isEnabled()


def test_without_its_piece_the_preview_says_what_is_missing(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.reports.choose(Report.GENEALOGY)
    book.settle()
    assert said(dialog, "exportDialog.shown") == "Select the one piece it is about first."


def test_what_is_no_day_is_not_exported_as_of_another(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.as_of.setText("yesterday")
    assert not write(dialog, book).exists()
    assert not dialog.primary_button.isEnabled()
    dialog.reports.choose(Report.LOANS)
    book.settle()
    dialog.as_of.setText("2026-11-24")
    dialog.as_of.editingFinished.emit()
    book.settle()
    assert dialog.primary_button.isEnabled()


def test_a_day_that_has_not_come_is_not_exported_as_today(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.as_of.setText("2199-01-01")
    assert not write(dialog, book).exists()
    assert not dialog.primary_button.isEnabled()
    assert dialog.as_of.text() == "2199-01-01"


def test_a_day_still_being_typed_counts(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.as_of.setFocus()
    dialog.as_of.setText("1972-01-01")
    dialog.confirmed.emit()
    book.settle()
    assert [each.name for each in tmp_path.iterdir() if "inventory" in each.name] == ["inventory-1972-01-01.xlsx"]


def test_all_columns_or_none_are_one_click(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    book.qtbot.mouseClick(dialog.no_column, Qt.MouseButton.LeftButton)
    assert dialog.columns.chosen() == ()
    book.qtbot.mouseClick(dialog.every_column, Qt.MouseButton.LeftButton)
    assert len(dialog.columns.chosen()) == dialog.columns.count()


def test_the_folder_is_that_of_the_file_that_was_written(book: Book, tmp_path: Path) -> None:
    opener = Opener()
    book.qtbot.addWidget(opener)
    QDesktopServices.setUrlHandler("file", opener, "take")
    try:
        dialog = opened(book, tmp_path)
        dialog.work.second_followed.emit()
        write(dialog, book)
        (tmp_path / "elsewhere").mkdir()
        dialog.choose_target(tmp_path / "elsewhere" / "next.xlsx")
        folder = dialog.findChild(LinkLabel, "exportDialog.openFolder")
        file = dialog.findChild(LinkLabel, "exportDialog.work.outcomeLink")
        assert folder is not None
        assert file is not None
        assert abs(folder.mapTo(dialog, QPoint()).y() - file.mapTo(dialog, QPoint()).y()) < folder.height()
        folder.activated.emit()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.urls == [str(tmp_path)]
