"""The order in which Tab goes through a row of a form."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stop_after(row: QWidget, stops: Sequence[QWidget]) -> None:
    """Let Tab come to these right after the last other thing in the row in which they stand."""
    before = [each for each in _tab_stops(row) if each not in stops]
    if before and stops:
        for first, second in zip((before[-1], *stops), stops, strict=False):
            QWidget.setTabOrder(first, second)


def _tab_stops(row: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at within a row, in its order."""
    first = row.window()
    each = first.nextInFocusChain()
    while each is not None and each is not first:
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and row.isAncestorOf(each):
            yield each
        each = each.nextInFocusChain()
