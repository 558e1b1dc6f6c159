"""A thin line under the header of a list that is being read: seen only when reading takes long."""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.rooms.samples.list_view import SampleListView

_AFTER_MS: Final = 300


class WaitLine(QWidget):
    """Lies over the upper edge of a list, 2 pixels high; what is there already stays usable."""

    def __init__(self, view: SampleListView) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("waitLine")
        self.setAccessibleName(self.tr("Reading the store"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_AFTER_MS)
        self._late.timeout.connect(self._appear)
        view.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Something is being read."""
        if self.isHidden():
            self._late.start()

    def end(self) -> None:
        """It has arrived."""
        self._late.stop()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._view.appearance.look.ink("accent"))

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        thick = self._view.appearance.look.metrics.px(2)
        self.setGeometry(0, self._view.header().height(), self._view.width(), thick)
