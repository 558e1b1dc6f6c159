"""What is to be looked at in a store can be put out of sight, and comes back when the store is opened again."""

from pathlib import Path
from time import time

import pytest
from lunarcurator.app import Program
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import AddName
from lunarcurator.services.store_session import StoreSession
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, open_window
from tests.journeys.test_history import strip
from tests.still_clock import StillClock


@pytest.fixture
def ahead(store: Path) -> Path:
    """A store whose last entry was recorded two days ahead of the clock of this machine."""
    session = StoreSession.open(store, clock=StillClock(int(time() + 2 * 86_400) * 1_000_000))
    act = Act(operation=AddName(sample="15555", name="Ahead", kind=NameKind.INFORMAL), day=session.today)
    session.post(Posting(acts=(act,), operator=OperatorRef("A. Curator (demo)")))
    session.close()
    return store


def hiding(window: Window) -> QAbstractButton:
    shown = strip(window, "troubleStrip")
    assert shown is not None
    button = shown.findChild(QAbstractButton, "troubleHide")
    assert isinstance(button, QAbstractButton)
    return button


def test_it_is_put_aside_by_key_and_comes_back_with_the_store(
    qapp: QApplication, qtbot: QtBot, ahead: Path, started: list[Program]
) -> None:
    window = open_window(qapp, qtbot, ahead, started)
    button = hiding(window)
    assert button.accessibleName() == "Hide until this store is opened again"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert strip(window, "troubleStrip") is None
    # Nothing that happens in between brings it back.
    window.act("as_of")
    dialog = window.program.wiring.dispatch.dialog
    assert dialog is not None
    dialog.close()
    window.wait_quiet()
    assert strip(window, "troubleStrip") is None
    window.program.wiring.stores.open(ahead)
    window.wait_open()
    qtbot.waitUntil(lambda: strip(window, "troubleStrip") is not None, timeout=10_000)
