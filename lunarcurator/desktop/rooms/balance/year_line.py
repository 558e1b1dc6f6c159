"""The years of the ledger as a line of bars, with the day shown as a mark on it."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.strokes import dot, hairline, ring
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.domain.days import Day

_SIDE: Final = 24
_DECADE: Final = 10


class YearLine(Painted):
    """One bar for each year, as high as the root of its ledger lines; `chosen` carries a year.

    A click or the arrow keys choose a year: the room then shows its last day.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "balanceRoom.years", parent)
        self._counts: dict[int, int] = {}
        self._first = self._last = 0
        self._day: Day = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Years of the ledger"))

    def show_years(self, counts: Sequence[tuple[int, int]], today: Day) -> None:
        """Show how many ledger lines each year has, up to this year."""
        self._counts = dict(counts)
        self._last = today // 10_000
        self._first = min((year for year, _ in counts), default=self._last)
        self.update()

    def show_day(self, day: Day) -> None:
        """Mark the day the room shows."""
        self._day = day
        self.setAccessibleDescription(str(day // 10_000))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(400), self.look.metrics.px(46))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._first and event.button() == Qt.MouseButton.LeftButton:
            share = (event.position().x() - self._left()) / max(self._span(), 1)
            years = self._last - self._first + 1
            self.chosen.emit(min(max(self._first + int(share * years), self._first), self._last))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._first:
            super().keyPressEvent(event)
            return
        self.chosen.emit(min(max(self._day // 10_000 + step, self._first), self._last))

    def _left(self) -> int:
        return self.look.metrics.px(_SIDE)

    def _span(self) -> int:
        return self.width() - 2 * self._left()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._first:
            return
        look = self.look
        years = self._last - self._first + 1
        wide = self._span() / years
        words = QFontMetrics(look.fonts.font(11))
        base = self.height() - words.height() - look.metrics.px(3)
        most = max(self._counts.values(), default=1) ** 0.5
        with QPainter(self) as painter:
            for year, count in self._counts.items():
                high = max(count**0.5 / most * (base - look.metrics.px(6)), 2.0)
                left = self._left() + (year - self._first) * wide
                painter.fillRect(QRectF(left + 0.5, base - high, max(wide - 1.5, 1.0), high), look.ink("line2"))
            hairline(painter, self._left(), base, self._span(), look.ink("control"))
            self._paint_decades(painter, base, wide)
            self._paint_mark(painter, base, wide)
            if self.hasFocus():
                ring(look, painter, self.rect(), 3.0)

    def _paint_decades(self, painter: QPainter, base: int, wide: float) -> None:
        look = self.look
        painter.setFont(look.fonts.font(11))
        painter.setPen(look.ink("text2"))
        room = painter.fontMetrics().horizontalAdvance("0000")
        step = _DECADE if self._last - self._first >= 2 * _DECADE else 1
        free = -1.0
        for year in range(self._first, self._last + 1):
            left = self._left() + (year - self._first) * wide
            if (year % step and step > 1) or left < free or left + room > self.width():
                continue
            place = QRect(int(left), base + 2, room, painter.fontMetrics().height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip, str(year))
            free = left + room + look.metrics.px(10)

    def _paint_mark(self, painter: QPainter, base: int, wide: float) -> None:
        if not self._day:
            return
        year, month, day = self._day // 10_000, self._day // 100 % 100 or 12, self._day % 100 or 28
        share = ((month - 1) * 31 + day) / 372
        x = self._left() + (min(max(year, self._first), self._last) - self._first + share) * wide
        ink = self.look.ink("accent")
        painter.fillRect(QRectF(x - 1, self.look.metrics.px(4), 2, base - self.look.metrics.px(4)), ink)
        dot(painter, QPointF(x, base), self.look.metrics.px(4), ink)
