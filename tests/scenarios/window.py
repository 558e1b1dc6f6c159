"""The real program on the store of a history, driven by its actions and the keyboard."""

from collections.abc import Callable, Iterator

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.shell.store_view import StoreView
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.scenarios.lab import Lab
from tests.still_clock import StillClock


class Driven:
    """A started program, whoever acts in it, and what a person does with its dialogs."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.qtbot = qtbot
        self.until(lambda: hasattr(program, "wiring") and program.wiring.stores.store_view is not None)
        found = People(self.store_view.context.session).named("A. Curator")
        assert found is not None
        self.store_view.context.act_as(found.uid, found.name)
        self.until(lambda: not self.store_view.lanes.busy)

    @property
    def store_view(self) -> StoreView:
        """The open store in the window."""
        store_view = self.program.wiring.stores.store_view
        assert store_view is not None
        return store_view

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(holds, timeout=20_000)

    def go(self, number: str) -> None:
        """Select a piece in the tree."""
        uid = find_piece(self.store_view.context.session, number)
        self.store_view.go(Link(Target.SAMPLE, uid))
        self.until(lambda: self.store_view.selection.samples == (uid,))

    def open(self, key: str) -> ActDialog:
        """Trigger an action of the window and wait for its dialog."""
        action = self.program.frame.actions_by_key[key]
        self.until(action.isEnabled)
        action.trigger()
        handling = self.program.wiring.dispatch
        self.until(lambda: isinstance(handling.dialog, ActDialog) and handling.dialog.built)
        dialog = handling.dialog
        assert isinstance(dialog, ActDialog)
        return dialog

    def type(self, dialog: QWidget, name: str, text: str) -> None:
        """Type into an input, in place of what stands there."""
        found = dialog.findChild(QWidget, name)
        edit = found.lineEdit() if isinstance(found, QComboBox) else found
        assert isinstance(edit, QLineEdit), name
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)

    def act(self, dialog: ActDialog) -> None:
        """Wait until the dialog may act, press Ctrl+Enter, and wait for the entry."""
        self.until(lambda: not (self.store_view.lanes.busy or dialog.pending.judging._timer.isActive()))
        self.until(dialog.primary_button.isEnabled)
        self.until(lambda: _in_front(dialog))
        with self.qtbot.waitSignal(self.store_view.context.posted, timeout=20_000):
            target = dialog.focusWidget() or dialog
            self.qtbot.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: not self.store_view.lanes.busy)

    def allow(self, dialog: ActDialog) -> None:
        """Give the reason, the authority, its document and the second person that a rule asks for."""
        self.until(lambda: not (self.store_view.lanes.busy or dialog.pending.judging._timer.isActive()))
        self.until(lambda: _in_front(dialog))
        self.qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        edit = dialog.focusWidget()
        assert isinstance(edit, QLineEdit)
        self.qtbot.keyClicks(edit, "as published")
        self.type(dialog, "authorityName", "The board (invented)")
        self.type(dialog, "authorityDocument", "Minutes 7 (invented)")
        person = dialog.findChild(QComboBox, "secondPerson")
        assert person is not None
        person.setCurrentIndex(person.findText("B. Second"))

    def press(self, key: str) -> None:
        """Trigger an action that posts at once, such as undo."""
        action = self.program.frame.actions_by_key[key]
        self.until(action.isEnabled)
        with self.qtbot.waitSignal(self.store_view.context.posted, timeout=20_000):
            action.trigger()
        self.until(lambda: not self.store_view.lanes.busy)


def _in_front(dialog: QWidget) -> bool:
    """Bring a dialog to the front, which no window manager does here after a list of completions."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    dialog.activateWindow()
    dialog.raise_()
    return dialog.isActiveWindow()


type Opened = Callable[[Lab], Driven]


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot) -> Iterator[Opened]:
    """Open the store of a lab in the program; the lab's own desk lets go of it."""
    programs: list[Program] = []

    def start(lab: Lab) -> Driven:
        path = lab.session.path
        lab.session.close()
        program = Program(qapp, Remembered(), path)
        programs.append(program)
        qtbot.addWidget(program.frame)
        program.frame.resize(1440, 900)
        program.start()
        return Driven(program, qtbot)

    yield start
    for program in programs:
        program.frame.close()
        program.deleteLater()


def again(lab: Lab, window: Driven) -> None:
    """Let the window go of the store, and the lab read it."""
    window.program.frame.close()
    lab.session = StoreSession.open(lab.session.path, clock=StillClock())
