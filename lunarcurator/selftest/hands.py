"""Hands at the keyboard: types into fields, grids and choices as a person does, key by key."""

from collections.abc import Iterator
from typing import Any

from lunarcurator.selftest.failing import StepError


def press(widget: Any, key: Any, *, control: bool = False, text: str = "") -> None:
    """Press and let go of a key in a widget."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))


def type_into(edit: Any, text: str) -> None:
    """Type a text in place of what stands in a line, and leave the line."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    edit.setFocus()
    edit.selectAll()
    for sign in text:
        press(edit, Qt.Key.Key_unknown, text=sign)
    press(edit, Qt.Key.Key_Tab)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        # The list of what the text may become; nobody stands in the way of a person who goes on typing.
        popup.close()


def line_of(window: Any, name: str) -> Any:
    """Return the line of an input by its name; a choice that can be typed into has one too."""
    from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

    found = window.findChild(QWidget, name)
    edit = found.lineEdit() if isinstance(found, QComboBox) else found
    if not isinstance(edit, QLineEdit):
        raise StepError(f"{window.objectName()} has no line {name}")
    return edit


def choose(window: Any, name: str, beginning: str) -> None:
    """Go down a choice by the keyboard to the first entry that begins so."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QComboBox

    box = window.findChild(QComboBox, name)
    index = box.findText(beginning, Qt.MatchFlag.MatchStartsWith) if box is not None else -1
    if index < 0:
        raise StepError(f"{name} does not offer {beginning}")
    if box.isEditable():
        type_into(box.lineEdit(), box.itemText(index))
        return
    box.setFocus()
    press(box, Qt.Key.Key_Home)
    for _ in range(index):
        press(box, Qt.Key.Key_Down)


def type_in_cell(view: Any, row: int, column: int, text: str) -> None:
    """Go to a cell of a grid, open it, type, and close it by Enter."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLineEdit

    view.setFocus()
    view.start(row, column)
    press(view, Qt.Key.Key_F2)
    editors = [each for each in view.findChildren(QLineEdit, "cellEditor") if each.isVisible()]
    if not editors:
        raise StepError(f"cell {row}, {column} of {view.objectName()} cannot be typed into")
    editors[0].selectAll()
    for sign in text:
        press(editors[0], Qt.Key.Key_unknown, text=sign)
    press(editors[0], Qt.Key.Key_Return)


def open_reasons(window: Any) -> Iterator[Any]:
    """Yield the lines in which a reason for a warning is still missing."""
    from PySide6.QtWidgets import QLineEdit

    for line in window.findChildren(QLineEdit):
        if line.objectName().endswith("Why") and line.isVisible() and not line.text():
            yield line
