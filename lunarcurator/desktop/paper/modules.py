"""Paints the codes that scanners read."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from lunarcurator.services.codes import QUIET

_INK = QColor("#000000")


def paint_modules(painter: QPainter, place: QRectF, rows: Iterable[Sequence[bool]]) -> None:
    """Paint a code with a quiet zone of one module inside a square; dark modules in a row are one bar.

    Modules are whole dots of the device wherever two or more fit, as printers' own fonts are: uneven ones do not
    read on a small label.
    """
    lines = tuple(rows)
    across = len(lines) + 2 * QUIET
    scale = painter.transform().m11()
    dots = int(place.width() * scale / across)
    side = dots / scale if dots > 1 else place.width() / across
    spare = place.width() - side * across
    left, top = (_on_dots(each + spare / 2, scale) for each in (place.x(), place.y()))
    for down, row in enumerate(lines, start=1):
        start: int | None = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                bar = QRectF(left + side * (start + 1), top + down * side, side * (column - start), side)
                painter.fillRect(bar, _INK)
                start = None


def _on_dots(length: float, scale: float) -> float:
    return round(length * scale) / scale
