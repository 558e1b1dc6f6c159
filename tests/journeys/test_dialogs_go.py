"""A dialog that was closed goes for good, and waits with that until nothing it asked for can arrive."""

import threading

import pytest
import shiboken6
from lunarcurator.desktop.links import Link, Target
from lunarcurator.services.form_context import find_piece
from PySide6.QtWidgets import QApplication, QDialog

from tests.journeys.conftest import Window

DIALOGS = ("export", "export_to_edit", "take_back", "import", "labels", "print_paper", "day_sheet", "register")


def opened(window: Window, key: str) -> QDialog:
    window.act(key)
    handling = window.program.wiring.dispatch
    window.qtbot.waitUntil(lambda: isinstance(handling.dialog, QDialog) and handling.dialog.isVisible())
    assert isinstance(handling.dialog, QDialog)
    return handling.dialog


@pytest.mark.parametrize("key", DIALOGS)
def test_a_closed_dialog_goes(window: Window, key: str) -> None:
    store_view = window.store_view
    uid = find_piece(store_view.context.session, "15555")
    store_view.go(Link(Target.SAMPLE, uid))
    window.qtbot.waitUntil(lambda: store_view.selection.samples == (uid,), timeout=10_000)
    dialog = opened(window, key)
    dialog.reject()
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=10_000)
    assert opened(window, key) is not dialog


def test_a_closed_dialog_stays_while_a_lane_works(window: Window) -> None:
    dialog, going_on = opened(window, "export"), threading.Event()
    window.wait_quiet()
    window.store_view.lanes.background(lambda _ticket: going_on.wait(10), lambda _told: None)
    dialog.reject()
    window.qtbot.waitUntil(lambda: not dialog.isVisible())
    for _ in range(20):
        QApplication.processEvents()
    assert shiboken6.isValid(dialog)
    going_on.set()
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=10_000)
