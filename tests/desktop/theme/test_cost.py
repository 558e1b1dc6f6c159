"""What a style in Python is asked while a form opens and somebody types: each answer takes the window's time."""

import sys
from collections import Counter
from types import CodeType

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

FIELDS = 12


def form(appearance: Appearance) -> tuple[QWidget, QLineEdit]:
    page, first = QWidget(), QLineEdit()
    column = QVBoxLayout(page)
    for number in range(FIELDS):
        choices = ChoiceBox()
        choices.addItems(["Chip", "Saw"])
        column.addWidget(Field(appearance, f"Method {number}", choices))
        column.addWidget(Field(appearance, f"Mass {number}", QLineEdit() if number else first))
    return page, first


def calls_of_the_style(qtbot: QtBot, appearance: Appearance) -> Counter[str]:
    """Count by name what Python is asked in the modules of the style while a form opens and is typed into."""
    asked: Counter[str] = Counter()

    def count(code: CodeType, _offset: int) -> None:
        if "/theme/style" in code.co_filename.replace("\\", "/"):
            asked[code.co_name] += 1

    events = sys.monitoring.events.PY_START
    sys.monitoring.use_tool_id(sys.monitoring.PROFILER_ID, "style")
    sys.monitoring.register_callback(sys.monitoring.PROFILER_ID, events, count)
    sys.monitoring.set_events(sys.monitoring.PROFILER_ID, events)
    try:
        page, first = form(appearance)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        first.setFocus()
        QTest.keyClicks(first, "weighed again")
        for _ in range(FIELDS):
            QTest.keyClick(page, Qt.Key.Key_Tab)
            QApplication.processEvents()
    finally:
        sys.monitoring.set_events(sys.monitoring.PROFILER_ID, 0)
        sys.monitoring.free_tool_id(sys.monitoring.PROFILER_ID)
    return asked


def test_a_form_asks_the_style_little(qtbot: QtBot, appearance: Appearance) -> None:
    asked = calls_of_the_style(qtbot, appearance)
    # A style that also answered for hints and rectangles, as it once did, was asked 3,700 times.
    assert asked.total() < 2_000, asked
    assert not {"styleHint", "subElementRect"} & asked.keys(), "Fusion answers these: they are asked at every turn"
