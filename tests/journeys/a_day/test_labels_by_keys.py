"""Labels are printed by keys alone, beginning after the labels that are used, and printed again."""

from pathlib import Path

from lunarcurator.desktop.dialogs.labels import LabelsDialog
from lunarcurator.services.form_context import entry_uid
from lunarcurator.services.journal import entry_detail
from PySide6.QtWidgets import QApplication

from tests.journeys.a_day.conftest import Begin
from tests.journeys.a_day.lab import SLAB
from tests.journeys.a_day.steps import Steps
from tests.journeys.a_day.test_bench import selected
from tests.journeys.conftest import Kept


def dialog_of(steps: Steps) -> LabelsDialog:
    steps.until(lambda: isinstance(steps.dialog, LabelsDialog) and steps.dialog.isVisible())
    steps.settle()
    assert isinstance(steps.dialog, LabelsDialog)
    return steps.dialog


def told(steps: Steps, seq: int) -> str:
    uid = entry_uid(steps.session, seq)
    detail = entry_detail(steps.session, steps.store_view.context.words, uid) if uid is not None else None
    assert detail is not None
    return detail.entry.what


def test_a_label_is_printed_after_the_used_ones_and_again(begin: Begin, printer: Path, kept: Kept) -> None:
    kept.values["labelsDialog.layout"] = "sheet_a4_65"
    steps = begin("print a label after the used ones of a sheet, and again", 13)
    steps.press("Ctrl+K")
    steps.value(SLAB, then="Return")
    selected(steps, SLAB)
    steps.press("Ctrl+P")
    dialog = dialog_of(steps)
    assert QApplication.focusWidget() is dialog.primary_button
    # From the button on Tab begins anew, at the paper.
    steps.press("Tab")
    assert steps.focus is dialog.paper_choice
    steps.press("Tab")
    dialog.first.selectAll()
    steps.value("3", then="Tab")
    steps.value("4-6", then="Tab")
    assert dialog._used() == frozenset({0, 1, 3, 4, 5})
    first = steps.post()
    assert printer.read_bytes().startswith(b"%PDF")
    steps.press("Ctrl+P")
    dialog_of(steps)
    # The button has the keyboard: Enter prints.
    second = steps.post("Return")
    assert second == first + 1
    assert told(steps, first) == told(steps, second)
    assert SLAB in told(steps, second)
    steps.keep()
