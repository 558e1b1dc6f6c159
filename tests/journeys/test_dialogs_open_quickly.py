"""A dialog is there at once: nothing reads while it is built, and not every part behind it is told of it."""

from time import thread_time

from lunarcurator.desktop.dialogs.exporting import ExportDialog
from lunarcurator.desktop.shell.watch import Watch
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.journeys.conftest import Window

_FEW = 400
"""Far fewer calls than the window has parts."""


def export(window: Window) -> ExportDialog:
    window.act("export")
    dialog = window.program.wiring.dispatch.dialog
    assert isinstance(dialog, ExportDialog)
    return dialog


def reads(window: Window) -> list[str]:
    """Return what the export dialog has under way."""
    under_way = [repr(each.work) for each in window.store_view.lanes._running.values()]
    return [each for each in under_way if "ExportDialog" in each]


def test_the_export_dialog_is_shown_before_its_preview_is_read_and_reads_it_once(window: Window) -> None:
    dialog = export(window)
    assert dialog.isVisible()
    assert not reads(window)
    assert not dialog.primary_button.isEnabled()
    shown: list[int] = []
    dialog.model.modelReset.connect(lambda: shown.append(dialog.model.rowCount()))
    window.qtbot.waitUntil(lambda: len(reads(window)) == 1, timeout=10_000)
    window.qtbot.waitUntil(dialog.primary_button.isEnabled, timeout=10_000)
    window.wait_quiet()
    assert len(shown) == 1
    dialog.reject()


def test_opening_it_takes_little_of_the_interface_thread(window: Window) -> None:
    took = []
    for _ in range(4):
        began = thread_time()
        dialog = export(window)
        took.append(thread_time() - began)
        window.wait_quiet()
        dialog.reject()
    # 0.03 s on a machine at rest; four times that where others work on it.
    assert min(took) < 0.12, took


def test_the_shell_hears_of_a_dialog_only_what_comes_to_its_window(window: Window) -> None:
    heard: list[QEvent.Type] = []

    class Heard(Watch):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            heard.append(event.type())
            return super().eventFilter(watched, event)

    watch = Heard(window.store_view)
    # Other timers may come early by some seconds.
    watch._idle.setTimerType(Qt.TimerType.PreciseTimer)
    dialog = export(window)
    handle = dialog.windowHandle()
    window.qtbot.waitUntil(lambda: QGuiApplication.focusWindow() == handle, timeout=10_000)
    window.wait_quiet()
    assert len(heard) < _FEW
    for hand in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Tab),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(300, 12)),
    ):
        watch._idle.start(500_000)
        QTest.qWait(50)
        waited = watch._idle.remainingTime()
        hand()
        # Idle hands are counted anew from each key and click.
        assert watch._idle.remainingTime() > waited
    assert {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress} <= set(heard)
    dialog.reject()
