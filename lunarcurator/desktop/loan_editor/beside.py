"""A grid with a column beside it that gives way where the window is narrow, so that the grid need not scroll.

Where the window is too low for all of it, what stands at the left scrolls as one: nothing is clipped.
"""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.grounds import ScrollColumn, SideGround

_WIDE: Final = 360
_NARROW: Final = 286
_FROM: Final = 1_400
"""From this width of both together on, in pixels at 100 %, the side has all its room."""


class Beside(QObject):
    """Lays a column out at the right of what is edited, and keeps its width in step with that of the whole."""

    def __init__(self, appearance: Appearance, whole: QWidget, left: QVBoxLayout, side: SideGround) -> None:
        super().__init__(whole)
        self._appearance, self._whole, self._side = appearance, whole, side
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        scroll = ScrollColumn(appearance, "window", left, object_name=f"{whole.objectName()}.left")
        scroll.never_sideways()
        row.addWidget(scroll, 1)
        row.addWidget(side)
        whole.installEventFilter(self)
        appearance.changed.connect(self._fit)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        px = self._appearance.look.metrics.px
        self._side.set_wide(px(_WIDE if self._whole.width() >= px(_FROM) else _NARROW))
