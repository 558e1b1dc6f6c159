"""A month as a grid of days with how many lines fall due on each; a day is chosen by pointer or by keys."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR
from lunarcurator.desktop.theme.strokes import frame, ring
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.domain.days import Day, day_of, show_day
from lunarcurator.domain.mass_display import shown_count

_WEEK: Final = 7
_WEEKS: Final = 6
_STEPS: Final[Mapping[Qt.Key, int]] = MappingProxyType(
    {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK}
)
_CENTER: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


def month_of(day: Day) -> int:
    """Return the month of a day as YYYYMM."""
    return day // 100


def month_after(month: int, by: int) -> int:
    """Return the month so many months later, as YYYYMM."""
    at = month // 100 * 12 + month % 100 - 1 + by
    return at // 12 * 100 + at % 12 + 1


class MonthGrid(Painted):
    """Shows one month, week by week. `turned` carries another month that is wanted (YYYYMM), `chosen` a day.

    Arrows go from day to day and on into the next month, Page Up and Page Down turn it, Home goes to today, Enter
    or the space bar chooses the day, W its week, and once more lets go of it. `chosen` carries the first day of a
    week, 0 for none.
    """

    turned = Signal(int)
    chosen = Signal(int)

    def __init__(self, appearance: Appearance, *, object_name: str) -> None:
        super().__init__(appearance, object_name)
        self._month = self._today = self._current = self._picked = 0
        self._span = (0, 0)
        self._counts: Mapping[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def month(self) -> int:
        """The month shown, as YYYYMM."""
        return self._month

    @property
    def picked(self) -> Day:
        """The day that was chosen, 0 for none."""
        return self._picked

    @property
    def span(self) -> tuple[Day, Day]:
        """The first and the last day of what was chosen, (0, 0) for nothing."""
        return self._span

    def show_month(self, month: int, today: Day, counts: Mapping[int, int]) -> None:
        """Show a month (YYYYMM) with the number of lines by day (YYYYMMDD)."""
        self._today, self._counts = today, counts
        if month != self._month:
            self._month = month
            if month_of(self._current) != month:
                self._current = today if month_of(today) == month else month * 100 + 1
        told = (f"{show_day(day)}: {shown_count(count)}" for day, count in sorted(counts.items()) if count)
        self.setAccessibleName(f"{month // 100}-{month % 100:02d}. " + ", ".join(told))
        self.refresh()

    def pick(self, day: Day) -> None:
        """Choose a day; the one that is chosen already is let go of."""
        self._picked = 0 if day == self._picked else day
        self._current = day or self._current
        self._choose((self._picked, self._picked))

    def pick_week(self, day: Day) -> None:
        """Choose the week of a day, from Monday to Sunday; the one that is chosen already is let go of."""
        self._picked, self._current = 0, day
        monday = _date(day) - timedelta(days=_date(day).weekday())
        week = day_of(monday), day_of(monday + timedelta(days=_WEEK - 1))
        self._choose((0, 0) if week == self._span else week)

    def let_go(self) -> None:
        """Choose nothing any more."""
        self._picked = 0
        self._choose((0, 0))

    def _choose(self, span: tuple[Day, Day]) -> None:
        self._span = span
        self.update()
        self.chosen.emit(span[0])

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WEEK * self._wide + self._side, self._head + _WEEKS * self._high)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def refresh(self) -> None:
        super().refresh()
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turned.emit(month_after(self._month, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self._go(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pick(self._current)
        elif key == Qt.Key.Key_W and not event.modifiers():
            self.pick_week(self._current)
        elif key == Qt.Key.Key_Escape and any(self._span):
            self.let_go()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if day := self._day_at(point):
            self.pick(day)
        elif day := next((day for day, place in self._weeks() if place.contains(point)), 0):
            self.pick_week(day)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._month:
            return
        look = self.look
        with QPainter(self) as painter:
            painter.setFont(look.fonts.font(11))
            painter.setPen(look.ink("text2"))
            for column in range(_WEEK):
                name = QLocale().standaloneDayName(column + 1, QLocale.FormatType.ShortFormat)
                # Above the numbers, which leave the right half of a day to its count.
                painter.drawText(QRect(column * self._wide, 0, self._wide // 2, self._head), _CENTER, name)
            for day, place in self._days():
                self._paint_day(painter, day, place)
            for day, place in self._weeks():
                self._paint_week(painter, day, place)

    def _paint_week(self, painter: QPainter, day: Day, place: QRect) -> None:
        look = self.look
        chosen = self._span[0] < self._span[1] and self._span[0] <= day <= self._span[1]
        painter.setFont(look.fonts.font(11, MEDIUM if chosen else REGULAR))
        painter.setPen(look.ink("link"))
        words = self.tr("Week {number}").replace("{number}", str(_date(day).isocalendar().week))
        painter.drawText(place, _CENTER, words)

    def _paint_day(self, painter: QPainter, day: Day, place: QRect) -> None:
        look, px = self.look, self.look.metrics.px
        count = self._counts.get(day, 0)
        inner = place.adjusted(px(2), px(2), -px(2), -px(2))
        if self._span[0] <= day <= self._span[1]:
            frame(painter, QRectF(inner), px(4), look.ink("selection"))
        painter.setFont(look.fonts.font(12, MEDIUM if day == self._today else REGULAR))
        painter.setPen(look.ink("accent" if day == self._today else "text" if count else "text3"))
        half = QRect(inner.x(), inner.y(), inner.width() // 2, inner.height())
        painter.drawText(half, _CENTER, str(day % 100))
        if count:
            tone = "red" if day < self._today else "amber" if month_of(day) == month_of(self._today) else "blue"
            words = shown_count(count)
            wide = max(QFontMetrics(look.fonts.font(11, MEDIUM)).horizontalAdvance(words) + px(8), px(20))
            badge = QRect(0, 0, min(wide, inner.width()), look.metrics.badge)
            badge.moveCenter(QPoint(inner.x() + inner.width() * 3 // 4 - px(2), inner.center().y()))
            frame(painter, QRectF(badge), px(3), look.ink(f"tones.{tone}.tint"))
            painter.setFont(look.fonts.font(11, MEDIUM))
            painter.setPen(look.ink(f"tones.{tone}.ink"))
            painter.drawText(badge, _CENTER, words)
        if day == self._current and self.hasFocus():
            ring(look, painter, inner, px(4), ground="plain")

    def _days(self) -> list[tuple[Day, QRect]]:
        year, month = self._month // 100, self._month % 100
        first, count = calendar.monthrange(year, month)
        found = []
        for number in range(count):
            at = first + number
            left, top = at % _WEEK * self._wide, self._head + at // _WEEK * self._high
            found.append((self._month * 100 + number + 1, QRect(left, top, self._wide, self._high)))
        return found

    def _weeks(self) -> list[tuple[Day, QRect]]:
        """Return a day of each week in the month, and where its name stands, right of its days."""
        left = _WEEK * self._wide
        rows = {place.y(): day for day, place in self._days()} if self._month else {}
        return [(day, QRect(left, top, self._side, self._high)) for top, day in rows.items()]

    def _day_at(self, point: QPoint) -> Day:
        return next((day for day, place in self._days() if place.contains(point)), 0) if self._month else 0

    def _step(self, days: int) -> None:
        self._go(day_of(_date(self._current) + timedelta(days=days)))

    def _go(self, day: Day) -> None:
        self._current = day
        if month_of(day) != self._month:
            self.turned.emit(month_of(day))
        self.update()

    @property
    def _side(self) -> int:
        return self.look.metrics.px(72)

    @property
    def _wide(self) -> int:
        return self.look.metrics.px(58)

    @property
    def _high(self) -> int:
        return self.look.metrics.px(28)

    @property
    def _head(self) -> int:
        return self.look.metrics.px(22)


def _date(day: Day) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)
