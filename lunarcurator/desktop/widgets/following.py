"""A column that scrolls follows the keyboard: what has it, and of a table the current cell, is in sight."""

from typing import Final, override

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

_FOLLOWED: Final = "followed"
_AROUND: Final = 12
"""So much around what has the keyboard comes into sight with it, in pixels."""


class Following(QObject):
    """Scrolls an area to what has the keyboard in it, also when that is moved, until somebody scrolls by hand.

    A press of the mouse scrolls nothing: what was pressed would be gone from below it.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        inner = area.widget()
        assert inner is not None, "there is something that scrolls"  # noqa: S101
        self._area, self._inner, self._follows = area, inner, False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_focused)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "widgets need one"  # noqa: S101
        app.focusChanged.connect(self._moved)
        area.verticalScrollBar().actionTriggered.connect(self._left_to_hand)
        for each in (area, inner):
            each.installEventFilter(self)

    def show_focused(self) -> None:
        """Scroll what has the keyboard into sight."""
        at = QApplication.focusWidget()
        if at is None or not self._inner.isAncestorOf(at):
            return
        place, room = _place_in(self._inner, at), self._area.viewport().height()
        around = min(place.height() // 2 + _AROUND, room // 2)
        middle = min(place.center().y(), place.top() + room // 2)
        self._area.ensureVisible(self._area.horizontalScrollBar().value(), middle, 0, around)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Its parts have their new places only once it has laid them out.
        if event.type() == QEvent.Type.Resize and self._follows:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        # While a window is taken down the keyboard goes from part to part of it.
        if now is None or not isValid(self._inner) or not self._inner.isAncestorOf(now):
            return
        if isinstance(now, QAbstractItemView) and not now.property(_FOLLOWED):
            now.setProperty(_FOLLOWED, True)
            now.selectionModel().currentChanged.connect(self._stood)
        self._follow()

    def _follow(self) -> None:
        self._follows = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        if self._follows:
            self.show_focused()
            self._soon.start()

    def _stood(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._follow()

    def _left_to_hand(self, _action: int) -> None:
        self._follows = False
        self._soon.stop()


def _place_in(inner: QWidget, at: QWidget) -> QRect:
    """Return where something stands in a column, of a table its current cell."""
    place = at.rect()
    if isinstance(at, QAbstractItemView) and at.currentIndex().isValid():
        cell = at.visualRect(at.currentIndex()).translated(at.viewport().pos())
        place = cell.intersected(place) or place
    return QRect(at.mapTo(inner, place.topLeft()), place.size())
