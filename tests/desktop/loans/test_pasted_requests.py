"""Pasting a request into the loan editor: the same is proposed as in the form, and nothing goes elsewhere."""

import pytest
from lunarcurator.desktop.mass_units import MassUnits
from lunarcurator.desktop.widgets.buttons import Button
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.desktop.dialogs.pasted_requests import OUT, REQUESTS, STRAIGHT, Pasted
from tests.desktop.dialogs.test_pasting import lines, shown
from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.pasting import asked, asks, press, proposed, step_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("pasted", REQUESTS, ids=lambda each: each.block)
def test_a_pasted_request_shows_where_its_columns_go_and_enter_takes_it(lending: Lending, pasted: Pasted) -> None:
    _, editor = lending.editor()
    grid = editor.lines.grid
    step = asked(lending.qtbot, grid, pasted.text)
    assert tuple(shown(step, grid)) == pasted.goes
    assert step.unclear.isVisible() == pasted.unclear
    assert editor.lines.model.texts() == (), "nothing is pasted yet"
    left_out = step.left_out
    press(lending.qtbot, step, Qt.Key.Key_Return)
    assert lines(editor.lines.model.texts()) == list(pasted.rows)
    assert len(left_out) == (pasted.goes.count(OUT) if pasted.left is None else pasted.left)
    untold = [each for each in left_out if f"“{each}”" not in editor.lines.note.text()]
    assert untold == (list(left_out) if asks(grid) else [])
    lending.settle()


@pytest.mark.parametrize("pasted", STRAIGHT, ids=lambda each: each.block)
def test_what_leaves_no_doubt_is_pasted_at_once(lending: Lending, pasted: Pasted) -> None:
    _, editor = lending.editor()
    QGuiApplication.clipboard().setText(pasted.text)
    lending.qtbot.mouseClick(editor.findChild(Button, "loanEditor.paste"), Qt.MouseButton.LeftButton)
    assert not asks(editor.lines.grid)
    assert lines(editor.lines.model.texts()) == list(pasted.rows)
    lending.settle()


def test_escape_pastes_nothing_and_the_button_asks_too(lending: Lending) -> None:
    _, editor = lending.editor()
    QGuiApplication.clipboard().setText("Sample\tMass (g)\n15558\t0.05")
    lending.qtbot.mouseClick(editor.findChild(Button, "loanEditor.paste"), Qt.MouseButton.LeftButton)
    assert asks(editor.lines.grid)
    lending.qtbot.keyClick(step_of(editor.lines.grid), Qt.Key.Key_Escape)
    assert not asks(editor.lines.grid)
    assert editor.lines.model.texts() == ()
    assert editor.lines.note.isHidden()
    lending.settle()


def test_a_bare_figure_gets_the_unit_that_is_shown(lending: Lending) -> None:
    """The grid of a lab that asks in µg says so before it takes figures of which nobody says the unit."""
    lending.context.units = MassUnits("ug")
    _, editor = lending.editor()
    step = asked(lending.qtbot, editor.lines.grid, "Sample\tAmount\n15558\t1500")
    assert proposed(step) == ["Number", "Asked, µg / µg"]
    step.rows[1].unit.setFocus()
    lending.qtbot.keyClick(step.rows[1].unit, Qt.Key.Key_Home)
    lending.qtbot.keyClick(step.rows[1].unit, Qt.Key.Key_Down)
    assert proposed(step) == ["Number", "Asked, µg / mg"]
    press(lending.qtbot, step, Qt.Key.Key_Return)
    assert lines(editor.lines.model.texts()) == ["15558|1500 mg|"]
    lending.settle()


def test_rows_copied_out_of_the_editor_go_back_into_it(lending: Lending) -> None:
    """What the program says of a row is copied with it, and pasted nowhere."""
    _, editor = lending.editor()
    grid = editor.lines.grid
    grid.paste("Number\tAsked, mg\tUse\n15558\t50\tSIMS")
    lending.settle()
    lending.qtbot.waitUntil(lambda: lending.states(editor) == ["Free"])
    grid.selectRow(0)
    lending.qtbot.keyClick(grid, Qt.Key.Key_C, CONTROL)
    assert "Free" in QGuiApplication.clipboard().text()
    grid.start(1, 0)
    lending.qtbot.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert not asks(grid)
    first, second = editor.lines.model.texts()
    assert first == second
    assert (second["sample"], second["optimum_ug"], second["use"]) == ("15558", "50", "SIMS")
    lending.settle()
