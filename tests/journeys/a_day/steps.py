"""What a person does at keyboard, mouse and scanner, counted one by one."""

from collections.abc import Callable
from dataclasses import dataclass

from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.services.store_session import StoreSession
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.prompt_bot import bring_to_front, settle_as_paced

LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Taken:
    """How many steps a task took, and how many it may take."""

    task: str
    steps: int
    allowed: int
    done: bool


class Steps:
    """Drives the real window; a key chord, a scan, a click, or one value entered is one step each.

    A value counts with the one key that takes it, Tab or Enter. Keys go where the window has its focus, and
    nowhere else: a field that must be clicked before it can be typed into costs its click. Waiting is free.
    """

    def __init__(self, program: Program, qtbot: QtBot, allowed: int) -> None:
        self.program, self.qtbot, self.allowed = program, qtbot, allowed
        self.count, self.done = 0, False
        self.told: list[str] = []

    @property
    def store_view(self) -> StoreView:
        """The open store in the window."""
        store_view = self.program.wiring.stores.store_view
        assert store_view is not None
        return store_view

    @property
    def session(self) -> StoreSession:
        """The desk behind the window."""
        return self.store_view.context.session

    @property
    def dialog(self) -> QWidget | None:
        """The dialog that was opened last."""
        return self.program.wiring.dispatch.dialog

    @property
    def focus(self) -> QWidget:
        """Where a key goes: the widget that has the keyboard, after whatever is still being read."""
        self.settle()
        self._to_front()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu | QListView):
            return popup
        combo = popup.parent() if popup is not None else None
        if isinstance(combo, QComboBox):
            return combo.view()
        return QApplication.focusWidget() or QApplication.activeWindow() or self.program.frame

    def press(self, keys: str) -> None:
        """Press one key chord."""
        self._step(keys)
        QTest.keySequence(self.focus, QKeySequence(keys))
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Click on a widget that is in sight and may be clicked."""
        self.settle()
        assert widget.isVisible(), widget.objectName()
        assert widget.isEnabled(), widget.objectName()
        self._step(f"click {widget.objectName()}")
        QTest.mouseClick(widget, LEFT)
        self.settle()

    def click_cell(self, view: QAbstractItemView, row: int, column: int, *, held: str = "") -> None:
        """Click on a cell of a table, with Shift or Ctrl held where that is said."""
        self.settle()
        self._step(f"click {view.objectName()} {row},{column}")
        rect = view.visualRect(view.model().index(row, column))
        assert not rect.isEmpty(), (row, column)
        modifiers = Qt.KeyboardModifier
        keys = {"": modifiers.NoModifier, "Shift": modifiers.ShiftModifier, "Ctrl": modifiers.ControlModifier}
        at = QPoint(rect.left() + min(20, rect.width() // 2), rect.center().y())
        QTest.mouseClick(view.viewport(), LEFT, keys[held], at)
        self.settle()

    def choose(self, name: str) -> None:
        """Click on an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.objectName() == name)
        self._step(f"choose {name}")
        QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
        self.settle()

    def value(self, text: str, then: str = "") -> None:
        """Enter one value where the keyboard is, in place of what is selected there, and leave it by one key."""
        self._step(f"value {text}")
        self._type(text)
        if then:
            QTest.keySequence(self.focus, QKeySequence(then))
        self.settle()

    def scan(self, text: str) -> None:
        """Scan a code where the keyboard is: its signs and an Enter, as a scanner sends them."""
        self._step(f"scan {text}")
        self._type(text)
        QTest.keyClick(self.focus, Qt.Key.Key_Return)
        self.settle()

    def paste(self, text: str) -> None:
        """Paste what was copied elsewhere: one key chord."""
        QGuiApplication.clipboard().setText(text)
        self.press("Ctrl+V")

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=20_000)

    def settle(self) -> None:
        """Wait until nothing is read any more, and what arrived is shown."""

        def is_building() -> bool:
            dialog = self.dialog
            return isinstance(dialog, ActDialog) and _shown(dialog) and not dialog.built

        settle_as_paced(self.qtbot, self.store_view.lanes, unless=is_building)

    def form(self, kind: str) -> ActDialog:
        """Return the form of an act that was opened just now."""
        self.until(lambda: isinstance(self.dialog, ActDialog) and self.dialog.kind == kind and _shown(self.dialog))
        self.settle()
        dialog = self.dialog
        assert isinstance(dialog, ActDialog)
        return dialog

    def post(self, keys: str = "Ctrl+Return") -> int:
        """Act by a key chord, and return the number of the entry that stands then."""
        before, dialog = self.session.head().seq, self.dialog
        self.press(keys)
        if self.session.head().seq == before:
            # Either the entry is still on its way, or the window says what is in the way.
            told = dialog.pending.findings if isinstance(dialog, ActDialog) and _shown(dialog) else ()
            assert not told, (told, self.told)
        self.until(lambda: self.session.head().seq > before)
        self.settle()
        return self.session.head().seq

    def restart(self) -> None:
        """Count anew: what came before leads to where the task begins."""
        self.count = 0
        self.told.clear()

    def keep(self) -> None:
        """Hold the task to its steps, once it is done."""
        self.done = True
        assert self.count <= self.allowed, self.told

    def _step(self, what: str) -> None:
        self.count += 1
        self.told.append(what)

    def _type(self, text: str) -> None:
        target = self.focus
        if isinstance(target, QLineEdit) and not target.hasSelectedText():
            assert not target.text(), f"{target.objectName()} holds {target.text()} already"
        for sign in text:
            # The first sign may open the editor of a cell: the next one goes there.
            QTest.keyClicks(self._typed_into(target), sign)

    def _typed_into(self, target: QWidget) -> QWidget:
        """Return where the next sign goes: a list that is open over a field gets it first."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return target if isinstance(popup.parent(), QComboBox) else popup
        return QApplication.focusWidget() or target

    def _to_front(self) -> None:
        """Give the newest dialog the keyboard, as a window manager does, of which there is none here."""
        popup = QApplication.activePopupWidget()
        if popup is not None and not isinstance(popup, QDialog):
            return
        shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        window = QApplication.activeModalWidget() or (shown[-1] if shown else self.program.frame)
        if not window.isActiveWindow():
            bring_to_front(window)


def _shown(dialog: QWidget) -> bool:
    return isValid(dialog) and dialog.isVisible()


def table(taken: list[Taken]) -> str:
    """Return all tasks as a table; the steps of one that could not be done are those up to where it ended."""
    wide = max((len(each.task) for each in taken), default=4)
    lines = [f"{'task':{wide}} | steps | allowed", f"{'-' * wide} | ----- | -------"]
    lines += [
        f"{each.task:{wide}} | {each.steps:5} | {each.allowed:7}{'' if each.done else '  not done'}"
        for each in taken
    ]
    return "\n".join(lines)
