"""Waiting for the window: at each turn of its event loop, and never longer than what is waited for."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import chain, repeat
from time import monotonic

from lunarcurator.desktop.lanes import Lanes
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

PAUSE_MS = 250
"""A window that asks or judges once somebody pauses waits no longer than this."""
TURNS_MS = (0, 0, 0, 0, 1, 1, 2, 2, 4, 4)
CALM_TURNS = 4
PATIENCE_MS = 20_000
"""What is waited for comes at once; so long it takes at most on a machine with much else to do."""


class PromptBot(QtBot):
    """A bot that looks again after each of the first turns, then every few milliseconds.

    That of the library looks every ten, which over thousands of waits is minutes in which nothing runs, and gives
    up after five seconds, which a busy machine may take.
    """

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Wait at the end of a block until a signal comes; one that need not come is not waited for any longer."""
        patience = timeout if raising is False else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=patience, raising=raising, check_params_cb=check_params_cb)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> AbstractContextManager[object]:
        """Wait at the end of a block until a widget is on the screen."""
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE_MS))

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Let the event loop turn until the callback says so, or asserts nothing any more."""
        __tracebackhide__ = True
        until = monotonic() + max(timeout, PATIENCE_MS) / 1000
        for pause in chain(TURNS_MS, repeat(5)):
            try:
                told, missing = callback(), None
            except AssertionError as error:
                told, missing = False, error
            if told not in (None, True, False):
                raise ValueError(f"waitUntil() callback must return None, True or False, returned {told!r}")
            if told or (told is None and missing is None):
                return
            if monotonic() > until:
                raise QtTimeoutError("what was waited for did not come") from missing
            turn(pause)


def turn(pause_ms: int = 0) -> None:
    """Let the event loop turn once, or for so long; what asked to be deleted later goes then."""
    loop = QEventLoop()
    QTimer.singleShot(pause_ms, loop.quit)
    loop.exec()


def bring_to_front(widget: QWidget, *, timeout: int = PATIENCE_MS) -> QWindow:
    """Bring the window of a widget to the front, and return it once keys go there and stay there.

    It is asked for at each turn: a window that goes meanwhile can take the keys along, and where no window manager
    runs nobody gives them back.
    """
    window = widget.window()
    until = monotonic() + timeout / 1000
    calm = 0
    while calm < CALM_TURNS:
        assert monotonic() < until, f"{window.objectName()} did not come to the front"
        window.activateWindow()
        turn()
        is_in_front = window.isActiveWindow() and QGuiApplication.focusWindow() == window.windowHandle()
        calm = calm + 1 if is_in_front else 0
    return window.windowHandle()


def pauses() -> list[QTimer]:
    """Return what the windows do once somebody pauses."""
    return [
        timer
        for window in QApplication.topLevelWidgets()
        for timer in window.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= PAUSE_MS
    ]


def settle(bot: QtBot, lanes: Lanes, *, timeout: int = PATIENCE_MS) -> None:
    """Wait until the lanes are idle and what they brought is shown, as after somebody paused.

    What waits for a pause is done at once: with their real pauses the windows run in the journeys.
    """
    calm = 0

    def is_calm() -> bool:
        nonlocal calm
        waiting = [] if lanes.busy else pauses()
        for timer in waiting:
            if timer.isActive():
                timer.stop()
                timer.timeout.emit()
        calm = 0 if lanes.busy or waiting else calm + 1
        return calm >= CALM_TURNS

    bot.waitUntil(is_calm, timeout=timeout)


def settle_as_paced(
    bot: QtBot, lanes: Lanes, *, timeout: int = PATIENCE_MS, unless: Callable[[], bool] = lambda: False
) -> None:
    """Wait until the lanes are idle, every pause has passed by the clock, and nothing else is under way."""
    calm = 0

    def is_calm() -> bool:
        nonlocal calm
        calm = 0 if lanes.busy or pauses() or unless() else calm + 1
        return calm >= CALM_TURNS

    bot.waitUntil(is_calm, timeout=timeout)
