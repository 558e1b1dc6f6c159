"""Draws one label: the code, the number above all else, and what there is room for beside or below it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter

from lunarcurator.desktop.paper.modules import paint_modules
from lunarcurator.desktop.paper.number_setting import NUMBER_LEADING, SetNumber, set_number
from lunarcurator.desktop.paper.telling import write
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.services.codes import FINEST, QUIET, modules_of
from lunarcurator.services.label_layouts import LabelLayout
from lunarcurator.services.labels import Label

_LEADING: Final = 1.35
_CLOSEST: Final = 1.12
_SMALLER: Final = 0.8
"""Other words are at most this high, in heights of the number, which stays the largest thing on a label."""
_SMALLEST: Final = 0.75
"""So small, in heights of the layout, other words become before they are shortened."""
_SMALLEST_CODE: Final = 0.6
"""So small, in heights of the layout, a code above a number of several lines becomes, if it still reads."""
_LINES: Final = 4
"""Form, mass, marks and place."""
_INK = QColor("#000000")


class LabelPainter:
    """Paints labels of one layout with a painter whose unit is a hundredth of a millimetre."""

    def __init__(self, layout: LabelLayout, families: Sequence[str], kind: CodeKind) -> None:
        self._layout, self._families, self._kind = layout, list(families), kind
        self._fonts: dict[tuple[int, bool], QFont] = {}

    def paint(self, painter: QPainter, place: QRect, label: Label) -> None:
        """Paint a label in its place."""
        layout = self._layout
        inner = place.adjusted(layout.padding, layout.padding, -layout.padding, -layout.padding)
        painter.setPen(_INK)
        if layout.words == "below":
            self._paint_small(painter, inner, label)
            return
        code = QRect(inner.right() + 1 - layout.code, inner.y(), layout.code, layout.code)
        paint_modules(painter, QRectF(code), modules_of(self._kind, label.code))
        # The number has the whole width below the code's left edge; words share it down to the foot.
        words = QRect(inner.x(), inner.y(), code.x() - layout.padding - inner.x(), inner.height())
        self._paint_words(painter, words, inner, label)

    def number_on(self, painter: QPainter, label: Label) -> SetNumber:
        """Return how the number of a label stands on this layout."""
        layout = self._layout
        wide, high = (each - 2 * layout.padding for each in (layout.label.width, layout.label.height))
        if layout.words == "below":
            modules = len(modules_of(self._kind, label.code)) + 2 * QUIET
            least = max(int(modules * FINEST) + 1, int(layout.code * _SMALLEST_CODE))
            return self._set(painter, label.number, wide, high - min(least, layout.code))
        # Room for all lines, also where one has nothing to say: labels of a batch look the same.
        left = high - int(_LINES * layout.text * _SMALLEST * _CLOSEST)
        return self._set(painter, label.number, wide - layout.code - layout.padding, left)

    def _set(self, painter: QPainter, number: str, width: int, height: int) -> SetNumber:
        # A sheet of vial tops has hundreds of numbers, each measured several times at the same size.
        measures: dict[int, QFontMetricsF] = {}

        def width_of(text: str, size: int) -> float:
            if size not in measures:
                measures[size] = QFontMetricsF(self._font(size, bold=True), painter.device())
            return measures[size].horizontalAdvance(text)

        return set_number(number, width, height, self._layout.number_text, width_of)

    def _paint_small(self, painter: QPainter, inner: QRect, label: Label) -> None:
        """Paint a code with the number below it; a number of several lines takes what the code can spare."""
        number = self.number_on(painter, label)
        side = min(self._layout.code, inner.height() - number.height)
        code = QRect(inner.x() + (inner.width() - side) // 2, inner.y(), side, side)
        paint_modules(painter, QRectF(code), modules_of(self._kind, label.code))
        room = inner.adjusted(0, side, 0, 0)
        self._paint_number(painter, room, number, Qt.AlignmentFlag.AlignHCenter)
        if label.marks:
            # There is no room to say what must not be done: the sign sends whoever holds it to the book.
            font = self._font(number.size, bold=True)
            top = inner.y() + number.size - QFontMetricsF(font, painter.device()).ascent()
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip
            write(painter, QRectF(inner.x(), top, inner.width(), number.size), int(flags), "!")

    def _paint_words(self, painter: QPainter, words: QRect, inner: QRect, label: Label) -> None:
        number = self.number_on(painter, label)
        self._paint_number(painter, QRect(words.x(), words.y(), words.width(), number.height), number)
        left_over = words.adjusted(0, number.height, 0, 0)
        most = left_over.height() // _LINES
        # Chinese letters fill their line: closer than this, one line stands in the other.
        size = min(self._layout.text, int(number.size * _SMALLER), int(most / _CLOSEST))
        height = min(int(size * _LEADING), most)
        for text in (label.form, label.mass, label.marks):
            if text:
                self._paint_line(painter, self._row(left_over.y(), height, words, inner), text, size)
                left_over.setTop(left_over.y() + height)
        foot = inner.y() + inner.height() - height
        self._paint_line(painter, self._row(foot, height, words, inner), label.place, size)

    def _row(self, top: int, height: int, words: QRect, inner: QRect) -> QRect:
        """Return the room of a line: beside the code as wide as the words, below it as wide as the label."""
        wide = inner if top >= inner.y() + self._layout.code else words
        return QRect(wide.x(), top, wide.width(), height)

    def _paint_number(
        self,
        painter: QPainter,
        place: QRect,
        number: SetNumber,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Paint a number in its lines, in the middle of a place; it is never cut."""
        painter.setFont(self._font(number.size, bold=True))
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        step = number.size * NUMBER_LEADING
        top = place.y() + (place.height() - step * len(number.lines)) / 2
        for at, line in enumerate(number.lines):
            row = QRectF(place.x(), top + at * step, place.width(), step)
            write(painter, row, int(flags), line)

    def _paint_line(self, painter: QPainter, row: QRect, text: str, most: int) -> None:
        """Paint words on one line: smaller where they are long, and shortened only where that is not enough."""
        least = max(min(most, int(self._layout.text * _SMALLEST)), 1)
        if self._width(painter, text, least) > row.width():
            # The day of a mass gives way before the mass does.
            text = text.partition("  ")[0]
        size = max(min(most, int(most * row.width() / max(self._width(painter, text, most), 1))), least)
        font = self._font(size)
        painter.setFont(font)
        metrics = QFontMetrics(font, painter.device())
        shown = cut_to(metrics, text, row.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        write(painter, QRectF(row), int(flags), shown)

    def _width(self, painter: QPainter, text: str, size: int) -> int:
        return QFontMetrics(self._font(size), painter.device()).horizontalAdvance(text)

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        """Return a font of the size, made once."""
        if (size, bold) not in self._fonts:
            self._fonts[size, bold] = self._made_font(size, bold)
        return self._fonts[size, bold]

    def _made_font(self, size: int, bold: bool) -> QFont:
        font = QFont()
        font.setFamilies(self._families)
        font.setPixelSize(size)
        weight = 600 if bold else 400
        font.setWeight(QFont.Weight(weight))
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setFeature(QFont.Tag("tnum"), 0)
        return font
