"""The steps of a long task as a line: done filled, now ringed and bold, to come hollow."""

from collections.abc import Sequence
from typing import Final, NamedTuple, override

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.strokes import dot
from lunarcurator.desktop.widgets.painted import Painted


class _Room(NamedTuple):
    """How much stands between words and lines, how long the lines are, and whether every step has its word."""

    gap: int
    line: int
    all_words: bool = True


_WIDEST: Final = _Room(14, 20)
_ROOMS: Final = (_WIDEST, _Room(10, 10), _Room(8, 12, all_words=False))


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
        if now == self._now and self.accessibleName():
            return
        self._now = now
        self.setAccessibleName(self._steps[min(now, len(self._steps) - 1)])
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide(_WIDEST), self.look.metrics.dense)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(120), self.look.metrics.dense)

    def _wide(self, room: _Room) -> int:
        """Return how wide the line is with this much room between its parts."""
        px = self.look.metrics.px
        words = sum(self._word(at, room)[1] for at in range(len(self._steps)))
        return words + len(self._steps) * px(12 + room.gap) + (len(self._steps) - 1) * px(room.line + room.gap)

    def _word(self, at: int, room: _Room) -> tuple[str, int]:
        """Return the word of a step and its width, none where there is room for that of the present step only."""
        if not room.all_words and at != self._now:
            return "", 0
        font = self.look.fonts.font(weight=SEMIBOLD if at == self._now else 400)
        return self._steps[at], QFontMetrics(font).horizontalAdvance(self._steps[at])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        px, ink = self.look.metrics.px, self.look.ink
        middle, left = self.height() / 2, float(px(7))
        room = next((each for each in _ROOMS if self._wide(each) <= self.width()), _ROOMS[-1])
        with QPainter(self) as painter:
            for at in range(len(self._steps)):
                self._paint_dot(painter, QPointF(left, middle), at)
                word, wide = self._word(at, room)
                painter.setFont(self.look.fonts.font(weight=SEMIBOLD if at == self._now else 400))
                painter.setPen(ink("text" if at <= self._now else "text2"))
                place = QRect(int(left) + px(12), 0, wide + 2, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, word)
                left += px(12) + wide + px(room.gap if wide else 0)
                if at < len(self._steps) - 1:
                    colour = ink("accent" if at < self._now else "line2")
                    painter.fillRect(QRect(int(left), int(middle), px(room.line), 1), colour)
                    left += px(room.line) + px(room.gap)

    def _paint_dot(self, painter: QPainter, center: QPointF, at: int) -> None:
        px, ink = self.look.metrics.px, self.look.ink
        if at < self._now:
            dot(painter, center, px(6), ink("accent"))
        elif at == self._now:
            dot(painter, center, px(6), ink("base"), ink("accent"))
            dot(painter, center, px(2), ink("accent"))
        else:
            dot(painter, center, px(5), ink("base"), ink("control"))
