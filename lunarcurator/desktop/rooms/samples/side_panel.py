"""The panel beside the tree: shows the piece in front, can be closed, and remembers its width."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.panels.piece import PiecePanel
from lunarcurator.desktop.rooms.samples.front import PANEL
from lunarcurator.desktop.widgets.drawer import Drawer
from lunarcurator.domain.identity import Uid


class SidePanel(QObject):
    """Keeps the panel of a piece at the right of a splitter, 360 to 470 pixels wide at 100 %."""

    action_requested = Signal(str)

    def __init__(self, context: AppContext, splitter: QSplitter, over: QWidget) -> None:
        super().__init__(splitter)
        self.piece = PiecePanel(context)
        self.drawer = Drawer(context.appearance, context.memory, splitter, self.piece, PANEL, over=over)
        self.piece.action_requested.connect(self.action_requested)
        self.piece.closed.connect(self.drawer.close)

    def show_piece(self, uid: Uid | None) -> None:
        """Show a piece, or nothing; a closed panel reads nothing."""
        self.drawer.fill(filled=uid is not None)
        if not self.piece.isHidden():
            self.piece.show_piece(uid)

    def toggle(self) -> None:
        """Open the panel or close it."""
        self.drawer.toggle()

    def want(self, *, wanted: bool) -> None:
        """Keep the panel away while there is nothing it could show, whether it is open or closed."""
        self.drawer.want(wanted=wanted)

    def panes(self) -> list[QWidget]:
        """Return the panel if it can be seen."""
        return [] if self.piece.isHidden() else [self.piece]
