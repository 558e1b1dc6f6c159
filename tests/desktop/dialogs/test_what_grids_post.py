"""What stands in a grid is posted, or said to be in the way: every grid of every dialog, column by column."""

from collections.abc import Iterator

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.shell.dispatch import DIALOGS

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_dialog import OTHERS, gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench

IN_ENGLISH = pytest.mark.parametrize("long_bench", [(100, "en", "light")], ids=["100-en"], indirect=True)
EVERY_DIALOG = pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))


def grids_of(dialog: object) -> list[GridInput]:
    found = dialog.findChildren(GridInput) if isinstance(dialog, ActDialog) else []
    return [grid for grid in found if not grid.field.isHidden()]


def typed_in(column: GridColumn) -> Iterator[tuple[str, str]]:
    """Yield texts for a column, each with what of it has to be found in what is posted."""
    yield "zqx", "zqx"
    if column.kind in {"mass", "figure"}:
        yield "7.31", "731"
    if column.trouble("zqx") is not None and column.trouble("2026-03-04") is None:
        yield "2026-03-04", "20260304"


@IN_ENGLISH
@EVERY_DIALOG
def test_nothing_that_stands_in_a_grid_is_passed_over(long_bench: Bench, key: str) -> None:
    dialog = open_dialog(long_bench, key)
    for grid in grids_of(dialog):
        kept = grid.rows()
        no_text_of_a_row_is_lost(dialog, grid)
        an_empty_row_between_others_is_told(grid)
        closed_columns_take_their_words_alone(long_bench, grid)
        grid.show_rows(kept)
    gone(long_bench, dialog)


def no_text_of_a_row_is_lost(dialog: ActDialog, grid: GridInput) -> None:
    lost = []
    for column in grid.model.columns:
        for text, trace in () if column.quiet else typed_in(column):
            row = {column.key: text}
            grid.show_rows([row])
            if grid.trouble() is not None or dialog.lacking() or not grid.says_something(row):
                continue
            posted = dialog.operations()
            rows = getattr(posted[0], grid.key, ("one",))
            if trace not in repr(posted) or len(rows) != 1:
                lost.append((grid.key, column.key, text, posted))
    assert lost == []


def an_empty_row_between_others_is_told(grid: GridInput) -> None:
    first = next(each for each in grid.model.columns if not each.quiet)
    grid.show_rows([{first.key: "1"}, {}, {first.key: "2"}])
    assert grid.trouble() is not None, grid.key
    grid.focus()
    assert grid.view.currentIndex().row() in {0, 1}


def closed_columns_take_their_words_alone(bench: Bench, grid: GridInput) -> None:
    for column in grid.model.columns:
        if column.closed:
            assert [word for word in column.words if column.trouble(f" {word.upper()} ")] == []
            refused = column.trouble("no" if "no" not in column.words else "zqx")
            assert refused is not None
            assert bench.context.words.say(refused.key, refused.facts)


@IN_ENGLISH
def test_a_line_is_not_approved_by_a_word_nobody_knows(long_bench: Bench) -> None:
    dialog = open_dialog(long_bench, "decide_lines")
    dialog.body.edit.setText("Committee")
    dialog.lines.show_rows([{"line": "L-2026-001/1", "decision": "no"}])
    long_bench.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    assert "“no” is not one of Approved" in dialog.lines.field._note.text()
    gone(long_bench, dialog)
