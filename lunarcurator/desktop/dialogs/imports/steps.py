"""The steps of a long task as a line: done filled, now ringed and bold, to come hollow."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.strokes import dot
from lunarcurator.desktop.widgets.painted import Painted

_GAP = 14


class StepLine(Painted):
    """Shows where a task stands; its text equivalent names the present step."""

    def __init__(self, appearance: Appearance, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(appearance, "steps", parent)
        self._steps = tuple(steps)
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Mark a step as the present one; those before it are done."""
        self._now = now
        self.setAccessibleName(self._steps[min(now, len(self._steps) - 1)])
        self.update()

    @override
    def sizeHint(self) -> QSize:
        px = self.look.metrics.px
        words = QFontMetrics(self.look.fonts.font(weight=SEMIBOLD))
        wide = sum(words.horizontalAdvance(step) + px(2 * _GAP + 24) for step in self._steps)
        return QSize(wide, self.look.metrics.dense)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(120), self.look.metrics.dense)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        px, ink = self.look.metrics.px, self.look.ink
        middle, left = self.height() / 2, float(px(7))
        with QPainter(self) as painter:
            for at, step in enumerate(self._steps):
                self._paint_dot(painter, QPointF(left, middle), at)
                painter.setFont(self.look.fonts.font(weight=SEMIBOLD if at == self._now else 400))
                painter.setPen(ink("text" if at <= self._now else "text2"))
                wide = painter.fontMetrics().horizontalAdvance(step)
                place = QRect(int(left) + px(12), 0, wide + 2, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, step)
                left += px(12) + wide + px(_GAP)
                if at < len(self._steps) - 1:
                    colour = ink("accent" if at < self._now else "line2")
                    painter.fillRect(QRect(int(left), int(middle), px(20), 1), colour)
                    left += px(20) + px(_GAP)

    def _paint_dot(self, painter: QPainter, center: QPointF, at: int) -> None:
        px, ink = self.look.metrics.px, self.look.ink
        if at < self._now:
            dot(painter, center, px(6), ink("accent"))
        elif at == self._now:
            dot(painter, center, px(6), ink("base"), ink("accent"))
            dot(painter, center, px(2), ink("accent"))
        else:
            dot(painter, center, px(5), ink("base"), ink("control"))
