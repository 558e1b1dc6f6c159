"""A page as it will be, as large as whoever reads it wants."""

from collections.abc import Callable
from typing import Final, NamedTuple, override

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from lunarcurator.desktop.paper.pages import HUNDREDTHS, Pages
from lunarcurator.desktop.paper.zoom import Fit, Zoom, larger, smaller
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.strokes import frame, ring

_ROUND: Final = 8
"""Room around a page, in pixels."""
_MOST_PAINTED: Final = 12_000_000
"""So many pixels of a page are painted at once; of larger pages only what is in sight."""


type Beside = Callable[[Callable[[], QImage], Callable[[QImage], None]], object]
"""Does a work elsewhere, and says on the interface thread what came of it, unless it asked for more since."""


class PagePreview(QAbstractScrollArea):
    """Shows one page, at first as large as it fits; its text equivalent says which page.

    `zoomed` tells that the page is shown in another size. The wheel with Ctrl zooms. Slow pages are painted
    `beside` the window, on a thread of its own, where that is given.
    """

    zoomed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        object_name: str,
        beside: Beside | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._paper: Pages | None = None
        self._page, self._zoom = 0, Zoom()
        self._beside = beside
        self._painted = QImage()
        self._painted_as: _Wanted | None = None
        self._asked: _Wanted | None = None
        self.setObjectName(object_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A page is shown in the height that is left: no dialog scrolls for its sake.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(self.minimumSizeHint().height())
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        appearance.changed.connect(self.viewport().update)

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown."""
        return self._zoom

    @property
    def times(self) -> float:
        """How many times its true size the page is shown."""
        return self._scale() * HUNDREDTHS / self.logicalDpiX()

    def show_page(self, paper: Pages | None, page: int, name: str) -> None:
        """Show a page; `name` says which, for those who do not see it."""
        if page != self._page:
            self.verticalScrollBar().setValue(0)
        self._paper, self._page, self._painted = paper, page, QImage()
        self._painted_as = self._asked = None
        self.setAccessibleName(name)
        self._lay_out()

    def set_zoom(self, zoom: Zoom | None) -> None:
        """Show pages in another size; None leaves them as they are."""
        if zoom is None or zoom == self._zoom:
            return
        across, down = self._middle()
        if not self.verticalScrollBar().maximum():
            # Reading begins at the top of a page that was seen whole.
            down = 0.0
        self._zoom = zoom
        self._lay_out()
        self._bring_to_middle(across, down)

    def larger(self) -> Zoom | None:
        """Return the next larger zoom, or None."""
        return larger(self.times)

    def smaller(self) -> Zoom | None:
        """Return the next smaller zoom, or None."""
        return smaller(self.times)

    @override
    def sizeHint(self) -> QSize:
        px = self._appearance.look.metrics.px
        return QSize(px(460), px(320))

    @override
    def minimumSizeHint(self) -> QSize:
        px = self._appearance.look.metrics.px
        return QSize(px(200), px(140))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            self.set_zoom(self.larger() if turned > 0 else self.smaller())
        event.accept()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paper is None or not self._paper.pages:
            return
        look, place = self._appearance.look, self._place()
        with QPainter(self.viewport()) as painter:
            image, at = self._picture(self._paper, place)
            painter.fillRect(place, Qt.GlobalColor.white)
            if at.size() * image.devicePixelRatio() == image.size():
                painter.drawImage(at.topLeft(), image)
            else:
                painter.drawImage(at, image)
            frame(painter, place.adjusted(-1, -1, 1, 1), 0.0, None, look.ink("line2"))
            if self.hasFocus():
                ring(look, painter, self.viewport().rect(), 0.0)

    def _scale(self) -> float:
        """Return how many pixels a hundredth of a millimetre takes."""
        if self._paper is None:
            return self._zoom.times * self.logicalDpiX() / HUNDREDTHS
        # Fitted pages leave room for bars that may come and go, or they would never settle.
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width() if self._zoom.fit is Fit.WIDTH else 0
        width, height = room.width() - 2 * _ROUND - bar, room.height() - 2 * _ROUND
        return self._zoom.scale(self._paper.size, width, height, self.logicalDpiX())

    def _size(self) -> QSize:
        """Return the size of the page in pixels."""
        if self._paper is None:
            return QSize()
        scale, page = self._scale(), self._paper.size
        return QSize(max(round(page.width * scale), 1), max(round(page.height * scale), 1))

    def _place(self) -> QRect:
        """Return where the page stands in the viewport, partly out of sight where it is larger."""
        size, room = self._size(), self.viewport().size()
        left = max((room.width() - size.width()) // 2, _ROUND) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, _ROUND - self.verticalScrollBar().value()), size)

    def _lay_out(self) -> None:
        """Set the bars for the size of the page, and say that it may have changed."""
        size, room = self._size(), self.viewport().size()
        whole = ((self.horizontalScrollBar(), size.width(), room.width()),
                 (self.verticalScrollBar(), size.height(), room.height()))  # fmt: skip
        for bar, long, seen in whole:
            bar.setRange(0, max(long + 2 * _ROUND - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(max(seen // 12, 1))
        self.viewport().update()
        self.zoomed.emit()

    def _middle(self) -> tuple[float, float]:
        """Return which part of the page is in the middle of what is seen, from left and top."""
        place, room = self._place(), self.viewport().rect().center()
        return (room.x() - place.x()) / max(place.width(), 1), (room.y() - place.y()) / max(place.height(), 1)

    def _bring_to_middle(self, across: float, down: float) -> None:
        place, room = self._place(), self.viewport().rect().center()
        sideways, upright = self.horizontalScrollBar(), self.verticalScrollBar()
        sideways.setValue(sideways.value() + round(place.x() + across * place.width()) - room.x())
        upright.setValue(upright.value() + round(place.y() + down * place.height()) - room.y())

    def _picture(self, paper: Pages, place: QRect) -> tuple[QImage, QRect]:
        """Return the page, or what is in sight of a large one, dot for dot of the screen, and where it stands.

        While a slow page is painted beside the window, what is known of it stands there as large as it will be.
        """
        ratio = self.devicePixelRatio()
        part = QRect(QPoint(0, 0), place.size())
        if part.width() * part.height() * ratio * ratio > _MOST_PAINTED:
            part &= self.viewport().rect().translated(-place.topLeft())
        wanted = _Wanted(part, self._scale() * HUNDREDTHS * ratio, ratio)
        if self._painted_as != wanted:
            if paper.slow and self._beside is not None:
                self._ask_for(paper, wanted, self._beside)
            else:
                self._painted, self._painted_as = _painted(paper, self._page, wanted), wanted
        known = self._painted_as.part if self._painted_as is not None else part
        whole = QRectF(place)
        if self._painted_as is None or self._painted_as == wanted:
            return self._painted, part.translated(place.topLeft())
        times = wanted.dots * self._painted_as.ratio / self._painted_as.dots / ratio
        left, top = whole.x() + known.x() * times, whole.y() + known.y() * times
        return self._painted, QRectF(left, top, known.width() * times, known.height() * times).toRect()

    def _ask_for(self, paper: Pages, wanted: "_Wanted", beside: Beside) -> None:
        if self._asked == wanted:
            return
        self._asked, page = wanted, self._page

        def arrived(image: QImage) -> None:
            if self._paper is paper and self._page == page and self._asked == wanted:
                self._painted, self._painted_as = image, wanted
                self.viewport().update()

        beside(lambda: _painted(paper, page, wanted), arrived)


class _Wanted(NamedTuple):
    """Which part of a page, in pixels, in how many dots an inch, and how many dots a pixel has."""

    part: QRect
    dots: float
    ratio: float


def _painted(paper: Pages, page: int, wanted: _Wanted) -> QImage:
    """Return the picture of a part of a page; on any thread."""
    part, dots, ratio = wanted
    image = QImage(part.size() * ratio, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.Antialiasing)
        painter.translate(-round(part.x() * ratio), -round(part.y() * ratio))
        paper.paint_page(painter, page, dots)
    image.setDevicePixelRatio(ratio)
    return image
