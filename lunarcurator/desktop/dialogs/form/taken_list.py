"""What an act takes, piece by piece, each with what stands against it; each can be taken out again."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label

_KEY = Qt.ItemDataRole.UserRole
MOST = 200
"""So many are listed; what a rule says something of stands first."""


class TakenList(QWidget):
    """A list of pieces; `taken_out` carries the uid of one that is not meant: by *Delete*, menu or button."""

    taken_out = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setObjectName("takenList")
        self.list.setAccessibleName(self.tr("Pieces"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._more = Label(appearance, "", size=12, colour="text2", wrap=True)
        self.button = Button(self.tr("Take out"), dense=True, object_name="takeOut")
        self.button.clicked.connect(lambda _on=False: self._take_out())
        action = QAction(self.tr("Take out"), self.list)
        action.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _on=False: self._take_out())
        self.list.addAction(action)
        self._action = action
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.currentRowChanged.connect(self._can_take_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.list, self._more, self.button):
            column.addWidget(part)
        column.setAlignment(self.button, Qt.AlignmentFlag.AlignLeft)
        self.show_rows(())

    def show_rows(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """List these: the uid, the number, and what is said against it, "" for nothing."""
        told, row = list(rows), self.list.currentRow()
        self.list.clear()
        for uid, number, against in told[:MOST]:
            item = QListWidgetItem(f"{number}: {against}" if against else number)
            item.setData(_KEY, uid)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        left = len(told) - self.list.count()
        self._more.setText(
            counted("TakenList", "{count} more are not listed.", "{count} more are not listed.", left)
        )
        self._more.setVisible(left > 0)
        self.setVisible(bool(told))
        self._can_take_out()

    def _can_take_out(self, _row: int = 0) -> None:
        self.button.setEnabled(self.list.currentItem() is not None)
        self._action.setEnabled(self.button.isEnabled())

    def _take_out(self) -> None:
        self.taken_out.emit(str(self.list.currentItem().data(_KEY)))
