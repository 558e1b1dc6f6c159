"""The splitter between the tree and the panel, which can be closed and remembers its width."""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from lunarcurator.desktop.workplace import Workplace

LEAST: Final = 360
MOST: Final = 470
_KEY: Final = "places.panel"


class Side(QObject):
    """Keeps a panel beside a list, 360 to 470 pixels wide at 100 %."""

    def __init__(self, workplace: Workplace, beside: QWidget, panel: QWidget) -> None:
        super().__init__(panel)
        self._memory, self._appearance, self._panel, self._beside = (
            workplace.memory,
            workplace.appearance,
            panel,
            beside,
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(beside)
        self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.splitterMoved.connect(lambda *_: self._keep())
        self.splitter.installEventFilter(self)
        workplace.appearance.changed.connect(self._fit)
        state, _, width = self._memory.get(_KEY).partition(":")
        self._width = int(width) if width.isdecimal() else 440
        panel.setVisible(state != "closed")
        self._fit()

    def toggle(self) -> None:
        """Open the panel or close it."""
        if self._panel.isHidden():
            self.show()
        else:
            self.close()

    def show(self) -> None:
        """Open the panel."""
        self._panel.show()
        self._fit()
        self._remember()

    def close(self) -> None:
        """Close the panel; the focus goes back to the list."""
        self._panel.hide()
        self._remember()
        self._beside.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Shown for the first time, a splitter shares out by size hints: the remembered width comes after that.
        if watched is self.splitter and event.type() in {QEvent.Type.Show, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        px = self._appearance.look.metrics.px
        self._panel.setMinimumWidth(px(LEAST))
        self._panel.setMaximumWidth(px(MOST))
        whole = self.splitter.width()
        if not self._panel.isHidden() and whole > 0:
            width = min(max(px(self._width), px(LEAST)), px(MOST))
            self.splitter.setSizes([max(whole - width, 1), width])

    def _keep(self) -> None:
        self._width = round(self._panel.width() * 1000 / self._appearance.look.metrics.px(1000))
        self._remember()

    def _remember(self) -> None:
        self._memory.put(_KEY, f"{'closed' if self._panel.isHidden() else 'open'}:{self._width}")
