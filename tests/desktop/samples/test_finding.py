"""Finding pieces: typing and scanning in the tree, the search, and the filters."""

from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.models.sample_columns import COLUMNS
from lunarcurator.desktop.rooms.samples.row_painter import RowPainter
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Split
from lunarcurator.services.browsing import Axis, PieceFilter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from tests.desktop.samples.bench import SampleBench
from tests.store.making import chips

ENTER = Qt.Key.Key_Return
CHIP = PieceFilter(Axis.FORM, "chip")


def search(bench: SampleBench, text: str) -> list[str]:
    bench.room.find()
    assert bench.room.bar.search.hasFocus()
    bench.qtbot.keyClicks(bench.room.bar.search, text)
    bench.settle()
    return [hit.row.number for hit in bench.room.hits.hits.hits]


def test_typing_a_number_jumps_to_it_and_shows_what_was_typed(bench: SampleBench) -> None:
    view = bench.room.view
    bench.qtbot.keyClicks(view, "15555,2")
    bench.settle()
    assert bench.text(view.current_key()) == "15555,2"
    assert bench.room.typed.isVisible()
    assert bench.room.typed.accessibleName() == "15555,2"
    bench.qtbot.keyClick(view, Qt.Key.Key_Backspace)
    bench.qtbot.keyClick(view, "3")
    bench.settle()
    assert bench.text(view.current_key()) == "15555,3"
    bench.qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not bench.room.typed.isVisible()
    assert bench.text(view.current_key()) == "15555,3"


def test_a_comma_stays_in_the_family_of_the_piece_in_front(bench: SampleBench) -> None:
    bench.post(Split(parent="15016", daughters=chips(1, 2)))
    bench.show("15016")
    assert bench.text(bench.show(",2")) == "15016,2"
    bench.show("15555")
    assert bench.text(bench.show(",2")) == "15555,2"


def test_a_scanner_ends_each_number_with_enter(bench: SampleBench) -> None:
    view = bench.room.view
    for number in ("15555,2", "15016"):
        bench.qtbot.keyClicks(view, number)
        bench.qtbot.keyClick(view, ENTER)
        bench.settle()
        assert bench.text(view.current_key()) == number
        assert not bench.room.typed.isVisible()


def test_a_number_nobody_has_is_said_so_and_the_tree_stays(bench: SampleBench) -> None:
    key = bench.show("15016")
    bench.qtbot.keyClicks(bench.room.view, "15559")
    bench.settle()
    assert bench.room.typed.accessibleName() == "15559: nothing has this number"
    assert bench.room.typed.tone == "red"
    assert bench.room.view.current_key() == key
    bench.room.jumping._rest.timeout.emit()
    assert not bench.room.typed.isVisible()


def test_the_search_shows_a_flat_list_with_paths_as_one_types(bench: SampleBench) -> None:
    assert search(bench, "15555,4") == ["15555,4"]
    room = bench.room
    assert room.pages.currentWidget() is room.hits_view
    columns = [column.key for column in room.hits.columns]
    assert room.hits.index(0, columns.index("path")).data() == "Apollo › Apollo 15 › 15555 › 15555,1"
    spoken = room.hits.index(0, columns.index("mass")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Mass now 2.000 grams"
    room.grab()


def test_what_a_hit_stands_below_is_told_by_its_parent_however_narrow(bench: SampleBench) -> None:
    """A path is cut at its beginning: its end is the piece it came from."""
    search(bench, "15555,4")
    cell = bench.room.hits.cell(0, COLUMNS["path"])
    painter = RowPainter(bench.room.context.appearance)
    shown = {painter._fitting(painter.cells, cell, room) for room in range(0, 400, 8)}
    assert shown == {"Apollo › Apollo 15 › 15555 › 15555,1", "15555 › 15555,1", "15555,1"}


def test_esc_returns_to_the_same_tree(bench: SampleBench) -> None:
    bench.open("15555")
    bench.room.view.show_key(bench.key("15555,2"))
    bench.settle()
    before = bench.rows()
    assert search(bench, "basalt") == ["15016"]
    field = bench.room.bar.search
    bench.qtbot.keyClick(field, Qt.Key.Key_Escape)
    bench.settle()
    assert bench.room.pages.currentWidget() is bench.room.view
    assert bench.rows() == before
    assert bench.text(bench.room.view.current_key()) == "15555,2"
    bench.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert bench.room.view.hasFocus()


def test_enter_goes_to_the_hits_and_from_a_hit_to_the_tree(bench: SampleBench) -> None:
    search(bench, "15555")
    field, hits = bench.room.bar.search, bench.room.hits_view
    bench.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert hits.hasFocus()
    bench.qtbot.keyClick(hits, Qt.Key.Key_Down)
    bench.settle()
    assert bench.room.selection.samples == (bench.room.hits.hit(1).row.uid,)
    assert bench.room.selection_summary().startswith("1 selected")
    bench.room.copy()
    bench.qtbot.keyClick(hits, ENTER)
    bench.settle()
    assert bench.room.pages.currentWidget() is bench.room.view
    assert bench.text(bench.room.view.current_key()) == "15555,1"
    search(bench, "15016")
    bench.room.hits_view.setFocus()
    bench.qtbot.keyClick(hits, Qt.Key.Key_Escape)
    bench.settle()
    assert bench.room.pages.currentWidget() is bench.room.view


def test_nothing_found_says_so_and_offers_to_clear(bench: SampleBench) -> None:
    room = bench.room
    room.bar.switch(CHIP, on=True)
    bench.settle()
    assert search(bench, "15556x") == []
    assert room.pages.currentWidget() is room.nothing
    assert room.nothing._sentence.accessibleName() == "Nothing matches “15556x”."
    assert room.nothing._filters.accessibleName() == "Filters: Chip"
    room.enter()
    bench.qtbot.mouseClick(room.nothing.button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert room.pages.currentWidget() is room.view
    assert room.bar.active() == ()
    assert room.bar.search.text() == ""


def test_a_search_follows_what_is_posted(bench: SampleBench) -> None:
    assert search(bench, "15016") == ["15016"]
    bench.post(Split(parent="15016", daughters=chips(1)))
    assert [hit.row.number for hit in bench.room.hits.hits.hits] == ["15016", "15016,1"]


def test_a_filter_keeps_the_tree_with_dimmed_ancestors_and_counts(bench: SampleBench) -> None:
    room, tree, view = bench.room, bench.room.tree, bench.room.view
    bench.open("15555")
    room.bar.switch(CHIP, on=True)
    bench.settle()
    assert bench.rows() == ["Apollo", "  Apollo 15", "    15555", "      ,1", "        ,4", "      ,2", "      ,3"]
    stone = bench.key("15555")
    assert view.row_of(tree.index_of(stone)).look.grey
    assert not view.row_of(tree.index_of(bench.key("15555,1"))).look.grey
    view.setExpanded(tree.index_of(stone), False)
    assert view.row_of(tree.index_of(stone)).look.note == "4 matches below"
    view.setExpanded(tree.index_of(stone), True)
    view.setExpanded(tree.index_of(bench.key("15555,1")), False)
    assert view.row_of(tree.index_of(bench.key("15555,1"))).look.note == "1 match below"
    room.bar.clear()
    bench.settle()
    assert bench.rows() == [
        "Apollo",
        "  Apollo 15",
        "    15016",
        "    15058",
        "    15555",
        "      ,1",
        "      ,2",
        "      ,3",
    ]
    room.bar.clear()


def test_a_filter_that_takes_nothing_says_so(bench: SampleBench) -> None:
    bench.room.bar.switch(PieceFilter(Axis.CUSTODY, "loan"), on=True)
    bench.settle()
    assert bench.room.pages.currentWidget() is bench.room.nothing
    assert bench.room.nothing._sentence.accessibleName() == "Nothing matches these filters."


def test_a_filtered_tree_follows_what_is_posted(bench: SampleBench) -> None:
    bench.room.bar.switch(CHIP, on=True)
    bench.settle()
    bench.post(Split(parent="15016", daughters=chips(1)))
    assert "    15016" in bench.rows()


def test_what_a_filter_hid_is_selected_again_without_it(bench: SampleBench) -> None:
    key = bench.show("15016")
    bench.room.bar.switch(CHIP, on=True)
    bench.settle()
    assert bench.room.view.selected_keys() == []
    bench.room.bar.switch(CHIP, on=False)
    bench.settle()
    assert bench.room.view.selected_keys() == [key]


def test_a_link_to_a_piece_that_is_filtered_away_clears_the_filters(bench: SampleBench) -> None:
    bench.show("15016")
    uid = bench.room.selection.samples[0]
    bench.room.bar.switch(CHIP, on=True)
    bench.settle()
    bench.room.go_to(Link(Target.SAMPLE, uid))
    bench.settle()
    assert bench.room.bar.active() == ()
    assert bench.text(bench.room.view.current_key()) == "15016"


def test_chips_show_counts_and_those_that_take_nothing_are_left_out(bench: SampleBench) -> None:
    bar = bench.room.bar
    names = {each: chip.accessibleName() for each, chip in bar._chips.items()}
    assert names[PieceFilter(Axis.EXISTENCE, "exists")] == "Exists 7"
    assert names[PieceFilter(Axis.CUSTODY, "here")] == "Here 7"
    assert names[PieceFilter(Axis.MASS, "not_reconciled")] == "Not reconciled 1"
    assert PieceFilter(Axis.CUSTODY, "loan") not in names
    bar.setFixedWidth(bar.search.width() + bar.columns.width() + 200)
    bench.settle()
    assert [chip.isVisible() for chip in bar._chips.values()].count(True) < len(names)


def test_the_menu_lists_every_filter_with_its_count(bench: SampleBench) -> None:
    menu = bench.room.bar.menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:2] == ["Apollo  7", "Exists  7"]
    assert "Chip  4" in texts
    chip = next(action for action in menu.actions() if action.text() == "Chip  4")
    chip.trigger()
    bench.settle()
    assert bench.room.bar.active() == (CHIP,)
    assert [action.isChecked() for action in bench.room.bar.menu().actions() if action.text() == "Chip  4"] == [
        True
    ]


def test_filters_rest_while_another_day_is_shown(bench: SampleBench) -> None:
    bench.room.bar.switch(CHIP, on=True)
    bench.settle()
    bench.context.show_moment(Moment(20200215))
    bench.settle()
    assert not bench.room.bar.row.isVisible()
    assert bench.rows() == ["Apollo", "  Apollo 15"]
    bench.open("15016")
    assert bench.rows()[2:] == ["    15016", "    15058", "    15555"]
    assert search(bench, "15016") == ["15016"]


def test_the_filter_and_column_buttons_open_their_menus(bench: SampleBench) -> None:
    asked: list[QPoint] = []
    bench.room.bar.columns_asked.connect(asked.append)
    bench.room.bar.more.click()
    bench.room.bar.columns.click()
    assert len(asked) == 1
    for menu in bench.room.findChildren(QMenu):
        menu.close()
