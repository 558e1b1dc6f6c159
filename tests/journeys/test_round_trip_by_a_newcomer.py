"""Whoever never did it takes pieces out to edit and back: each step says what comes next, and leads there."""

from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs import export_to_edit
from lunarcurator.desktop.dialogs.export_to_edit import ExportToEditDialog
from lunarcurator.desktop.dialogs.taking_back import TakeBackDialog
from lunarcurator.desktop.widgets.labels import LinkLabel
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.journeys.conftest import Window
from tests.prompt_bot import bring_to_front

REMARK = "checked on the bench"


def opened(window: Window, key: str) -> object:
    window.act(key)
    window.wait_quiet()
    dialog = window.program.wiring.dispatch.dialog
    assert dialog is not None
    bring_to_front(dialog)
    return dialog


def link(dialog: object, name: str) -> LinkLabel:
    found = dialog.findChild(LinkLabel, name)  # type: ignore[attr-defined]
    assert isinstance(found, LinkLabel)
    assert found.isVisible()
    return found


def test_pieces_go_out_and_come_back(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(export_to_edit, "show_outside", shown.append)
    out = opened(window, "export_to_edit")
    assert isinstance(out, ExportToEditDialog)
    # The keyboard is where filling in begins, not on the button that leaves.
    assert QApplication.focusWidget() is out.whose
    out.columns.choose_all(on=False)
    window.qtbot.keyClick(link(out, "nextStep"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is out.columns
    out.columns.choose_all()
    path = tmp_path / "edit.xlsx"
    out.choose_target(path)
    window.qtbot.keyClick(out, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.qtbot.waitUntil(lambda: "Take a workbook back" in out.outcome(), timeout=20_000)
    # What was written is one key away.
    for name in ("exportToEditDialog.work.outcomeLink", "exportToEditDialog.openFolder"):
        window.qtbot.keyClick(link(out, name), Qt.Key.Key_Return)
    assert shown == [path, tmp_path]
    out.reject()
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}["Remarks"]
    sheet.cell(20, at).value = REMARK
    book.save(path)

    back = opened(window, "take_back")
    assert isinstance(back, TakeBackDialog)
    assert QApplication.focusWidget() is back.choose
    window.qtbot.keyClick(link(back, "nextStep"), Qt.Key.Key_Return)
    asked = back.findChild(QFileDialog, "takeBackDialog.fileDialog")
    assert isinstance(asked, QFileDialog)
    # It opens where the workbook was written.
    assert Path(asked.directory().absolutePath()) == tmp_path
    asked.fileSelected.emit(str(path))
    asked.close()
    # Here no window manager brings the dialog to the front again.
    bring_to_front(back)
    window.qtbot.waitUntil(back.primary_button.isEnabled, timeout=20_000)
    assert back.primary_button.text() == "Post 1 changed row"
    back.take_none.click()
    window.qtbot.keyClick(link(back, "nextStep"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is back.table
    back.take_all.click()
    before = window.store_view.context.session.head().seq
    window.qtbot.keyClick(back, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.qtbot.waitUntil(lambda: window.store_view.context.session.head().seq == before + 1, timeout=20_000)
    window.wait_quiet()
