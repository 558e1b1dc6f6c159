"""However many rows are chosen in a tree that is filtered: what an act gets is what matches and is seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator import desktop
from lunarcurator.desktop.widgets.matching_tree import MatchingTree
from lunarcurator.services.browsing import Axis, PieceFilter
from lunarcurator.services.form_context import form_context
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from tests.desktop.samples.bench import SampleBench

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def rows_seen(view: MatchingTree) -> list[QModelIndex]:
    """Every row somebody sees, from the top."""
    found, index = [], view.model().index(0, 0)
    while index.isValid():
        found.append(index)
        index = view.indexBelow(index)
    return found


def click(qtbot: QtBot, view: MatchingTree, index: QModelIndex, modifier: Qt.KeyboardModifier) -> None:
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, view.visualRect(index).center())


def by_keys(qtbot: QtBot, view: MatchingTree) -> None:
    view.setCurrentIndex(rows_seen(view)[0])
    for _ in rows_seen(view):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)


def by_mouse(qtbot: QtBot, view: MatchingTree) -> None:
    rows = rows_seen(view)
    click(qtbot, view, rows[0], Qt.KeyboardModifier.NoModifier)
    click(qtbot, view, rows[-1], SHIFT)


def by_menu(_qtbot: QtBot, view: MatchingTree) -> None:
    view.selectAll()


def by_its_key(qtbot: QtBot, view: MatchingTree) -> None:
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)


WAYS = pytest.mark.parametrize("choose", [by_keys, by_mouse, by_menu, by_its_key])
type Way = Callable[[QtBot, MatchingTree], None]


@WAYS
@pytest.mark.parametrize("form", ["chip"])
def test_a_choice_of_many_pieces_holds_no_dimmed_one(bench: SampleBench, choose: Way, form: str) -> None:
    only = PieceFilter(Axis.FORM, form)
    bench.room.bar.switch(only, on=True)
    bench.settle()
    seen = len(rows_seen(bench.room.view))
    choose(bench.qtbot, bench.room.view)
    bench.settle()
    chosen = bench.room.selection.samples
    assert 0 < len(chosen) < seen
    assert {piece.form for piece in form_context(bench.context.session, chosen).pieces} == {form}
    bench.room.bar.clear()


def test_a_dimmed_row_is_still_chosen_alone_and_pointed_at(bench: SampleBench) -> None:
    bench.room.bar.switch(PieceFilter(Axis.FORM, "chip"), on=True)
    bench.settle()
    view, stone = bench.room.view, bench.room.tree.index_of(bench.key("15555"))
    click(bench.qtbot, view, stone, Qt.KeyboardModifier.NoModifier)
    bench.settle()
    assert len(bench.room.selection.samples) == 1
    click(bench.qtbot, view, bench.room.tree.index_of(bench.key("15555,2")), CONTROL)
    bench.settle()
    assert len(bench.room.selection.samples) == 2
    bench.room.bar.clear()


@pytest.mark.parametrize("deep", ["15555", "15555,1"])
def test_what_is_closed_away_is_not_chosen_any_more(bench: SampleBench, deep: str) -> None:
    bench.open("15555")
    bench.open("15555,1")
    view, tree = bench.room.view, bench.room.tree
    view.selectAll()
    bench.settle()
    before = len(bench.room.selection.samples)
    view.setExpanded(tree.index_of(bench.key(deep)), False)
    bench.settle()
    chosen = [tree.index_of(key) for key in view.selected_keys()]
    assert all(index in rows_seen(view) for index in chosen)
    assert 0 < len(bench.room.selection.samples) < before


def test_a_parent_that_a_filter_dims_is_let_go_among_several(bench: SampleBench) -> None:
    bench.open("15555")
    view, tree = bench.room.view, bench.room.tree
    for at, number in enumerate(("15555", "15555,2")):
        modifier = CONTROL if at else Qt.KeyboardModifier.NoModifier
        click(bench.qtbot, view, tree.index_of(bench.key(number)), modifier)
    bench.room.bar.switch(PieceFilter(Axis.FORM, "chip"), on=True)
    bench.settle()
    assert view.selected_keys() == [bench.key("15555,2")]
    bench.room.bar.clear()


def test_every_tree_in_which_many_are_chosen_lets_dimmed_rows_go() -> None:
    """A view of its own cannot forget it: it comes with `MatchingTree`, and what is dimmed is said by `is_dim`."""
    sources = [path.read_text(encoding="utf-8") for path in Path(desktop.__file__).parent.rglob("*.py")]
    many = [text for text in sources if "ExtendedSelection" in text and "(QTreeView)" in text]
    assert many == []
