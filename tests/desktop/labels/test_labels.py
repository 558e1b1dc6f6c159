import os
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from lunarcurator.desktop.dialogs.labels import LabelsDialog, open_labels
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.desktop.paper.printing import PaperError, make_printer, print_pages, write_pdf
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.label_layouts import load_layouts
from lunarcurator.services.labels import Label, labels_of
from PySide6.QtCore import QRect, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from tests.desktop.book import Book

FAMILIES = ("Inter", "Noto Sans CJK SC")
LONG = "CE5C0400YJYX132GP,14321"


def label(number: str = "15555,46", place: str = "Vault 1 › Cabinet 8") -> Label:
    return Label(Uid("0" * 32), number, number, "岩片 Slab", "364.746 g  2024-06-02", place)


def opened(book: Book, selection: Selection) -> LabelsDialog:
    dialog = open_labels(book.context, selection, None)
    assert dialog is not None
    book.show(dialog, 860, 540)
    return dialog


@pytest.mark.parametrize("key", list(load_layouts()))
@pytest.mark.parametrize("number", ["10002", "15555,46", LONG])
def test_the_code_on_a_printed_label_reads_back(qapp: QApplication, key: str, number: str) -> None:
    paper = LabelPaper(load_layouts()[key], [label(number)], FAMILIES)
    found = zxingcpp.read_barcodes(paper.image(0, 203))
    assert [each.text for each in found] == [number]
    assert found[0].format == zxingcpp.BarcodeFormat.DataMatrix


@pytest.mark.parametrize("key", list(load_layouts()))
def test_marks_stand_between_the_mass_and_the_place(qapp: QApplication, key: str) -> None:
    layout = load_layouts()[key]
    plain, marked = label(), replace(label(), marks="No saw \u00b7 Keep frozen \u00b7 met air")
    without, image = (LabelPaper(layout, [each], FAMILIES).image(0, 203) for each in (plain, marked))
    assert [each.text for each in zxingcpp.read_barcodes(image)] == [plain.number]
    # The place stays at the foot, as it was without marks.
    foot = image.height() * (layout.margin.top + layout.label.height - layout.padding) // layout.page.height
    high = layout.text * 203 // 2540
    below = QRect(0, foot - high, image.width(), high)
    assert image.copy(below) == without.copy(below)
    assert image != without


def test_a_sheet_begins_at_the_first_free_label_and_goes_on_over_pages(qapp: QApplication) -> None:
    labels = [label(f"{10000 + number}") for number in range(30)]
    paper = LabelPaper(load_layouts()["sheet_a4_24"], labels, FAMILIES, used=range(20))
    assert paper.pages == 3
    first, last = (
        {each.text for each in zxingcpp.read_barcodes(paper.image(page, 200))} for page in (0, paper.pages - 1)
    )
    assert first == {"10000", "10001", "10002", "10003"}
    assert last == {"10028", "10029"}


def test_signs_that_no_font_has_are_told_beside_the_labels(book: Book) -> None:
    dialog = opened(book, book.select("15555"))
    told = dialog.findChild(QLabel, "labelsDialog.boxes")
    assert told is not None
    assert not told.isVisible()
    dialog._arrived((label("10002", "Vault 𓀀"),))
    assert told.isVisible()
    assert told.text().startswith("No font of this machine has 𓀀: they print as boxes.")
    assert dialog.primary_button.isEnabled()


def test_labels_have_a_printer_of_their_own_where_one_is_chosen(book: Book) -> None:
    dialog = opened(book, book.select("15555"))
    assert dialog.printer_name() == ""
    book.context.memory.put("printer", "Office")
    assert dialog.printer_name() == "Office"
    book.context.memory.put("printer.labels", "Roll")
    assert dialog.printer_name() == "Roll"


def test_a_roll_has_a_page_for_each_label_and_none_without(qapp: QApplication) -> None:
    layout = load_layouts()["roll_50x25"]
    assert LabelPaper(layout, [label(), label("10002")], FAMILIES).pages == 2
    assert LabelPaper(layout, [], FAMILIES).pages == 0


def test_a_long_number_is_smaller_and_never_cut(qapp: QApplication) -> None:
    layout = load_layouts()["roll_38x19"]
    short, long = (LabelPaper(layout, [label(number, "")], FAMILIES).image(0, 300) for number in ("1", LONG))
    edge = short.width() - layout.padding * 300 // 2540 - layout.code * 300 // 2540
    inked = [x for x in range(edge - 8, edge) for y in range(60) if long.pixelColor(x, y).lightness() < 128]
    assert not inked


def test_a_pdf_has_the_size_of_the_label(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "labels.pdf"
    write_pdf(LabelPaper(load_layouts()["roll_50x25"], [label(), label("10002")], FAMILIES), path, "Labels")
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 2
    assert b"/MediaBox [0 0 142.0" in content


def test_a_printer_prints_every_page(qapp: QApplication, tmp_path: Path) -> None:
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(path))
    print_pages(LabelPaper(load_layouts()["roll_50x25"], [label(), label("10002")], FAMILIES), printer)
    assert path.read_bytes().count(b"/Type /Page\n") == 2


def test_a_folder_that_takes_no_file_is_named(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever is root may write everywhere: a folder in the file's place lets nothing be opened here.
    (tmp_path / "labels.pdf").mkdir()
    monkeypatch.setattr(os, "access", lambda *_told: False)
    with pytest.raises(PaperError) as caught:
        write_pdf(LabelPaper(load_layouts()["roll_50x25"], [label()], FAMILIES), tmp_path / "labels.pdf", "Labels")
    assert (caught.value.key, caught.value.facts["folder"]) == ("file.folder_locked", str(tmp_path))


def test_a_place_that_takes_no_file_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    paper = LabelPaper(load_layouts()["roll_50x25"], [label()], FAMILIES)
    with pytest.raises(PaperError) as caught:
        write_pdf(paper, tmp_path / "gone" / "labels.pdf", "Labels")
    assert caught.value.key == "paper.not_written"
    store = tmp_path / "lab.lunar"
    store.write_bytes(b"SQLite format 3\0")
    with pytest.raises(PaperError) as caught:
        write_pdf(paper, store, "Labels")
    assert caught.value.key == "file.is_store"
    assert store.read_bytes() == b"SQLite format 3\0"


def test_the_dialog_shows_the_labels_and_counts_them(book: Book) -> None:
    dialog = opened(book, book.select("15555", "15555,1", "10002"))
    assert dialog.primary_button.text() == "Print 3 labels"
    assert dialog.preview.accessibleName() == "Page 1 of 3"
    book.qtbot.mouseClick(dialog.after, Qt.MouseButton.LeftButton)
    assert dialog.preview.accessibleName() == "Page 2 of 3"
    book.qtbot.mouseClick(dialog.before, Qt.MouseButton.LeftButton)
    assert not dialog.before.isEnabled()


def test_without_a_selection_there_is_no_dialog(book: Book) -> None:
    assert open_labels(book.context, NOTHING, None) is None


def test_a_sheet_asks_for_the_first_free_label_and_is_remembered(book: Book) -> None:
    dialog = opened(book, book.select("15555"))
    assert not dialog.first.isVisible()
    dialog.paper_choice.setCurrentIndex(dialog.paper_choice.findData("sheet_a4_24"))
    assert dialog.first.isVisible()
    assert dialog.first.maximum() == 24
    dialog.first.setValue(24)
    assert dialog.preview.accessibleName() == "Page 1 of 1"
    again = opened(book, book.select("15555"))
    assert again.paper_choice.currentData() == "sheet_a4_24"


def test_a_pdf_is_written_and_the_printing_is_an_entry(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, book.select("15555", "10002"))
    book.qtbot.mouseClick(dialog.save_pdf, Qt.MouseButton.LeftButton)
    assert dialog.findChild(QFileDialog, "labelsDialog.fileDialog") is not None
    path = tmp_path / "labels.pdf"
    with book.qtbot.waitSignal(book.context.posted, timeout=5000) as posted:
        dialog.write(path)
    book.settle()
    assert path.exists()
    assert dialog.result() == 1
    told = sentence_of(book.session, book.context.words, posted.args[0].seq)
    assert told == "Printed 2 labels: 10002 and 15555"


def pdf_printer(path: Path) -> QPrinter:
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_printing_goes_on_behind_the_window_and_is_recorded_at_its_end(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, book.select("15555", "10002"))
    told: list[int] = []
    with book.qtbot.waitSignal(book.context.posted, timeout=5000):
        dialog.print_on(pdf_printer(tmp_path / "printed.pdf"))
        assert not dialog.primary_button.isEnabled()
        assert dialog._progress.isVisible()
        dialog._progress.valueChanged.connect(told.append)
    book.settle()
    assert told[-1:] == [2]
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2
    assert dialog.result() == 1


def test_a_long_printing_is_stopped_by_escape_and_not_recorded(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, book.select("15555"))
    dialog._labels = dialog._labels * 3000
    before = book.session.head().seq
    dialog.print_on(pdf_printer(tmp_path / "printed.pdf"))
    book.qtbot.waitUntil(lambda: dialog._progress.value() > 0, timeout=5000)
    book.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    book.settle()
    assert dialog.isVisible()
    assert "nothing was recorded" in dialog.trouble()
    assert dialog.primary_button.isEnabled()
    assert dialog._progress.isHidden()
    assert book.session.head().seq == before


def test_a_stopped_pdf_is_not_there_at_all(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, book.select("15555"))
    dialog._labels = dialog._labels * 3000
    dialog.write(tmp_path / "labels.pdf")
    book.qtbot.waitUntil(lambda: dialog._progress.value() > 0, timeout=5000)
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert list(tmp_path.glob("*.pdf")) == []
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_the_dialog_asks_which_printer(book: Book) -> None:
    dialog = opened(book, book.select("15555"))
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(QPrintDialog, "labelsDialog.printDialog")
    assert asked is not None
    asked.close()


def test_in_the_past_labels_are_printed_without_an_entry(book: Book, tmp_path: Path) -> None:
    book.context.show_moment(Moment(20240101))
    dialog = opened(book, book.select("15555"))
    note = dialog.findChild(QLabel, "labelsDialog.note")
    assert note is not None
    assert "will not stand in the journal" in note.accessibleName()
    before = book.session.head().seq
    dialog.write(tmp_path / "labels.pdf")
    book.settle()
    assert (tmp_path / "labels.pdf").exists()
    assert book.session.head().seq == before


def test_a_folder_that_is_gone_is_said_and_nothing_is_posted(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, book.select("15555"))
    before = book.session.head().seq
    dialog.write(tmp_path / "gone" / "labels.pdf")
    book.settle()
    assert "labels.pdf" in dialog.trouble()
    assert dialog.isVisible()
    assert dialog.primary_button.isEnabled()
    assert book.session.head().seq == before


def test_labels_of_the_store_are_those_the_dialog_prints(book: Book) -> None:
    selection = book.select("15555", "14305")
    dialog = opened(book, selection)
    assert dialog._labels == labels_of(book.session, book.context.words, selection.samples)
