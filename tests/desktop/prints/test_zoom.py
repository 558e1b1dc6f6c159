"""The preview of papers and labels: larger, smaller, as wide as there is room, whole, and page by page."""

import pytest
from lunarcurator.desktop.dialogs.labels import LabelsDialog, open_labels
from lunarcurator.desktop.dialogs.print_paper import PaperDialog, open_print_paper
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.paper.pages import PageSizeMm
from lunarcurator.desktop.paper.zoom import Fit, Zoom, larger, smaller
from lunarcurator.desktop.widgets.buttons import IconButton
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.book import Book

A4 = PageSizeMm(21_000, 29_700)
CTRL = Qt.KeyboardModifier.ControlModifier


def paper(book: Book, name: str = "blank_form") -> PaperDialog:
    dialog = open_print_paper(book.context, NOTHING, None, paper=name, of="split")
    book.show(dialog, 940, 720)
    return dialog


def turn(widget: QWidget, angle: int, keys: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a widget."""
    at = QPointF(20, 20)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def test_a_page_fits_the_room_the_width_or_nothing() -> None:
    assert Zoom().scale(A4, 2100, 297, 96) == pytest.approx(0.01)
    assert Zoom(Fit.WIDTH).scale(A4, 2100, 297, 96) == pytest.approx(0.1)
    assert Zoom(Fit.TIMES, 2.0).scale(A4, 10, 10, 96) == pytest.approx(2 * 96 / 2540)
    assert Zoom().scale(A4, -5, 0, 96) > 0


def test_steps_go_up_and_down_and_end() -> None:
    assert larger(1.0) == Zoom(Fit.TIMES, 1.25)
    assert smaller(1.0) == Zoom(Fit.TIMES, 0.75)
    assert larger(0.9) == smaller(1.1) == Zoom(Fit.TIMES, 1.0)
    assert larger(24.0) is None
    assert smaller(0.25) is None


def test_buttons_with_names_zoom_the_page(book: Book) -> None:
    dialog = paper(book)
    bar, preview = dialog.zoom_bar, dialog.preview
    names = [each.accessibleName() for each in bar.findChildren(IconButton)]
    assert names == ["Zoom out", "Zoom in", "Fit the width", "Whole page"]
    whole = preview.times
    assert bar.percent.text() == f"{round(whole * 100)} %"
    assert not preview.verticalScrollBar().maximum()
    book.qtbot.mouseClick(bar.wide, Qt.MouseButton.LeftButton)
    assert preview.times > whole
    assert not preview.horizontalScrollBar().maximum()
    assert preview.verticalScrollBar().maximum()
    book.qtbot.mouseClick(bar.larger, Qt.MouseButton.LeftButton)
    assert preview.zoom.fit is Fit.TIMES
    book.qtbot.mouseClick(bar.smaller, Qt.MouseButton.LeftButton)
    book.qtbot.mouseClick(bar.whole, Qt.MouseButton.LeftButton)
    assert preview.times == whole


def test_keys_and_the_wheel_zoom_wherever_the_focus_is(book: Book) -> None:
    dialog = paper(book)
    preview = dialog.preview
    whole = preview.times
    dialog.paper_choice.setFocus()
    book.qtbot.keyClick(dialog, Qt.Key.Key_Plus, CTRL)
    first = preview.times
    book.qtbot.keyClick(dialog, Qt.Key.Key_Equal, CTRL)
    assert whole < first < preview.times
    book.qtbot.keyClick(dialog, Qt.Key.Key_Minus, CTRL)
    assert preview.times == first
    turn(preview.viewport(), 120, CTRL)
    second = preview.times
    assert second > first
    turn(preview.viewport(), 0, CTRL)
    assert preview.times == second
    turn(preview.viewport(), -120, CTRL)
    assert preview.times == first
    before = preview.verticalScrollBar().value()
    turn(preview.viewport(), -120, Qt.KeyboardModifier.NoModifier)
    assert preview.verticalScrollBar().value() > before
    assert preview.times == first
    book.qtbot.keyClick(dialog, Qt.Key.Key_9, CTRL)
    assert preview.zoom.fit is Fit.WIDTH
    book.qtbot.keyClick(dialog, Qt.Key.Key_0, CTRL)
    assert preview.times == whole


def test_pages_go_by_page_up_and_page_down_from_their_top(book: Book) -> None:
    dialog = open_labels(book.context, book.select("15555", "15555,1", "10002"), None)
    assert isinstance(dialog, LabelsDialog)
    book.show(dialog, 860, 540)
    for _step in range(20):
        book.qtbot.keyClick(dialog, Qt.Key.Key_Plus, CTRL)
    preview = dialog.preview
    assert not dialog.zoom_bar.larger.isEnabled()
    assert preview.zoom == Zoom(Fit.TIMES, 24.0)
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    book.qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert preview.accessibleName() == "Page 2 of 3"
    assert preview.verticalScrollBar().value() == 0
    book.qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    book.qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert preview.accessibleName() == "Page 1 of 3"
    for _step in range(20):
        book.qtbot.keyClick(dialog, Qt.Key.Key_Minus, CTRL)
    assert not dialog.zoom_bar.smaller.isEnabled()


@pytest.mark.parametrize("times", [1.0, 8.0])
def test_every_dot_of_the_screen_is_painted_once(book: Book, times: float) -> None:
    """A page is never a picture stretched: what is in sight has as many dots as the screen."""
    dialog = paper(book)
    preview = dialog.preview
    preview.set_zoom(Zoom(Fit.TIMES, times))
    for bar in (preview.horizontalScrollBar(), preview.verticalScrollBar()):
        bar.setValue(400)
    preview.setFocus()
    preview.grab()
    book.settle()
    assert preview._painted is not None
    seen, whole = preview.viewport().rect(), preview._place()
    ratio = preview.devicePixelRatio()
    part = whole & seen if times > 2 else whole
    assert preview._painted.size() == part.size() * ratio
    assert any(
        preview._painted.pixelColor(x, y).lightness() < 128
        for x in range(0, preview._painted.width(), 2)
        for y in range(0, preview._painted.height(), 2)
    )


def test_a_page_takes_the_height_that_is_left(book: Book) -> None:
    dialog = paper(book)
    dialog.resize(800, 420)
    book.settle()
    column = next(each for each in dialog.findChildren(ScrollColumn) if each.isAncestorOf(dialog.preview))
    assert column.verticalScrollBar().maximum() == 0
    assert dialog.preview.height() >= 140
