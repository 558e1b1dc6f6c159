"""The panel beside the tree: shows the piece in front, can be closed, and remembers its width."""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from lunarcurator.desktop.panels.piece import PiecePanel
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import Uid

LEAST: Final = 360
MOST: Final = 470
_KEY: Final = "samples.panel"


class SidePanel(QObject):
    """Keeps the panel of a piece in a splitter, 360 to 470 pixels wide at 100 %."""

    action_requested = Signal(str)

    def __init__(self, workplace: Workplace, splitter: QSplitter) -> None:
        super().__init__(splitter)
        self._memory, self._appearance, self._splitter = workplace.memory, workplace.appearance, splitter
        self.piece = PiecePanel(workplace)
        self.piece.action_requested.connect(self.action_requested)
        self.piece.closed.connect(self.close)
        splitter.addWidget(self.piece)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.splitterMoved.connect(lambda *_: self._keep())
        splitter.installEventFilter(self)
        self._appearance.changed.connect(self._fit)
        shown, _, width = self._memory.get(_KEY).partition(":")
        self._width = int(width) if width.isdecimal() else 400
        self._is_open, self._is_wanted = shown != "closed", True
        self._show()

    def show_piece(self, uid: Uid | None) -> None:
        """Show a piece, or nothing; a closed panel reads nothing."""
        if not self.piece.isHidden():
            self.piece.show_piece(uid)

    def toggle(self) -> None:
        """Open the panel or close it."""
        self._is_open = not self._is_open
        self._show()
        self._remember()

    def want(self, *, wanted: bool) -> None:
        """Keep the panel away while there is nothing it could show, whether it is open or closed."""
        if wanted != self._is_wanted:
            self._is_wanted = wanted
            self._show()

    def close(self) -> None:
        """Close the panel; what had the focus in it gives it back to the list."""
        self._is_open = False
        self._show()
        self._remember()
        beside = self._splitter.widget(0)
        if beside is not None:
            beside.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Return the panel if it can be seen."""
        return [] if self.piece.isHidden() else [self.piece]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Shown for the first time, a splitter shares out by size hints: the remembered width comes after that.
        if watched is self._splitter and event.type() in {QEvent.Type.Show, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.piece.setVisible(self._is_open and self._is_wanted)
        self._fit()

    def _fit(self) -> None:
        px = self._appearance.look.metrics.px
        self.piece.setMinimumWidth(px(LEAST))
        self.piece.setMaximumWidth(px(MOST))
        whole = self._splitter.width()
        if not self.piece.isHidden() and whole > 0:
            width = min(max(px(self._width), px(LEAST)), px(MOST))
            self._splitter.setSizes([max(whole - width, 1), width])

    def _keep(self) -> None:
        scale = self._appearance.look.metrics.px(1000)
        self._width = round(self.piece.width() * 1000 / scale)
        self._remember()

    def _remember(self) -> None:
        self._memory.put(_KEY, f"{'open' if self._is_open else 'closed'}:{self._width}")
