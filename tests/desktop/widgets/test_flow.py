"""A row of controls that goes on in the next line: where each stands, and how narrow it may be."""

from lunarcurator.desktop.widgets.flow import FlowLayout
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


def made(qtbot: QtBot) -> tuple[QWidget, FlowLayout, list[QPushButton]]:
    stand = QWidget()
    qtbot.addWidget(stand)
    column = QVBoxLayout(stand)
    column.setContentsMargins(0, 0, 0, 0)
    flow = FlowLayout(6)
    flow.setContentsMargins(4, 2, 4, 2)
    buttons = [QPushButton(f"Button {number}") for number in range(5)]
    for button in buttons:
        button.setFixedSize(100, 30)
        flow.addWidget(button)
    column.addLayout(flow)
    column.addStretch(1)
    stand.show()
    qtbot.waitExposed(stand)
    return stand, flow, buttons


def test_controls_go_on_in_the_next_line_where_one_is_full(qtbot: QtBot) -> None:
    stand, flow, buttons = made(qtbot)
    stand.resize(330, 200)
    qtbot.waitUntil(lambda: buttons[3].y() > buttons[2].y())
    assert [(button.x(), button.y()) for button in buttons] == [(4, 2), (110, 2), (216, 2), (4, 38), (110, 38)]
    assert flow.heightForWidth(330) == 2 + 30 + 6 + 30 + 2
    stand.resize(600, 200)
    qtbot.waitUntil(lambda: buttons[4].y() == 2)
    assert flow.heightForWidth(600) == 34


def test_it_is_as_narrow_as_its_widest_control_and_wants_one_line(qtbot: QtBot) -> None:
    stand, flow, buttons = made(qtbot)
    assert stand.layout() is not None
    assert (flow.minimumSize().width(), flow.minimumSize().height()) == (108, 34)
    assert flow.sizeHint().width() == len(buttons) * 100 + 4 * 6 + 8
    assert flow.hasHeightForWidth()
    assert flow.expandingDirections() == Qt.Orientation(0)


def test_hidden_controls_take_no_room_and_one_taken_out_is_gone(qtbot: QtBot) -> None:
    stand, flow, buttons = made(qtbot)
    stand.resize(330, 200)
    buttons[0].hide()
    qtbot.waitUntil(lambda: buttons[1].x() == 4)
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    assert flow.count() == 5
    assert flow.takeAt(0) is not None
    assert flow.count() == 4


def test_it_begins_at_the_right_where_one_reads_from_there(qtbot: QtBot) -> None:
    stand, _flow, buttons = made(qtbot)
    stand.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stand.resize(330, 200)
    qtbot.waitUntil(lambda: buttons[0].x() == 330 - 4 - 100)
