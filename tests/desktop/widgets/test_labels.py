import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.tokens import DARK
from lunarcurator.desktop.widgets.labels import CutLabel, KeyBox, Label, LinkLabel, SectionLabel
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import colours


def test_a_label_follows_size_weight_and_colour_of_the_look(qtbot: QtBot, appearance: Appearance) -> None:
    label = Label(appearance, "364.746", size=24, weight=600, colour="text2")
    qtbot.addWidget(label)
    before = label.font().pointSizeF()
    appearance.apply("dark", 200)
    assert label.font().pointSizeF() == 2 * before
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text2
    label.set_colour("tones.amber.ink")
    label.set_weight(500)
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.tones.amber.ink
    assert label.font().weight() == 500


def test_only_text_that_can_be_copied_keeps_its_hyphen(qtbot: QtBot, appearance: Appearance) -> None:
    shown, copied = Label(appearance, "2026-11-24"), Label(appearance, "2026-11-24", selectable=True)
    for label in (shown, copied):
        qtbot.addWidget(label)
        assert label.accessibleName() == "2026-11-24"
    assert shown.text() == "2026\u201011\u201024"
    assert copied.text() == "2026-11-24"


def test_a_label_shows_marks_of_markup_as_they_are(qtbot: QtBot, appearance: Appearance) -> None:
    label = Label(appearance, "<b>15555</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_section_is_in_capitals_and_spoken_as_written(qtbot: QtBot, appearance: Appearance) -> None:
    for text, shown in (("Places and custody", "PLACES AND CUSTODY"), ("位置与保管", "位置与保管")):
        section = SectionLabel(appearance, text)
        qtbot.addWidget(section)
        assert (section.text(), section.accessibleName()) == (shown, text)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_link_is_followed_by_key(qtbot: QtBot, appearance: Appearance, key: Qt.Key) -> None:
    link = LinkLabel(appearance, "Show mass flow", object_name="massFlow")
    qtbot.addWidget(link)
    link.show()
    with qtbot.waitSignal(link.activated):
        qtbot.keyClick(link, key)


def test_a_link_is_followed_by_a_click_inside_it(qtbot: QtBot, appearance: Appearance) -> None:
    link = LinkLabel(appearance, "Show mass flow")
    qtbot.addWidget(link)
    link.show()
    with qtbot.waitSignal(link.activated):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(link.activated):
        qtbot.mouseClick(link, Qt.MouseButton.RightButton)
        qtbot.keyClick(link, Qt.Key.Key_A)


def test_a_link_that_leads_nowhere_is_grey(qtbot: QtBot, appearance: Appearance) -> None:
    link = LinkLabel(appearance, "Undo")
    qtbot.addWidget(link)
    link.show()
    assert appearance.look.theme.link in colours(link.grab().toImage())
    link.setEnabled(False)
    assert appearance.look.theme.link not in colours(link.grab().toImage())
    link.set_text("Undo the split")
    assert (link.text(), link.accessibleName()) == ("Undo the split", "Undo the split")
    assert link.minimumSizeHint().width() < link.sizeHint().width()


def test_a_key_stands_in_a_box_that_grows_with_the_text(qtbot: QtBot, appearance: Appearance) -> None:
    key = KeyBox(appearance, "Ctrl K")
    qtbot.addWidget(key)
    before = key.sizeHint()
    appearance.apply(text_percent=200)
    assert key.sizeHint().width() > 1.8 * before.width()
    assert key.sizeHint().height() > 1.8 * before.height()
    key.show()
    assert len(colours(key.grab().toImage())) > 2


def test_a_cut_line_gives_way_and_tells_the_whole_of_it_when_pointed_at(
    qtbot: QtBot, appearance: Appearance
) -> None:
    told = "to the Institute of a Very Long Name, its Department of Planetary Materials, Study 001"
    label = CutLabel(appearance, told)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 4
    label.resize(120, 24)
    label.show()
    qtbot.waitExposed(label)
    point = QPoint(4, 4)
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, point, label.mapToGlobal(point)))
    assert label.toolTip() == told
    label.resize(2_000, 24)
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, point, label.mapToGlobal(point)))
    assert not label.toolTip()
