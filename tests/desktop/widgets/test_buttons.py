from collections.abc import Callable, Iterator, Mapping

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.buttons import Button, IconButton, RailButton
from lunarcurator.desktop.widgets.cards import Choice, _ChoiceButton
from lunarcurator.desktop.widgets.chips import Chip, SegmentedControl, _Segment
from lunarcurator.desktop.widgets.labels import LinkLabel
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import colours


def test_a_button_is_as_wide_as_its_words_and_never_narrower(qtbot: QtBot, appearance: Appearance) -> None:
    short, long = Button("Weigh", object_name="weigh"), Button("Split 15555,46 into 3", kind="primary")
    for button in (short, long):
        qtbot.addWidget(button)
    assert long.sizeHint().width() > short.sizeHint().width()
    assert long.minimumSizeHint() == long.sizeHint()
    assert short.objectName() == "weigh"
    assert not long.autoDefault()


BUTTONS: Mapping[type[QAbstractButton], Callable[[Appearance], QWidget]] = {
    Button: lambda _look: Button("Post"),
    IconButton: lambda _look: IconButton("close", "Close"),
    RailButton: lambda look: RailButton(look, "sample", "Samples"),
    LinkLabel: lambda look: LinkLabel(look, "Show it"),
    CheckBox: lambda _look: CheckBox("Tick"),
    Chip: lambda look: Chip(look, "On loan"),
    _Segment: lambda look: SegmentedControl(look, ("A", "B"), "Rows", object_name="rows"),
    _ChoiceButton: lambda look: _ChoiceButton(look, Choice("store", "New", "A new store", "", "new"), first=True),
}


def kinds_of(kind: type[QAbstractButton]) -> Iterator[type[QAbstractButton]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("lunarcurator."):
            yield each
        yield from kinds_of(each)


def test_every_kind_of_button_is_tried_with_a_scan() -> None:
    own = {each for each in kinds_of(QAbstractButton) if not any(other in each.__mro__[1:] for other in BUTTONS)}
    assert own == {*BUTTONS}


@pytest.mark.parametrize("number", ["CE5C0600YJFM003", "Practice rock 1,1", "NWA 482"])
@pytest.mark.parametrize("kind", BUTTONS, ids=lambda kind: kind.__name__)
def test_no_key_of_a_scan_presses_a_button(
    qtbot: QtBot, appearance: Appearance, kind: type[QAbstractButton], number: str
) -> None:
    made = BUTTONS[kind](appearance)
    qtbot.addWidget(made)
    made.show()
    button = made if isinstance(made, QAbstractButton) else made.findChildren(QAbstractButton)[-1]
    heard = list[bool]()
    button.clicked.connect(lambda on=False: heard.append(on))
    qtbot.keyClicks(button, number)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert heard == []
    button.scan.rest()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(heard) == 1


def test_an_icon_alone_has_a_tool_tip_and_a_name(qtbot: QtBot, appearance: Appearance) -> None:
    button = IconButton("close", "Close the panel", object_name="closePanel")
    qtbot.addWidget(button)
    assert button.toolTip() == button.accessibleName() == "Close the panel"
    assert button.sizeHint().width() == button.sizeHint().height() == appearance.look.metrics.dense


def rail(qtbot: QtBot, appearance: Appearance) -> tuple[QWidget, RailButton, RailButton]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    words = (("sample", "Samples"), ("loan", "Loans"))
    rooms = [RailButton(appearance, concept, word, object_name=word) for concept, word in words]
    for room in rooms:
        column.addWidget(room)
    qtbot.addWidget(holder)
    holder.show()
    return holder, rooms[0], rooms[1]


def test_one_room_of_the_rail_is_chosen(qtbot: QtBot, appearance: Appearance) -> None:
    holder, samples, loans = rail(qtbot, appearance)
    samples.setChecked(True)
    assert holder.isVisible()
    qtbot.mouseClick(loans, Qt.MouseButton.LeftButton)
    assert loans.isChecked()
    assert not samples.isChecked()
    assert appearance.look.theme.selection in colours(loans.grab().toImage())


def test_a_count_in_the_rail_is_red_and_says_what_it_counts(qtbot: QtBot, appearance: Appearance) -> None:
    _holder, _, loans = rail(qtbot, appearance)
    red = appearance.look.theme.tones.red.ink
    assert red not in colours(loans.grab().toImage())
    loans.set_count(7, "7 overdue")
    assert red in colours(loans.grab().toImage())
    assert loans.accessibleDescription() == "7 overdue"


def test_a_narrow_rail_loses_its_words_and_keeps_their_names(qtbot: QtBot, appearance: Appearance) -> None:
    _holder, samples, _ = rail(qtbot, appearance)
    assert samples.sizeHint().height() == 56
    samples.set_words(False)
    assert samples.sizeHint().height() < 56
    assert samples.toolTip() == samples.accessibleName() == "Samples"
    assert samples.minimumSizeHint() == samples.sizeHint()
    samples.setEnabled(False)
    assert not samples.grab().isNull()


def test_a_chip_toggles_by_mouse_space_and_enter(qtbot: QtBot, appearance: Appearance) -> None:
    chip = Chip(appearance, "On loan", "212", object_name="chipLoan")
    qtbot.addWidget(chip)
    chip.show()
    for act in (
        lambda: qtbot.mouseClick(chip, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(chip, Qt.Key.Key_Space),
        lambda: qtbot.keyClick(chip, Qt.Key.Key_Return),
    ):
        before = chip.isChecked()
        with qtbot.waitSignal(chip.toggled):
            act()
        assert chip.isChecked() is not before


def test_backspace_takes_an_active_chip_off_and_leaves_another_alone(qtbot: QtBot, appearance: Appearance) -> None:
    chip = Chip(appearance, "On loan")
    qtbot.addWidget(chip)
    chip.show()
    qtbot.keyClick(chip, Qt.Key.Key_Backspace)
    assert not chip.isChecked()
    chip.setChecked(True)
    qtbot.keyClick(chip, Qt.Key.Key_Backspace)
    assert not chip.isChecked()


def test_a_chip_says_its_count_and_hides_it_while_on(qtbot: QtBot, appearance: Appearance) -> None:
    chip = Chip(appearance, "On loan", "212", concept="filter")
    qtbot.addWidget(chip)
    chip.show()
    assert chip.accessibleName() == "On loan 212"
    wide = chip.sizeHint().width()
    chip.set_count("")
    assert chip.accessibleName() == "On loan"
    assert chip.sizeHint().width() < wide
    chip.setChecked(True)
    assert appearance.look.theme.accent in colours(chip.grab().toImage())
    assert chip.minimumSizeHint().height() == appearance.look.metrics.chip


def test_one_segment_is_chosen_by_mouse_and_by_arrow_key(qtbot: QtBot, appearance: Appearance) -> None:
    control = SegmentedControl(appearance, ("Pieces", "Places", "Days"), "View", object_name="view")
    qtbot.addWidget(control)
    control.show()
    segments = [control.findChild(QWidget, f"view{index}") for index in range(3)]
    with qtbot.waitSignal(control.chosen) as chosen:
        qtbot.mouseClick(segments[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [1]
    with qtbot.waitSignal(control.chosen):
        qtbot.keyClick(segments[1], Qt.Key.Key_Right)
    assert control.choice() == 2
    with qtbot.assertNotEmitted(control.chosen):
        control.choose(0)
    assert control.choice() == 0
    assert not control.grab().isNull()


def test_a_badge_is_its_word_in_its_tone(qtbot: QtBot, appearance: Appearance) -> None:
    badge = Badge(appearance, "On loan", "blue", "on_loan")
    qtbot.addWidget(badge)
    badge.show()
    assert appearance.look.theme.tones.blue.tint in colours(badge.grab().toImage())
    assert badge.accessibleName() == "On loan"
    wide = badge.sizeHint().width()
    badge.show_state("In transit to Paris", "amber", "in_transit")
    assert badge.sizeHint().width() > wide
    assert badge.accessibleName() == "In transit to Paris"
    assert appearance.look.theme.tones.amber.tint in colours(badge.grab().toImage())
