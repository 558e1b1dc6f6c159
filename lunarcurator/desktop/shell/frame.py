"""The empty frame of the window: it is painted before anything else of the program is loaded."""

from typing import override

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from lunarcurator.desktop.actions import ACTIONS, MENUS, WITHIN, Action, words_of
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.shell.rail import Rail
from lunarcurator.desktop.shell.status_bar import StatusBar
from lunarcurator.desktop.shell.top_bar import TopBar
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.pages import Pages
from lunarcurator.desktop.widgets.screen_room import room_on
from lunarcurator.desktop.widgets.strips import Strip

NARROW_BELOW = 1000


class Frame(QMainWindow):
    """Bars, rail and a stack for the rooms; knows actions by key and nothing of stores.

    `asked` carries the key of an action somebody chose, by menu, keys or button; `dropped` the path of a file.
    `keyboard_lost` tells that what had the keyboard is hidden, disabled or gone: whoever knows what stands in
    front gives it on, for Qt would give it to what comes first, which is *Find anything*.
    """

    asked = Signal(str)
    dropped = Signal(str)
    closing = Signal(object)
    keyboard_lost = Signal()

    def __init__(self, appearance: Appearance, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("window")
        self.appearance = appearance
        self._memory = memory
        self.top = TopBar(appearance)
        self.rail = Rail(appearance)
        self.status = StatusBar(appearance)
        self.rooms = Pages()
        self.rooms.setObjectName("rooms")
        self.strips = QVBoxLayout()
        self.actions_by_key: dict[str, QAction] = {}
        self._lay_out()
        self._make_menus()
        self.top.asked.connect(self.asked)
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Lunar Curator"))
        self._restore_size()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.rooms, 1)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(self.strips)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    def _make_menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for key, text in MENUS:
            menus[key] = QMenu(QCoreApplication.translate("Actions", str(text)), self.top.menus)
            menus[key].setObjectName(f"menu.{key}")
            menus[key].setToolTipsVisible(True)
            if key not in WITHIN:
                self.top.menus.addMenu(menus[key])
        for action in ACTIONS.values():
            if action.after_line:
                menus[action.menu].addSeparator()
            menus[action.menu].addAction(self._make_action(action))
        for key, outer in WITHIN.items():
            menus[outer].addMenu(menus[key])

    def _make_action(self, action: Action) -> QAction:
        made = QAction(as_it_is(words_of(action)), self)
        made.setObjectName(f"action.{action.key}")
        if action.keys:
            made.setShortcut(QKeySequence(action.keys))
        made.triggered.connect(lambda _on=False, key=action.key: self.asked.emit(key))
        # A shortcut works from the whole window, also while its menu was never opened.
        self.addAction(made)
        self.actions_by_key[action.key] = made
        return made

    def show_strip(self, strip: Strip | None) -> None:
        """Show one strip below the top bar instead of the one before; None shows none."""
        while (item := self.strips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if strip is not None:
            self.strips.addWidget(strip)
            strip.show()

    def restyle(self) -> None:
        """Give the menus their icons in the present colours, once icons may be loaded."""
        for key, made in self.actions_by_key.items():
            concept = ACTIONS[key].icon
            if concept:
                made.setIcon(self.appearance.look.icons.icon(concept))

    def _restore_size(self) -> None:
        kept = self._memory.get("window.geometry")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(self._first_size())

    def _first_size(self) -> QSize:
        """Return the size of a window nobody has sized: on a screen just as large its last line must be seen."""
        room = room_on(self.screen())
        if room.width() < NARROW_BELOW:
            return QSize(1440, 900)
        return QSize(min(1440, room.width()), min(900, room.height()))

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Qt asks this also when what has the keyboard goes out of sight, and not only for a Tab.
        if self._holds_keyboard():
            return super().focusNextPrevChild(next)
        self.keyboard_lost.emit()
        return self._holds_keyboard()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and not self._holds_keyboard():
            self.keyboard_lost.emit()
        return super().event(event)

    def _holds_keyboard(self) -> bool:
        at = self.focusWidget()
        return at is not None and at.isVisibleTo(self) and at.isEnabled()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None and self.isActiveWindow():
            # What is being destroyed now must be gone first.
            QTimer.singleShot(0, self, self._seek_keyboard)

    def _seek_keyboard(self) -> None:
        if self.isActiveWindow() and QApplication.focusWidget() is None and not self._holds_keyboard():
            self.keyboard_lost.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROW_BELOW)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        local = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if local:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(local)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.put("window.geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.closing.emit(event)
        super().closeEvent(event)
