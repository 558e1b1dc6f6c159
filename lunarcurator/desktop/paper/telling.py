"""Paints words, and remembers what each glyph of them says, because a PDF cannot know it by itself."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPaintDevice, QPainter, QTextLayout, QTextLine, QTextOption

from lunarcurator.documents.pdf_words import NO_SIGN

_WIDE: Final = 10_000_000.0
_ALL: Final = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
_NEAR: Final = 0.02
"""So far apart, in units of the painter, two places are one."""
_UNSEEN: Final = re.compile("[\u0000-\u001f\u007f\u00ad\u200b\u2060\ufeff]")
"""Signs that show nothing."""


class TellingPainter(QPainter):
    """A painter of pages that knows, page by page, what each glyph of its words says, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[list[str]] = [[]]
        self._known: dict[tuple[str, str], Sequence[str]] = {}

    def tell(self, text: str, font: QFont, device: QPaintDevice) -> None:
        """Remember a line of words in a font, painted last."""
        key = (text, font.key())
        if key not in self._known:
            self._known[key] = glyph_words(text, font, device)
        self.told[-1] += self._known[key]


def write(painter: QPainter, place: QRectF, flags: int, text: str) -> None:
    """Paint a line of words in the painter's font; all words of pages are painted here."""
    text = _UNSEEN.sub("", text)
    painter.drawText(place, flags | int(Qt.TextFlag.TextSingleLine), text)
    if isinstance(painter, TellingPainter):
        painter.tell(text, painter.font(), painter.device())


def turn_page(device: QPagedPaintDevice, painter: QPainter) -> None:
    """Begin the next page."""
    device.newPage()
    if isinstance(painter, TellingPainter):
        painter.told.append([])


def glyph_words(text: str, font: QFont, device: QPaintDevice) -> list[str]:
    """Return what each glyph of a line of words says, in the order in which a PDF gets them: signs, or none.

    The first of several glyphs for one sign says it; a box says `NO_SIGN`.
    """
    layout = QTextLayout(text, font, device)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_WIDE)
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    glyphs = sorted(
        (position.x(), run.isRightToLeft(), glyph)
        for run in layout.glyphRuns(-1, -1, _ALL)
        for position, glyph in zip(run.positions(), run.glyphIndexes(), strict=True)
    )
    told = _told(_signs(text, line), [x for x, _, _ in glyphs])
    worded = [
        (leftward, word if glyph else NO_SIGN) for (_, leftward, glyph), word in zip(glyphs, told, strict=True)
    ]
    found: list[str] = []
    for leftward, some in groupby(worded, key=lambda each: each[0]):
        words = [word for _, word in some]
        found += reversed(words) if leftward else words
    return found


@dataclass(slots=True)
class _Sign:
    """Signs that begin at one place of a line, and whether what follows them stands left of them."""

    x: float
    text: str
    leftward: bool


def _signs(text: str, line: QTextLine) -> list[_Sign]:
    """Return the signs of a line from left to right; one without width belongs to the sign before it.

    Qt's own count of signs for each glyph begins anew where a second font steps in, so places tell.
    """
    found: list[_Sign] = []
    at = 0
    begin = _x(line, at)
    for sign in text:
        # Qt counts in units of UTF-16.
        at += len(sign.encode("utf-16-le")) // 2
        end = _x(line, at)
        if found and abs(end - begin) < _NEAR:
            found[-1].text += sign
        else:
            found.append(_Sign(min(begin, end), sign, leftward=end < begin))
        begin = end
    return sorted(found, key=lambda each: each.x)


def _told(signs: Sequence[_Sign], glyphs: Sequence[float]) -> list[str]:
    """Return what glyphs at these places say; a sign without a glyph of its own is said by that on its left."""
    at = [max(bisect_right(signs, x + _NEAR, key=lambda each: each.x) - 1, 0) for x in glyphs]
    first = {sign: glyph for glyph, sign in reversed([*enumerate(at)])}
    found = [""] * len(glyphs)
    saying = 0
    for number, sign in enumerate(signs if glyphs else ()):
        saying = first.get(number, saying)
        found[saying] = sign.text + found[saying] if sign.leftward else found[saying] + sign.text
    return found


def _x(line: QTextLine, at: int) -> float:
    told = line.cursorToX(at)
    # The Qt of Python returns the place that was asked for with it.
    return float(cast(tuple[float, int], told)[0])
