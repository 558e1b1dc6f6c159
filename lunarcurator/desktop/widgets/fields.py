"""Fields: a caption over what is typed or chosen, a note below, and the search field of a room."""

from typing import override

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.painted import Painted


def set_tone(editor: QWidget, tone: str) -> None:
    """Edge a field in the tone of its finding: "amber", "red", or "" for none."""
    editor.setProperty("tone", tone)
    editor.update()


class Field(Painted):
    """A caption over an editor (its buddy and accessible name), and a small note below."""

    def __init__(
        self,
        appearance: Appearance,
        caption: str,
        editor: QWidget,
        note: str = "",
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self.editor = editor
        self._caption = Label(appearance, caption, size=12, weight=MEDIUM, colour="text2")
        self._caption.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(caption)
        self._note = Label(appearance, note, size=12, colour="text2", wrap=True)
        self._note.setVisible(bool(note))
        self._column = QVBoxLayout(self)
        for part in (self._caption, editor, self._note):
            self._column.addWidget(part)
        # In a row of fields the captions stand level, whether or not there is a note below.
        self._column.addStretch(1)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.refresh()

    @property
    def caption(self) -> str:
        """The words above the editor."""
        return self._caption.accessibleName()

    def set_caption(self, caption: str) -> None:
        """Say something else above the editor, and name the editor so."""
        self._caption.setText(caption)
        self.editor.setAccessibleName(caption)

    def drop_caption(self) -> None:
        """Take no room for an empty caption, where nothing beside it has one either."""
        self._caption.setVisible(bool(self._caption.text()))

    def put_beside(self, button: QWidget) -> None:
        """Set what is pressed for the field at the end of its line."""
        at = self._column.indexOf(self.editor)
        self._column.removeWidget(self.editor)
        row = QHBoxLayout()
        row.setSpacing(self.look.metrics.px(8))
        row.addWidget(self.editor, 1)
        row.addWidget(button)
        self._column.insertLayout(at, row)

    def set_note(self, note: str, colour: str = "text2") -> None:
        """Say something below the field; "" hides the line."""
        self._note.setText(note)
        self._note.set_colour(colour)
        self._note.setVisible(bool(note))
        self.editor.setAccessibleDescription(note)

    def set_tone(self, tone: str) -> None:
        """Edge the editor in "amber" or "red"; "" takes the tone away."""
        set_tone(self.editor, tone)

    @override
    def refresh(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.look.metrics.px(4))
        super().refresh()


class SearchField(QLineEdit):
    """The search of a room, with its glass; Esc empties it first, then `left` says to go a step back.

    Down and Enter ask for the hits (`entered`).
    """

    left = Signal()
    entered = Signal()

    def __init__(
        self,
        appearance: Appearance,
        placeholder: str,
        *,
        object_name: str = "search",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName(object_name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # The glass.
        self.setProperty("before", 22)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._appearance.look.metrics.px(236), super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._appearance.look
        side = look.metrics.icon
        with QPainter(self) as painter:
            place = QRect(look.metrics.px(8), 0, side, self.height())
            look.icons.paint(painter, place, "search", "text2", side)
