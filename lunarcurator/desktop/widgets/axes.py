"""The six status axes of a piece as one strip."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.strokes import RADIUS_CONTROL, frame, upright
from lunarcurator.desktop.widgets.painted import Painted

_SIDE = 10


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its name, its value in words, and a tone where the value is not the normal one."""

    label: str
    value: str
    tone: str = ""


class AxisStrip(Painted):
    """Axes side by side, the name over the value; in a narrow panel they wrap to further rows."""

    def __init__(
        self,
        appearance: Appearance,
        axes: Sequence[Axis] = (),
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._axes: tuple[Axis, ...] = ()
        self.set_axes(axes)

    def set_axes(self, axes: Sequence[Axis]) -> None:
        """Show these axes, in this order."""
        self._axes = tuple(axes)
        self.setAccessibleName(", ".join(f"{axis.label} {axis.value}" for axis in self._axes))
        self.refresh()

    @override
    def sizeHint(self) -> QSize:
        wide = sum(self._widths())
        return QSize(wide, self._row_height())

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(self._widths(), default=0)
        return QSize(widest, self._row_height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        return self._row_height() * -(-len(self._axes) // columns) if self._axes else 0

    def _row_height(self) -> int:
        label = QFontMetrics(self.look.fonts.font(11))
        value = QFontMetrics(self.look.fonts.font(weight=SEMIBOLD))
        # Chinese lines are taller than the figures of the Latin font.
        tallest = max((label.boundingRect(axis.label).height() for axis in self._axes), default=0)
        under = max((value.boundingRect(axis.value).height() for axis in self._axes), default=0)
        return max(tallest, label.height()) + max(under, value.height()) + self.look.metrics.px(14)

    def _widths(self) -> list[int]:
        label = QFontMetrics(self.look.fonts.font(11))
        value = QFontMetrics(self.look.fonts.font(weight=SEMIBOLD))
        sides = 2 * self.look.metrics.px(_SIDE)
        return [
            max(label.horizontalAdvance(axis.label), value.horizontalAdvance(axis.value)) + sides
            for axis in self._axes
        ]

    def _columns(self, width: int) -> int:
        """Return how many axes stand side by side: rows are filled evenly, 3 and 3 rather than 5 and 1."""
        widths = self._widths()
        for rows in range(1, len(widths) + 1):
            columns = -(-len(widths) // rows)
            if sum(self._column_widths(widths, columns)) <= width:
                return columns
        return 1

    @staticmethod
    def _column_widths(widths: list[int], columns: int) -> list[int]:
        return [max(widths[column::columns]) for column in range(columns)]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ink, columns = self.look.ink, self._columns(self.width())
        with QPainter(self) as painter:
            frame(painter, self.rect(), RADIUS_CONTROL, ink("window"), ink("line2"))
            if not self._axes:
                return
            natural = self._column_widths(self._widths(), columns)
            spare = max(self.width() - sum(natural), 0)
            lefts = [sum(natural[:column]) + spare * column // columns for column in range(columns + 1)]
            high = self._row_height()
            for index, axis in enumerate(self._axes):
                row, column = divmod(index, columns)
                left = lefts[column]
                place = QRect(left, row * high, lefts[column + 1] - left, high)
                self._paint_axis(painter, place, axis, first=column == 0)

    def _paint_axis(self, painter: QPainter, place: QRect, axis: Axis, *, first: bool) -> None:
        look = self.look
        px, ink = look.metrics.px, look.ink
        if not first:
            upright(painter, place.x(), place.y() + px(8), place.height() - px(16), ink("line2"))
        inner = place.adjusted(px(_SIDE), px(7), -px(4), -px(7))
        over = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.setFont(look.fonts.font(11))
        painter.setPen(ink("text2"))
        painter.drawText(inner, over | Qt.AlignmentFlag.AlignTop, axis.label)
        painter.setFont(look.fonts.font(weight=SEMIBOLD))
        painter.setPen(ink(f"tones.{axis.tone}.ink" if axis.tone else "text"))
        words = cut_to(painter.fontMetrics(), axis.value, inner.width())
        painter.drawText(inner, over | Qt.AlignmentFlag.AlignBottom, words)
