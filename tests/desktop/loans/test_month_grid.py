"""The grid of a month: how many lines fall due on a day, and choosing one by keys and by pointer."""

import pytest
from lunarcurator.desktop.rooms.loans.month_grid import MonthGrid, month_after
from lunarcurator.desktop.theme.appearance import Appearance
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.prompt_bot import bring_to_front

TODAY = 20261126


@pytest.fixture
def grid(qtbot: QtBot, appearance: Appearance) -> MonthGrid:
    made = MonthGrid(appearance, object_name="grid")
    qtbot.addWidget(made)
    made.show()
    bring_to_front(made)
    made.setFocus()
    made.show_month(202611, TODAY, {20261102: 3, TODAY: 1, 20261130: 2_000})
    return made


def test_a_month_tells_its_days_in_words(grid: MonthGrid) -> None:
    assert grid.month == 202611
    assert grid.accessibleName() == "2026-11. 2026-11-02: 3, 2026-11-26: 1, 2026-11-30: 2\u202f000"
    assert not grid.grab().isNull()


def test_a_day_is_chosen_by_keys_and_let_go_of_again(grid: MonthGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == [TODAY]
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.picked == 20261118
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert told.args == [0]
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    qtbot.keyClick(grid, Qt.Key.Key_A)
    assert grid.picked == 0


def test_arrows_go_on_into_the_next_month_and_pages_turn_it(grid: MonthGrid, qtbot: QtBot) -> None:
    months: list[int] = []
    grid.turned.connect(months.append)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    grid.show_month(202612, TODAY, {})
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert months == [202612, 202701, 202611, 202611]
    grid.show_month(202701, TODAY, {})
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert grid.picked == 20270101


def test_a_day_is_chosen_by_pointer(grid: MonthGrid, qtbot: QtBot) -> None:
    # 2026-11-01 is a Sunday: the second row begins with the 2nd.
    second_row = QPoint(grid.width() // 14, grid.height() * 5 // 18)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=second_row)
    assert grid.picked == 20261102
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert grid.picked == 20261102


def test_a_week_is_chosen_by_its_key_and_by_its_name(grid: MonthGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.keyClick(grid, Qt.Key.Key_W)
    assert (told.args, grid.span, grid.picked) == ([20261123], (20261123, 20261129), 0)
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.span == (0, 0)
    second_row = QPoint(grid.width() - 10, grid.height() * 5 // 18)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=second_row)
    assert grid.span == (20261102, 20261108)
    assert not grid.grab().isNull()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=second_row)
    assert grid.span == (0, 0)


def test_months_are_counted_over_the_end_of_a_year() -> None:
    assert (month_after(202612, 1), month_after(202601, -1), month_after(202605, 30)) == (202701, 202512, 202811)
