"""Every widget at once: each can be reached, named and read in each theme and size, and dies when it should."""

import gc
import weakref

import pytest
from lunarcurator.desktop.theme.appearance import Appearance, Mode
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.gallery import dialog, page


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_words_are_clipped(qtbot: QtBot, appearance: Appearance, mode: Mode, percent: int) -> None:
    appearance.apply(mode, percent)
    whole = page(appearance)
    qtbot.addWidget(whole)
    whole.resize(1320 * percent // 100, 1000 * percent // 100)
    whole.show()
    qtbot.waitExposed(whole)
    assert not whole.grab().isNull()
    for label in whole.findChildren(QLabel):
        needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= needs - 1, label.text()
        assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()


def test_whatever_takes_focus_has_a_name(qtbot: QtBot, appearance: Appearance) -> None:
    for whole in (page(appearance), dialog(appearance)):
        qtbot.addWidget(whole)
        whole.show()
        for widget in whole.findChildren(QWidget):
            focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(whole)
            if focusable and not widget.objectName().startswith("qt_"):
                words = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or words, widget


def test_open_widgets_change_theme_and_size_while_they_are_shown(qtbot: QtBot, appearance: Appearance) -> None:
    whole = page(appearance)
    qtbot.addWidget(whole)
    whole.resize(1320, 1000)
    whole.show()
    qtbot.waitExposed(whole)
    before = whole.grab().toImage()
    appearance.apply("dark", 150)
    appearance.apply("light", 100)
    whole.resize(1320, 1000)
    qtbot.waitUntil(lambda: whole.size().width() == 1320)
    assert whole.grab().toImage().size() == before.size()


def test_a_closed_dialog_is_freed_though_the_appearance_lives(qtbot: QtBot, appearance: Appearance) -> None:
    made = dialog(appearance)
    made.open()
    gone = weakref.ref(made)
    with qtbot.waitSignal(made.destroyed):
        made.close()
        made.deleteLater()
    del made
    gc.collect()
    assert gone() is None
    appearance.apply("dark")
