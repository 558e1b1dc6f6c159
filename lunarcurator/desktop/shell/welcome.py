"""What the window shows while no store is open: what can be done, and the stores opened lately."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.shell.stores import Stores
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.announcing import announce
from lunarcurator.desktop.widgets.cards import Choice, EmptyState
from lunarcurator.desktop.widgets.labels import Label, LinkLabel, SectionLabel
from lunarcurator.desktop.widgets.painted import Painted


class Welcome(Painted):
    """Three ways to begin, with their keys, and recent stores as links."""

    def __init__(self, appearance: Appearance, stores: Stores, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "welcome", parent)
        self._stores = stores
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = EmptyState(
            appearance,
            self.tr("No store is open"),
            self.tr("A store is one file. It holds every piece, its mass, its place and its history."),
            (
                Choice(
                    "register",
                    self.tr("Make a new store"),
                    self.tr("For a laboratory that begins: its name, yours, and the collections it keeps."),
                    "",
                    "welcome.new",
                ),
                Choice(
                    "open",
                    self.tr("Open a store"),
                    self.tr("A file that ends in .lunar, here or on a stick."),
                    "Ctrl O",
                    "welcome.open",
                ),
                Choice(
                    "sample",
                    self.tr("Look at the demonstration"),
                    self.tr("Published facts on Apollo and Chang’e samples, posted act by act."),
                    "Ctrl Shift D",
                    "welcome.demo",
                ),
            ),
            note=self.tr("Or drop a store anywhere in this window. F1 opens the manual: the first hour."),
            object_name="welcome.choices",
        )
        self._state.chosen.connect(self._choose)
        self._opening = Label(appearance, size=22, weight=SEMIBOLD, wrap=True, object_name="welcome.opening")
        self._opening.hide()
        self._missing = Label(appearance, wrap=True, object_name="welcome.missing")
        self._missing.hide()
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(self._opening)
        column.addWidget(self._missing)
        column.addWidget(self._state)
        self._lately = QWidget()
        self._recent = QVBoxLayout(self._lately)
        self._recent.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lately)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 3)
        row.addStretch(1)
        self._list_recent()
        stores.opening.connect(self.show_opening)
        # Enter does what stands first, as its frame says.
        for first in self._state.findChildren(QAbstractButton, "welcome.new"):
            self.setFocusProxy(first)

    def show_opening(self, name: str) -> None:
        """Say which store is being opened, in place of what can be done without one; "" offers that again."""
        self._opening.setText(self.tr("Opening {store}…").replace("{store}", name))
        self._opening.setVisible(bool(name))
        self._missing.hide()
        self._state.setVisible(not name)
        self._lately.setVisible(not name)
        if name and self.isVisible():
            announce(self, self._opening.accessibleName())

    def say_missing(self, store: Path) -> None:
        """Say that the store that was open last is not there; no other is opened in its place."""
        told = self.tr("The last store, {file}, is not there. Put in the stick or disk it is on, or choose below.")
        self._missing.setText(told.replace("{file}", str(store)))
        self._missing.show()
        announce(self, self._missing.accessibleName())

    def say(self, sentence: str) -> None:
        """Say what a person must know before a store is open, such as that settings cannot be read."""
        self._missing.setText(sentence)
        self._missing.show()
        announce(self, self._missing.accessibleName())

    def _choose(self, index: int) -> None:
        (self._stores.ask_new, self._stores.ask_open, self._stores.open_demo)[index]()

    def _list_recent(self) -> None:
        recent = self._stores.recent()
        if recent:
            self._recent.addWidget(SectionLabel(self._appearance, self.tr("Opened lately")))
        for path in recent:
            link = LinkLabel(self._appearance, path.name, object_name=f"recent.{path.stem}")
            link.setToolTip(str(path))
            link.activated.connect(lambda path=path: self._stores.open(path))
            self._recent.addWidget(link)
