"""A file that is there is asked about before an export takes its place."""

from pathlib import Path

from lunarcurator.desktop.dialogs.export_to_edit import open_export_to_edit
from lunarcurator.desktop.links import NOTHING
from lunarcurator.services.exporting import Report
from PySide6.QtCore import Qt

from tests.desktop.book import Book
from tests.desktop.exporting.test_dialog import opened, write

OWN = "notes of a curator"


def test_a_file_of_the_proposed_name_is_replaced_when_the_button_is_pressed_twice(
    book: Book, tmp_path: Path
) -> None:
    dialog = opened(book, tmp_path)
    target = dialog.target()
    target.write_text(OWN, encoding="utf-8")
    write(dialog, book)
    assert target.read_text(encoding="utf-8") == OWN
    assert f"{target.name} is already in {tmp_path.name}" in dialog.outcome()
    write(dialog, book)
    assert target.read_bytes() != OWN.encode()
    # What was written here may have been edited since.
    target.write_text(OWN, encoding="utf-8")
    write(dialog, book)
    assert target.read_text(encoding="utf-8") == OWN
    write(dialog, book)
    assert target.read_bytes() != OWN.encode()


def test_another_report_or_another_format_does_not_take_a_named_file(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    mine = tmp_path / "mine.xlsx"
    dialog.choose_target(mine)
    write(dialog, book)
    first = mine.read_bytes()
    write(dialog, book)
    assert (mine.read_bytes(), "To replace it" in dialog.outcome()) == (first, True)
    dialog.reports.choose(Report.LOANS)
    book.settle()
    write(dialog, book)
    assert mine.read_bytes() == first
    assert "To replace it" in dialog.outcome()
    csv = tmp_path / "mine.csv"
    csv.write_text(OWN, encoding="utf-8")
    dialog.formats.choose(1)
    book.settle()
    write(dialog, book)
    assert csv.read_text(encoding="utf-8") == OWN


def test_a_workbook_that_is_out_to_be_edited_is_not_written_over(book: Book, tmp_path: Path) -> None:
    book.memory.put("exportDialog.folder", str(tmp_path))
    dialog = open_export_to_edit(book.context, NOTHING, None)
    book.show(dialog, 700, 680)
    target = dialog._path
    target.write_text(OWN, encoding="utf-8")
    for content in (OWN, None):
        book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
        book.settle()
        assert (target.read_bytes() == OWN.encode()) is (content is not None)
