"""Paints the codes that scanners read."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

_INK = QColor("#000000")


def paint_modules(painter: QPainter, place: QRectF, rows: Iterable[Sequence[bool]]) -> None:
    """Paint a code with a quiet zone of one module inside a square; dark modules in a row are one bar."""
    lines = tuple(rows)
    side = place.width() / (len(lines) + 2)
    for down, row in enumerate(lines, start=1):
        start: int | None = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                left = place.x() + side * (start + 1)
                painter.fillRect(QRectF(left, place.y() + down * side, side * (column - start), side), _INK)
                start = None
