"""The front of the room of the samples: its head, filters and tree, which are there before a store is open."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_tree import SampleTreeModel
from lunarcurator.desktop.rooms.heading import RoomHead
from lunarcurator.desktop.rooms.samples.column_layout import ColumnLayout
from lunarcurator.desktop.rooms.samples.filter_bar import FilterBar
from lunarcurator.desktop.rooms.samples.tree_view import SampleTreeView
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.grounds import Ground, Rule
from lunarcurator.services.words import Words

if TYPE_CHECKING:
    from lunarcurator.desktop.rooms.samples.jumping import Jumping


PANEL: Final = "samples.panel"
"""Under this key width and state of the panel beside the list are remembered."""


def samples_title() -> str:
    """Return the name of the room in the window's language."""
    return QCoreApplication.translate("SamplesRoom", "Samples")


class SamplesFront:
    """What the first look shows and the room goes on with; `side` holds all of it, `pages` the tree first.

    Masses are in `unit`. Until the tree is served it shows what it was given, and reads nothing.
    """

    def __init__(self, appearance: Appearance, words: Words, memory: Memory, unit: str) -> None:
        self.words, self.unit = words, unit
        self.side = Ground(appearance, "window")
        self.writer = CellWriter(words, unit)
        self.tree = SampleTreeModel(self.writer, self.side)
        self.view = SampleTreeView(appearance, self.tree)
        self.head = RoomHead(appearance, samples_title(), object_name="samplesHead")
        self.bar = FilterBar(appearance, words)
        self.pages = QStackedWidget()
        self.columns = ColumnLayout(self.view, memory, "samples", unit)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.bar, Rule(appearance)):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        self.pages.addWidget(self.view)
        self._typed: list[tuple[str, str]] = []
        self._hear = (
            (self.view.typed, self._type),
            (self.view.confirmed, lambda: self._typed.append(("confirm", ""))),
            (self.view.retracted, lambda: self._typed.append(("retract", ""))),
            (self.view.left, lambda: self._typed.append(("stop", ""))),
        )
        for signal, heard in self._hear:
            signal.connect(heard)

    def hand_over(self, jumping: "Jumping") -> None:
        """Let the keys that were typed into the tree until now go where all others go from now on."""
        for signal, heard in self._hear:
            signal.disconnect(heard)
        self.view.say_typing(typing=False)
        for act, text in self._typed:
            if act == "type":
                jumping.type(text)
            else:
                getattr(jumping, act)()
        self._typed.clear()

    def _type(self, text: str) -> None:
        self._typed.append(("type", text))
        self.view.say_typing(typing=True)
