"""Enter leads through a form: to what is lacking, past what needs nothing, at last to the act; it never posts."""

from lunarcurator.desktop.dialogs.consume import open_consume
from lunarcurator.desktop.dialogs.move import open_move
from lunarcurator.desktop.dialogs.weigh import open_weigh
from lunarcurator.desktop.links import Selection
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.desktop.dialogs.bench import Bench, enter

ENTER = Qt.Key.Key_Return


def press(bench: Bench, dialog: QWidget) -> str:
    bench.qtbot.keyClick(dialog.focusWidget(), ENTER)
    bench.settle(dialog)  # type: ignore[arg-type]
    focused = dialog.focusWidget()
    assert focused is not None
    return focused.objectName()


def test_enter_goes_on_field_by_field_where_nothing_certain_is_lacking(bench: Bench) -> None:
    dialog = bench.open(open_weigh, bench.on("15555,46"))
    assert dialog.focusWidget().objectName() == "gross"
    assert press(bench, dialog) == "tare"
    assert press(bench, dialog) == "net"
    enter(bench.qtbot, dialog.focusWidget(), "377.390")
    # The rules have not said anything yet when it is pressed: it waits for them.
    assert press(bench, dialog) == "primary"
    assert not bench.posted
    bench.qtbot.keyClick(dialog.focusWidget(), ENTER)
    bench.qtbot.waitUntil(lambda: bool(bench.posted), timeout=5000)


def test_a_dialog_opens_in_a_field_that_is_seen(bench: Bench) -> None:
    dialog = bench.open(open_consume, bench.on("15555,46"))
    assert dialog.focusWidget().objectName() == "method"
    assert press(bench, dialog) == "evidence"
    # What is lacking is lacking still.
    assert press(bench, dialog) == "evidence"


def test_a_line_that_takes_scan_after_scan_keeps_the_keyboard(bench: Bench) -> None:
    dialog = bench.open(open_move, Selection())
    dialog.scan.focus()
    enter(bench.qtbot, dialog.scan.edit, "15555,46")
    assert press(bench, dialog) == "scan"
    bench.qtbot.waitUntil(lambda: len(dialog.form_context.pieces) == 1, timeout=5000)
    enter(bench.qtbot, dialog.scan.edit, "C-09")
    assert press(bench, dialog) == "scan"
    bench.qtbot.waitUntil(lambda: dialog.to.value() == "C-09", timeout=5000)
