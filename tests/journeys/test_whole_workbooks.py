"""A curator brings a workbook in, takes it back by one key, and brings it in again by another."""

from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.importing import ImportDialog
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.whole_file import WholeFileDialog
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.verifying import verify
from PySide6.QtCore import Qt

from tests.journeys.conftest import Window
from tests.services.importing.workbooks import SHEETS, nested_workbook

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def brought(window: Window, tmp_path: Path) -> Window:
    """A window in which three sheets of a workbook came in, each by the button after the one before."""
    window.act("import")
    dialog = window.program.wiring.dispatch.dialog
    assert isinstance(dialog, ImportDialog)
    dialog.read_file(nested_workbook(tmp_path / "nested.xlsx", rocks=("10097", "10098")))
    window.wait_quiet()
    for _ in SHEETS:
        while dialog.step is not Step.POST:
            assert dialog.primary_button.isEnabled(), dialog.pages.trouble()
            dialog.primary_button.click()
            window.wait_quiet()
        if dialog.pages.result.next_button.text().endswith(("chips", "grains")):
            dialog.pages.result.next_button.click()
            window.wait_quiet()
    dialog.accept()
    window.wait_quiet()
    return window


def asked(window: Window, key: str) -> WholeFileDialog:
    undoing = window.program.wiring.dispatch._undoing
    assert undoing is not None
    before = undoing.dialog
    window.act(key)
    window.qtbot.waitUntil(lambda: undoing.dialog is not before, timeout=10_000)
    assert undoing.dialog is not None
    return undoing.dialog


def test_undo_and_redo_ask_whether_the_whole_file_is_meant(brought: Window) -> None:
    session, toast = brought.store_view.context.session, brought.frame.status.toast
    full, seq = trial_balance(session).total.ug, session.head().seq
    dialog = asked(brought, "undo")
    assert (dialog.one_button.text(), dialog.primary_button.text()) == ("Undo only grains", "Undo all 3 sheets")
    with brought.qtbot.waitSignal(brought.store_view.context.posted, timeout=10_000):
        dialog.primary_button.click()
    brought.qtbot.waitUntil(lambda: "sheet rocks" in toast.accessibleName(), timeout=5_000)
    assert session.head().seq == seq + 3
    dialog = asked(brought, "redo")
    assert (dialog.one_button.text(), dialog.primary_button.text()) == ("Redo only rocks", "Redo all 3 sheets")
    with brought.qtbot.waitSignal(brought.store_view.context.posted, timeout=10_000):
        dialog.primary_button.click()
    brought.wait_quiet()
    assert session.head().seq == seq + 6
    assert trial_balance(session).total.ug == full
    assert verify(session).sound


def test_the_last_sheet_alone_is_undone_and_done_again(brought: Window) -> None:
    session = brought.store_view.context.session
    seq = session.head().seq
    dialog = asked(brought, "undo")
    with brought.qtbot.waitSignal(brought.store_view.context.posted, timeout=10_000):
        dialog.one_button.click()
    brought.wait_quiet()
    assert session.head().seq == seq + 1
    # Alone it was undone, so it comes back alone, and nothing is asked.
    with brought.qtbot.waitSignal(brought.store_view.context.posted, timeout=10_000):
        brought.act("redo")
    brought.wait_quiet()
    assert session.head().seq == seq + 2
    assert verify(session).sound
