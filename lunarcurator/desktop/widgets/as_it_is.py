"""Texts shown as they are: Qt takes an ampersand for the mark of a key, and eats it."""

from typing import override

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from lunarcurator.desktop.widgets.enter import ScanGuard


def as_it_is(text: str) -> str:
    """Return a text as a menu, a tab or a button shows it unchanged: no letter of it becomes a key."""
    return text.replace("&", "&&")


def as_given(text: str) -> str:
    """Return a text of Qt's as it was given to `as_it_is`."""
    return text.replace("&&", "&")


class SaysAsItIs:
    """Stands before Qt's own button among the bases of a class: its words are shown as given, none is a key."""

    def setText(self, text: str) -> None:
        """Show these words."""
        super().setText(as_it_is(text))  # type: ignore[misc]

    def text(self) -> str:
        """Return the words."""
        told: str = super().text()  # type: ignore[misc]
        return as_given(told)


class CheckBox(SaysAsItIs, QCheckBox):
    """A box to tick, with words beside it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scan = ScanGuard()
        self.setText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scan.takes(event):
            super().keyPressEvent(event)
