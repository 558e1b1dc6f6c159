"""Where every microgram of one row went: bars from what was received down to nothing left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.strokes import frame, ring, underline
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.domain.accounts import Account

# Accounts without a fill are claims nobody has put on a balance: an outline, no body.
_FILLS: Final = MappingProxyType(
    {
        Account.RECEIVED: "here",
        Account.HERE: "here",
        Account.LOAN: "loan",
        Account.DISPLAY: "display",
        Account.REMOTE: "remote",
        Account.ATTRITION: "transit",
        Account.CONSUMED: "consumed",
        Account.LOST: "lost",
        Account.TRANSFERRED: "consumed",
        Account.ADJUSTMENT: "consumed",
    }
)


@dataclass(frozen=True, slots=True)
class Fall:
    """One bar: an account with its name and meaning, ug, and the figure to the microgram."""

    account: Account
    name: str
    tip: str
    ug: int
    figure: str


class Waterfall(Painted):
    """Bars one below the other, each beginning where the one above ended; `chosen` carries an account.

    Up and Down move the choice. Its text equivalent is the list of names and figures.
    """

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "balanceRoom.waterfall", parent)
        self._falls: tuple[Fall, ...] = ()
        self._current: Account | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_falls(self, falls: Sequence[Fall]) -> None:
        """Show these bars; the first is what was received."""
        self._falls = tuple(falls)
        self.setAccessibleName(", ".join(f"{fall.name} {fall.figure}" for fall in self._falls))
        self.refresh()

    def show_chosen(self, account: Account | None) -> None:
        """Mark the bar of an account, without the signal."""
        self._current = account
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(420), self._row() * len(self._falls) + 1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(300), self.sizeHint().height())

    def _row(self) -> int:
        return self.look.metrics.row

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y()) // self._row()
        if 0 <= row < len(self._falls):
            self._choose(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        accounts = [fall.account for fall in self._falls]
        if step is None or not accounts:
            super().keyPressEvent(event)
            return
        at = accounts.index(self._current) if self._current in accounts else -step
        self._choose(min(max(at + step, 0), len(accounts) - 1))

    def _choose(self, row: int) -> None:
        self._current = self._falls[row].account
        self.update()
        self.chosen.emit(self._current)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // self._row()
            if 0 <= row < len(self._falls):
                QToolTip.showText(event.globalPos(), self._falls[row].tip, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._falls:
            return
        metrics = self.look.metrics
        names = QFontMetrics(self.look.fonts.font(weight=SEMIBOLD))
        left = max(names.horizontalAdvance(fall.name) for fall in self._falls) + metrics.px(20)
        right = max(names.horizontalAdvance(fall.figure) for fall in self._falls) + metrics.px(16)
        bars = QRectF(left, 0, max(self.width() - left - right, 1), self.height())
        low, high = self._bounds()
        scale = bars.width() / max(high - low, 1)
        with QPainter(self) as painter:
            at = 0
            for row, fall in enumerate(self._falls):
                place = QRect(0, row * self._row(), self.width(), self._row())
                first = row == 0
                begin, end = (0, fall.ug) if first else (at, at + fall.ug)
                at = 0 if first else end
                self._paint_row(painter, place, fall, first=first)
                x = [bars.x() + (value - low) * scale for value in (min(begin, end), max(begin, end))]
                self._paint_bar(painter, place, fall, x[0], x[1])

    def _bounds(self) -> tuple[int, int]:
        at, low, high = 0, 0, max(self._falls[0].ug, 0)
        for fall in self._falls[1:]:
            at += fall.ug
            low, high = min(low, at), max(high, at)
        return low, high

    def _paint_row(self, painter: QPainter, place: QRect, fall: Fall, *, first: bool) -> None:
        look = self.look
        chosen = fall.account is self._current
        if chosen:
            painter.fillRect(place, look.ink("selection"))
        underline(painter, place, look.ink("line"))
        if chosen and self.hasFocus():
            ring(look, painter, place, 2.0, ground="selection")
        inked = "selection_text" if chosen and look.inverts else "text"
        painter.setFont(look.fonts.font(weight=SEMIBOLD if first else 400))
        painter.setPen(look.ink(inked))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        inner = place.adjusted(look.metrics.px(4), 0, -look.metrics.px(4), 0)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, fall.name)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, fall.figure)

    def _paint_bar(self, painter: QPainter, place: QRect, fall: Fall, begin: float, end: float) -> None:
        if not fall.ug:
            return
        high = self.look.metrics.px(10)
        # The smallest mass is still seen.
        bar = QRectF(begin, place.y() + (place.height() - high) / 2, max(end - begin, 2.0), high)
        fill = _FILLS.get(fall.account)
        if fill is None:
            frame(painter, bar, 1.0, None, self.look.ink("control"))
        else:
            frame(painter, bar, 1.0, self.look.ink(f"fills.{fill}"))
