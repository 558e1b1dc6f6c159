"""An import through the real window, by keyboard alone."""

from pathlib import Path

from lunarcurator.desktop.dialogs.importing import ImportDialog
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.searching import Searching
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit

from tests.journeys.conftest import Window
from tests.prompt_bot import bring_to_front

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a person does."""
    popup = QApplication.activePopupWidget()
    modal = QApplication.activeModalWidget()
    front = popup or (modal.focusWidget() or modal if modal is not None else QApplication.focusWidget())
    assert front is not None
    window.qtbot.keyClick(front, key, modifier)


def wizard(window: Window) -> ImportDialog:
    dialog = window.program.wiring.dispatch.dialog
    assert isinstance(dialog, ImportDialog)
    return dialog


def wait_for(window: Window, step: Step) -> None:
    window.qtbot.waitUntil(lambda: wizard(window).step is step, timeout=60_000)
    window.qtbot.waitUntil(lambda: not window.store_view.lanes.busy, timeout=60_000)


def found(window: Window, number: str) -> int:
    session = window.store_view.context.session
    return len(Searching(session, Browsing(session)).search(number).hits)


def test_the_published_catalogue_comes_in_by_keys_and_goes_out_again(window: Window, shared_data: Path) -> None:
    bring_to_front(window.frame)
    before = trial_balance(window.store_view.context.session).total
    press(window, Qt.Key.Key_I, CONTROL)
    window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5_000)
    window.qtbot.waitExposed(wizard(window))
    press(window, Qt.Key.Key_Return)
    asked = wizard(window).findChild(QFileDialog, "importDialog.fileDialog")
    assert asked is not None
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(shared_data / "rocksamples.csv"))
    window.qtbot.keyClick(name, Qt.Key.Key_Return)
    wait_for(window, Step.COLUMNS)
    # Where no desktop runs nobody gives the window its activity back after the file dialog.
    bring_to_front(wizard(window))
    press(window, Qt.Key.Key_Return)
    wait_for(window, Step.VERDICTS)
    press(window, Qt.Key.Key_Return, CONTROL)
    wait_for(window, Step.POST)
    window.qtbot.waitUntil(lambda: wizard(window).primary_button.text() == "Close", timeout=60_000)
    grown = trial_balance(window.store_view.context.session).total.received_ug - before.received_ug
    assert grown > 250_000_000_000
    press(window, Qt.Key.Key_Return, CONTROL)
    assert not wizard(window).isVisible()
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=60_000):
        window.act("undo")
    assert trial_balance(window.store_view.context.session).total == before


def test_rows_pasted_into_the_room_are_asked_about_and_posted_by_keys(window: Window) -> None:
    QGuiApplication.clipboard().setText(
        "ID\tMission\tWeight (g)\tPristinity date\n"
        "10917\tApollo 11\t5\t03/04/1999\n"
        "10919\tApollo 11\t7\t03/04/1999\n"
        "nonsense\tApollo 11\t6\t05/06/1999"
    )
    bring_to_front(window.frame)
    window.store_view.room.enter()
    press(window, Qt.Key.Key_V, CONTROL)
    window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5_000)
    wait_for(window, Step.COLUMNS)
    assert isinstance(wizard(window).focusWidget(), QComboBox)
    press(window, Qt.Key.Key_Down)
    wait_for(window, Step.COLUMNS)
    press(window, Qt.Key.Key_Return, CONTROL)
    wait_for(window, Step.VERDICTS)
    assert wizard(window).primary_button.text() == "Import 2 rows"
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=20_000):
        press(window, Qt.Key.Key_Return, CONTROL)
    wait_for(window, Step.POST)
    assert found(window, "10917")
    assert found(window, "10919")
    press(window, Qt.Key.Key_Return, CONTROL)
    window.qtbot.waitUntil(lambda: not wizard(window).isVisible(), timeout=5_000)
