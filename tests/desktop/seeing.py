"""What the tests of looks see: contrast, difference of colours, and where ink stands in a picture."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear sRGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(colour: str) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    weights = (0.2126, 0.7152, 0.0722)
    lights = sorted(sum(w * c for w, c in zip(weights, linear(colour), strict=True)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def difference(one: str, other: str, sight: str) -> float:
    """CIE 1976 colour difference as one kind of sight sees it."""
    pairs = zip(_lab(one, SIGHTS[sight]), _lab(other, SIGHTS[sight]), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def _lab(colour: str, sight: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    rgb = linear(colour)
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0), 1) for row in sight)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def sheet(width: int, height: int, ground: str = "#FFFFFF") -> QImage:
    image = QImage(QSize(width, height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground))
    return image


def painter_on(image: QImage) -> QPainter:
    return QPainter(image)


def inked(image: QImage, ground: str | None = None) -> QRect:
    """The smallest rectangle around everything that differs from the ground (the first pixel's colour)."""
    lines = _lines(image)
    plain = QColor(ground).rgba() if ground else lines[0][0]
    ys = [y for y, line in enumerate(lines) if line.count(plain) != len(line)]
    xs = [x for y in ys for x, point in enumerate(lines[y]) if point != plain]
    if not xs:
        return QRect()
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def colours(image: QImage) -> set[str]:
    return {QColor(point).name().upper() for point in set().union(*_lines(image))}


def _lines(image: QImage) -> list[list[int]]:
    """The lines of a picture, each point as 0xAARRGGBB; asked of Qt one by one, they take seconds."""
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    points, width = memoryview(plain.constBits()).cast("B").cast("I").tolist(), plain.width()
    return [points[at : at + width] for at in range(0, len(points), width)]


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def drawn(widget: QWidget) -> set[str]:
    return colours(widget.grab().toImage())
