"""The safe of 2002 through the real window: declared stolen with what is lent, found, undone and done again."""

from lunarcurator.services.cases import open_cases
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from tests.scenarios.lab import Lab
from tests.scenarios.test_a_safe_is_stolen import JOURNALS, MARTIAN, VIALS, fill_the_safe, line
from tests.scenarios.window import Driven, Opened, again, opened


def choose(window: Driven, dialog: QWidget, name: str, word: str) -> None:
    """Choose a word of a combo box with the keyboard."""
    box = dialog.findChild(QComboBox, name)
    assert box is not None, name
    box.setFocus()
    window.qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(word)):
        window.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == word


def test_a_lent_piece_is_declared_stolen_and_found_in_the_window(lab: Lab, opened: Opened) -> None:
    fill_the_safe(lab)
    window = opened(lab)
    window.go(VIALS)
    dialog = window.open("declare_lost")
    choose(window, dialog, "how", "Stolen")
    window.type(dialog, "report", "Lunar News, December 2003")
    window.type(dialog, "circumstances", "The safe was carried off")
    window.type(dialog, "day", "2002-07-15")
    window.allow(dialog)
    told = "The loan line it is out on is reported lost; its borrower still answers for it"
    window.until(lambda: told in dialog.outcome.lines)
    window.act(dialog)
    (case,) = open_cases(window.store_view.context.session)
    assert case.kind == "stolen"
    window.go(VIALS)
    dialog = window.open("recover")
    window.type(dialog, "place", "Returned vault")
    window.type(dialog, "evidence", "recovered at a hotel")
    window.type(dialog, "day", "2002-07-20")
    dialog.known_again.tick.setChecked(True)
    window.until(lambda: f"Case {case.code} is closed" in dialog.outcome.lines)
    window.act(dialog)
    window.press("undo")
    assert open_cases(window.store_view.context.session) == (case,)
    window.press("redo")
    again(lab, window)
    lab.days |= {20020715, 20020720}
    assert not open_cases(lab.session)
    assert line(lab, "L-2000-1/1").state == "closed"
    assert lab.view(VIALS, 20020716).state.existence == "stolen"
    lab.closes_on_each_day()
    assert {lab.view(each).state.existence for each in (VIALS, MARTIAN, JOURNALS)} == {"exists"}


__all__ = ["opened"]
