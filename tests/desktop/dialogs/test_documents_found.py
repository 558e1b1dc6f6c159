"""A document that cannot be found is told beside the field that names it, in every dialog that asks for one."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.files_input import FilesInput
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, TextInput
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.services.finding_documents import not_found

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_dialog import OTHERS, gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench

IN_ENGLISH = pytest.mark.parametrize("long_bench", [(100, "en", "light")], ids=["100-en"], indirect=True)


def choose_what_is_needed(inputs: Iterable[object]) -> None:
    """Choose something wherever a choice has to be made: what nobody chose makes no act yet."""
    for each in inputs:
        if isinstance(each, ChoiceInput) and each.required and not each.value():
            each.box.setCurrentIndex(each.box.count() - 1)


@IN_ENGLISH
@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_every_field_for_a_document_shows_that_its_file_is_not_here(long_bench: Bench, key: str) -> None:
    dialog = open_dialog(long_bench, key)
    inputs = dialog.form.inputs.values() if isinstance(dialog, ActDialog) else ()
    choose_what_is_needed(inputs)
    for each in inputs:
        named = isinstance(each, DocumentInput | FilesInput) or (
            isinstance(each, TextInput) and each.key == "document"
        )
        if named and isinstance(each, TextInput) and not each.field.isHidden():
            each.edit.setText("/nowhere/a.pdf")
            told = [finding for act in dialog.operations() for finding in not_found(act)]
            assert [dict(finding.facts)["document"] for finding in told] == ["/nowhere/a.pdf"], each.key
            assert dialog.form.input_for(told[0]) is not None, (each.key, told[0].field)
            each.edit.setText("")
    gone(long_bench, dialog)


@IN_ENGLISH
def test_a_file_typed_by_its_path_gets_its_checksum(long_bench: Bench, tmp_path: Path) -> None:
    here = tmp_path / "letter 4.pdf"
    here.write_bytes(b"it came back")
    dialog = open_dialog(long_bench, "dispute_line")
    document = dialog.form.inputs["document"]
    document.edit.setText(str(here))
    document.edit.editingFinished.emit()
    long_bench.qtbot.waitUntil(lambda: bool(document.sha256))
    assert document.value() == "letter 4.pdf"
    document.edit.setText(str(tmp_path / "gone.pdf"))
    document.edit.editingFinished.emit()
    long_bench.settle(dialog)
    assert (document.sha256, document.value()) == ("", str(tmp_path / "gone.pdf"))
    gone(long_bench, dialog)
