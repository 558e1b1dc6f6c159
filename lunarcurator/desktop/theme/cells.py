"""The toolkit of lean delegates: paints cells of tables and trees from plain values, quickly."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from lunarcurator.desktop.theme.badges import paint_badge
from lunarcurator.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, for_eyes
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.strokes import frame, hairline, line_width, ring

LEFT: Final = Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignRight
CENTER: Final = Qt.AlignmentFlag.AlignHCenter
PAD: Final = 8
"""Between the edge of a cell and its text, at 100 %."""
_REMEMBERED: Final = 8192
_END = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.TextElideMode.ElideMiddle


class _Face:
    """A font with its figures read once: Qt's own answers cost a call each."""

    __slots__ = ("ascent", "font", "height", "metrics")

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.ascent = self.metrics.ascent()
        self.height = self.metrics.height()


class CellPainter:
    """Paints texts, masses, badges, shares and grounds of cells; remembers widths and cuts, bounded.

    It belongs to one look: after a change of appearance take the new one. Rectangles are whole cells; the
    padding is added here. `tone` is a colour token; on a selection it becomes the selection's own ink.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._faces: dict[tuple[int, int], _Face] = {}
        self._cuts: OrderedDict[tuple[str, int, int, int, bool], tuple[str, float]] = OrderedDict()
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
        """Paint one line of text and return its width; too long, it is cut at the end, or in the `middle`.

        Numbers are cut in the middle only: their ends tell them apart.
        """
        inset = self._pad if pad else 0
        room = rect.width() - 2 * inset
        weighs = weight if weight is not None else SEMIBOLD if bold else REGULAR
        face = self._face(size, weighs)
        words, width = self._cut(text, size, weighs, room, middle)
        left = rect.x() + inset
        if align & RIGHT:
            left += int(room - width)
        elif align & CENTER:
            left += int((room - width) / 2)
        baseline = self._baseline(rect, face)
        painter.setFont(face.font)
        painter.setPen(self._look.ink(self.tone_on(tone, selected)))
        painter.drawText(QPointF(left, baseline), words)
        if struck:
            line = face.metrics.strikeOutPos()
            hairline(painter, left, round(baseline - line), width, painter.pen().color())
        return width

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
        face = self._face(BASE, weight)
        point = self._point_at(rect, decimals)
        _, width = self._cut(whole, BASE, weight, 1 << 20, False)
        baseline = self._baseline(rect, face)
        painter.setFont(face.font)
        painter.setPen(self._look.ink(self.tone_on(tone, selected)))
        painter.drawText(QPointF(point - width, baseline), whole + fraction)

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
        inner = rect.adjusted(inset, 0, -inset, 0)
        return paint_badge(painter, inner, word, tone, look=self._look, concept=concept, selected=selected)

    def share(self, painter: QPainter, rect: QRect, percent: int, *, selected: bool = False) -> None:
        """Paint what is left of a piece: a bar of 28 x 4 and the percentage (0 to 100) at the right."""
        px = self._look.metrics.px
        bar = QRect(rect.x() + self._pad, rect.center().y() - px(2) + 1, px(28), px(4))
        paint_share_bar(painter, bar, percent, look=self._look, selected=selected)
        self.text(painter, rect, f"{percent}\u2009%", align=RIGHT, tone="text2", selected=selected)

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
        return self._cut(text, size, weight, 1 << 20, False)[1]

    def _face(self, size: int, weight: int) -> _Face:
        face = self._faces.get((size, weight))
        if face is None:
            face = self._faces[size, weight] = _Face(self._look.fonts.font(size, weight))
        return face

    def _baseline(self, rect: QRect, face: _Face) -> float:
        return rect.y() + int((rect.height() - face.height) / 2 + face.ascent)

    def _point_at(self, rect: QRect, decimals: int) -> float:
        room = decimals * self._digit + self._point if decimals else 0.0
        return int(rect.x() + rect.width() - self._pad - room)

    def _cut(self, text: str, size: int, weight: int, room: int, middle: bool) -> tuple[str, float]:
        key = (text, size, weight, room, middle)
        found = self._cuts.get(key)
        if found is None:
            found = self._cuts[key] = self._measure(text, size, weight, room, middle)
            if len(self._cuts) > _REMEMBERED:
                self._cuts.popitem(last=False)
        return found

    def _measure(self, text: str, size: int, weight: int, room: int, middle: bool) -> tuple[str, float]:
        metrics = self._face(size, weight).metrics
        words = for_eyes(text)
        width = metrics.horizontalAdvance(words)
        if width <= room:
            return words, width
        words = metrics.elidedText(words, _MIDDLE if middle else _END, max(room, 0))
        return words, metrics.horizontalAdvance(words)


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
