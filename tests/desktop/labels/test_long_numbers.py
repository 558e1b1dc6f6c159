"""Long numbers on labels of every size: the number stays the largest thing, and its code reads or is refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
import zxingcpp
from lunarcurator.desktop.dialogs.labels import LabelsDialog, open_labels
from lunarcurator.desktop.paper.label_painting import LabelPainter
from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.desktop.paper.number_setting import set_number
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.domain.identity import Uid
from lunarcurator.services.codes import too_fine
from lunarcurator.services.label_layouts import load_layouts
from lunarcurator.services.labels import Label
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from tests.desktop.book import Book

FAMILIES = ("Inter", "Noto Sans CJK SC")
LONG = (
    "CE5C0000YJYX03501GP,1",
    "CE5C0400YJYX132GP,14321",
    "10017,1204 A-B-12",
    "Demonstration core tube 14,1204",
    "月球样品 嫦娥五号 0035-01,12",
)
DOTS = 203


def label(number: str, marks: str = "No saw \u00b7 Keep frozen") -> Label:
    return Label(Uid("0" * 32), number, number, "岩片 Slab", "364.746 g  2024-06-02", "Vault 1 › Cabinet 8", marks)


def width_of(text: str, size: int) -> float:
    return len(text) * size * 0.6


@pytest.mark.parametrize("kind", list(CodeKind))
@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize("key", list(load_layouts()))
def test_the_code_of_a_long_number_reads_or_is_said_to_be_too_fine(
    appearance: Appearance, key: str, number: str, kind: CodeKind
) -> None:
    layout = load_layouts()[key]
    paper = LabelPaper(layout, [label(number)], FAMILIES, kind=kind)
    read = [each.text for each in zxingcpp.read_barcodes(paper.image(0, DOTS))]
    fine = too_fine(kind, [number], layout.code)
    assert read == [number] or fine == (number,)
    # Only a QR code, or Chinese, on the top of a vial is ever too fine.
    assert not fine or (layout.code < 900 and (kind is CodeKind.QR or not number.isascii()))


@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize("key", list(load_layouts()))
def test_nothing_on_a_label_is_as_high_as_its_number(appearance: Appearance, key: str, number: str) -> None:
    layout = load_layouts()[key]
    images = []
    for each in (label(number), replace(label(number), form="", mass="", marks="", place="")):
        image = QImage(layout.label.width, layout.label.height, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as painter:
            place = QRect(0, 0, layout.label.width, layout.label.height)
            painter_of = LabelPainter(layout, FAMILIES, CodeKind.DATA_MATRIX)
            painter_of.paint(painter, place, each)
            number_set = painter_of.number_on(painter, each)
        images.append(image)
    whole, alone = images
    assert number_set.size >= 60
    assert "".join(number_set.lines).replace(" ", "") == number.replace(" ", "")
    if layout.words == "beside":
        others = heights(whole, layout.padding, number_set.height, layout)
        numbers = heights(alone, layout.padding, 0, layout)
        assert max(others) < max(numbers)


def heights(image: QImage, left: int, skipped: int, layout: object) -> list[int]:
    """How high the bands of ink are, left of the code, below what is skipped."""
    top = left + skipped
    beside = image.copy(0, 0, min(800, image.width()), image.height())
    grey = beside.convertToFormat(QImage.Format.Format_Grayscale8)
    # Asked of Qt one by one, the points of these pictures take longer than everything else here.
    points, line = bytes(grey.constBits()), grey.bytesPerLine()
    lines = (points[y * line : y * line + grey.width()] for y in range(grey.height()))
    inked = [min(each[left::6], default=255) < 128 for each in lines]
    edges = [y for y in range(max(top, 1), len(inked)) if inked[y] != inked[y - 1]]
    return [last - first for first, last in pairwise(edges) if inked[first]] or [0]


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        ("15555,46", ("15555,46",)),
        ("CE5C0000YJYX03501GP,1", ("CE5C0000", "YJYX03501GP,1")),
        ("10017,1204 A-B-12", ("10017,1204", "A-B-12")),
        ("Practice rock 1,2", ("Practice", "rock 1,2")),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ("ABCDEFGHIJKLM", "NOPQRSTUVWXYZ")),
    ],
)
def test_a_number_breaks_where_it_has_joints(number: str, lines: tuple[str, ...]) -> None:
    told = set_number(number, 1000, 300, 200, width_of)
    assert told.lines == lines
    assert told.height <= 300
    assert all(width_of(line, told.size) <= 1000 for line in told.lines)


def test_a_number_without_room_is_small_and_never_cut() -> None:
    assert set_number("15555,46", 1, 300, 200, width_of).size == 1
    assert set_number("1", 1000, 300, 200, width_of).lines == ("1",)
    # A text wider than the sum of its parts is measured once more.
    kerned = set_number(
        "15555,46", 1000, 300, 200, lambda text, size: len(text) * size * (1 if size < 900 else 0.6)
    )
    assert kerned.size == 125


def test_what_cannot_be_read_on_the_paper_is_refused_with_a_way_out(book: Book) -> None:
    dialog = open_labels(book.context, book.select("15555"), None)
    assert isinstance(dialog, LabelsDialog)
    book.show(dialog, 860, 540)
    dialog._arrived(tuple(label(each) for each in LONG))
    dialog.paper_choice.setCurrentIndex(dialog.paper_choice.findData("roll_62x29"))
    assert dialog.primary_button.isEnabled()
    dialog.code_choice.setCurrentIndex(dialog.code_choice.findData(CodeKind.QR))
    assert dialog.primary_button.isEnabled()
    dialog.paper_choice.setCurrentIndex(dialog.paper_choice.findData("roll_9x9"))
    assert not dialog.primary_button.isEnabled()
    assert not dialog.save_pdf.isEnabled()
    told = dialog.primary_button.accessibleDescription()
    assert told.startswith("Too long for a code that reads on this paper: CE5C0000YJYX03501GP,1, ")
    assert told.endswith(" and more. Choose Data Matrix or larger paper.")
    dialog._arrived((label("x" * 60),))
    dialog.code_choice.setCurrentIndex(dialog.code_choice.findData(CodeKind.DATA_MATRIX))
    assert dialog.primary_button.accessibleDescription().endswith("Choose larger paper.")
    dialog._arrived((label("15555,46"),))
    assert dialog.primary_button.isEnabled()


def test_naming_used_labels_keeps_the_cursor_where_it_is(book: Book) -> None:
    dialog = open_labels(book.context, book.select("15555"), None)
    assert isinstance(dialog, LabelsDialog)
    book.show(dialog, 860, 540)
    dialog.paper_choice.setCurrentIndex(dialog.paper_choice.findData("sheet_a4_24"))
    dialog.used.setFocus()
    book.qtbot.keyClicks(dialog.used, "2-4, 7")
    assert dialog.used.text() == "2-4, 7"
    assert dialog._used() == {1, 2, 3, 6}
