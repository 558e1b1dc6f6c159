"""A state as a small tinted word with an icon."""

from typing import override

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_width, paint_badge
from lunarcurator.desktop.widgets.painted import Painted


class Badge(Painted):
    """A badge: the word always, the icon where the state has one; its text equivalent is the word."""

    def __init__(
        self,
        appearance: Appearance,
        word: str,
        tone: str = "grey",
        concept: str = "",
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._word, self._tone, self._concept = word, tone, concept
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def show_state(self, word: str, tone: str, concept: str = "") -> None:
        """Show another state."""
        self._word, self._tone, self._concept = word, tone, concept
        self.setAccessibleName(word)
        self.refresh()

    @override
    def sizeHint(self) -> QSize:
        return QSize(badge_width(self.look, self._word, self._concept), self.look.metrics.badge)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_badge(painter, self.rect(), self._word, self._tone, look=self.look, concept=self._concept)
