"""The panel at the right of a list, in windows of any width."""

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.drawer import ALL_SHOW_FROM, Drawer
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.prompt_bot import bring_to_front


class Hall(QWidget):
    """A window with a list and a drawer, as a room lays them out."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, memory: Remembered, width: int) -> None:
        super().__init__()
        self.list, self.panel, self.field = QWidget(), QWidget(), QLineEdit()
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QVBoxLayout(self.panel).addWidget(self.field)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.drawer = Drawer(appearance, memory, self.splitter, self.panel, "hall.panel", over=self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.resize(width, 500)
        qtbot.addWidget(self)
        with qtbot.waitExposed(self):
            self.show()


def test_in_a_wide_window_the_panel_stands_beside_the_list(qtbot: QtBot, appearance: Appearance) -> None:
    hall = Hall(qtbot, appearance, Remembered(), appearance.look.metrics.px(ALL_SHOW_FROM))
    assert not hall.drawer.is_over
    assert hall.panel.isVisible()
    assert hall.list.width() + hall.panel.width() <= hall.width()


def test_in_a_narrow_window_it_lies_over_the_list_which_keeps_its_width(
    qtbot: QtBot, appearance: Appearance
) -> None:
    px = appearance.look.metrics.px
    hall = Hall(qtbot, appearance, Remembered(), px(ALL_SHOW_FROM) - 1)
    assert hall.drawer.is_over
    assert hall.list.width() == hall.width()
    assert hall.panel.geometry().right() == hall.width() - 1
    assert hall.panel.width() == px(400)
    hall.panel.show()
    image = hall.grab().toImage()
    line = image.pixelColor(hall.panel.x() - 1, 100).name().upper()
    assert line == appearance.look.theme.line2
    hall.drawer.close()
    assert not hall.panel.isVisible()
    assert hall.grab().toImage().pixelColor(hall.panel.x() - 1, 100).name().upper() != line
    hall.drawer.toggle()
    assert hall.panel.isVisible()
    hall.drawer.fill(filled=False)
    assert not hall.panel.isVisible()
    hall.resize(1500, 500)
    qtbot.waitUntil(hall.panel.isVisible)


def test_a_window_that_changes_its_width_takes_the_panel_along(qtbot: QtBot, appearance: Appearance) -> None:
    hall = Hall(qtbot, appearance, Remembered(), 1500)
    bring_to_front(hall)
    hall.field.setFocus()
    for width, over in ((1000, True), (1500, False), (900, True)):
        hall.resize(width, 500)
        qtbot.waitUntil(lambda over=over: hall.drawer.is_over is over)
        assert hall.panel.isVisible()
        assert hall.splitter.count() == (1 if over else 2)
        assert hall.focusWidget() is hall.field
    hall.resize(1500, 500)
    hall.drawer.want(wanted=False)
    assert not hall.panel.isVisible()
    hall.drawer.want(wanted=True)
    assert hall.panel.isVisible()


def test_width_and_state_are_remembered(qtbot: QtBot, appearance: Appearance) -> None:
    memory = Remembered()
    hall = Hall(qtbot, appearance, memory, 1500)
    hall.splitter.moveSplitter(hall.splitter.width() - 440, 1)
    width = hall.panel.width()
    hall.drawer.close()
    again = Hall(qtbot, appearance, memory, 1500)
    assert not again.panel.isVisible()
    again.drawer.open()
    assert abs(again.panel.width() - width) <= 4
