"""Measures and breaks words as they will be printed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from lunarcurator.desktop.paper.marks import LEADING, Size, Strip, Writing

type _Face = tuple[Size, bool, bool]


class Typesetting:
    """Fonts, widths and lines in hundredths of a millimetre, in the families given, the first that has a sign."""

    def __init__(self, families: Sequence[str]) -> None:
        self._families = list(families)
        self._fonts: dict[_Face, QFont] = {}
        self._metrics: dict[_Face, QFontMetricsF] = {}
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def font(self, size: Size, *, bold: bool = False, figure: bool = False) -> QFont:
        """Return the font of a size, a pixel high for each hundredth of a millimetre; `figure`: equal digits."""
        key = (size, bold, figure)
        if key not in self._fonts:
            self._fonts[key] = self._made(size, 600 if bold else 400, figure)
            self._metrics[key] = QFontMetricsF(self._fonts[key])
        return self._fonts[key]

    def width(self, text: str, size: Size = Size.TEXT, *, bold: bool = False, figure: bool = False) -> float:
        """Return how wide a line of words is."""
        self.font(size, bold=bold, figure=figure)
        return self._metrics[size, bold, figure].horizontalAdvance(text)

    def lines(self, text: str, width: float, size: Size = Size.TEXT, *, bold: bool = False) -> list[str]:
        """Break words into lines of a width; a word that fits on none is broken too."""
        if "\n" not in text and self.width(text, size, bold=bold) <= width:
            return [text]
        found: list[str] = []
        for paragraph in text.split("\n"):
            found += self._broken(paragraph, width, size, bold)
        return found

    def column(
        self, text: str, x: float, width: float, size: Size = Size.TEXT, *, bold: bool = False, faint: bool = False
    ) -> list[Writing]:
        """Return the lines of a text below each other, the first at the top."""
        step = size * LEADING
        return [
            Writing(line, x, at * step, size, bold, faint)
            for at, line in enumerate(self.lines(text, width, size, bold=bold))
        ]

    def paragraph(
        self, text: str, width: float, size: Size = Size.TEXT, *, bold: bool = False, keep: bool = False
    ) -> list[Strip]:
        """Return a text as strips of one line each."""
        return [
            Strip(size * LEADING, (Writing(line, 0, 0, size, bold),), keep=keep)
            for line in self.lines(text, width, size, bold=bold)
        ]

    def _broken(self, text: str, width: float, size: Size, bold: bool) -> list[str]:
        layout = QTextLayout(text, self.font(size, bold=bold))
        layout.setTextOption(self._option)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, 0))
            found.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
        return found or [""]

    def _made(self, size: Size, weight: int, figure: bool) -> QFont:
        font = QFont()
        font.setFamilies(self._families)
        font.setPixelSize(int(size))
        font.setWeight(QFont.Weight(weight))
        font.setVariableAxis(QFont.Tag("wght"), weight)
        # A hyphen as wide as a digit tears days and numbers of samples apart: only masses stand in columns.
        font.setFeature(QFont.Tag("tnum"), int(figure))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
