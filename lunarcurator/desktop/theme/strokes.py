"""Lines, frames, boxes and the focus ring, crisp at every device ratio; what paints shares them."""

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from lunarcurator.desktop.theme.ink import Ink

if TYPE_CHECKING:
    from lunarcurator.desktop.theme.look import Look

RADIUS_BADGE = 3.0
RADIUS_CHIP = 4.0
RADIUS_CONTROL = 5.0
RADIUS_CARD = 6.0
_KEPT: Final = 64


def line_width(painter: QPainter) -> float:
    """Return the width of a hairline in logical pixels: a whole number of device pixels, 1 below 175 %."""
    ratio = painter.device().devicePixelRatio()
    return max(1, int(ratio + 0.25)) / ratio


def hairline(painter: QPainter, left: float, top: float, width: float, colour: QColor) -> None:
    """Fill a horizontal line; between corners `drawLine` leaves gaps at 150 %."""
    painter.fillRect(QRectF(left, _on_grid(painter, top), width, line_width(painter)), colour)


def underline(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Fill the hairline at the lower edge inside a rectangle."""
    thickness = line_width(painter)
    hairline(painter, rect.x(), rect.y() + rect.height() - thickness, rect.width(), colour)


def upright(painter: QPainter, left: float, top: float, height: float, colour: QColor) -> None:
    """Fill a vertical line."""
    painter.fillRect(QRectF(left, top, line_width(painter), height), colour)


def frame(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float | None = None,
) -> None:
    """Fill a rounded rectangle and draw its edge inside it; `width` is a hairline unless given."""
    thickness = 0.0 if edge is None else line_width(painter) if width is None else width
    half = thickness / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, thickness))
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def ring(
    look: "Look", painter: QPainter, rect: QRect, radius: float = RADIUS_CONTROL, *, ground: str = "plain"
) -> None:
    """Draw the focus ring inside the edge of a control.

    `ground` is "plain", "filled" (the accent button: a thinner ring in base, a step inside) or "selection".
    """
    _ring_in(look.ink, painter, rect, radius, ground)


def _ring_in(ink: Ink, painter: QPainter, rect: QRect, radius: float, ground: str) -> None:
    """Draw the focus ring in these colours."""
    if ground == "filled":
        inner = QRectF(rect).adjusted(2, 2, -2, -2)
        frame(painter, inner, max(radius - 2, 1), None, ink("on_accent"), 1.5)
        return
    frame(painter, rect, radius, None, ink("selection_ring" if ground == "selection" else "accent"), 2.0)


def dot(painter: QPainter, center: QPointF, radius: float, fill: QColor, edge: QColor | None = None) -> None:
    """Draw a round dot, with an edge of 1.5 pixels where given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, 1.5))
    painter.drawEllipse(center, radius, radius)
    painter.restore()


def hatch(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Hatch a rectangle: the fill of what is missing, never a plain colour."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    step = 5.0
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()
    frame(painter, rect, 0, None, colour)


class Box(NamedTuple):
    """Tokens of fill and edge, the fill so much `darker` in percent, and the ground of the ring; "" is none."""

    fill: str
    edge: str = ""
    ringed: str = ""
    darker: int = 100


class Boxes:
    """Paints the boxes of fields and buttons in the colours of one theme.

    Each is drawn once and then kept: while somebody types, it is painted again and again.
    """

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._kept: dict[tuple[Box, int, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, box: Box) -> None:
        """Paint a box that fills a rectangle."""
        ratio = painter.device().devicePixelRatio()
        if not _is_on_grid(painter, rect, ratio):
            self._draw(painter, rect, box)
            return
        key = (box, rect.width(), rect.height(), ratio)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = self._picture(rect, box, ratio)
        painter.drawPixmap(rect.topLeft(), self._kept[key])

    def _picture(self, rect: QRect, box: Box, ratio: float) -> QPixmap:
        pixmap = QPixmap(ceil(rect.width() * ratio), ceil(rect.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            self._draw(painter, QRect(0, 0, rect.width(), rect.height()), box)
        return pixmap

    def _draw(self, painter: QPainter, rect: QRect, box: Box) -> None:
        if box.fill:
            fill = self._ink(box.fill)
            fill = fill if box.darker == 100 else fill.darker(box.darker)
            frame(painter, rect, RADIUS_CONTROL, fill, self._ink(box.edge) if box.edge else None)
        if box.ringed:
            _ring_in(self._ink, painter, rect, RADIUS_CONTROL, box.ringed)


def _on_grid(painter: QPainter, y: float) -> float:
    ratio = painter.device().devicePixelRatio()
    if ratio == int(ratio):
        return y
    origin = painter.deviceTransform().dy()
    return (round(y * ratio + origin) - origin) / ratio


def _is_on_grid(painter: QPainter, rect: QRect, ratio: float) -> bool:
    """Say whether a picture would fall on whole pixels of the device: at 150 % every second one would not."""
    if ratio == int(ratio):
        return True
    origin = painter.deviceTransform()
    left, top = rect.x() * ratio + origin.dx(), rect.y() * ratio + origin.dy()
    return left == int(left) and top == int(top)
