"""On a small screen the dialogs that print are as narrow as it is, and nothing of them is out of sight."""

from collections.abc import Callable

import pytest
from lunarcurator.desktop.dialogs.labels import open_labels
from lunarcurator.desktop.dialogs.print_paper import open_print_paper
from lunarcurator.desktop.dialogs.prints.pages_dialog import PagesDialog
from lunarcurator.desktop.links import Selection

from tests.desktop.book import Book

NARROW = 534
"""A screen of 800 pixels at 150 %."""


def labels(book: Book) -> PagesDialog:
    made = open_labels(book.context, book.select("15555"), None)
    assert made is not None
    return made


def paper(book: Book) -> PagesDialog:
    return open_print_paper(book.context, Selection(), None)


def blank_form(book: Book) -> PagesDialog:
    return open_print_paper(book.context, Selection(), None, paper="blank_form", of="split")


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("make", [labels, paper, blank_form])
def test_nothing_scrolls_sideways(book: Book, make: Callable[[Book], PagesDialog], percent: int) -> None:
    book.context.appearance.apply(text_percent=percent)
    wide = NARROW * percent // 100
    dialog = make(book)
    book.show(dialog, wide, 480 * percent // 100)
    assert dialog.width() == wide
    for side in (dialog._left, dialog._right):
        assert side.horizontalScrollBar().maximum() == 0
    for each in dialog.choices():
        if each.isVisible():
            right = each.mapTo(dialog, each.rect().bottomRight()).x()
            assert right < wide, each.objectName()
    dialog.reject()
