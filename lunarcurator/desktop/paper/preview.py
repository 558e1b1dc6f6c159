"""A page as it will be, drawn into the room there is."""

from typing import override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcurator.desktop.paper.pages import HUNDREDTHS, Pages
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.strokes import frame
from lunarcurator.desktop.widgets.painted import Painted

_MOST_DOTS = 400


class PagePreview(Painted):
    """Shows one page, as large as it fits; its text equivalent says which page."""

    def __init__(self, appearance: Appearance, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(appearance, object_name, parent)
        self._paper: Pages | None = None
        self._page = 0
        self._painted: QImage | None = None
        self._painted_at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, paper: Pages | None, page: int, name: str) -> None:
        """Show a page; `name` says which, for those who do not see it."""
        self._paper, self._page, self._painted = paper, page, None
        self.setAccessibleName(name)
        self.update()

    def _picture(self, paper: Pages, dots: int) -> QImage:
        """Return the page, painted once for each size it is shown in."""
        if self._painted is None or self._painted_at != dots:
            self._painted, self._painted_at = paper.image(self._page, dots), dots
        return self._painted

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(460), self.look.metrics.px(320))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(200), self.look.metrics.px(140))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paper is None or not self._paper.pages:
            return
        page = self._paper.size
        room = self.rect().adjusted(8, 8, -8, -8)
        size = QSize(page.width, page.height).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.x() + (room.width() - size.width()) // 2, room.y(), size.width(), size.height())
        dots = max(size.width() * HUNDREDTHS / page.width, 1.0) * self.devicePixelRatio()
        image = self._picture(self._paper, min(int(dots) + 1, _MOST_DOTS))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
            frame(painter, place.adjusted(-1, -1, 1, 1), 0.0, None, self.look.ink("line2"))
