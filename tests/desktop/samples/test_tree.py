"""The tree: levels, what its cells say, keyboard, and following an entry without losing anything."""

from pathlib import Path

import pytest
from lunarcurator.desktop.links import NOTHING, Link, Target
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Mission,
    Move,
    OpenCollection,
    PlanSplit,
    Register,
    Reverse,
    Split,
    Weigh,
)
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.browsing import Sort
from lunarcurator.services.changes import ChangeSet
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from tests.desktop.samples.bench import SampleBench
from tests.desktop.samples.conftest import Opening
from tests.store.making import chips, new_lab, rock

ENTER = Qt.Key.Key_Return


def test_the_tree_opens_with_its_collections_open(bench: SampleBench) -> None:
    assert bench.rows() == ["Apollo", "  Apollo 15"]
    told = "7 pieces · 150.000 g known · 2\u202f672.3 g not reconciled · 1 unweighed (not reconciled)"
    assert bench.room.head.totals() == told.replace(" g", "\u00a0g").replace(" kg", "\u00a0kg")


def test_arrow_keys_open_close_and_walk_the_tree(bench: SampleBench) -> None:
    view = bench.room.view
    assert view.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        bench.qtbot.keyClick(view, key)
        bench.settle()
    assert bench.rows() == ["Apollo", "  Apollo 15", "    15016", "    15058", "    15555"]
    bench.qtbot.keyClick(view, Qt.Key.Key_End)
    bench.qtbot.keyClick(view, ENTER)
    bench.settle()
    assert bench.rows()[-3:] == ["      ,1", "      ,2", "      ,3"]
    bench.qtbot.keyClick(view, ENTER)
    bench.qtbot.keyClick(view, Qt.Key.Key_Left)
    bench.qtbot.keyClick(view, Qt.Key.Key_Left)
    bench.settle()
    assert bench.rows() == ["Apollo", "  Apollo 15"]


def test_cells_say_mass_reason_share_and_place(bench: SampleBench) -> None:
    stone = bench.open("15555")
    chip = bench.key("15555,2")
    assert bench.text(stone, "mass") == "100"
    assert bench.text(stone, "own") == "79.000"
    assert bench.text(chip, "mass") == "7.000"
    assert bench.text(chip, "left") == "100\u00a0%"
    assert bench.text(stone, "place").endswith("Vault › Cabinet 8")
    assert bench.text(bench.key("15058"), "mass") == "2672.3 original, not reconciled"
    assert bench.text(bench.top, "mass") == "\u2265\u2009150"


def test_a_screen_reader_hears_header_value_and_unit(bench: SampleBench) -> None:
    stone = bench.open("15555")
    tree = bench.room.tree
    columns = [column.key for column in tree.columns]
    spoken = {
        key: tree.index_of(bench.key("15555,2"), columns.index(key)).data(Qt.ItemDataRole.AccessibleTextRole)
        for key in ("number", "mass", "custody", "remarks", "nominal_ug")
    }
    assert spoken["number"] == "Number 15555,2"
    assert spoken["mass"] == "Mass now 7.000 grams"
    assert spoken["custody"] == "Custody Here"
    assert spoken["nominal_ug"] == ""
    family = tree.index_of(stone, columns.index("mass")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert family == "Mass now 100 grams in 5 pieces; the piece itself 79.000 grams"
    assert tree.index_of(bench.top).data(Qt.ItemDataRole.AccessibleTextRole) == "Number Apollo, 7 pieces"
    tip = tree.index_of(bench.key("15058"), columns.index("mass")).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "2672.3 original, not reconciled"
    assert tree.index_of(stone).data(Qt.ItemDataRole.DecorationRole) is None


def test_daughters_appear_in_place_and_nothing_else_moves(bench: SampleBench) -> None:
    stone = bench.open("15555")
    bench.room.view.show_key(bench.key("15555,2"))
    bench.settle()
    resets: list[int] = []
    bench.room.tree.modelReset.connect(lambda: resets.append(1))
    inserted: list[tuple[int, int]] = []
    bench.room.tree.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    bench.post(Split(parent="15555", daughters=chips(3, 4)))
    assert bench.children(stone) == ["15555,1", "15555,2", "15555,3", "15555,5", "15555,6"]
    assert inserted == [(3, 4)]
    assert not resets
    assert bench.room.view.current_key() == bench.key("15555,2")
    assert bench.text(stone, "own") == "72.000"


def test_new_pieces_say_so_until_the_selection_moves_on(bench: SampleBench) -> None:
    stone = bench.open("15555")
    born = bench.post(Split(parent="15555", daughters=chips(3))).changes.born[0]
    view, tree = bench.room.view, bench.room.tree
    assert view.row_of(tree.index_of(born)).look.badge == "New"
    assert view.row_of(tree.index_of(bench.key("15555,1"))).look.badge == ""
    bench.qtbot.keyClick(view, Qt.Key.Key_Down)
    bench.settle()
    assert view.row_of(tree.index_of(born)).look.badge == ""
    assert stone in tree.shape


def test_the_piece_in_front_opens_when_it_gets_its_first_daughters(bench: SampleBench) -> None:
    small = bench.show("15016")
    bench.post(Split(parent="15016", daughters=chips(3, 4)))
    assert bench.room.view.isExpanded(bench.room.tree.index_of(small))
    assert bench.children(small) == ["15016,1", "15016,2"]


def test_an_undone_split_takes_its_daughters_away(bench: SampleBench) -> None:
    bench.show("15016")
    posted = bench.post(Split(parent="15016", daughters=chips(3, 4)))
    small = bench.show("15016")
    bench.post(Reverse(entry=str(posted.seq)))
    assert bench.children(small) == []
    assert not bench.room.tree.hasChildren(bench.room.tree.index_of(small))
    bench.post(Split(parent="15016", daughters=chips(5)))
    assert bench.children(small) == ["15016,3"]


def test_a_piece_moves_to_where_its_new_mass_sorts_it(bench: SampleBench) -> None:
    header = bench.room.view.header()
    keys = [column.key for column in bench.room.tree.columns]
    stone = bench.open("15555")
    bench.room.layout_of_tree._sort_by(keys.index("mass"))
    bench.settle()
    assert bench.children(stone) == ["15555,1", "15555,2", "15555,3"]
    assert bench.room.view.isExpanded(bench.room.tree.index_of(stone))
    moved: list[int] = []
    bench.room.tree.rowsMoved.connect(lambda *_: moved.append(1))
    bench.post(Weigh(sample="15555,1", reading=Reading(net_ug=3_999_000, resolution_ug=1_000, balance="B3")))
    assert not moved
    bench.post(Split(parent="15555,3", daughters=chips(7)))
    assert bench.children(stone) == ["15555,3", "15555,1", "15555,2"]
    assert moved == [1]
    bench.room.layout_of_tree._sort_by(keys.index("mass"))
    bench.settle()
    assert bench.children(stone) == ["15555,2", "15555,1", "15555,3"]
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_a_wide_change_reads_the_tree_anew_and_keeps_what_is_open_and_selected(bench: SampleBench) -> None:
    bench.open("15555")
    chip = bench.key("15555,2")
    bench.room.view.show_key(chip)
    bench.settle()
    before = bench.rows()
    bench.context.tell(ChangeSet(99, wide=True))
    bench.settle()
    assert bench.rows() == before
    assert bench.room.view.selected_keys() == [chip]


@pytest.mark.slow
def test_an_import_of_many_rows_shows_at_once(bench: SampleBench) -> None:
    bench.open("15555")
    many = [rock(str(16_000 + at), 1) for at in range(2_001)]
    assert bench.post(*many).changes.wide
    assert bench.room.head.totals().startswith("2\u202f008 pieces")
    assert bench.rows()[1:5] == ["  Apollo 15", "    15016", "    15058", "    15555"]
    assert len(bench.room.tree.shape.children(bench.room.tree.shape.above(bench.key("15016")))) == 2_004


@pytest.mark.slow
def test_a_large_family_comes_in_two_steps_and_whole(bench: SampleBench) -> None:
    mass = Mass.unknown("section")
    rows = [
        Register(
            collection="Apollo", number=f"15016,{at}", mission="Apollo 15", parent="15016", mass=mass, form="chip"
        )
        for at in range(1, 451)
    ]
    bench.post(*rows)
    small = bench.show("15016")
    steps: list[int] = []
    bench.room.tree.rowsInserted.connect(lambda _parent, first, last: steps.append(last - first + 1))
    bench.room.view.setExpanded(bench.room.tree.index_of(small), True)
    bench.settle()
    assert steps == [200, 250]
    bench.room.view.setExpanded(bench.room.tree.index_of(small), False)
    bench.room.view.selectAll()
    last = bench.show("15016,450")
    assert bench.text(last) == "15016,450"


def test_scrolling_to_the_end_brings_the_rest_of_a_family_at_once(bench: SampleBench) -> None:
    rows = [
        Register(
            collection="Apollo",
            number=f"15555,{at}",
            mission="Apollo 15",
            parent="15555",
            mass=Mass.unknown("section"),
            form="chip",
        )
        for at in range(100, 400)
    ]
    bench.post(*rows)
    stone = bench.show("15555")
    tree, view = bench.room.tree, bench.room.view
    bar = view.verticalScrollBar()
    before = bar.maximum()
    view.setExpanded(tree.index_of(stone), True)
    # The view lays new rows out a moment after they came.
    bench.qtbot.waitUntil(lambda: len(tree.shape.children(stone)) == 200 and bar.maximum() > before)
    tree.keep_still()
    bar.setValue(bar.maximum())
    assert len(tree.shape.children(stone)) == 303


def test_new_missions_and_collections_appear(bench: SampleBench) -> None:
    mission = Mission(code="Apollo 11", name="Apollo 11", opened=19690725)
    bench.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=(mission,)))
    assert bench.rows() == ["Apollo", "  Apollo 11", "  Apollo 15"]
    bench.post(OpenCollection(code="Own", name="Own", scheme="plain"))
    assert bench.rows() == ["Apollo", "  Apollo 11", "  Apollo 15", "Own"]


def test_a_moved_piece_shows_its_new_place(bench: SampleBench) -> None:
    small = bench.show("15016")
    bench.post(Move(to="C9", samples=("15016",)))
    assert bench.text(small, "place").endswith("Cabinet 9")
    bench.post(Move(to="V2", places=("C9",)))
    assert bench.text(small, "place").endswith("V2 › Cabinet 9")


def test_planned_pieces_are_grey_and_say_so(bench: SampleBench) -> None:
    small = bench.show("15016")
    bench.post(PlanSplit(parent="15016", daughters=chips(3)))
    planned = bench.room.tree.shape.children(small)[0]
    assert bench.text(planned, "custody") == "Planned"
    assert bench.room.view.row_of(bench.room.tree.index_of(planned)).look.grey


def test_selection_and_its_sum_are_told(bench: SampleBench) -> None:
    told: list[object] = []
    bench.room.selection_changed.connect(told.append)
    bench.open("15555")
    view, tree = bench.room.view, bench.room.tree
    view.show_key(bench.key("15555,1"))
    bench.qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    bench.settle()
    uids = {tree.uid(bench.key(number)) for number in ("15555,1", "15555,2")}
    assert set(bench.room.selection.samples) == uids
    assert bench.room.selection_summary() == "2 selected · 11.000\u00a0g"
    bench.room.view.show_key(bench.key("15058"))
    bench.settle()
    assert bench.room.selection_summary() == "1 selected · 1 unweighed (not reconciled)"
    view.show_key(bench.key("15555,1"))
    bench.settle()
    assert bench.room.selection_summary() == f"1 selected · {bench.text(bench.key('15555,1'), 'own')}\u00a0g"
    view.show_key(bench.top)
    bench.settle()
    assert bench.room.selection == NOTHING
    assert bench.room.selection_summary() == ""
    assert told


def test_rows_are_copied_with_their_headers_in_the_order_of_the_tree(bench: SampleBench) -> None:
    bench.open("15555")
    view = bench.room.view
    view.show_key(bench.key("15555,2"))
    bench.qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    bench.room.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:4] == ["Number", "Form", "Mass now, g", "Original, g"]
    assert [line.split("\t")[:3] for line in lines[1:]] == [
        ["15555,1", "Chip", "4.000"],
        ["15555,2", "Chip", "7.000"],
    ]


def test_a_link_opens_the_way_to_its_piece(bench: SampleBench) -> None:
    bench.open("15555,1")
    uid = bench.room.tree.uid(bench.key("15555,4"))
    assert uid is not None
    bench.room.view.collapseAll()
    assert bench.room.go_to(Link(Target.SAMPLE, uid))
    bench.settle()
    assert bench.text(bench.room.view.current_key()) == "15555,4"
    assert bench.rows()[-4:] == ["      ,1", "        ,4", "      ,2", "      ,3"]
    assert not bench.room.go_to(Link(Target.PLACE, uid))
    bench.room.go_to(Link(Target.SAMPLE, Uid("0" * 32)))
    bench.settle()
    assert bench.text(bench.room.view.current_key()) == "15555,4"


def test_the_menu_key_and_the_mouse_ask_for_a_menu(bench: SampleBench) -> None:
    asked: list[QPoint] = []
    bench.room.context_menu_requested.connect(asked.append)
    view = bench.room.view
    bench.show("15016")
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        view.contextMenuEvent(QContextMenuEvent(reason, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5))))
    assert len(asked) == 2


def test_the_buttons_ask_for_their_actions(bench: SampleBench) -> None:
    asked: list[str] = []
    bench.room.action_requested.connect(asked.append)
    for key in ("register", "import", "export"):
        bench.room.actions_of_head.buttons[key].click()
    assert asked == ["register", "import", "export"]


def test_every_row_paints_in_all_its_states(bench: SampleBench, appearance: object) -> None:
    bench.open("15555")
    bench.post(PlanSplit(parent="15016", daughters=chips(3)))
    first = bench.room.grab().toImage()
    bench.context.appearance.apply("dark", 150)
    bench.settle()
    assert bench.room.grab().toImage() != first
    bench.context.appearance.apply("contrast", 100)
    bench.settle()
    bench.room.view.selectAll()
    bench.room.grab()
    bench.context.appearance.apply("light", 100)


def test_an_empty_store_offers_three_ways_in(opening: Opening, tmp_path: Path) -> None:
    new_lab(tmp_path / "new.lunar").session.close()
    bench = opening(tmp_path / "new.lunar")
    room = bench.room
    assert room.pages.currentWidget() is room.empty
    assert room.head.totals() == "none yet"
    asked: list[str] = []
    room.action_requested.connect(asked.append)
    room.enter()
    assert room.empty.ways.choices[0].hasFocus()
    for choice in room.empty.ways.choices:
        bench.qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert asked == ["import", "register", "demo"]
    bench.post(rock("15555"))
    assert room.pages.currentWidget() is room.view
    room.grab()


def test_an_index_that_is_not_there_is_invalid(bench: SampleBench) -> None:
    tree = bench.room.tree
    assert not tree.index(5, 0).isValid()
    assert not tree.index(0, 99).isValid()
    assert not tree.index_of(12345).isValid()
    assert tree.data(QModelIndex()) is None
    assert tree.headerData(0, Qt.Orientation.Vertical) is None
    assert not tree.canFetchMore(QModelIndex())
    tree.fetchMore(QModelIndex())
    assert bench.room.view.show_key(12345) is False


@pytest.mark.parametrize("key", ["place", "custody", "left", "weighed"])
def test_every_column_can_be_sorted_by(bench: SampleBench, key: str) -> None:
    stone = bench.open("15555")
    keys = [column.key for column in bench.room.tree.columns]
    bench.room.layout_of_tree._sort_by(keys.index(key))
    bench.settle()
    assert sorted(bench.children(stone)) == ["15555,1", "15555,2", "15555,3"]
    assert bench.room.tree.query.sort == Sort(key)
