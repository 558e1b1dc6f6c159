"""Labels of containers, in QR, on sheets partly used, and in Chinese."""

from pathlib import Path

import pytest
import zxingcpp
from lunarcurator.desktop.dialogs.labels import LabelsDialog, open_place_labels
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.domain.identity import Uid
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.label_layouts import load_layouts, places_named
from lunarcurator.services.labels import Label, container_labels
from lunarcurator.services.places import Places
from PySide6.QtWidgets import QApplication

from tests.desktop.book import Book

FAMILIES = ("Inter", "Noto Sans CJK SC")
LONG = "CE5C0400YJYX132GP,14321"


def label(number: str, form: str = "岩片", *, marks: str = "") -> Label:
    return Label(Uid("0" * 32), number, number, form, "364.746 g", "Vault 1", marks)


def places(book: Book, *names: str) -> Selection:
    tree = Places(book.session).tree()
    return Selection(places=tuple(node.uid for node in tree.nodes.values() if node.name in names))


@pytest.mark.parametrize("kind", list(CodeKind))
@pytest.mark.parametrize("key", list(load_layouts()))
def test_a_code_of_either_kind_reads_back_as_a_usual_label_printer_prints_it(
    qapp: QApplication, key: str, kind: CodeKind
) -> None:
    expected = {
        CodeKind.QR: zxingcpp.BarcodeFormat.QRCode,
        CodeKind.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    }
    for number in ("15555,46", LONG):
        paper = LabelPaper(load_layouts()[key], [label(number)], FAMILIES, kind=kind)
        found = zxingcpp.read_barcodes(paper.image(0, 203))
        assert [(each.text, each.format) for each in found] == [(number, expected[kind])]


def test_used_labels_of_the_first_sheet_stay_empty_and_the_next_sheet_is_whole(qapp: QApplication) -> None:
    layout = load_layouts()["sheet_a4_24"]
    labels = [label(f"{10000 + at}") for at in range(30)]
    paper = LabelPaper(layout, labels, FAMILIES, used=places_named("1-20, 23", 24))
    assert paper.pages == 3
    shown = [{each.text for each in zxingcpp.read_barcodes(paper.image(page, 200))} for page in range(3)]
    assert shown[0] == {"10000", "10001", "10002"}
    assert (len(shown[1]), len(shown[2])) == (24, 3)
    whole = LabelPaper(layout, labels[:24], FAMILIES)
    assert whole.pages == 1


@pytest.mark.parametrize("key", ["roll_9x9", "roll_50x25"])
def test_chinese_words_are_drawn_and_not_boxes_for_what_is_missing(qapp: QApplication, key: str) -> None:
    layout = load_layouts()[key]
    first, second = (LabelPaper(layout, [label(each, each)], FAMILIES).image(0, 300) for each in ("岩", "壤"))
    code = LabelPaper(layout, [label("岩", "岩")], FAMILIES).image(0, 300)
    assert first == code
    below = layout.padding + layout.code
    top, high = below * 300 // 2540 if layout.words == "below" else 0, layout.number_text * 300 // 2540
    wide = first.width() if layout.words == "below" else first.width() // 4
    assert first.copy(0, top, wide, high) != second.copy(0, top, wide, high)


def test_a_small_label_warns_where_it_has_no_room_to_say_of_what(qapp: QApplication) -> None:
    layout = load_layouts()["roll_9x9"]
    plain, marked = (
        LabelPaper(layout, [label("15555,46", marks=each)], FAMILIES).image(0, 300) for each in ("", "No saw")
    )
    assert plain != marked
    assert [each.text for each in zxingcpp.read_barcodes(marked)] == ["15555,46"]


def test_a_label_of_a_container_says_its_code_or_its_name(book: Book) -> None:
    selection = places(book, "Cabinet 1", "Tray 7")
    cabinet, tray = container_labels(book.session, book.context.words, (*selection.places, Uid("f" * 32)))
    assert (cabinet.number, cabinet.code, cabinet.form, cabinet.mass) == ("CAB-1", "CAB-1", "Cabinet", "Cabinet 1")
    assert (tray.number, tray.code, tray.mass) == ("Tray 7", "Tray 7", "")
    assert cabinet.place == "Room 1 › Vault 1"


def test_labels_of_containers_are_printed_and_recorded(book: Book, tmp_path: Path) -> None:
    dialog = open_place_labels(book.context, places(book, "Cabinet 1", "Tray 7"), None)
    assert isinstance(dialog, LabelsDialog)
    book.show(dialog, 860, 540)
    assert dialog.primary_button.text() == "Print 2 labels"
    with book.qtbot.waitSignal(book.context.posted, timeout=5000) as posted:
        dialog.write(tmp_path / "labels.pdf")
    book.settle()
    told = sentence_of(book.session, book.context.words, posted.args[0].seq)
    assert told == "Printed 2 labels: Cabinet 1 and Tray 7"
    assert open_place_labels(book.context, NOTHING, None) is None


def test_used_labels_that_are_none_are_said_and_nothing_is_printed(book: Book) -> None:
    dialog = open_place_labels(book.context, places(book, "Tray 7"), None)
    assert dialog is not None
    book.show(dialog, 860, 540)
    dialog.paper_choice.setCurrentIndex(dialog.paper_choice.findData("sheet_a4_24"))
    dialog.used.setText("1-99")
    assert not dialog.primary_button.isEnabled()
    assert not dialog.save_pdf.isEnabled()
    dialog.used.setText("2-4")
    dialog.first.setValue(2)
    assert dialog.primary_button.isEnabled()
    assert dialog._used() == {0, 1, 2, 3}
    dialog.code_choice.setCurrentIndex(dialog.code_choice.findData(CodeKind.QR))
    assert book.context.memory.get("labelsDialog.code", "") == "qr"
    assert [each.format for each in zxingcpp.read_barcodes(dialog.paper().image(0, 200))] == [
        zxingcpp.BarcodeFormat.QRCode
    ]


def test_papers_are_offered_by_size_rolls_before_sheets(book: Book) -> None:
    dialog = open_place_labels(book.context, places(book, "Cabinet 1"), None)
    assert dialog is not None
    book.show(dialog, 860, 540)
    layouts = load_layouts()
    keys = [dialog.paper_choice.itemData(at) for at in range(dialog.paper_choice.count())]
    assert sorted(keys) == sorted(layouts)
    rolls = [layouts[key].label.width for key in keys if not layouts[key].is_sheet]
    assert rolls == sorted(rolls)
    assert rolls[0] == 900
    assert not any(layouts[key].is_sheet for key in keys[: len(rolls)])
