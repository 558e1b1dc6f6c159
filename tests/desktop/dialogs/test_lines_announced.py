"""An act on several lines says which, in every dialog of the loan desk that takes more than one."""

from dataclasses import fields

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.domain.operations import OPERATIONS

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_dialog import gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench

OF_LINES = sorted(
    key
    for key, path in DIALOGS.items()
    if ".loans." in path and key in OPERATIONS and "lines" in {each.name for each in fields(OPERATIONS[key])}
)
CODES = ("L-2026-001/1", "L-2026-002/7")


@pytest.mark.parametrize("long_bench", [(100, "en", "light")], ids=["100-en"], indirect=True)
@pytest.mark.parametrize("key", OF_LINES)
def test_several_lines_are_named_before_they_are_acted_on(long_bench: Bench, key: str) -> None:
    dialog = open_dialog(long_bench, key)
    assert isinstance(dialog, ActDialog)
    lines = dialog.form.inputs.get("lines")
    if isinstance(lines, GridInput) and "line" in {each.key for each in lines.model.columns}:
        lines.show_rows([{"line": code} for code in CODES])
    elif isinstance(lines, TextInput):
        lines.edit.setText(", ".join(CODES))
    else:
        # A request asks for pieces, and has no lines before it is entered.
        assert key in {"request_loan", "add_lines", "enter_loan", "receive_shipment"}
        gone(long_bench, dialog)
        return
    assert dialog._bulk() == (f"Done to 2 lines, in one entry: {CODES[0]} and {CODES[1]}",)
    lines.show_rows([{"line": CODES[0]}]) if isinstance(lines, GridInput) else lines.edit.setText(CODES[0])
    assert dialog._bulk() == ()
    gone(long_bench, dialog)
