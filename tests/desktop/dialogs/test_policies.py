"""The policies in force: each with its rules and sources, copied into the lab's own tables with one key."""

from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.loans.policies import PoliciesDialog
from lunarcurator.services.lab_tables import store_folder
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench


@pytest.fixture
def dialog(bench: Bench, qtbot: QtBot) -> PoliciesDialog:
    dialog = PoliciesDialog(bench.context, None)
    qtbot.addWidget(dialog)
    folders: list[Path] = []
    dialog.open_folder = folders.append  # type: ignore[method-assign]
    dialog.open()
    qtbot.waitUntil(lambda: dialog.policies.count() > 0)
    return dialog


def test_each_policy_is_told_with_its_sources(dialog: PoliciesDialog) -> None:
    listed = [dialog.policies.item(row).text() for row in range(dialog.policies.count())]
    row = next(row for row, each in enumerate(listed) if "CNSA" in each)
    dialog.policies.setCurrentRow(row)
    assert dialog.rules.toPlainText().startswith("Chang'e-5, Chang'e-6 (the program's)\n")
    assert "CNSA decides, the others are noted." in dialog.rules.toPlainText()
    assert "not stated; this program's proposal" in dialog.rules.toPlainText()


def test_a_policy_and_the_days_off_are_copied_once(dialog: PoliciesDialog, bench: Bench, qtbot: QtBot) -> None:
    key = dialog.key
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    folder = store_folder(bench.session.path)
    path = folder / "policies" / f"{key}.json"
    qtbot.waitUntil(path.exists)
    assert dialog.told.text().startswith("Written to ")
    dialog.copy(key)
    assert "is there already" in dialog.told.text()
    dialog.days_off.click()
    assert (folder / "holidays" / "lab.json").exists()
