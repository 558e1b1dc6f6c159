"""The rail at the left: one button a room."""

from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import RailButton
from lunarcurator.desktop.widgets.painted import Painted


class Rail(Painted):
    """Buttons of the rooms from top to bottom; `chosen` gives a room's key."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "rail", parent)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._buttons: dict[str, RailButton] = {}
        self._narrow = False
        self.refresh()

    def add(self, key: str, concept: str, text: str) -> None:
        """Add the button of a room below those already there."""
        button = RailButton(self._appearance, concept, text, object_name=f"rail.{key}", parent=self)
        button.set_words(not self._narrow)
        button.clicked.connect(lambda _on=False: self.chosen.emit(key))
        self._column.insertWidget(len(self._buttons), button)
        self._buttons[key] = button

    def remove_all(self) -> None:
        """Take all buttons away, before another store's rooms come."""
        for button in self._buttons.values():
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()

    def show_chosen(self, key: str) -> None:
        """Mark the room that is in front."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def show_count(self, key: str, count: int, meaning: str) -> None:
        """Show at a room how much of it is overdue or blocked; 0 shows nothing."""
        if key in self._buttons:
            self._buttons[key].set_count(count, meaning)

    def set_narrow(self, narrow: bool) -> None:
        """Lose the words in a narrow window; names and tool tips stay."""
        if narrow != self._narrow:
            self._narrow = narrow
            for button in self._buttons.values():
                button.set_words(not narrow)
            self.refresh()

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._column.setContentsMargins(px(6), px(6), px(6), px(6))
        self._column.setSpacing(px(2))
        self.setMinimumWidth(px(56) if self._narrow else self.look.metrics.rail_width)
        super().refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.look.ink("rail"))
            painter.fillRect(self.width() - 1, 0, 1, self.height(), self.look.ink("line"))
