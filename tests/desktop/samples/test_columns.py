"""Columns and panel: chosen, moved, sorted, sized, and found again the next time."""

from pathlib import Path

from lunarcurator.desktop.rooms.samples.room import SamplesRoom
from lunarcurator.services.browsing import Sort
from PySide6.QtCore import QPoint, Qt

from tests.desktop.remembered import Remembered
from tests.desktop.samples.bench import SampleBench
from tests.desktop.samples.conftest import Opening

SHOWN = ["number", "form", "mass", "original", "left", "condition", "custody", "place"]


def shown(room: SamplesRoom) -> list[str]:
    return [room.tree.columns[each].key for each in room.view.shown_columns()]


def test_the_columns_of_the_pictures_are_shown_at_first(bench: SampleBench) -> None:
    assert shown(bench.room) == SHOWN
    flat = [bench.room.hits.columns[each].key for each in bench.room.hits_view.shown_columns()]
    assert flat == ["number", "path", *SHOWN[1:]]


def test_every_field_of_the_field_table_can_be_shown(bench: SampleBench) -> None:
    menu = bench.room.layout_of_tree.chooser(bench.room.view)
    texts = [action.text() for action in menu.actions()]
    for text in ("Form", "Mass now", "Class", "Subclass", "Existence", "Access", "Title", "Pristinity", "Remarks"):
        assert text in texts
    assert texts[-1] == "As at first"


def test_columns_order_widths_and_sorting_are_remembered(opening: Opening, store: Path) -> None:
    memory = Remembered()
    first = opening(store, memory)
    keys = [column.key for column in first.room.tree.columns]
    header = first.room.view.header()
    chooser = first.room.layout_of_tree.chooser(first.room.view)
    next(action for action in chooser.actions() if action.text() == "Class").trigger()
    next(action for action in chooser.actions() if action.text() == "Left").trigger()
    header.moveSection(header.visualIndex(keys.index("custody")), 1)
    header.resizeSection(keys.index("form"), 170)
    first.room.layout_of_tree._sort_by(keys.index("mass"))
    first.room.layout_of_tree.save()
    first.settle()
    second = opening(store, memory)
    assert shown(second.room) == [
        "number",
        "custody",
        "form",
        "mass",
        "original",
        "condition",
        "place",
        "class_name",
    ]
    assert second.room.view.header().sectionSize(keys.index("form")) == 170
    assert second.room.layout_of_tree.sort == Sort("mass")
    assert second.room.tree.query.sort == Sort("mass")
    second.room.layout_of_tree.reset()
    assert shown(second.room) == SHOWN


def test_a_memory_that_makes_no_sense_is_left_aside(opening: Opening, store: Path) -> None:
    nonsense = Remembered({"samples.columns": "nobody:12,form:wide,,:", "samples.panel": "wide open"})
    assert shown(opening(store, nonsense).room) == SHOWN


def test_the_chooser_opens_from_the_header(bench: SampleBench) -> None:
    menu = bench.room.layout_of_tree.choose(bench.room.mapToGlobal(QPoint(20, 20)))
    assert menu.isVisible()
    menu.close()
    bench.room._choose_columns(bench.room.mapToGlobal(QPoint(20, 20)))
    bench.room.view.findChild(type(menu)).close()


def test_a_click_on_a_header_sorts_and_a_second_one_turns_it_round(bench: SampleBench) -> None:
    header = bench.room.view.header()
    keys = [column.key for column in bench.room.tree.columns]
    place = QPoint(header.sectionViewportPosition(keys.index("mass")) + 20, header.height() // 2)
    for descending in (False, True):
        bench.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        bench.settle()
        assert bench.room.tree.query.sort == Sort("mass", descending)


def test_widths_follow_the_size_of_the_text(bench: SampleBench) -> None:
    header = bench.room.view.header()
    before = header.sectionSize(1)
    bench.context.appearance.apply(text_percent=200)
    assert abs(header.sectionSize(1) - 2 * before) <= before // 4
    bench.context.appearance.apply(text_percent=100)


def test_the_panel_can_be_closed_and_remembers_it_and_its_width(opening: Opening, store: Path) -> None:
    memory = Remembered()
    first = opening(store, memory)
    side = first.room.side
    assert not side.piece.isHidden()
    assert 360 <= side.piece.width() <= 470
    first.room.splitter.moveSplitter(first.room.splitter.width() - 440, 1)
    width = side.piece.width()
    side.piece.closed.emit()
    assert side.piece.isHidden()
    second = opening(store, memory)
    assert second.room.side.piece.isHidden()
    second.room.panel()
    second.settle()
    assert not second.room.side.piece.isHidden()
    assert abs(second.room.side.piece.width() - width) <= 4


def test_the_panel_shows_the_piece_in_front(bench: SampleBench) -> None:
    bench.show("15016")
    bench.settle()
    view = bench.room.side.piece.view
    assert view is not None
    asked: list[str] = []
    bench.room.action_requested.connect(asked.append)
    bench.room.side.piece.action_requested.emit("weigh")
    assert asked == ["weigh"]


def test_f6_walks_from_pane_to_pane(bench: SampleBench) -> None:
    room = bench.room
    room.view.setFocus()
    room.next_pane()
    assert room.side.piece.isAncestorOf(room.focusWidget()) or room.side.piece is room.focusWidget()
    room.bar.search.setFocus()
    room.next_pane()
    assert room.view.hasFocus()
