"""Typing towards a choice whose name has spaces in it."""

import pytest
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.house.sources import PACKAGE, sources

NAMES = ("", "B. Borrower of Bergen", "B. Borrower of Grenoble", "B. C", "Chang’e 5 & 6")


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    made = ChoiceBox()
    made.addItems(NAMES)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_space_is_a_letter_of_what_is_typed(box: ChoiceBox, qtbot: QtBot, name: str) -> None:
    heard: list[int] = []
    box.activated.connect(heard.append)
    qtbot.keyClicks(box, name.partition("’")[0])
    assert box.currentText() == name
    assert heard[-1] == NAMES.index(name)
    assert not box.view().isVisible()


@pytest.mark.parametrize("before", [0, 2])
def test_what_is_scanned_into_it_changes_nothing_that_was_chosen(
    box: ChoiceBox, qtbot: QtBot, before: int
) -> None:
    box.setCurrentIndex(before)
    qtbot.keyClicks(box, "CE5C0600YJFM003")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.currentIndex() == before
    assert not box.view().isVisible()


def test_a_letter_typed_twice_keeps_the_choice_that_begins_with_it(box: ChoiceBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "bb")
    assert box.currentIndex() == 1


def test_a_space_by_itself_opens_the_list(box: ChoiceBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.view().isVisible()
    box.hidePopup()
    QApplication.processEvents()


def test_keys_that_are_no_letters_do_what_they_do_in_every_box(box: ChoiceBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == NAMES[1]
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert box.currentText() == NAMES[-1]


def test_the_wheel_chooses_nothing(box: ChoiceBox) -> None:
    heard: list[int] = []
    box.activated.connect(heard.append)
    middle, turn = QPointF(box.rect().center()), QPoint(0, -120)
    event = QWheelEvent(
        middle,
        QPointF(box.mapToGlobal(middle.toPoint())),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert (box.currentText(), heard, event.isAccepted()) == ("", [], False)


def test_every_box_of_the_window_is_such_a_box() -> None:
    own = PACKAGE / "desktop" / "widgets" / "choice_box.py"
    made = ("QComboBox()", "QComboBox(self", "(QComboBox):")
    found = [each.name for each in sources(PACKAGE / "desktop") if any(how in each.text for how in made)]
    assert found == [own.relative_to(PACKAGE.parent).as_posix()]
