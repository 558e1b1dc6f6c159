"""A sheet of 513 vial tops is painted beside the window, which never waits for it."""

import threading

from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.desktop.paper.preview import PagePreview
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import Uid
from lunarcurator.services.label_layouts import load_layouts
from lunarcurator.services.labels import Label
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.desktop.book import Book

FAMILIES = ["Inter", "Noto Sans CJK SC"]


class Watched(LabelPaper):
    """Remembers on which threads its pages were painted."""

    threads: list[str]

    def paint_page(self, painter: QPainter, page: int, resolution: float) -> None:
        self.threads.append(threading.current_thread().name)
        super().paint_page(painter, page, resolution)


def sheet(count: int) -> Watched:
    names = [f"PX-{number:04}" for number in range(count)]
    labels = [Label(Uid(name), name, name, "chip", "1.000 g", "Cabinet 8") for name in names]
    made = Watched(load_layouts()["sheet_a4_vials"], labels, FAMILIES)
    made.threads = []
    return made


def shown(book: Book) -> PagePreview:
    lanes = book.lanes
    preview = PagePreview(
        book.context.appearance, "preview", lambda work, done: lanes.paint(work, done, replaces="preview")
    )
    book.show(preview, 500, 600)
    return preview


def dark(image: QImage) -> int:
    step = range(0, image.height(), 3)
    return sum(image.pixelColor(x, y).lightness() < 100 for y in step for x in range(0, image.width(), 3))


def test_a_full_sheet_is_painted_beside_the_window_and_is_the_same(book: Book) -> None:
    paper, preview = sheet(513), shown(book)
    assert paper.slow
    preview.show_page(paper, 0, "Page 1 of 1")
    QApplication.processEvents()
    empty = preview.grab().toImage()
    book.settle()
    full = preview.grab().toImage()
    assert set(paper.threads) == {"lane-paint_0"}
    assert dark(full) > 10 * max(dark(empty), 1)
    alone = PagePreview(book.context.appearance, "alone")
    book.show(alone, 500, 600)
    alone.show_page(paper, 0, "Page 1 of 1")
    assert dark(alone.grab().toImage())
    assert alone._painted == preview._painted


def test_what_was_asked_for_twice_is_painted_once_and_what_is_old_is_not_shown(book: Book) -> None:
    paper, preview = sheet(513), shown(book)
    preview.show_page(paper, 0, "Page 1 of 2")
    for _ in range(5):
        preview.viewport().repaint()
    other = sheet(60)
    preview.show_page(other, 0, "Page 1 of 1")
    book.settle()
    assert len(paper.threads) <= 1
    assert len(other.threads) == 1
    # A page keeps its place and its size while it is painted anew.
    preview.resize(520, 660)
    QApplication.processEvents()
    assert dark(preview.grab().toImage())
    book.settle()
    assert len(other.threads) == 2


def test_few_labels_are_painted_at_once(book: Book, appearance: Appearance) -> None:
    paper, preview = sheet(12), shown(book)
    assert not paper.slow
    preview.show_page(paper, 0, "Page 1 of 1")
    preview.grab()
    assert set(paper.threads) == {"MainThread"}
