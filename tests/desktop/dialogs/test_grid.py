"""The editable grid by itself: leaving it, copying out of it, pasting into it, what it keeps."""

import pytest
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import HINT, TONE, GridColumn
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


def no_x(text: str) -> Refusal | None:
    return Refusal("mass.text_unreadable", text=text) if "x" in text else None


class Stand(QWidget):
    """A grid between two fields."""

    def __init__(self, appearance: Appearance, words: Words) -> None:
        super().__init__()
        columns = (
            GridColumn("number", "Number", 100, proposed=True),
            GridColumn("form", "Form", 100),
            GridColumn("mass", "Mass, g", 90, "mass", no_x),
        )
        self.grid = GridInput(appearance, words, "daughters", "Daughters", columns)
        self.before, self.after = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        for part in (self.before, self.grid.field, self.after):
            column.addWidget(part)
        self.grid.setParent(self)


@pytest.fixture
def stand(qtbot: QtBot, appearance: Appearance, words: Words) -> Stand:
    made = Stand(appearance, words)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.grid.view.setFocus()
    made.grid.view.start(0, 1)
    return made


def test_the_last_row_is_always_the_empty_one(stand: Stand) -> None:
    model = stand.grid.model
    assert model.rowCount() == 1
    stand.grid.view.paste("Chip\t1\nSlab\t2")
    assert model.rowCount() == 3
    assert stand.grid.rows()[1] == {"number": "", "form": "Slab", "mass": "2"}


def test_tab_passes_over_proposed_cells_and_leaves_at_the_very_end(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    view.paste("Chip\t1")
    places = []
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        places.append((view.currentIndex().row(), view.currentIndex().column()))
    assert places == [(0, 2), (1, 1), (1, 2)]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert stand.focusWidget() is stand.after


def test_backtab_leaves_at_the_beginning_and_ctrl_tab_at_once(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    qtbot.keyClick(view, Qt.Key.Key_Backtab)
    assert stand.focusWidget() is stand.before
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab, CONTROL)
    assert stand.focusWidget() is stand.after


def test_a_block_is_copied_with_tabs_and_pasted_from_excel_with_its_quotes(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    view.paste('"Chip"\t1.5\r\nSlab\t2\textra\r\n')
    assert [row["mass"] for row in stand.grid.rows()] == ["1.5", "2"]
    view.start(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "Chip\t1.5\nSlab\t2"


def test_filling_down_a_selection_takes_its_top_row(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    view.paste("Chip\t1\n\t2\n\t3")
    view.start(0, 1)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert [row["form"] for row in stand.grid.rows()] == ["Chip", "Chip", "Chip"]
    view.start(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert [row["form"] for row in stand.grid.rows()] == ["Chip", "Chip", "Chip"]


def test_what_cannot_be_read_is_red_and_has_the_cursor_brought_to_it(stand: Stand) -> None:
    grid = stand.grid
    grid.view.paste("Chip\t1\nSlab\tx")
    assert grid.model.index(1, 2).data(TONE) == "red"
    trouble = grid.trouble()
    assert trouble is not None
    assert trouble.facts == {"text": "x"}
    grid.focus()
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, 2)


def test_a_finding_points_at_its_cell(stand: Stand) -> None:
    grid = stand.grid
    grid.view.paste("Chip\t1\nSlab\t2")
    assert grid.answers_to("daughters[1].mass")
    assert not grid.answers_to("parent")
    grid.point("daughters[1].mass", "amber")
    grid.point("daughters[0].condition", "red")
    assert grid.model.index(1, 2).data(TONE) == "amber"
    assert grid.model.index(0, 0).data(TONE) == "red"
    grid.focus("daughters[1].mass")
    assert grid.view.currentIndex().column() == 2
    grid.point("", "")
    assert grid.model.index(1, 2).data(TONE) == ""


def test_the_rows_go_into_a_draft_and_come_back(stand: Stand) -> None:
    grid = stand.grid
    assert grid.text() == ""
    grid.view.paste("凿片\t1")
    kept = grid.text()
    grid.restore("")
    assert grid.rows() == ()
    grid.restore(kept)
    assert grid.rows()[0]["form"] == "凿片"
    grid.restore("not json")
    assert grid.rows() == ()


def test_cells_tell_their_header_and_hint_to_a_screen_reader(stand: Stand) -> None:
    model = stand.grid.model
    model.hint({(0, "number"): "next: 15555,1"})
    cell = model.index(0, 0)
    assert cell.data(HINT) == "next: 15555,1"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Number next: 15555,1"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Mass, g"
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"


def test_the_same_text_again_and_other_roles_change_nothing(stand: Stand, qtbot: QtBot) -> None:
    grid = stand.grid
    grid.view.paste("Chip\t1")
    with qtbot.assertNotEmitted(grid.changed):
        grid.model.setData(grid.model.index(0, 1), "Chip")
        grid.model.setData(grid.model.index(0, 1), "Slab", Qt.ItemDataRole.DisplayRole)
    assert grid.rows()[0]["form"] == "Chip"
