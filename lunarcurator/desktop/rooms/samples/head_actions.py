"""The actions in the head of the samples room: register, import, export; and rows that are pasted into it."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.rooms.heading import RoomHead
from lunarcurator.desktop.widgets.buttons import Button

_POSTING: Final = ("register", "import")


class HeadActions(QObject):
    """Puts the buttons into a head and keeps them offered; `asked` carries the key of an action."""

    asked = Signal(str)

    def __init__(self, head: RoomHead, room: QWidget) -> None:
        super().__init__(room)
        texts = (
            ("register", self.tr("Register…")),
            ("import", self.tr("Import…")),
            ("export", self.tr("Export…")),
        )
        self.buttons = {key: Button(text, concept=key, object_name=f"samples_{key}") for key, text in texts}
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            head.add(button)
        # Of the room alone: a line that is typed into and the grids of dialogs paste by themselves.
        paste = QKeySequence(QKeySequence.StandardKey.Paste)
        self.paste = QShortcut(paste, room, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.paste.activated.connect(lambda: self.asked.emit("paste_rows"))

    def offer(self, context: AppContext) -> None:
        """Enable what can be done now: nothing is posted into the past or into a store that is only read."""
        read_only, past = context.session.read_only, not context.moment.is_now
        why = self.tr("This store is only read here.") if read_only else ""
        why = self.tr("Nothing can be posted while another day is shown.") if past else why
        self.paste.setEnabled(not read_only and not past)
        for key in _POSTING:
            self.buttons[key].setEnabled(not read_only and not past)
            self.buttons[key].setToolTip(why)

    def show_export(self, *, shown: bool) -> None:
        """Show or hide the export: of an empty store there is nothing to take out."""
        self.buttons["export"].setVisible(shown)
