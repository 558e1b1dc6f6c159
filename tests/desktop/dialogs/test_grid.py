"""The editable grid by itself: leaving it, copying out of it, pasting into it, what it keeps."""

import pytest
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import HINT, TONE, GridColumn
from lunarcurator.desktop.dialogs.form.pasted_block import block_of, in_unit
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.words import Words
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pasting import asked, press, titled
from tests.prompt_bot import bring_to_front

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
            GridColumn("found", "Found", 90, proposed=True, quiet=True),
        )
        self.grid = GridInput(appearance, words, "daughters", "Daughters", columns)
        self.before, self.after = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        for part in (self.before, self.grid.field, self.after):
            column.addWidget(part)
        self.grid.setParent(self)

    def paste(self, block: str) -> None:
        """Paste a block under titles of the grid, of which nothing is asked."""
        self.grid.view.paste(titled(self.grid.view, block))


@pytest.fixture
def stand(qtbot: QtBot, appearance: Appearance, words: Words) -> Stand:
    made = Stand(appearance, words)
    qtbot.addWidget(made)
    made.show()
    bring_to_front(made)
    made.grid.view.setFocus()
    made.grid.view.start(0, 1)
    return made


def test_the_last_row_is_always_the_empty_one(stand: Stand) -> None:
    model = stand.grid.model
    assert model.rowCount() == 1
    stand.paste("Chip\t1\nSlab\t2")
    assert model.rowCount() == 3
    assert stand.grid.rows()[1] == {"number": "", "form": "Slab", "mass": "2", "found": ""}


def test_tab_passes_over_proposed_cells_and_leaves_at_the_very_end(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    stand.paste("Chip\t1")
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


@pytest.mark.parametrize("hidden", [(), (3,)], ids=["all columns", "one hidden"])
@pytest.mark.parametrize("typed", ["", "x"], ids=["nothing typed", "typed"])
def test_tab_leaves_from_an_open_cell_too_and_past_columns_the_program_fills(
    stand: Stand, qtbot: QtBot, typed: str, hidden: tuple[int, ...]
) -> None:
    view = stand.grid.view
    for column in hidden:
        view.setColumnHidden(column, True)
    view.start(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    for _ in range(12):
        at = QApplication.focusWidget()
        if at is stand.after:
            break
        if typed and isinstance(at, QLineEdit) and view.currentIndex().row() == 0:
            qtbot.keyClicks(at, typed)
        assert view.currentIndex().column() not in (0, *hidden)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert stand.focusWidget() is stand.after
    assert len(stand.grid.rows()) == len(typed)
    view.setFocus()
    view.start(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert stand.focusWidget() is stand.before


def test_f2_opens_a_cell_whatever_the_window_means_by_it(stand: Stand, qtbot: QtBot) -> None:
    heard: list[bool] = []
    shortcut = QShortcut(QKeySequence("F2"), stand)
    shortcut.activated.connect(lambda: heard.append(True))
    qtbot.keyClick(stand.grid.view, Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert not heard


def test_a_block_is_copied_with_tabs_and_pasted_from_excel_with_its_quotes(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    dialog = asked(qtbot, view, '"Chip"\t1.5\r\nSlab\t2\textra\r\n')
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert [(row["form"], row["mass"]) for row in stand.grid.rows()] == [("Chip", "1.5 g"), ("Slab", "2 g")]
    assert stand.grid.field.editor.accessibleDescription() == "Left out of what was pasted: “Column 3”."
    view.start(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "Chip\t1.5 g\nSlab\t2 g"


def test_filling_down_a_selection_takes_its_top_row(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    stand.paste("Chip\t1\n\t2\n\t3")
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
    stand.paste("Chip\t1\nSlab\tx")
    assert grid.model.index(1, 2).data(TONE) == "red"
    trouble = grid.trouble()
    assert trouble is not None
    assert trouble.facts == {"text": "x"}
    grid.focus()
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, 2)


def test_a_finding_points_at_its_cell(stand: Stand) -> None:
    grid = stand.grid
    stand.paste("Chip\t1\nSlab\t2")
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
    stand.paste("凿片\t1")
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
    stand.paste("Chip\t1")
    with qtbot.assertNotEmitted(grid.changed):
        grid.model.setData(grid.model.index(0, 1), "Chip")
        grid.model.setData(grid.model.index(0, 1), "Slab", Qt.ItemDataRole.DisplayRole)
    assert grid.rows()[0]["form"] == "Chip"


def test_what_was_typed_pasted_or_taken_out_is_taken_back_step_by_step(stand: Stand, qtbot: QtBot) -> None:
    view, model = stand.grid.view, stand.grid.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    stand.paste("Chip\t1\nSlab\t2")
    view.start(0, 2)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    view.start(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    assert [row["form"] for row in stand.grid.rows()] == ["Slab"]
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert [(row["form"], row["mass"]) for row in stand.grid.rows()] == [("Chip", ""), ("Slab", "2")]
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert stand.grid.rows()[0]["mass"] == "1"
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert stand.grid.rows() == ()
    qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert stand.grid.rows() == ()
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Y, CONTROL)
    assert [row["form"] for row in stand.grid.rows()] == ["Slab"]
    view.paste("Fines")
    qtbot.keyClick(view, Qt.Key.Key_Y, CONTROL)
    assert [row["form"] for row in stand.grid.rows()] == ["Fines"]


def test_other_rows_have_no_past(stand: Stand, qtbot: QtBot) -> None:
    stand.paste("Chip\t1")
    stand.grid.show_rows([{"form": "Slab"}])
    qtbot.keyClick(stand.grid.view, Qt.Key.Key_Z, CONTROL)
    assert [row["form"] for row in stand.grid.rows()] == ["Slab"]


def test_cells_in_quotes_keep_their_tabs_and_line_ends_as_blanks() -> None:
    assert block_of('"a\tb"\t1\r\n"c\nd"\t2\r\n') == [["a b", "1"], ["c d", "2"]]
    assert block_of('5" wide\t1\n6\t2') == [['5" wide', "1"], ["6", "2"]]


@pytest.mark.parametrize(
    ("unit", "cell", "told"),
    [
        ("mg", "50", "50 mg"),
        ("g", "1 234.5", "1 234.5 g"),
        ("kg", "0,5", "0,5 kg"),
        ("", "50", "50"),
        ("mg", "50 g", "50 g"),
        ("mg", "0.02g", "0.02g"),
        ("mg", "5 毫克", "5 毫克"),
        ("g", "~5", "~5 g"),
        ("mg", "S S     12.345 g", "S S     12.345 g"),
        ("mg", "", ""),
        ("mg", "2x", "2x"),
        ("mg", "whole", "whole"),
    ],
)
def test_a_figure_has_the_unit_of_its_column_unless_it_has_its_own(unit: str, cell: str, told: str) -> None:
    assert in_unit(cell, unit) == told


def test_a_mistyped_mass_under_a_title_is_a_row_like_all_others(stand: Stand) -> None:
    stand.paste("Chip\t2x")
    assert [(row["form"], row["mass"]) for row in stand.grid.rows()] == [("Chip", "2x")]
    assert stand.grid.model.index(0, 2).data(TONE) == "red"


def editor_of(stand: Stand) -> QLineEdit:
    """The line in which the current cell is typed."""
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.objectName() == "cellEditor"
    return focused


def test_what_is_typed_stays_while_findings_come_and_go(stand: Stand, qtbot: QtBot) -> None:
    """Findings of the row before arrive while the next mass is typed: no digit of it is lost."""
    view = stand.grid.view
    stand.paste("Chip\t1\nSlab\t")
    view.start(0, 2)
    qtbot.keyClicks(view, "4")
    qtbot.keyClicks(editor_of(stand), "49.8")
    qtbot.keyClick(editor_of(stand), Qt.Key.Key_Return)
    qtbot.keyClicks(view, "4")
    stand.grid.point("daughters[0].mass", "red")
    qtbot.keyClicks(editor_of(stand), "5")
    stand.grid.point("", "")
    qtbot.keyClicks(editor_of(stand), "9.7")
    qtbot.keyClick(editor_of(stand), Qt.Key.Key_Return)
    assert [row["mass"] for row in stand.grid.rows()] == ["449.8", "459.7"]


def test_what_is_selected_to_be_typed_over_is_typed_over_when_findings_came(stand: Stand, qtbot: QtBot) -> None:
    view = stand.grid.view
    stand.paste("Chip\t99")
    view.start(0, 2)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert editor_of(stand).selectedText() == "99"
    stand.grid.point("daughters[0].mass", "red")
    qtbot.keyClicks(editor_of(stand), "5")
    qtbot.keyClick(editor_of(stand), Qt.Key.Key_Return)
    assert stand.grid.rows()[0]["mass"] == "5"
