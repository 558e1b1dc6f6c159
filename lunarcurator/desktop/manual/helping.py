"""F1 everywhere: which page answers for what is in front, and the one window of the manual."""

from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWhatsThisClickedEvent
from PySide6.QtWidgets import QApplication, QWidget

from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.window_events import WindowEvents
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.resources_folder import resources_folder

if TYPE_CHECKING:
    from lunarcurator.desktop.manual.window import ManualWindow
    from lunarcurator.services.manual import Manual, Place


def topics_of_dialog(dialog: QWidget) -> tuple[str, ...]:
    """Return what a dialog is about, by its name."""
    name = dialog.objectName()
    return (name.removesuffix("Dialog"), name)


class Helping(WindowEvents):
    """Answers F1 in every window of the program, and links such as that of a finding to its rule.

    A widget asks by sending its window Qt's own event for it, whose `href` is a topic; nothing has to be handed
    around.
    """

    def __init__(self, frame: Frame, appearance: Appearance, memory: Memory, language: str) -> None:
        super().__init__(frame)
        self._frame, self._appearance, self._memory, self._language = frame, appearance, memory, language
        self.window: ManualWindow | None = None
        self._manual: Manual | None = None
        frame.closing.connect(lambda _event: self.close())

    @property
    def manual(self) -> "Manual":
        """The manual in the window's language, read when it is first asked for."""
        if self._manual is None:
            from lunarcurator.desktop.manual.keys import keyboard_table
            from lunarcurator.services.manual import Manual

            folder = resources_folder() / "manual"
            self._manual = Manual.load(self._language, folder, {"keys": keyboard_table()})
        return self._manual

    def show_topic(self, *topics: str) -> None:
        """Open the manual at the first topic it answers, else at its contents."""
        from lunarcurator.services.manual import Place

        self._open(self.manual.place_of(*topics) or Place("contents"))

    def show_for(self, window: QWidget | None) -> None:
        """Open the manual at the page of a window of the program."""
        self.show_topic(*self.topics_of(window))

    def topics_of(self, window: QWidget | None) -> tuple[str, ...]:
        """Return what a window is about: the room in front, or what a dialog does."""
        if window is None or window is self._frame:
            front = self._frame.rooms.currentWidget()
            key = getattr(front, "key", "") or (front.objectName() if front is not None else "")
            return (f"room.{key}", str(key))
        return topics_of_dialog(window)

    def close(self) -> None:
        """Close the manual with the program's window."""
        if self.window is not None:
            self.window.close()

    def _open(self, place: "Place") -> None:
        if self.window is None:
            from lunarcurator.desktop.manual.window import ManualWindow

            self.window = ManualWindow(self._appearance, self._memory, self.manual)
        self.window.show_place(place)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WhatsThisClicked and isinstance(event, QWhatsThisClickedEvent):
            self.show_topic(event.href())
            return True
        if kind != QEvent.Type.KeyPress or not _is_help(event):
            return False
        window = QApplication.activeWindow()
        if window is None or window is not self.window:
            self.show_for(window)
        return True


def _is_help(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_F1
        and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    )
