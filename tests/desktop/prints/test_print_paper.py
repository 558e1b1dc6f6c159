from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.print_paper import PaperDialog, open_print_paper
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.paper.printing import make_printer
from lunarcurator.services.papers.making import paper_names
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from tests.desktop.book import Book


def opened(book: Book, selection: Selection = NOTHING, paper: str = "", of: str = "") -> PaperDialog:
    dialog = open_print_paper(book.context, selection, None, paper=paper, of=of)
    book.show(dialog, 940, 720)
    return dialog


def offered(dialog: PaperDialog) -> list[str]:
    return [dialog.paper_choice.itemData(at).key for at in range(dialog.paper_choice.count())]


def test_papers_of_what_is_selected_come_first_and_then_those_of_nothing(book: Book) -> None:
    free = ["day_sheet", "loan_status_report", "blank_form", "count_record"]
    assert set(offered(opened(book))[:4]) == set(free)
    of_piece = offered(opened(book, book.select("15555")))
    assert set(of_piece[:6]) == {
        "accession_sheet", "dissection_log", "entry_sheet", "genealogy", "section_list", "split_record",
    }  # fmt: skip
    assert set(of_piece[6:10]) == set(free)
    assert len(of_piece) == len(set(of_piece)) == len(paper_names(book.context.words))


def test_what_is_not_selected_is_typed_and_forgotten_with_another_kind(book: Book) -> None:
    dialog = opened(book, NOTHING, "container_contents", "Cabinet 1")
    assert dialog.of.isVisible()
    assert dialog.primary_button.isEnabled()
    keys = offered(dialog)
    dialog.paper_choice.setCurrentIndex(keys.index("genealogy"))
    book.settle()
    assert dialog.of.text() == ""
    assert "Say which" in dialog.trouble()
    dialog.of.setText("15555")
    book.qtbot.keyClick(dialog.of, Qt.Key.Key_Return)
    book.settle()
    assert dialog.trouble() == ""
    dialog.paper_choice.setCurrentIndex(keys.index("accession_sheet"))
    book.settle()
    assert dialog.of.text() == "15555"
    assert dialog.primary_button.isEnabled()


def test_the_first_form_offered_is_that_of_a_new_piece(book: Book) -> None:
    assert opened(book, NOTHING, "blank_form").operation_choice.currentData() == "register"
    assert opened(book, NOTHING, "blank_form", "weigh").operation_choice.currentData() == "weigh"


def test_a_paper_is_seen_page_by_page_in_the_language_chosen(book: Book) -> None:
    dialog = opened(book, book.select("15555"), "accession_sheet")
    assert dialog.primary_button.isEnabled()
    assert dialog.preview.accessibleName().startswith("Page 1 of ")
    dialog.language_choice.setCurrentIndex(dialog.language_choice.findData("zh_CN"))
    book.settle()
    made = dialog._made
    assert made is not None
    assert made.paper.title == "样品登记表"
    assert book.context.memory.get("paperDialog.language", "") == "zh_CN"


def told_title(path: Path) -> str:
    told = PdfReader(path).metadata
    return str(told.title) if told is not None else ""


def test_a_paper_is_written_as_pdf_web_page_and_workbook(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, book.select("15555"), "genealogy")
    for suffix, begin in ((".pdf", b"%PDF"), (".html", b"<!DOCTYPE"), (".xlsx", b"PK")):
        path = tmp_path / f"paper{suffix}"
        dialog.write(path)
        book.settle()
        assert path.read_bytes().startswith(begin)
        assert dialog.open_file.isVisible()
    assert told_title(tmp_path / "paper.pdf") == "Genealogy of a sample 15555"
    assert load_workbook(tmp_path / "paper.xlsx").active.cell(2, 1).value == "Genealogy of a sample"


def test_a_paper_is_printed_and_the_dialog_closes(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, NOTHING, "day_sheet")
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    book.settle()
    assert told_title(tmp_path / "printed.pdf").startswith("Day sheet")
    assert dialog.result() == 1


def test_a_day_that_is_none_is_said_and_nothing_can_be_printed(book: Book) -> None:
    dialog = opened(book, NOTHING, "day_sheet")
    dialog.of.setText("the day before")
    book.qtbot.keyClick(dialog.of, Qt.Key.Key_Tab)
    dialog._make()
    book.settle()
    assert dialog.trouble()
    assert not dialog.primary_button.isEnabled()
    dialog.of.setText("2024-06-01")
    dialog._make()
    book.settle()
    assert not dialog.trouble()
    assert dialog.primary_button.isEnabled()


@pytest.mark.parametrize("kind", ["split", "register", "check_place"])
def test_a_blank_form_of_an_operation_is_chosen(book: Book, kind: str) -> None:
    dialog = opened(book, NOTHING, "blank_form", kind)
    assert dialog.operation_choice.isVisible()
    assert not dialog.of.isVisible()
    made = dialog._made
    assert made is not None
    word = book.context.words.label(f"operation.{kind}")
    assert made.paper.title == f"{word}: paper form"
    assert dialog.file_wish()[0] == f"{word}__paper_form.pdf".replace(" ", "_")


def test_the_file_proposed_is_called_like_the_paper(book: Book) -> None:
    dialog = opened(book, book.select("15555,1"), "accession_sheet")
    book.qtbot.mouseClick(dialog.save_pdf, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(QFileDialog, "paperDialog.fileDialog")
    assert asked is not None
    assert Path(asked.selectedFiles()[0]).name == "Accession_sheet_15555,1.pdf"


def test_only_what_was_asked_for_last_is_shown(book: Book) -> None:
    dialog = opened(book, book.select("15555"), "accession_sheet")
    for key in ("genealogy", "section_list", "split_record"):
        dialog.paper_choice.setCurrentIndex(offered(dialog).index(key))
        assert not dialog.primary_button.isEnabled()
    book.settle()
    made = dialog._made
    assert made is not None
    assert made.paper.key == "split_record"
    assert not dialog._progress.isVisible()
    dialog.paper_choice.setCurrentIndex(offered(dialog).index("genealogy"))
    dialog.reject()
    book.settle()
    assert dialog._made is made
