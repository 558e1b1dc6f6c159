"""A box of choices in which one types towards one of them."""

from time import monotonic
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from lunarcurator.desktop.theme.style import take_hints


class ChoiceBox(QComboBox):
    """One of several choices; a space within what is typed is a letter of it, and opens the list only by itself.

    Qt opens the list at each space, and what follows then begins another search. It also chooses by the
    wheel, which is meant for the page; here the wheel chooses nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed_at = 0.0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isEditable() or not self._is_typing(event):
            super().keyPressEvent(event)
            return
        self._typed_at = monotonic()
        view = self.view()
        view.setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn(), self.rootModelIndex()))
        before = self.currentIndex()
        view.keyboardSearch(event.text())
        at = view.currentIndex().row()
        if at not in {before, -1}:
            self.setCurrentIndex(at)
            self.activated.emit(at)

    @override
    def showPopup(self) -> None:
        take_hints(self)
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _is_typing(self, event: QKeyEvent) -> bool:
        """Tell whether a key is a letter of the choice that is looked for."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held != Qt.KeyboardModifier.NoModifier or not event.text().isprintable() or not event.text():
            return False
        soon = (monotonic() - self._typed_at) * 1000 < QApplication.keyboardInputInterval()
        return event.key() != Qt.Key.Key_Space or soon
