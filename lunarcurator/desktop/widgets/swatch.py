"""A colour of somebody else's making, shown as it is: a small chip, with its name always beside it."""

from typing import Final, override

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.painted import Painted

_SIDE: Final = 20
_ROUND: Final = 4


class Swatch(Painted):
    """Shows one colour with an edge that stands out in any look.

    `colour` are six hexadecimal digits, `word` its text equivalent.
    """

    def __init__(
        self,
        appearance: Appearance,
        colour: str,
        word: str,
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.colour = QColor(f"#{colour}")
        super().__init__(appearance, object_name, parent)
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = self.look.metrics.px(_SIDE)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.colour)
            painter.setPen(QPen(self.look.ink("text2"), 1))
            rounding = self.look.metrics.px(_ROUND)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), rounding, rounding)
