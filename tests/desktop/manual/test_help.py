"""F1 in every room and dialog opens its page; a finding leads to its rule; the manual's own window works."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.actions import ACTIONS
from lunarcurator.desktop.manual.helping import Helping
from lunarcurator.desktop.manual.window import ManualWindow
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.services.manual import Place
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.journeys.conftest import Window, demonstration, started, store, window  # noqa: F401
from tests.prompt_bot import bring_to_front


def help_of(window: Window) -> Helping:  # noqa: F811
    return window.program.wiring.helping


def press_help(widget: QWidget) -> None:
    """Press F1 as the system tells it, in the window that is in front."""
    QTest.keyClick(bring_to_front(widget), Qt.Key.Key_F1)


@pytest.fixture
def manual_window(qtbot: QtBot, window: Window) -> Iterator[ManualWindow]:  # noqa: F811
    press_help(window.frame)
    made = help_of(window).window
    assert made is not None
    qtbot.waitExposed(made)
    yield made
    made.close()


def test_every_action_has_a_page(window: Window) -> None:  # noqa: F811
    told = help_of(window).manual.topics()
    # One section is of every language there is.
    topics = {key: "language" if key.startswith("language_") else key for key in ACTIONS}
    missing = [key for key, topic in topics.items() if topic not in told]
    assert not missing, "write a section for it in resources/manual, in both languages"


def test_the_key_of_help_in_every_room_opens_the_page_of_that_room(window: Window) -> None:  # noqa: F811
    helping = help_of(window)
    rooms = [key.removesuffix("_room") for key in ACTIONS if key.endswith("_room")]
    for room in rooms:
        window.act(f"{room}_room")
        window.wait_quiet()
        press_help(window.frame)
        assert helping.window is not None
        assert helping.window.place == helping.manual.place_of(f"room.{room}"), room


def test_the_key_of_help_in_a_dialog_opens_its_page_and_the_manual_stays_free(
    window: Window,  # noqa: F811
    qtbot: QtBot,
) -> None:
    helping = help_of(window)
    window.act("register")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    press_help(dialog)
    manual = helping.window
    assert manual is not None
    assert manual.place == Place("register", "register")
    qtbot.waitExposed(manual)
    # A dialog locks the window below it, not the manual.
    QTest.keyClicks(manual.search, "sieve")
    assert manual.search.text() == "sieve"
    dialog.close()


def test_every_named_dialog_and_the_welcome_have_a_page(window: Window, project: Path) -> None:  # noqa: F811
    named = re.compile(r'(?:object_name=|setObjectName\()"(\w+Dialog|palette|sentence|welcome)"')
    sources = (project / "lunarcurator" / "desktop").rglob("*.py")
    names = {name for each in sources for name in named.findall(each.read_text("utf-8"))}
    assert names >= {"settingsDialog", "aboutDialog", "firstStartDialog", "faultDialog", "fileDialog", "palette"}
    manual = help_of(window).manual
    assert {name for name in names if manual.place_of(name.removesuffix("Dialog"), name) is None} == set()


def test_a_finding_leads_to_the_page_of_its_rule(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    helping = help_of(window)
    strip = FindingStrip(window.program.appearance, "red", "It cannot be.", rule="R8", object_name="finding")
    qtbot.addWidget(strip)
    strip.show()
    link = strip.findChild(LinkLabel, "findingRule")
    assert link is not None
    assert "R8" in link.accessibleName()
    bring_to_front(strip)
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert helping.window is not None
    assert helping.window.place == Place("rules/R8", "R8")
    helping.close()


def test_back_and_forward_follow_the_way(manual_window: ManualWindow) -> None:
    first = manual_window.place
    manual_window.page.followed.emit(Place("cutting", "sieve"))
    manual_window.page.followed.emit(Place("rules/R8"))
    manual_window.back.click()
    assert manual_window.place == Place("cutting", "sieve")
    manual_window.back.click()
    assert manual_window.place == first
    assert not manual_window.back.isEnabled()
    manual_window.forward.click()
    assert manual_window.place == Place("cutting", "sieve")
    manual_window.show_place(Place("no such page"))
    assert manual_window.place == Place("contents")
    assert not manual_window.forward.isEnabled()


def test_search_shows_hits_and_enter_opens_the_first(manual_window: ManualWindow) -> None:
    QTest.keyClicks(manual_window.search, "sieve")
    assert manual_window.left.currentWidget() is manual_window.hits
    QTest.keyClick(manual_window.search, Qt.Key.Key_Return)
    assert manual_window.place == Place("cutting", "sieve")
    QTest.keyClicks(manual_window.search, "zzz")
    assert manual_window.found.text() == "Nothing has all these words."
    QTest.keyClick(manual_window, Qt.Key.Key_Escape)
    assert manual_window.left.currentWidget() is manual_window.contents
    QTest.keyClick(manual_window, Qt.Key.Key_Escape)
    assert manual_window.isHidden()


def test_the_page_shows_the_table_of_keys_and_a_section_from_its_heading(manual_window: ManualWindow) -> None:
    manual_window.show_place(Place("keys"))
    text = manual_window.page.toPlainText()
    for action in ACTIONS.values():
        assert not action.keys or action.keys.replace("Return", "Enter").split("+")[-1] in text
    manual_window.resize(700, 300)
    manual_window.show_place(Place("cutting", "compose"))
    assert manual_window.page.verticalScrollBar().value() > 0


def test_the_manual_remembers_its_size(manual_window: ManualWindow, window: Window) -> None:  # noqa: F811
    manual_window.close()
    memory = Remembered(window.program._memory.values)
    assert memory["manual.geometry"]
    again = ManualWindow(window.program.appearance, memory, help_of(window).manual)
    assert again.height() == manual_window.height()
    assert abs(again.width() - manual_window.width()) < 4


def test_nothing_of_the_manual_is_fetched(resources: Path) -> None:
    for path in (resources / "manual").rglob("*.md"):
        text = path.read_text("utf-8")
        assert "://" not in text
        assert "![" not in text


@pytest.mark.parametrize("width", [560, 800, 1200])
def test_a_page_is_never_wider_than_what_is_seen_of_it(manual_window: ManualWindow, width: int) -> None:
    page = manual_window.page
    for place in ("loans", "keys", "contents"):
        manual_window.show_place(Place(place))
        manual_window.resize(width, 420)
        QApplication.processEvents()
        assert page.document().size().width() <= page.viewport().width(), place
        assert page.horizontalScrollBar().maximum() == 0, place
