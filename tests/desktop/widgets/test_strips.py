from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.desktop.widgets.strips import FindingStrip, Strip, Toast, ToastOffer
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import colours


def test_a_strip_is_tinted_over_the_full_width_and_has_its_buttons(qtbot: QtBot, appearance: Appearance) -> None:
    strip = Strip(appearance, "amber", "As of 2024-09-30", "Nothing can be posted from here.", object_name="asOf")
    button = strip.add_button("Return to today", "returnToToday")
    qtbot.addWidget(strip)
    strip.resize(800, strip.sizeHint().height())
    strip.show()
    image = strip.grab().toImage()
    wash = appearance.look.theme.tones.amber.wash
    assert {image.pixelColor(x, 1).name().upper() for x in (0, 799)} == {wash}
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert strip.findChild(QPushButton, "returnToToday") is button
    strip.say("As of 2020-01-01")
    assert strip.accessibleName() == "As of 2020-01-01"


def test_a_warning_takes_a_reason(qtbot: QtBot, appearance: Appearance) -> None:
    finding = FindingStrip(appearance, "amber", "0.031 g is above 0.020 g.", why=True, object_name="attrition")
    qtbot.addWidget(finding)
    finding.show()
    with qtbot.waitSignal(finding.reason_edited):
        qtbot.keyClicks(finding.why, " One grain fell ")
    assert finding.reason() == "One grain fell"
    assert finding.why.objectName() == "attritionWhy"
    assert finding.why.accessibleName() == "Why"
    assert finding.sentence == finding.accessibleName() == "0.031 g is above 0.020 g."


def test_a_block_has_no_field_but_a_way_out(qtbot: QtBot, appearance: Appearance) -> None:
    finding = FindingStrip(appearance, "red", "It may not be lent.", link="Show its record", object_name="lent")
    qtbot.addWidget(finding)
    finding.show()
    assert not finding.why.isVisible()
    link = finding.findChild(LinkLabel, "lentLink")
    with qtbot.waitSignal(finding.followed):
        qtbot.keyClick(link, Qt.Key.Key_Return)
    assert appearance.look.theme.tones.red.wash in colours(finding.grab().toImage())
    finding.set_tone("green")
    assert finding.tone == "green"
    assert appearance.look.theme.tones.green.wash in colours(finding.grab().toImage())


def test_a_long_finding_wraps_instead_of_clipping(qtbot: QtBot, appearance: Appearance) -> None:
    finding = FindingStrip(appearance, "amber", "0.031 g attrition is above the 0.020 g. " * 4)
    qtbot.addWidget(finding)
    assert finding.heightForWidth(260) > finding.heightForWidth(900)


def test_the_toast_offers_to_undo_or_redo_what_was_done_last(qtbot: QtBot, appearance: Appearance) -> None:
    toast = Toast(appearance, "")
    qtbot.addWidget(toast)
    toast.show()
    undo, redo = toast.findChild(LinkLabel, "toastUndo"), toast.findChild(LinkLabel, "toastRedo")
    keys = toast.findChild(QWidget, "toastUndoKeys")
    toast.say("Split 15555,46 into 3", ToastOffer.UNDO)
    assert undo.isVisible()
    assert keys.isVisible()
    assert not redo.isVisible()
    with qtbot.waitSignal(toast.undo):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    toast.show_keys(mean_it=False)
    assert undo.isVisible()
    assert not keys.isVisible()
    toast.say("Undid: split 15555,46 into 3", ToastOffer.REDO)
    assert not undo.isVisible()
    with qtbot.waitSignal(toast.redo):
        qtbot.mouseClick(redo, Qt.MouseButton.LeftButton)
    toast.say("Renumbered 10002,22 to 10092", ToastOffer.NOTHING)
    assert not redo.isVisible()
    assert toast.accessibleName() == "Renumbered 10002,22 to 10092"
    assert toast.height() <= appearance.look.metrics.status_bar


def test_the_link_stays_where_it_is_pressed_when_its_keys_come_and_go(
    qtbot: QtBot, appearance: Appearance
) -> None:
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.addStretch(1)
    toast = Toast(appearance, "")
    row.addWidget(toast)
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    for offer, name in ((ToastOffer.UNDO, "toastUndo"), (ToastOffer.REDO, "toastRedo")):
        toast.say("Split 15555,46 into 3", offer)
        link = toast.findChild(LinkLabel, name)
        toast.show_keys(mean_it=False)
        qtbot.waitUntil(lambda link=link: link.width() > 0)
        QApplication.processEvents()
        before = link.mapTo(bar, QPoint(0, 0))
        qtbot.mousePress(link, Qt.MouseButton.LeftButton)
        toast.show_keys(mean_it=True)
        QApplication.processEvents()
        assert toast.findChild(QWidget, f"{name}Keys").isVisible()
        assert link.mapTo(bar, QPoint(0, 0)) == before


def test_a_long_sentence_never_makes_the_bar_wider_than_its_window(qtbot: QtBot, appearance: Appearance) -> None:
    toast = Toast(appearance, "")
    qtbot.addWidget(toast)
    toast.say("Moved 12 pieces " * 40, ToastOffer.UNDO)
    assert toast.minimumSizeHint().width() < 400
    assert toast.toolTip() == "Moved 12 pieces " * 40


def test_what_is_filled_in_stands_below_the_words_where_the_strip_is_narrow(
    qtbot: QtBot, appearance: Appearance
) -> None:
    strip = Strip(appearance, "blue", "Entering history", "from Power cut, paper sheet 7", object_name="history")
    line = QLineEdit()
    line.setMinimumWidth(300)
    strip.add_widget(line)
    button = strip.add_button("Next sheet", "next")
    above = QWidget()
    column = QVBoxLayout(above)
    column.addWidget(strip)
    column.addStretch(1)
    qtbot.addWidget(above)
    above.resize(1000, 300)
    above.show()
    qtbot.waitUntil(lambda: abs(line.y() - button.y()) < 10 and strip.height() < 60)
    sentence = next(each for each in strip.findChildren(QLabel) if each.accessibleName().startswith("from"))
    assert abs(sentence.geometry().center().y() - line.geometry().center().y()) < 6
    above.resize(480, 300)
    qtbot.waitUntil(lambda: line.y() > sentence.geometry().bottom())
    # The words stand in one line still, and the window may be as narrow as that.
    assert sentence.height() < 2 * sentence.fontMetrics().height()
    assert above.width() == 480
