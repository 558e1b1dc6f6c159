"""All of the export dialog is in sight at once, also after an export, on small screens and at large text."""

from pathlib import Path

import pytest
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.desktop.widgets.labels import LinkLabel
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QBrush, QFontMetrics
from PySide6.QtWidgets import QWidget

from tests.desktop.book import Book
from tests.desktop.exporting.test_dialog import opened, write

NAME = QAccessible.Text.Name


@pytest.mark.parametrize(
    ("percent", "wide", "high"), [(100, 800, 800), (100, 910, 512), (100, 1366, 768), (150, 1366, 768)]
)
def test_nothing_is_out_of_sight_after_an_export(
    book: Book, tmp_path: Path, percent: int, wide: int, high: int
) -> None:
    appearance = book.context.appearance
    appearance.apply(text_percent=percent)
    try:
        dialog = opened(book, tmp_path)
        dialog.resize(wide, high)
        write(dialog, book)
        assert dialog.outcome()
        column = next(each for each in dialog.findChildren(ScrollColumn) if each.isVisible())
        assert (column.horizontalScrollBar().maximum(), column.verticalScrollBar().maximum()) == (0, 0)
        change = dialog.findChild(LinkLabel, "exportDialog.change")
        assert change is not None
        assert change.width() >= change.sizeHint().width()
        assert dialog.columns.viewport().height() >= 3 * appearance.look.metrics.row - 2
    finally:
        appearance.apply(text_percent=100)


def test_topics_of_reports_are_written_to_be_read(book: Book, tmp_path: Path) -> None:
    dialog, appearance = opened(book, tmp_path), book.context.appearance
    head = dialog.reports.list.item(0)
    for mode in ("dark", "light"):
        appearance.apply(mode=mode)
        assert head.foreground() == QBrush(appearance.look.ink("text2"))


def test_what_is_asked_for_twice_is_shown_once(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    shown: list[int] = []
    dialog.model.modelReset.connect(lambda: shown.append(dialog.model.rowCount()))
    dialog._refresh()
    dialog._refresh()
    book.settle()
    assert shown == [dialog.model.rowCount()]


def test_columns_of_the_preview_are_as_wide_as_what_they_show(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    bold = QFontMetrics(book.context.appearance.look.fonts.font(weight=SEMIBOLD))
    for column in range(dialog.model.columnCount()):
        header = str(dialog.model.index(0, column).data())
        assert dialog.sheet.columnWidth(column) >= bold.horizontalAdvance(header) + 16


def test_everything_that_takes_the_focus_has_a_name(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    reached = [
        each
        for each in dialog.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    names = {each.objectName(): QAccessible.queryAccessibleInterface(each).text(NAME) for each in reached}
    assert len(names) > 20
    assert not [each for each, name in names.items() if not name]
