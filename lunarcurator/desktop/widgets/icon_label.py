"""An icon that stands for itself beside words."""

from typing import override

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.painted import Painted


class IconLabel(Painted):
    """The icon of a concept in a colour token; the words beside it say what it means."""

    def __init__(
        self,
        appearance: Appearance,
        concept: str,
        colour: str = "text2",
        *,
        small: bool = False,
        size: int = 0,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._concept, self._colour = concept, colour
        self._size = size or (14 if small else 16)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_concept(self, concept: str, colour: str) -> None:
        """Show another icon."""
        self._concept, self._colour = concept, colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = self.look.metrics.px(self._size)
        return QSize(side, max(side, self.look.metrics.font_height))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            side = self.look.metrics.px(self._size)
            self.look.icons.paint(painter, self.rect(), self._concept, self._colour, side)
