"""Where the mass of a piece is: a bar of segments with its legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, override

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.theme.strokes import frame, hatch
from lunarcurator.desktop.widgets.painted import Painted

MISSING: Final = "missing"
"""The fill of mass that nobody can account for: hatched, never a plain colour."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the mass: its name, integer micrograms, its figure for eyes, and a data fill or `MISSING`."""

    label: str
    ug: int
    figure: str
    fill: str


class MassBar(Painted):
    """Segments in proportion to their micrograms; the smallest is still one pixel wide. Legend below.

    Its text equivalent is the legend.
    """

    def __init__(
        self,
        appearance: Appearance,
        segments: Sequence[Segment] = (),
        *,
        legend: bool = True,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._legend = legend
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._segments: tuple[Segment, ...] = ()
        self.set_segments(segments)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show these parts; those of no mass stand in the legend only."""
        self._segments = tuple(segments)
        self.setAccessibleName(", ".join(f"{part.label} {part.figure}" for part in self._segments))
        self.refresh()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(280), self.heightForWidth(self.look.metrics.px(280)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(120), self._bar_height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if not self._legend or not self._segments:
            return self._bar_height()
        last = self._places(width)[-1]
        return last.y() + self._line()

    def _bar_height(self) -> int:
        return self.look.metrics.px(6)

    def _line(self) -> int:
        return QFontMetrics(self.look.fonts.font(12)).height() + self.look.metrics.px(2)

    def _places(self, width: int) -> list[QPoint]:
        px = self.look.metrics.px
        left, top = 0, self._bar_height() + px(8)
        places = []
        for part in self._segments:
            needs = self._part_width(part)
            if left and left + needs > width:
                left, top = 0, top + self._line()
            places.append(QPoint(left, top))
            left += needs + px(14)
        return places

    def _part_width(self, part: Segment) -> int:
        fonts, px = self.look.fonts, self.look.metrics.px
        label = QFontMetrics(fonts.font(12)).horizontalAdvance(part.label)
        figure = QFontMetrics(fonts.font(12, MEDIUM)).horizontalAdvance(part.figure)
        return px(14) + label + (px(5) + figure if part.figure else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_bar(painter)
            if self._legend:
                for part, place in zip(self._segments, self._places(self.width()), strict=True):
                    self._paint_legend(painter, part, place)

    def _paint_bar(self, painter: QPainter) -> None:
        total = sum(max(part.ug, 0) for part in self._segments)
        high = self._bar_height()
        if total <= 0:
            frame(painter, QRectF(0, 0, self.width(), high), 1, self.look.ink("line"))
            return
        parts = [part for part in self._segments if part.ug > 0]
        passed, left = 0, 0
        for place, part in enumerate(parts, 1):
            passed += part.ug
            # Each part keeps a pixel and the gap after it, so that also the smallest can be seen.
            kept = 2 * (len(parts) - place)
            right = min(max(self.width() * passed // total, left + 2), self.width() - kept)
            gap = 1 if place < len(parts) else 0
            self._paint_fill(painter, QRect(left, 0, max(right - left - gap, 1), high), part.fill)
            left = right

    def _paint_fill(self, painter: QPainter, place: QRect, fill: str) -> None:
        if fill == MISSING:
            hatch(painter, QRectF(place), self.look.ink("tones.red.edge"))
        else:
            painter.fillRect(place, self.look.ink(f"fills.{fill}"))

    def _paint_legend(self, painter: QPainter, part: Segment, place: QPoint) -> None:
        look = self.look
        px, ink = look.metrics.px, look.ink
        side = px(8)
        self._paint_fill(painter, QRect(place.x(), place.y() + (self._line() - side) // 2, side, side), part.fill)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.setFont(look.fonts.font(12))
        painter.setPen(ink("text2"))
        left = place.x() + px(14)
        painter.drawText(QRect(left, place.y(), 1, self._line()), middle, part.label)
        left += painter.fontMetrics().horizontalAdvance(part.label) + px(5)
        painter.setFont(look.fonts.font(12, MEDIUM))
        painter.setPen(ink("text"))
        painter.drawText(QRect(left, place.y(), 1, self._line()), middle, part.figure)
