"""The room of places, on a real store: the tree, its filters, its panel, and other days."""

from lunarcurator.desktop.links import Link, Selection, Target
from lunarcurator.desktop.rooms.places.lines import MASS, PIECES, STATE
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import CorrectPlace, Move, RetirePlace, SetUpPlace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from tests.desktop.places.looking import cell, choose, contents, index, names, opened
from tests.desktop.vault_window import VaultWindow
from tests.prompt_bot import bring_to_front


def test_places_stand_in_a_tree_with_what_is_in_them(room: PlacesRoom) -> None:
    assert names(room) == ["Lab", "Far site", "Place not stated"]
    assert names(room, index(room, "Vault P")) == ["Cabinet 8", "Cabinet 12"]
    assert (cell(room, "Tray 2", PIECES), cell(room, "Tray 2", MASS)) == ("5", "\u2265\u2009402.500")
    assert cell(room, "Tray 2", STATE) == "1 unweighed"
    assert cell(room, "Bag S", STATE) == "Sealed, unweighed"
    assert cell(room, "Far site", STATE) == "Remote"
    assert cell(room, "Library", MASS) == "\u2265\u2009~150"


def test_the_head_says_what_all_places_hold(room: PlacesRoom) -> None:
    unweighed = "4 unweighed (2 not reconciled, 2 of unknown mass)"
    assert room.head.totals() == f"11 places · 12 pieces · \u2265\u2009~9\u202f760.700\u00a0g · {unweighed}"


def test_a_place_with_unweighed_pieces_has_one_lower_bound_wherever_it_stands(
    window: VaultWindow, room: PlacesRoom
) -> None:
    choose(window, room, "Tray 2")
    bound = "\u2265\u2009402.500"
    assert cell(room, "Tray 2", MASS) == bound
    assert room.selection_summary().split(" · ")[2] == f"{bound}\u00a0g"


def test_a_cell_is_read_out_with_its_header(room: PlacesRoom) -> None:
    told = room.model.data(index(room, "Tray 2").siblingAtColumn(PIECES), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Pieces 5"
    tip = room.model.data(index(room, "Can 46"), Qt.ItemDataRole.ToolTipRole)
    assert tip == "Lab › Vault P › Cabinet 8 › Tray 2 › Can 46"


def test_a_link_opens_the_way_to_a_place_and_selects_it(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Can 46")
    assert room.selection == Selection(places=(window.vault.place_uid("Can 46"),))
    assert room.selection_summary() == "Can 46 · 4 pieces · 402.500\u00a0g"
    assert not room.go_to(Link(Target.SAMPLE, window.vault.piece("15555")))


def test_a_link_followed_before_the_room_has_read_is_kept(window: VaultWindow) -> None:
    made = PlacesRoom(window.context)
    window.qtbot.addWidget(made)
    made.go_to(Link(Target.PLACE, window.vault.place_uid("Tray 2")))
    window.settle()
    window.qtbot.waitUntil(lambda: made.selection.places == (window.vault.place_uid("Tray 2"),))


def test_the_panel_says_what_is_in_a_place_and_how_it_moved(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    panel = room.panel_of_place
    assert panel.subtitle.text() == (
        "Lab › Vault P › Cabinet 8 · tray, aluminium · nitrogen · code T2 · tare 250\u00a0g"
    )
    assert contents(panel.contents) == ["15555,46", "15555,133", "15555,134", "15555,135", "15555,211"]
    assert contents(panel.moves) == ["2019-06-18", "2002-03-11", "1969-01-01"]
    assert panel.contents is not None
    panel.contents.selectRow(1)
    window.qtbot.keyClick(panel.contents, Qt.Key.Key_Return)
    assert window.went == [Link(Target.SAMPLE, window.vault.piece("15555,133"))]


def test_pieces_of_no_stated_place_are_a_node_of_their_own(window: VaultWindow, room: PlacesRoom) -> None:
    row = room.model.index(2, 0)
    room.view.setCurrentIndex(row)
    window.settle()
    window.qtbot.waitUntil(lambda: room.panel_of_place.name.text() == "Place not stated")
    assert contents(room.panel_of_place.contents) == ["15415", "15016"]
    assert room.selection.places == ()
    assert not room.panel_of_place.buttons["move"].isEnabled()


def test_an_empty_place_says_so(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Cabinet 3")
    assert room.panel_of_place.contents is None


def test_buttons_and_menu_ask_for_their_actions(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    for name, key in (("placesNew", "new_place"), ("place.move", "move"), ("place.new_place", "new_place")):
        with window.qtbot.waitSignal(room.asked) as asked:
            window.qtbot.mouseClick(room.findChild(Button, name), Qt.MouseButton.LeftButton)
        assert asked.args == [key]
    room.view.menu_asked.emit(room.mapToGlobal(room.rect().center()))
    menu = room.findChild(QMenu, "placesMenu")
    retire = next(action for action in menu.actions() if action.objectName() == "places.retire_place")
    with window.qtbot.waitSignal(room.asked) as asked:
        retire.trigger()
    menu.close()
    assert asked.args == ["retire_place"]
    window.qtbot.mouseClick(room.panel_of_place.more, Qt.MouseButton.LeftButton)
    more = room.findChild(QMenu, "placeMoreMenu")
    with window.qtbot.waitSignal(room.asked) as asked:
        more.actions()[0].trigger()
    more.close()
    assert asked.args == ["correct_place"]


def test_search_keeps_what_matches_below_what_it_stands_in(window: VaultWindow, room: PlacesRoom) -> None:
    room.find()
    window.qtbot.keyClicks(room.bar.search, "can 46")
    assert names(room) == ["Lab"]
    assert room.model.line(index(room, "Tray 2")).dim
    assert not room.model.line(index(room, "Can 46")).dim
    assert room.view.isExpanded(index(room, "Tray 2"))
    window.qtbot.keyClick(room.bar.search, Qt.Key.Key_Return)
    assert room.selection.places == (window.vault.place_uid("Can 46"),)
    window.qtbot.keyClick(room.bar.search, Qt.Key.Key_Escape)
    assert names(room) == ["Lab", "Far site", "Place not stated"]


def test_the_tree_is_opened_as_before_when_the_search_is_left(window: VaultWindow, room: PlacesRoom) -> None:
    room.view.collapseAll()
    room.view.setExpanded(index(room, "Lab"), True)
    window.qtbot.keyClicks(room.bar.search, "can 46")
    room.bar.search.clear()
    assert room.view.isExpanded(index(room, "Lab"))
    assert not room.view.isExpanded(index(room, "Tray 2"))


def test_nothing_found_says_so_and_offers_the_way_back(window: VaultWindow, room: PlacesRoom) -> None:
    window.qtbot.keyClicks(room.bar.search, "zzz")
    assert room.pages.currentWidget() is room.nothing
    window.qtbot.mouseClick(room.nothing.button, Qt.MouseButton.LeftButton)
    assert room.pages.currentWidget() is room.view


def test_chips_count_and_narrow(window: VaultWindow, room: PlacesRoom) -> None:
    assert room.bar.chips["sealed"].accessibleName() == "Sealed 1"
    room.bar.chips["sealed"].click()
    assert names(room) == ["Lab"]
    room.bar.chips["sealed"].click()
    room.bar.chips["not_empty"].click()
    assert names(room) == ["Lab", "Place not stated"]
    room.bar.chips["in_air"].click()
    assert names(room, index(room, "Lab")) == ["Library"]


def test_retired_places_are_left_out_until_asked_for(window: VaultWindow, room: PlacesRoom) -> None:
    chip = room.bar.chips["retired"]
    assert not chip.isVisible()
    window.post(RetirePlace(place="Cabinet 3"))
    assert names(room, index(room, "Vault 1")) == []
    assert chip.accessibleName() == "Retired 1"
    chip.click()
    assert names(room, index(room, "Vault 1")) == ["Cabinet 3"]
    chip.click()
    room.go_to(Link(Target.PLACE, window.vault.place_uid("Cabinet 3")))
    assert chip.isChecked()


def test_other_windows_changes_appear_without_a_reset(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    resets: list[int] = []
    room.model.modelReset.connect(lambda: resets.append(1))
    window.post(SetUpPlace(kind="cabinet", name="Cabinet 9", parent="Vault P"))
    assert names(room, index(room, "Vault P")) == ["Cabinet 8", "Cabinet 9", "Cabinet 12"]
    window.post(CorrectPlace(place="Cabinet 9", field="name", old="Cabinet 9", new="Cabinet 20"))
    assert names(room, index(room, "Vault P")) == ["Cabinet 8", "Cabinet 12", "Cabinet 20"]
    window.post(Move(to="Library", samples=("15555,46",)))
    assert cell(room, "Library", PIECES) == "3"
    assert cell(room, "Tray 2", PIECES) == "4"
    window.post(Move(to="Library", samples=("15415",)))
    window.qtbot.waitUntil(lambda: cell(room, "Library", PIECES) == "4")
    assert not resets
    assert room.selection.places == (window.vault.place_uid("Tray 2"),)


def test_two_changes_at_once_are_both_counted(window: VaultWindow, room: PlacesRoom) -> None:
    one = window.vault.post(Move(to="Library", samples=("15555,46",))).changes
    two = window.vault.post(Move(to="Library", samples=("15555,133",))).changes
    window.context.tell(one)
    window.context.tell(two)
    window.qtbot.waitUntil(lambda: cell(room, "Library", PIECES) == "4")
    assert cell(room, "Tray 2", PIECES) == "3"


def test_another_day_shows_the_places_as_they_stood(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    window.context.show_moment(Moment(20030101))
    window.settle()
    window.qtbot.waitUntil(lambda: room.reading.totals is not None)
    window.qtbot.waitUntil(
        lambda: room.panel_of_place.subtitle.text().startswith("Far site › Vault 1 › Cabinet 3")
    )
    assert names(room, index(room, "Cabinet 3")) == ["Tray 2"]
    assert cell(room, "Far site", PIECES) == "4"
    assert room.selection.places == (window.vault.place_uid("Tray 2"),)
    assert not room.new.isEnabled()
    assert not room.panel_of_place.buttons["move"].isEnabled()
    assert not room.model.flags(index(room, "Tray 2")) & Qt.ItemFlag.ItemIsDragEnabled
    window.context.show_moment(NOW)
    window.settle()
    window.qtbot.waitUntil(lambda: names(room, index(room, "Cabinet 8")) == ["Tray 2"])


def test_selected_places_are_copied_with_headers(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    room.copy()
    assert QGuiApplication.clipboard().text() == (
        "Place\tKind\tAtmosphere\tPieces\tMass, g\tState\n"
        "Tray 2 T2\tTray\tNitrogen\t5\t\u2265\u2009402.500\t1 unweighed"
    )


def test_the_panel_is_closed_remembered_and_opened_by_enter(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    window.qtbot.mouseClick(room.findChild(QToolButton, "placeClose"), Qt.MouseButton.LeftButton)
    assert room.panel_of_place.isHidden()
    assert window.memory.get("places.panel").startswith("closed")
    again = opened(window)
    assert again.panel_of_place.isHidden()
    room.view.setFocus()
    window.qtbot.keyClick(room.view, Qt.Key.Key_Return)
    assert not room.panel_of_place.isHidden()
    room.panel()
    assert room.panel_of_place.isHidden()
    room.panel()
    assert not room.panel_of_place.isHidden()


def test_f6_goes_from_pane_to_pane(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    bring_to_front(room)
    room.enter()
    window.qtbot.waitUntil(room.view.hasFocus)
    room.next_pane()
    assert QApplication.focusWidget() is room.panel_of_place.buttons["move"]
    room.next_pane()
    assert QApplication.focusWidget() is room.bar.search
    room.next_pane()
    assert QApplication.focusWidget() is room.view


def test_a_store_without_places_offers_the_first_one(bare_window: VaultWindow) -> None:
    made = PlacesRoom(bare_window.context)
    bare_window.qtbot.addWidget(made)
    made.show()
    bare_window.settle()
    bare_window.qtbot.waitUntil(lambda: made.pages.currentWidget() is made._empty_page)
    made.enter()
    assert made.head.totals() == ""
    with bare_window.qtbot.waitSignal(made.asked) as asked:
        bare_window.qtbot.keyClick(made.empty.choices[0], Qt.Key.Key_Return)
    assert asked.args == ["new_place"]


def test_the_room_paints_in_dark_and_at_larger_text(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Bag S")
    window.context.appearance.apply(mode="dark", text_percent=150)
    window.settle()
    assert not room.grab().isNull()
    window.context.appearance.apply(mode="light", text_percent=100)
    assert not [each for each in room.findChildren(LinkLabel) if not each.accessibleName()]
