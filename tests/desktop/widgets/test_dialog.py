import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.prompt_bot import bring_to_front


def sheet(
    qtbot: QtBot, appearance: Appearance, sizes: dict[str, object] | None = None, *, panel: bool = True
) -> Dialog:
    made = Dialog(
        appearance, "Weigh 15555,46", "Weigh 15555,46", object_name="weighDialog", sizes=sizes, panel=panel
    )
    for text, name in (("4.106", "gross"), ("", "tare")):
        field = QLineEdit(text)
        field.setObjectName(name)
        made.content.addWidget(field)
    made.content.addStretch(1)
    qtbot.addWidget(made)
    return made


def opened(qtbot: QtBot, made: Dialog) -> Dialog:
    made.open()
    qtbot.waitExposed(made)
    bring_to_front(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_presses_the_primary_from_any_field(qtbot: QtBot, appearance: Appearance, key: Qt.Key) -> None:
    made = opened(qtbot, sheet(qtbot, appearance))
    with qtbot.waitSignal(made.confirmed):
        qtbot.keyClick(made.findChild(QLineEdit, "gross"), key, Qt.KeyboardModifier.ControlModifier)
    assert made.isVisible()


def test_enter_alone_presses_nothing(qtbot: QtBot, appearance: Appearance) -> None:
    made = opened(qtbot, sheet(qtbot, appearance))
    with qtbot.assertNotEmitted(made.confirmed):
        qtbot.keyClick(made.findChild(QLineEdit, "gross"), Qt.Key.Key_Return)
    assert made.isVisible()


def test_esc_and_cancel_close_without_the_act(qtbot: QtBot, appearance: Appearance) -> None:
    for leave in (
        lambda made: qtbot.keyClick(made, Qt.Key.Key_Escape),
        lambda made: qtbot.mouseClick(made.cancel_button, Qt.MouseButton.LeftButton),
    ):
        made = opened(qtbot, sheet(qtbot, appearance))
        with qtbot.waitSignal(made.rejected), qtbot.assertNotEmitted(made.confirmed):
            leave(made)


def test_a_dialog_opens_with_focus_in_its_first_empty_field(qtbot: QtBot, appearance: Appearance) -> None:
    made = opened(qtbot, sheet(qtbot, appearance))
    focused = made.focusWidget()
    assert focused is not None
    assert focused.objectName() == "tare"


def test_what_stands_in_the_way_is_said_below_the_disabled_primary(qtbot: QtBot, appearance: Appearance) -> None:
    made = opened(qtbot, sheet(qtbot, appearance))
    made.set_primary("Split 15555,46 into 3", enabled=False, obstacle="Line 2 has no mass yet")
    step = made.findChild(LinkLabel, "nextStep")
    assert step.isVisible()
    assert step.y() > made.primary_button.y()
    with qtbot.assertNotEmitted(made.confirmed):
        qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(made.next_asked):
        qtbot.keyClick(step, Qt.Key.Key_Return)
    made.set_primary("Split 15555,46 into 3")
    assert not step.isVisible()


def test_the_foot_says_when_the_draft_was_kept_and_what_was_found(qtbot: QtBot, appearance: Appearance) -> None:
    made = opened(qtbot, sheet(qtbot, appearance))
    draft, findings = made.findChild(Label, "draftState"), made.findChild(Label, "findingsState")
    assert not draft.isVisible()
    made.set_draft("Draft kept 10:42")
    made.set_findings("1 warning, with a reason")
    assert draft.isVisible()
    assert findings.isVisible()
    made.set_findings("")
    assert not findings.isVisible()


def test_a_dialog_remembers_its_size_in_the_mapping_it_was_given(qtbot: QtBot, appearance: Appearance) -> None:
    sizes: dict[str, object] = {}
    made = opened(qtbot, sheet(qtbot, appearance, sizes))
    made.resize(760, 500)
    made.reject()
    assert sizes == {"weighDialog": (760, 500)}
    assert sheet(qtbot, appearance, sizes).size() == QSize(760, 500)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_of_the_foot_is_clipped_at_large_text(qtbot: QtBot, appearance: Appearance, percent: int) -> None:
    appearance.apply(text_percent=percent)
    made = sheet(qtbot, appearance)
    made.set_draft("Draft kept 10:42")
    made.set_findings("1 warning, with a reason")
    made.set_primary("Split 15555,46 into 3", enabled=False, obstacle="Line 2 has no mass yet")
    opened(qtbot, made)
    for part in (made.cancel_button, made.primary_button, *made.findChildren(Label)):
        if part.isVisible():
            assert part.width() >= part.sizeHint().width(), part.objectName()
            assert made.rect().contains(part.mapTo(made, part.rect().center())), part.objectName()


def test_a_dialog_without_a_panel_is_all_content(qtbot: QtBot, appearance: Appearance) -> None:
    made = opened(qtbot, sheet(qtbot, appearance, panel=False))
    made.set_title("Weigh 15555,48")
    assert made.windowTitle() == made.accessibleName() == "Weigh 15555,48"
    field = made.findChild(QWidget, "gross")
    assert field.width() > made.width() * 0.8
