"""How the mass of a piece flowed: what it began with, what left it or came to it, and what there is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.strokes import frame, underline, upright
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.services.mass_flow import Way

FILLS: Final[Mapping[Way, str]] = MappingProxyType(
    {
        Way.DAUGHTERS: "loan",
        Way.ATTRITION: "transit",
        Way.CONSUMED: "consumed",
        Way.LOST: "lost",
        Way.TRANSFERRED: "consumed",
        Way.ADJUSTMENT: "consumed",
    }
)
"""The data fills of the ways; a way without one is a claim nobody has weighed: an outline, no body."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the flow: its words, signed ug, the figure in two at the point, a fill, and whether a total."""

    label: str
    ug: int
    figure: tuple[str, str]
    fill: str = ""
    total: bool = False


class PieceFlow(Painted):
    """Stages one below the other, each bar where the one above left off; the last is what there is now.

    Its text equivalent is the list of words and figures.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "pieceFlow", parent)
        self._stages: tuple[Stage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """Show these stages; the first and the last are totals."""
        self._stages = tuple(stages)
        told = (f"{stage.label} {''.join(stage.figure)}" for stage in self._stages)
        self.setAccessibleName(", ".join(told))
        self.refresh()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(300), self._row() * len(self._stages))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._words() + self._figures() + self.look.metrics.px(60), self.sizeHint().height())

    def _row(self) -> int:
        return QFontMetrics(self.look.fonts.font()).height() + self.look.metrics.px(6)

    def _words(self) -> int:
        measure = QFontMetrics(self.look.fonts.font(12, MEDIUM))
        return max((measure.horizontalAdvance(stage.label) for stage in self._stages), default=0)

    def _fraction(self) -> int:
        measure = QFontMetrics(self.look.fonts.font(weight=SEMIBOLD))
        return max((measure.horizontalAdvance(stage.figure[1]) for stage in self._stages), default=0)

    def _figures(self) -> int:
        measure = QFontMetrics(self.look.fonts.font(weight=SEMIBOLD))
        whole = max((measure.horizontalAdvance(stage.figure[0]) for stage in self._stages), default=0)
        return whole + self._fraction()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stages:
            return
        px = self.look.metrics.px
        left, right = self._words() + px(10), self._figures() + px(10)
        bars = QRectF(left, 0, max(self.width() - left - right, 1), self.height())
        levels = [0]
        for stage in self._stages[:-1]:
            levels.append(levels[-1] + stage.ug)
        low, high = min(0, *levels), max(1, *levels)
        with QPainter(self) as painter:
            for row, stage in enumerate(self._stages):
                place = QRect(0, row * self._row(), self.width(), self._row())
                begin = 0 if stage.total else levels[row]
                self._paint_words(painter, place, stage)
                spans = [
                    bars.x() + bars.width() * (each - low) / (high - low) for each in (begin, begin + stage.ug)
                ]
                self._paint_bar(painter, place, stage, min(spans), max(spans))
                if row + 1 < len(self._stages):
                    at = bars.x() + bars.width() * (levels[row + 1] - low) / (high - low)
                    half = self._row() // 2
                    upright(painter, round(at), place.y() + half, self._row(), self.look.ink("line2"))

    def _paint_words(self, painter: QPainter, place: QRect, stage: Stage) -> None:
        look = self.look
        if stage is self._stages[-1]:
            underline(painter, place.translated(0, -place.height()), look.ink("line2"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.setFont(look.fonts.font(12, MEDIUM if stage.total else 400))
        painter.setPen(look.ink("text" if stage.total else "text2"))
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, stage.label)
        painter.setFont(look.fonts.font(weight=SEMIBOLD if stage.total else 400))
        painter.setPen(look.ink("text"))
        whole, fraction = stage.figure
        point = place.right() + 1 - self._fraction()
        painter.drawText(QRect(point, place.y(), 1, place.height()), middle | Qt.AlignmentFlag.AlignLeft, fraction)
        before = QRect(0, place.y(), point, place.height())
        painter.drawText(before, middle | Qt.AlignmentFlag.AlignRight, whole)

    def _paint_bar(self, painter: QPainter, place: QRect, stage: Stage, begin: float, end: float) -> None:
        if not stage.ug:
            return
        high = self.look.metrics.px(6)
        # The smallest mass is still seen.
        left, right = round(begin), round(end)
        bar = QRectF(left, place.y() + (place.height() - high) // 2, max(right - left, 2), high)
        if stage.fill:
            frame(painter, bar, 1.0, self.look.ink(f"fills.{stage.fill}"))
        else:
            frame(painter, bar, 1.0, None, self.look.ink("control"))
