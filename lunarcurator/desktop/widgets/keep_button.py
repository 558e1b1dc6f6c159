"""A button that keeps something under a name, and asks before it takes the place of what has the name already."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.widgets.buttons import Button


class KeepButton(Button):
    """Keeps at the first press what has a new name, at the second what replaces something: it says so then.

    `kept` carries a name to keep; `asked` one that is taken, or "" when nothing is asked any more.
    """

    kept = Signal(str)
    asked = Signal(str)

    def __init__(
        self, text: str, taken: Callable[[str], bool], *, object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, dense=True, object_name=object_name, parent=parent)
        self._plain, self._taken = text, taken
        self._name, self._asks = "", False
        self.clicked.connect(lambda _on=False: self._press())
        self.show_name("")

    def show_name(self, name: str) -> None:
        """Say what is typed as the name; another one ends the question."""
        self._name = name.strip()
        self.setEnabled(bool(self._name))
        self._ask(on=False)

    def _press(self) -> None:
        if not self._asks and self._taken(self._name):
            self._ask(on=True)
            return
        self._ask(on=False)
        self.kept.emit(self._name)

    def _ask(self, *, on: bool) -> None:
        if on != self._asks:
            self._asks = on
            self.setText(self.tr("Replace") if on else self._plain)
            self.asked.emit(self._name if on else "")
