"""The keys that press a button: *Enter* presses what has the keyboard, and no key of a scan presses anything."""

from time import monotonic
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_SCAN_S: Final = 0.5
"""So soon after a letter come the next keys of a scan, and the *Enter* with which it ends."""
_PRESSING: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ScanGuard:
    """Knows which keys at a button belong to a scan: they come right after letters, which nobody types there."""

    def __init__(self) -> None:
        self._lettered_at = 0.0

    def takes(self, event: QKeyEvent) -> bool:
        """Take a key that would press the button, where it belongs to a scan."""
        if event.text().strip() and event.text().isprintable():
            self._lettered_at = monotonic()
        return event.key() in _PRESSING and monotonic() - self._lettered_at < _SCAN_S

    def rest(self) -> None:
        """Forget the letters that came."""
        self._lettered_at = 0.0


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
