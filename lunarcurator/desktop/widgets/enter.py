"""The key *Enter*, which presses what has the keyboard and leads on from where one types."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key is *Enter* and nothing else."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by *Enter*, once however long it is held; False for any other key."""
    if not is_enter(event):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True
