"""Every control of the dialogs that print or export has a name and is reached by Tab, as the hands go."""

from collections.abc import Callable

import pytest
from lunarcurator.desktop.dialogs.exporting import open_export
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.dialog import Dialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from tests.desktop.book import Book
from tests.desktop.prints.test_narrow import blank_form, labels, paper
from tests.prompt_bot import bring_to_front

_MOST = 60
_CONTROLS = (QAbstractButton, QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit)
LABELS = ["layout", "first", "used", "code", "preview", "after", "zoom.smaller", "zoom.larger", "zoom.width"]
FOOT = ["pdf", "cancel", "primary"]


def export(book: Book) -> Dialog:
    return open_export(book.context, Selection(), None)


def name_of(widget: QWidget) -> str:
    """Return the name a screen reader says."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).strip() if told is not None else ""


def shown(book: Book, make: Callable[[Book], Dialog]) -> Dialog:
    dialog = make(book)
    book.show(dialog, 1100, 720)
    bring_to_front(dialog)
    book.settle()
    return dialog


def walked(book: Book, begin: QWidget) -> list[QWidget]:
    """Press Tab from one control until it comes round."""
    begin.setFocus()
    seen: list[QWidget] = []
    while len(seen) < _MOST:
        now = QApplication.focusWidget()
        assert now is not None
        if now in seen:
            break
        seen.append(now)
        book.qtbot.keyClick(now, Qt.Key.Key_Tab)
    return seen


def is_reached(widget: QWidget, seen: list[QWidget]) -> bool:
    """Tell whether a control is reached, by itself or by what holds it: a line in its box, one of many parts."""
    if widget in seen or widget.focusProxy() in seen or any(each.isAncestorOf(widget) for each in seen):
        return True
    # Of parts that exclude each other the chosen one is reached, and the arrows go on from it.
    beside = widget.parentWidget().findChildren(QAbstractButton) if isinstance(widget, QAbstractButton) else []
    return isinstance(widget, QAbstractButton) and widget.isCheckable() and any(each in seen for each in beside)


@pytest.mark.parametrize("make", [labels, paper, blank_form, export])
def test_every_control_has_a_name_and_is_reached_by_tab(book: Book, make: Callable[[Book], Dialog]) -> None:
    book.memory.put("labelsDialog.layout", "sheet_a4_65")
    dialog = shown(book, make)
    # A list that was come to once offers what can be done with its row.
    walked(book, dialog.cancel_button)
    seen = walked(book, dialog.cancel_button)
    controls = [
        each
        for each in dialog.findChildren(QWidget)
        if isinstance(each, _CONTROLS) and each.isVisible() and each.isEnabled()
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]  # fmt: skip
    assert len(controls) > 5
    assert [each.objectName() for each in controls if not is_reached(each, seen)] == []
    assert [each.objectName() for each in seen if not name_of(each)] == []
    # Back by Shift+Tab is the same way.
    book.qtbot.keyClick(seen[0], Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is seen[-1]
    dialog.reject()


def test_labels_are_gone_through_as_the_hands_go(book: Book) -> None:
    book.memory.put("labelsDialog.layout", "sheet_a4_65")
    dialog = shown(book, labels)
    # What prints is at hand as soon as the labels are read.
    assert QApplication.focusWidget() is dialog.primary_button
    names = [each.objectName().removeprefix("labelsDialog.") for each in walked(book, dialog.paper_choice)]
    assert names == [*(each for each in LABELS if each != "after"), "zoom.page", *FOOT]
    dialog.reject()


def test_papers_are_gone_through_as_the_hands_go(book: Book) -> None:
    dialog = shown(book, blank_form)
    assert QApplication.focusWidget() is dialog.paper_choice
    names = [each.objectName().removeprefix("paperDialog.") for each in walked(book, dialog.paper_choice)]
    assert names[:4] == ["paper", "operation", "language", "preview"]
    assert names[-3:] == FOOT
    dialog.reject()
