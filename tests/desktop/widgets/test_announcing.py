"""What appears is said aloud, by the one event that reaches a screen reader on every system."""

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets import announcing
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.desktop.widgets.strips import FindingStrip, Strip, Toast, ToastOffer
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from pytestqt.qtbot import QtBot

from tests.house.sources import PACKAGE, sources

POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive


class Reader:
    """Stands where Qt hands events on to the system's screen reader."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []

    def updateAccessibility(self, event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        assert event.type() == QAccessible.Event.Announcement
        self.heard.append((event.message(), event.politeness()))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(announcing, "QAccessible", made)
    return made


@pytest.mark.parametrize(("tone", "how"), [("red", ASSERTIVE), ("amber", ASSERTIVE), ("blue", POLITE)])
def test_a_strip_is_said_when_it_appears_and_when_it_changes(
    qtbot: QtBot, appearance: Appearance, reader: Reader, tone: str, how: object
) -> None:
    strip = Strip(appearance, tone, "Read-only", "A. Curator has the store open.")  # type: ignore[arg-type]
    qtbot.addWidget(strip)
    assert not reader.heard
    strip.show()
    strip.say("Look at this store", "Entry 9 was altered.")
    assert reader.heard == [
        ("Read-only A. Curator has the store open.", how),
        ("Look at this store Entry 9 was altered.", how),
    ]


@pytest.mark.parametrize(("tone", "said"), [("red", True), ("amber", True), ("grey", False), ("green", False)])
def test_a_finding_is_said_and_a_note_is_not(
    qtbot: QtBot, appearance: Appearance, reader: Reader, tone: str, said: bool
) -> None:
    strip = FindingStrip(appearance, tone, "15555 is out on another loan.", why=tone == "amber")  # type: ignore[arg-type]
    qtbot.addWidget(strip)
    strip.show()
    assert reader.heard == ([("15555 is out on another loan.", ASSERTIVE)] if said else [])


def test_the_undo_bar_says_the_whole_sentence_however_it_is_cut(
    qtbot: QtBot, appearance: Appearance, reader: Reader
) -> None:
    toast = Toast(appearance, "")
    qtbot.addWidget(toast)
    sentence = "Set up 示范充氮手套箱式样品储存柜（第一排第三号） & moved 12 pieces into it, one after the other"
    toast.say(sentence, ToastOffer.UNDO)
    assert reader.heard == [(sentence, POLITE)]
    toast.say("", ToastOffer.NOTHING)
    assert len(reader.heard) == 1, "nothing is no sentence"


def test_a_link_is_a_button_that_enter_space_click_and_a_screen_reader_press(
    qtbot: QtBot, appearance: Appearance
) -> None:
    link = LinkLabel(appearance, "Show R&D")
    qtbot.addWidget(link)
    link.show()
    pressed: list[bool] = []
    link.activated.connect(lambda: pressed.append(True))
    qtbot.keyClick(link, Qt.Key.Key_Return)
    qtbot.keyClick(link, Qt.Key.Key_Space)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    told = QAccessible.queryAccessibleInterface(link)
    assert told.role() == QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == link.text() == "Show R&D"
    told.actionInterface().doAction("Press")
    qtbot.waitUntil(lambda: len(pressed) == 4)


def test_nobody_sends_the_event_that_linux_does_not_deliver() -> None:
    assert not [each.path for each in sources(PACKAGE / "desktop") if "Event.Alert" in each.text]
