"""A grid with a column beside it that gives way where the window is narrow, so that the grid need not scroll.

Where the window is too low for all of it, what stands at the left scrolls as one: nothing is clipped.
"""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.grounds import ScrollColumn

_WIDE: Final = 360
_NARROW: Final = 286
_FROM: Final = 1_400
"""From this width of both together on, in pixels at 100 %, the side has all its room."""


class Beside(QObject):
    """Lays a column out at the right of what is edited, and keeps its width in step with that of the whole."""

    def __init__(self, appearance: Appearance, whole: QWidget, left: QVBoxLayout, side: QWidget) -> None:
        super().__init__(whole)
        self._appearance, self._whole, self._side = appearance, whole, side
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = ScrollColumn(appearance, "window", left, object_name=f"{whole.objectName()}.left")
        self._left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row.addWidget(self._left, 1)
        row.addWidget(side)
        whole.installEventFilter(self)
        self._left.inner.installEventFilter(self)
        appearance.changed.connect(self._fit)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() == QEvent.Type.LayoutRequest and watched is not self._whole:
            # It scrolls down and not sideways, whatever stands in it.
            self._left.setMinimumWidth(self._left.least_width)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        px = self._appearance.look.metrics.px
        self._side.setFixedWidth(px(_WIDE if self._whole.width() >= px(_FROM) else _NARROW))
