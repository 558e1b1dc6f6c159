"""Enter presses the button that has the keyboard, as Space does."""

from lunarcurator.desktop.widgets.buttons import Button
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_enter_presses_the_button_that_has_the_keyboard_and_no_other(qtbot: QtBot) -> None:
    pressed: list[str] = []
    dialog, line, button = QDialog(), QLineEdit(), Button("Write it")
    column = QVBoxLayout(dialog)
    for part in (line, button):
        column.addWidget(part)
    button.clicked.connect(lambda _on=False: pressed.append("pressed"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Return, CONTROL)
    assert pressed == []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 3
