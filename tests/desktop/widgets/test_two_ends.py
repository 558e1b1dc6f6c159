"""Two groups of controls stand at the ends of a line, and below each other where it is too short."""

from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.two_ends import TwoEnds
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


def line(qtbot: QtBot) -> tuple[QWidget, QLabel, QWidget]:
    whole, name, tools = QWidget(), QLabel("L-2026-001"), QWidget()
    row = FlowLayout(6, tools)
    for text in ("Change the loan", "Documents of it", "Something else"):
        row.addWidget(QPushButton(text))
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    ends = TwoEnds(name, tools, 8)
    column.addLayout(ends)
    column.addStretch(1)
    qtbot.addWidget(whole)
    assert (ends.count(), ends.itemAt(2)) == (2, None)
    return whole, name, tools


def test_they_stand_beside_each_other_at_both_ends_where_there_is_room(qtbot: QtBot) -> None:
    whole, name, tools = line(qtbot)
    whole.resize(900, 200)
    whole.show()
    assert tools.y() == name.y() == 0
    assert tools.x() + tools.width() == 900
    assert tools.width() == tools.sizeHint().width()


def test_the_second_goes_on_below_where_there_is_none_and_wraps_itself(qtbot: QtBot) -> None:
    whole, name, tools = line(qtbot)
    narrow = tools.sizeHint().width() + 10
    whole.resize(narrow, 200)
    whole.show()
    assert (tools.x(), name.x()) == (0, 0)
    assert tools.y() >= name.y() + name.height()
    whole.resize(tools.sizeHint().width() - 20, 200)
    assert tools.height() > tools.sizeHint().height(), "its own controls go on in a second line"
    assert whole.minimumSizeHint().width() < narrow / 2


def test_it_is_mirrored_where_one_reads_from_the_right(qtbot: QtBot) -> None:
    whole, name, tools = line(qtbot)
    whole.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    whole.resize(900, 200)
    whole.show()
    assert tools.x() == 0
    assert name.x() + name.width() == 900


def test_one_group_alone_and_none_are_lines_too(qtbot: QtBot) -> None:
    whole, name, _tools = line(qtbot)
    item = whole.layout().itemAt(0)
    ends = item.layout() if item is not None else None
    assert ends is not None
    ends.takeAt(1)
    assert ends.heightForWidth(500) == name.sizeHint().height()
    ends.takeAt(0)
    assert (ends.takeAt(0), ends.heightForWidth(500), ends.minimumSize().width()) == (None, 0, 0)
