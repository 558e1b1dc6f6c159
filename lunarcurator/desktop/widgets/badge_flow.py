"""Badges side by side, in as many lines as they need."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import BadgeLook
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.painted import Painted


class BadgeFlow(Painted):
    """Badges that wrap where the row is full; hidden while there are none."""

    def __init__(self, appearance: Appearance, *, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(appearance, object_name, parent)
        self._badges: list[Badge] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the badges shown."""
        return tuple(badge.accessibleName() for badge in self._badges)

    def show_badges(self, badges: Sequence[tuple[str, BadgeLook]]) -> None:
        """Show these badges, each a word and its look, and no others."""
        for badge in self._badges:
            badge.hide()
            badge.deleteLater()
        self._badges = [
            Badge(self._appearance, word, look.tone, look.concept, parent=self) for word, look in badges
        ]
        for badge in self._badges:
            badge.show()
        self.setAccessibleName(", ".join(word for word, _ in badges))
        self.setVisible(bool(badges))
        self._arrange(self.width())
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, place=False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(200), self._arrange(self.width(), place=False))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    @override
    def refresh(self) -> None:
        super().refresh()
        self._arrange(self.width())

    def _arrange(self, width: int, *, place: bool = True) -> int:
        """Place the badges in a width, and return the height they take."""
        gap, high = self.look.metrics.px(6), self.look.metrics.badge
        left = top = 0
        for badge in self._badges:
            wide = min(badge.sizeHint().width(), max(width, 1))
            if left and left + wide > width:
                left, top = 0, top + high + gap
            if place:
                badge.setGeometry(QRect(left, top, wide, high))
            left += wide + gap
        return top + high if self._badges else 0
