"""A column that scrolls follows the keyboard, and leaves alone whoever scrolls by hand or presses the mouse."""

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.prompt_bot import bring_to_front


def column(qtbot: QtBot, appearance: Appearance) -> tuple[ScrollColumn, list[QLineEdit], QVBoxLayout]:
    inner = QVBoxLayout()
    lines = [QLineEdit(str(number)) for number in range(30)]
    for each in lines:
        inner.addWidget(each)
    made = ScrollColumn(appearance, "base", inner)
    made.follow_keyboard()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    bring_to_front(made)
    return made, lines, inner


def is_seen(area: ScrollColumn, part: QWidget) -> bool:
    top = part.mapTo(area.viewport(), QPoint(0, 0)).y()
    return 0 <= top <= area.viewport().height() - part.height()


def test_what_gets_the_keyboard_comes_into_sight_and_stays_there(qtbot: QtBot, appearance: Appearance) -> None:
    area, lines, inner = column(qtbot, appearance)
    for line in (lines[-1], lines[0], lines[20]):
        line.setFocus()
        assert is_seen(area, line)
    for _ in range(9):
        inner.insertWidget(0, QLineEdit("new"))
    qtbot.waitUntil(lambda: lines[20].y() > 9 * lines[20].height() and is_seen(area, lines[20]))
    area.resize(300, 120)
    qtbot.waitUntil(lambda: is_seen(area, lines[20]))


def test_whoever_scrolls_by_hand_is_left_alone(qtbot: QtBot, appearance: Appearance) -> None:
    area, lines, inner = column(qtbot, appearance)
    lines[20].setFocus()
    qtbot.waitUntil(lambda: is_seen(area, lines[20]))
    area.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    inner.addWidget(QLineEdit("new"))
    high = area.inner.height()
    qtbot.waitUntil(lambda: area.inner.height() > high)
    assert area.verticalScrollBar().value() == 0
    lines[21].setFocus()
    assert is_seen(area, lines[21])


def test_a_press_of_the_mouse_moves_nothing_from_below_it(qtbot: QtBot, appearance: Appearance) -> None:
    area, lines, _ = column(qtbot, appearance)
    lines[0].setFocus()
    half = next(each for each in lines if each.y() < area.viewport().height() <= each.y() + each.height() - 4)
    qtbot.mousePress(half, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    assert half.hasFocus()
    assert area.verticalScrollBar().value() == 0
    qtbot.mouseRelease(half, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))


def test_of_a_table_the_current_cell_is_followed(qtbot: QtBot, appearance: Appearance) -> None:
    area, lines, inner = column(qtbot, appearance)
    table = QTableWidget(40, 1)
    table.setFixedHeight(40 * table.rowHeight(0) + 60)
    inner.addWidget(table)
    table.setCurrentCell(0, 0)
    table.setFocus()
    for row in (39, 0, 25):
        table.setCurrentCell(row, 0)
        cell = table.visualRect(table.currentIndex())
        qtbot.waitUntil(
            lambda cell=cell: (
                0
                <= table.viewport().mapTo(area.viewport(), cell.topLeft()).y()
                <= area.viewport().height() - cell.height()
            )
        )
    assert not is_seen(area, lines[0])
