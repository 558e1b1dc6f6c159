"""The first look at a store: its rows are in the first paint, before the store is open."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.rooms.samples.front import PANEL, SamplesFront
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.drawer import Drawer
from lunarcurator.desktop.widgets.grounds import Ground
from lunarcurator.services.first_look import FirstLook, first_look
from lunarcurator.services.sample_tree import Sort, TreeQuery
from lunarcurator.services.words import Words

PATIENCE_S: Final = 0.15
"""So long the first paint waits for the rows: on a slow disk the empty frame comes first, as without them."""


class FirstPage(QWidget):
    """Stands where the room of the samples will, which takes over `front` with what was clicked and typed.

    `painted` follows its first paint.
    """

    painted = Signal()

    key = "samples"

    def __init__(self, appearance: Appearance, words: Words, memory: Memory, look: FirstLook) -> None:
        super().__init__()
        self.setObjectName("firstPage")
        self.path = look.path
        self.front = SamplesFront(appearance, words, memory, MassUnits.chosen(memory, ()).in_lists)
        self.front.tree.begin_with(TreeQuery(sort=self.front.columns.sort), look.below, look.rows)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.front.side)
        # The list is as wide as it will be beside the panel of the piece in front, of which there is none yet.
        self._drawer = Drawer(
            appearance, memory, splitter, Ground(appearance, "base"), PANEL, over=self.front.pages
        )
        self._drawer.fill(filled=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.front.view.viewport().installEventFilter(self)

    def hand_over(self) -> SamplesFront:
        """Return the front to the room that goes on with it, and have nothing more to do with it."""
        self.front.pages.removeEventFilter(self._drawer)
        self.front.view.viewport().removeEventFilter(self)
        return self.front

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # Once it is on the screen.
            QTimer.singleShot(0, self, self.painted.emit)
        return super().eventFilter(watched, event)


class Looking:
    """Looks at a store beside the interface thread: a disk may take any time to answer."""

    def __init__(self, path: Path, sort: Sort) -> None:
        self._found: list[FirstLook | None] = []
        self._reader = threading.Thread(target=self._look, args=(path, sort), name="first-look", daemon=True)
        self._reader.start()

    def found(self, patience_s: float) -> FirstLook | None:
        """Return what was seen; None for nothing, or nothing so soon."""
        self._reader.join(patience_s)
        return self._found[0] if self._found else None

    def wait(self) -> None:
        """Wait until nothing is looked at any more; before that nobody here may open the store."""
        self._reader.join()

    def _look(self, path: Path, sort: Sort) -> None:
        self._found.append(first_look(path, sort))


def show_first_page(
    frame: Frame, appearance: Appearance, memory: Memory, words: Callable[[], Words], looking: Looking
) -> FirstPage | None:
    """Put the first look at a store into the frame and return it; None where there is none, or not soon enough."""
    look = looking.found(PATIENCE_S)
    if look is None:
        return None
    page = FirstPage(appearance, words(), memory, look)
    frame.rooms.addWidget(page)
    frame.rooms.setCurrentWidget(page)
    page.front.view.setFocus()
    return page
