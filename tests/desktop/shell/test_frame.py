from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from lunarcurator.desktop.actions import ACTIONS, MENUS, WITHIN
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.strips import ToastOffer
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from tests.prompt_bot import bring_to_front


class Kept:
    """Memory of one test."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)

    def put(self, key: str, value: str) -> None:
        self.values[key] = value

    def keep(self, texts: Mapping[str, str]) -> Path | None:
        self.values.update(texts)
        return None

    def unread(self) -> Path | None:
        return None


@pytest.fixture
def memory() -> Kept:
    return Kept()


@pytest.fixture
def frame(qtbot: QtBot, appearance: Appearance, memory: Kept) -> Frame:
    made = Frame(appearance, memory)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def actions_in(menu: QMenu | QMenuBar) -> Iterator[QAction]:
    """The actions of a menu and of the menus that hang in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from actions_in(inner)
        elif not action.isSeparator():
            yield action


def test_every_action_of_the_table_is_in_its_menu(frame: Frame) -> None:
    shown = [action.objectName().removeprefix("action.") for action in actions_in(frame.top.menus)]
    assert sorted(shown) == sorted(ACTIONS)


def test_the_bar_has_room_for_its_menus(frame: Frame) -> None:
    """What hangs in another menu stays in reach of the keyboard, and the bar stays short."""
    assert len(frame.top.menus.actions()) == len(MENUS) - len(WITHIN)


def test_no_two_actions_share_a_shortcut() -> None:
    keys = [QKeySequence(action.keys).toString() for action in ACTIONS.values() if action.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", ["palette", "import", "split"])
def test_a_shortcut_asks_for_its_action(frame: Frame, qtbot: QtBot, key: str) -> None:
    bring_to_front(frame)
    with qtbot.waitSignal(frame.asked) as asked:
        frame.actions_by_key[key].trigger()
    assert asked.args == [key]


def test_a_rail_button_asks_for_its_room(frame: Frame, qtbot: QtBot) -> None:
    frame.rail.add("places", "place", "Places")
    button = frame.findChild(QWidget, "rail.places")
    with qtbot.waitSignal(frame.rail.chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["places"]
    assert button.isChecked()


def test_the_rail_loses_its_words_in_a_narrow_window(frame: Frame) -> None:
    frame.rail.add("places", "place", "Places")
    button = frame.findChild(QWidget, "rail.places")
    wide = button.sizeHint()
    frame.rail.set_narrow(True)
    assert button.sizeHint().width() < wide.width()
    assert button.accessibleName() == "Places"


@pytest.mark.parametrize(
    ("screen", "size"), [((1440, 900), (1440, 860)), ((1366, 768), (1366, 728)), ((2560, 1440), (1440, 900))]
)
def test_a_window_nobody_has_sized_leaves_room_for_its_title_bar(
    frame: Frame, monkeypatch: pytest.MonkeyPatch, screen: tuple[int, int], size: tuple[int, int]
) -> None:
    room = QRect(0, 0, *screen)
    monkeypatch.setattr(frame, "screen", lambda: SimpleNamespace(availableGeometry=lambda: room))
    first = frame._first_size()
    assert (first.width(), first.height()) == size


def test_the_size_of_the_window_is_remembered(
    frame: Frame, qtbot: QtBot, appearance: Appearance, memory: Kept
) -> None:
    frame.resize(780, 520)
    frame.close()
    again = Frame(appearance, memory)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 520)


def test_the_status_bar_shows_work_only_while_there_is_some(frame: Frame, qtbot: QtBot) -> None:
    status = frame.status
    assert not status.bar.isVisible()
    status.show_work("Importing", 500, 2_229)
    assert (status.bar.isVisible(), status.bar.value(), status.bar.maximum()) == (True, 500, 2_229)
    with qtbot.waitSignal(status.cancel):
        qtbot.mouseClick(status.stop, Qt.MouseButton.LeftButton)
    status.show_work("", 0, 0)
    assert not status.bar.isVisible()


def test_the_toast_offers_undo_until_the_next_entry(frame: Frame, qtbot: QtBot) -> None:
    assert not frame.status.toast.isVisible()
    frame.status.show_done("Split 15555 into 2", ToastOffer.UNDO)
    assert frame.status.toast.isVisible()
    undo = frame.findChild(QWidget, "toastUndo")
    with qtbot.waitSignal(frame.status.undo):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)


def test_every_control_of_the_bars_has_a_name_and_can_be_reached(frame: Frame) -> None:
    frame.rail.add("places", "place", "Places")
    controls = [
        widget
        for widget in frame.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.objectName().startswith(("top.", "rail.", "status."))
    ]
    assert len(controls) >= 4
    assert all(widget.accessibleName() or widget.property("text") for widget in controls)


def test_a_narrow_bar_keeps_its_menus_and_gives_up_words(
    frame: Frame, appearance: Appearance, qtbot: QtBot
) -> None:
    appearance.apply(text_percent=150)
    top = frame.top
    frame.resize(1_366, 768)
    qtbot.waitUntil(lambda: top.menus.width() >= top.menus.sizeHint().width())
    assert not top.finder.text()
    assert top.finder.accessibleName() == "Find anything"
    top.show_day("1972-01-01")
    assert top.as_of.text() == "As of 1972-01-01"
    frame.resize(2_200, 768)
    qtbot.waitUntil(lambda: top.finder.text() == "Find anything")


def test_a_wide_page_out_of_sight_widens_no_window(frame: Frame, qtbot: QtBot) -> None:
    narrow, wide = QWidget(), QWidget()
    wide.setMinimumWidth(2_000)
    for page in (narrow, wide):
        frame.rooms.addWidget(page)
    frame.rooms.setCurrentWidget(narrow)
    frame.resize(1_366, 768)
    qtbot.waitUntil(lambda: frame.width() == 1_366)
    frame.rooms.setCurrentWidget(wide)
    qtbot.waitUntil(lambda: frame.minimumSizeHint().width() > 2_000)
