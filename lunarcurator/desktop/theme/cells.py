"""The toolkit of lean delegates: paints cells of tables and trees from plain values, quickly."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap, QStaticText, QTextLayout, QTransform

from lunarcurator.desktop.theme.badges import badge_width, paint_badge
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, for_eyes
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.strokes import frame, hairline, line_width, ring

LEFT: Final = Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignRight
CENTER: Final = Qt.AlignmentFlag.AlignHCenter
PAD: Final = 8
"""Between the edge of a cell and its text, at 100 %."""
_REMEMBERED: Final = 4096
_STAMPS: Final = 512
_BOUNDLESS: Final = 1 << 20
_UPRIGHT: Final = QTransform()


class _Face:
    """A font with its figures read once: Qt's own answers cost a call each."""

    __slots__ = ("font", "height", "metrics", "strike")

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.height = self.metrics.height()
        self.strike = self.metrics.ascent() - self.metrics.strikeOutPos()


class _Line:
    """A text as it is painted: shaped once, with its size, which is what the metrics of the font would say.

    A line with Chinese in it is taller above and below; `lift` puts it on the base line of its neighbours.
    """

    __slots__ = ("height", "lift", "static", "width")

    def __init__(self, words: str, face: _Face) -> None:
        self.static = QStaticText(words)
        self.static.setTextFormat(Qt.TextFormat.PlainText)
        self.static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        self.static.prepare(_UPRIGHT, face.font)
        size = self.static.size()
        self.width = size.width()
        self.height, self.lift = size.height(), 0
        if self.height > face.height + 1:
            self.height = face.height
            self.lift = round(_ascent(words, face.font) - face.metrics.ascent())


def _ascent(words: str, font: QFont) -> float:
    """Return how high a line stands over its base line with all the fonts that it takes."""
    layout = QTextLayout(words, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent()


class CellPainter:
    """Paints texts, masses, badges, shares and grounds of cells; remembers what it shaped and drew, bounded.

    It belongs to one look: after a change of appearance take the new one. Rectangles are whole cells; the
    padding is added here. `tone` is a colour token; on a selection it becomes the selection's own ink.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._faces: dict[tuple[int, int], _Face] = {}
        self._lines: OrderedDict[tuple[str, int, int, int, bool], _Line] = OrderedDict()
        self._stamps: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._widths: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._pad = look.metrics.px(PAD)
        self._digit = self._face(BASE, REGULAR).metrics.horizontalAdvance("0")
        self._point = self._face(BASE, REGULAR).metrics.horizontalAdvance(".")

    @property
    def look(self) -> Look:
        """The look these cells are painted in."""
        return self._look

    @property
    def pad(self) -> int:
        """The padding at each side of a cell, in pixels."""
        return self._pad

    def text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        *,
        align: Qt.AlignmentFlag = LEFT,
        tone: str = "text",
        bold: bool = False,
        weight: int | None = None,
        size: int = BASE,
        selected: bool = False,
        middle: bool = False,
        struck: bool = False,
        pad: bool = True,
    ) -> float:
        """Paint one line of text and return its width; too long, it is cut as `cut_to` does, or in the `middle`.

        `align` is LEFT, RIGHT or CENTER.
        """
        inset = self._pad if pad else 0
        room = rect.width() - 2 * inset
        weighs = weight if weight is not None else SEMIBOLD if bold else REGULAR
        line = self._line(text, size, weighs, room, middle)
        left = rect.x() + inset
        if align == RIGHT:
            left += int(room - line.width)
        elif align == CENTER:
            left += int((room - line.width) / 2)
        top = rect.y() + int((rect.height() - line.height) / 2) - line.lift
        face = self._face(size, weighs)
        painter.setFont(face.font)
        painter.setPen(self._look.ink(self.tone_on(tone, selected)))
        painter.drawStaticText(QPointF(left, top), line.static)
        if struck:
            hairline(painter, left, round(top + line.lift + face.strike), line.width, painter.pen().color())
        return line.width

    def mass(
        self,
        painter: QPainter,
        rect: QRect,
        whole: str,
        fraction: str,
        *,
        decimals: int = 3,
        tone: str = "text",
        bold: bool = False,
        selected: bool = False,
    ) -> None:
        """Paint a mass on the decimal point of its column.

        `whole` is what stands before the point ("9 614", "~150"), `fraction` the point and what follows
        (".750", or ""); `decimals` is how many the column keeps room for.
        """
        weight = MEDIUM if bold else REGULAR
        line = self._line(whole + fraction, BASE, weight, _BOUNDLESS, False)
        before = self._line(whole, BASE, weight, _BOUNDLESS, False).width if fraction else line.width
        top = rect.y() + int((rect.height() - line.height) / 2) - line.lift
        painter.setFont(self._face(BASE, weight).font)
        painter.setPen(self._look.ink(self.tone_on(tone, selected)))
        painter.drawStaticText(QPointF(self._point_at(rect, decimals) - before, top), line.static)

    def rollup(
        self,
        painter: QPainter,
        rect: QRect,
        whole: str,
        fraction: str,
        *,
        decimals: int = 3,
        selected: bool = False,
    ) -> None:
        """Paint a sum of several pieces: grey, with a leading Σ, never like a piece's own mass."""
        self.mass(
            painter,
            rect,
            f"\u03a3\u2009{whole}",
            fraction,
            decimals=decimals,
            tone="text2",
            selected=selected,
        )

    def reason(self, painter: QPainter, rect: QRect, word: str, *, selected: bool = False) -> None:
        """Paint why a mass is unknown: small, grey, at the right edge of the column."""
        self.text(painter, rect, word, align=RIGHT, tone="text2", size=12, selected=selected)

    def mass_width(self, whole_digits: int, decimals: int = 3) -> int:
        """Return the width of a mass column for so many digits before the point, thousands and Σ included."""
        thousands = max(0, (whole_digits - 1) // 3) * self._digit * 0.4
        return round(2 * self._pad + (whole_digits + 1.5 + decimals) * self._digit + thousands + self._point)

    def badge(
        self,
        painter: QPainter,
        rect: QRect,
        word: str,
        tone: str,
        concept: str = "",
        *,
        selected: bool = False,
        pad: bool = True,
    ) -> int:
        """Paint a badge at the left of a cell and return its width."""
        inset = self._pad - self._look.metrics.px(2) if pad else 0
        room = rect.width() - 2 * inset
        width = min(self._badge_width(word, concept), room)
        size = QSize(width, self._look.metrics.badge)
        place = QRect(0, 0, width, size.height())

        def draw(stamp: QPainter) -> None:
            paint_badge(stamp, place, word, tone, look=self._look, concept=concept, selected=selected)

        if width > 0:
            key = ("badge", word, tone, concept, selected, width)
            top = rect.y() + (rect.height() - size.height()) // 2
            painter.drawPixmap(rect.x() + inset, top, self._stamp(painter, key, size, draw))
        return width

    def share(self, painter: QPainter, rect: QRect, percent: int, text: str, *, selected: bool = False) -> None:
        """Paint what is left of a piece: a bar of 28 x 4 filled by a percentage, and its text at the right."""
        px = self._look.metrics.px
        size = QSize(px(28), px(4))

        def draw(stamp: QPainter) -> None:
            bar = QRect(0, 0, size.width(), size.height())
            paint_share_bar(stamp, bar, percent, look=self._look, selected=selected)

        pixmap = self._stamp(painter, ("share", percent, selected), size, draw)
        painter.drawPixmap(rect.x() + self._pad, rect.y() + (rect.height() - size.height()) // 2, pixmap)
        self.text(painter, rect, text, align=RIGHT, tone="text2", selected=selected)

    def icon(
        self,
        painter: QPainter,
        rect: QRect,
        concept: str,
        *,
        tone: str = "text2",
        selected: bool = False,
    ) -> None:
        """Paint the icon of a concept in the middle of a rectangle."""
        colour = self.tone_on(tone, selected)
        self._look.icons.paint(painter, rect, concept, colour, self._look.metrics.icon)

    def chevron(self, painter: QPainter, rect: QRect, *, is_open: bool, selected: bool = False) -> None:
        """Paint the chevron of a tree row in the middle of a rectangle."""
        colour = self.tone_on("text", selected)
        size = self._look.metrics.px(13)
        self._look.icons.paint(painter, rect, "down" if is_open else "next", colour, size)

    def ground(
        self,
        painter: QPainter,
        rect: QRect,
        *,
        selected: bool = False,
        active: bool = True,
        current: bool = False,
        wash: str = "",
        lined: bool = True,
    ) -> None:
        """Paint the ground of a row or cell: wash of a tone, selection, hairline below, ring of the current.

        `active` says whether the window is; in another window the selection is quieter.
        """
        ink = self._look.ink
        if selected:
            painter.fillRect(rect, ink("selection" if active else "selection_idle"))
        elif wash:
            painter.fillRect(rect, ink(f"tones.{wash}.wash"))
        if lined:
            thickness = line_width(painter)
            hairline(painter, rect.x(), rect.y() + rect.height() - thickness, rect.width(), ink("line"))
        if current:
            ring(self._look, painter, rect, 2.0, ground="selection" if selected and active else "plain")

    def tone_on(self, tone: str, selected: bool) -> str:
        """Return the token for words of a tone on the plain ground or on a selection."""
        if not selected:
            return tone
        if self._look.inverts:
            return "selection_text"
        return "selection_text2" if tone in {"text2", "text3", "disabled"} else tone

    def width(self, text: str, *, size: int = BASE, weight: int = REGULAR) -> float:
        """Return how wide a text is when painted, in pixels, without padding."""
        return self._line(text, size, weight, _BOUNDLESS, False).width

    def _face(self, size: int, weight: int) -> _Face:
        face = self._faces.get((size, weight))
        if face is None:
            face = self._faces[size, weight] = _Face(self._look.fonts.font(size, weight))
        return face

    def _point_at(self, rect: QRect, decimals: int) -> float:
        room = decimals * self._digit + self._point if decimals else 0.0
        return int(rect.x() + rect.width() - self._pad - room)

    def _badge_width(self, word: str, concept: str) -> int:
        width = self._widths.get((word, concept))
        if width is None:
            width = self._widths[word, concept] = badge_width(self._look, word, concept)
            if len(self._widths) > _STAMPS:
                self._widths.popitem(last=False)
        return width

    def _stamp(
        self, painter: QPainter, key: tuple[object, ...], size: QSize, draw: Callable[[QPainter], None]
    ) -> QPixmap:
        """Return a small drawing that recurs in many rows, drawn once for each device ratio."""
        ratio = painter.device().devicePixelRatio()
        found = self._stamps.get((ratio, *key))
        if found is None:
            found = self._stamps[ratio, *key] = QPixmap(size * ratio)
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            with QPainter(found) as stamp:
                draw(stamp)
            if len(self._stamps) > _STAMPS:
                self._stamps.popitem(last=False)
        return found

    def _line(self, text: str, size: int, weight: int, room: int, middle: bool) -> _Line:
        key = (text, size, weight, room, middle)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = self._shape(text, size, weight, room, middle)
            if len(self._lines) > _REMEMBERED:
                self._lines.popitem(last=False)
        return found

    def _shape(self, text: str, size: int, weight: int, room: int, middle: bool) -> _Line:
        face = self._face(size, weight)
        words = for_eyes(text)
        line = _Line(words, face)
        if line.width <= room:
            return line
        return _Line(cut_to(face.metrics, words, room, middle=middle), face)


def paint_share_bar(painter: QPainter, rect: QRect, percent: int, *, look: Look, selected: bool = False) -> None:
    """Paint a bar that is filled by a percentage from 0 to 100."""
    inverted = selected and look.inverts
    radius = rect.height() / 2
    full = look.ink("selection_text" if inverted else "text2")
    frame(painter, rect, radius, look.ink("line2" if selected and not inverted else "line"))
    share = min(max(percent, 0), 100)
    if share:
        filled = QRectF(rect.x(), rect.y(), max(rect.width() * share / 100, rect.height()), rect.height())
        frame(painter, filled, radius, full)
