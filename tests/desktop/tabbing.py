"""Going through a window by Tab, as somebody without a pointer does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from tests.prompt_bot import bring_to_front

_NO_KIND = frozenset({QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.StaticText})
PICTURES = ("PagePreview", "YearLine", "Waterfall", "MonthGrid")
"""What is painted whole and moved in by arrows: Qt knows no role for it, so its name and description tell all."""
_MOST = 900
"""More Tabs than any window of the program takes, cells of grids included."""


def not_reached(qtbot: QtBot, window: QWidget, *, back: bool = False) -> list[str]:
    """Go once all around by Tab, or Shift Tab; say which controls it does not come to, and where it is caught."""
    bring_to_front(window)
    if window.focusWidget() is None:
        window.focusNextPrevChild(True)
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    seen = set[QWidget]()
    last: QWidget | None = None
    for _ in range(_MOST):
        at = QApplication.focusWidget()
        if at is None:
            return ["the keyboard is nowhere"]
        # What is there to be reached changes on the way: a button falls grey, a row appears.
        if at is not last and set(controls(window)) <= seen:
            # It went on from the last one too.
            return []
        if at not in seen:
            last = at
        seen.add(at)
        QTest.keyClick(at, key)
    missed = [told(each) for each in controls(window) if each not in seen]
    return missed or [f"caught in {told(QApplication.focusWidget())}"]


def controls(window: QWidget) -> list[QWidget]:
    """Return what somebody can act on in a window as it stands."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.window() is window
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not isinstance(each, QMenuBar)
    ]


def told(widget: QWidget | None) -> str:
    """Return a widget in words."""
    return f"{type(widget).__name__} {widget.objectName()}" if widget is not None else "nothing"


def unsaid(window: QWidget) -> list[str]:
    """Say which controls a screen reader cannot name, or knows no kind of."""
    found = []
    for each in controls(window):
        heard = QAccessible.queryAccessibleInterface(each)
        if heard is None or (heard.role() in _NO_KIND and type(each).__name__ not in PICTURES):
            found.append(f"{told(each)} has no role")
        elif not heard.text(QAccessible.Text.Name).strip():
            found.append(f"{told(each)} has no name")
    return found
