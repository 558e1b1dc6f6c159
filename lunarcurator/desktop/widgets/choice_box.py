"""A box of choices in which one types towards one of them."""

from time import monotonic
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from lunarcurator.desktop.theme.style import take_hints


class ChoiceBox(QComboBox):
    """One of several choices; a space within what is typed is a letter of it, and opens the list only by itself.

    What no choice begins with chooses none: a scanner types into whatever has the keyboard, and must not change by
    its first letter what was chosen. Qt opens the list at each space, and what follows then begins another search.
    It also chooses by the wheel, which is meant for the page; here the wheel chooses nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed_at = 0.0
        self._typed, self._before_typing = "", -1

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isEditable() or not self._is_typing(event):
            super().keyPressEvent(event)
            return
        if not self._is_soon():
            self._typed, self._before_typing = "", self.currentIndex()
        self._typed_at = monotonic()
        self._typed += event.text()
        view = self.view()
        view.setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn(), self.rootModelIndex()))
        view.keyboardSearch(event.text())
        at = view.currentIndex().row() if self._begins(view.currentIndex().row()) else self._before_typing
        if at != self.currentIndex():
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
        return event.key() != Qt.Key.Key_Space or self._is_soon()

    def _is_soon(self) -> bool:
        """Tell whether a key goes on with what was typed just now."""
        return (monotonic() - self._typed_at) * 1000 < QApplication.keyboardInputInterval()

    def _begins(self, at: int) -> bool:
        """Tell whether a choice begins with what was typed, or with its one letter however often."""
        typed = self._typed.casefold()
        wanted = typed[:1] if len(set(typed)) == 1 else typed
        return at >= 0 and self.itemText(at).casefold().startswith(wanted)
