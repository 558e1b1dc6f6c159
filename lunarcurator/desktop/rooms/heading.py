"""The head of a room: its name, one line of totals, and at most three actions at the right."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.painted import Painted


def next_focus(parts: Sequence[QWidget]) -> None:
    """Give the keyboard to the part after the one that has it, the first again after the last."""
    usable = [part for part in parts if part.isVisible() and part.isEnabled()]
    if not usable:
        return
    now = QApplication.focusWidget()
    at = next(
        (n for n, part in enumerate(usable) if now is not None and (part is now or part.isAncestorOf(now))), -1
    )
    usable[(at + 1) % len(usable)].setFocus(Qt.FocusReason.ShortcutFocusReason)


_BETWEEN: Final = " · "


class _Totals(Label):
    """One line that gives way at its end, total by total; all of it is in the tool tip and for screen readers."""

    def say(self, totals: str) -> None:
        """Show these totals, as far as there is room."""
        self.setToolTip(totals)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        whole = self.toolTip()
        metrics, told = self.fontMetrics(), whole
        while _BETWEEN in told and metrics.horizontalAdvance(told) > self.width():
            told = told.rpartition(_BETWEEN)[0]
        self.setText(cut_to(metrics, told, self.width()))
        self.setAccessibleName(whole)


class RoomHead(Painted):
    """Title and totals at the left; widgets added with `add` stand at the right, in their order."""

    def __init__(
        self, appearance: Appearance, title: str, *, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._title = Label(appearance, title, size=16, weight=SEMIBOLD)
        self._totals = _Totals(appearance, colour="text2", object_name=f"{object_name}.totals")
        # A long line of totals gives way to the actions, not the window to it.
        self._totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addWidget(self._totals, 1)
        self.refresh()

    def add(self, widget: QWidget) -> None:
        """Add an action or a control at the right."""
        self._row.addWidget(widget)

    def show_totals(self, totals: str) -> None:
        """Say what the room holds, in one line."""
        self._totals.say(totals)

    def totals(self) -> str:
        """Return the line of totals."""
        return self._totals.accessibleName()

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(16), px(8), px(16), px(8))
        self._row.setSpacing(px(8))
        self.setFixedHeight(self.look.metrics.view_header)
        super().refresh()
