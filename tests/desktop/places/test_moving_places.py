"""A drop asks first, and so does seeing all that is in a place; only agreeing posts."""

from lunarcurator.desktop.rooms.places.lines import PIECES
from lunarcurator.desktop.rooms.places.model import MIME, dragged
from lunarcurator.desktop.rooms.places.panel import SIGHT_ALL
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.domain.findings import Strength, find
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt

from tests.desktop.places.looking import cell, choose, drop, index, names
from tests.desktop.vault_window import VaultWindow


def test_a_drop_moves_nothing_and_asks_with_what_moves(window: VaultWindow, room: PlacesRoom) -> None:
    room.view.expandAll()
    card = drop(window, room, "Tray 2", "Cabinet 12")
    assert card.accessibleName() == "Move Tray 2 to Cabinet 12?"
    told = [label.accessibleName() for label in card.findChildren(type(room.panel_of_place.name))]
    for words in (
        "Nothing has moved yet.",
        "With it 5 pieces · 2 containers · 402.500\u00a0g known, 1 of unknown mass",
        "From Lab › Vault P › Cabinet 8",
        "To Lab › Vault P › Cabinet 12",
        "Atmosphere nitrogen to nitrogen",
    ):
        assert words in told
    assert len(window.vault.posted) == window.vault.session.head().seq


def test_agreeing_moves_the_place_and_keeps_it_selected(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    room.view.expandAll()
    card = drop(window, room, "Tray 2", "Cabinet 12")
    window.qtbot.keyClicks(card.reason, "Regular work")
    assert card.primary.text() == "Move Tray 2 to Cabinet 12"
    with window.qtbot.waitSignal(window.context.posted):
        window.qtbot.keyClick(card.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.qtbot.waitUntil(lambda: names(room, index(room, "Cabinet 12")) == ["Tray 2"])
    assert room.acting.card is None
    assert cell(room, "Cabinet 12", PIECES) == "7"
    assert cell(room, "Cabinet 8", PIECES) == "1"
    assert room.selection.places == (window.vault.place_uid("Tray 2"),)


def test_declining_leaves_all_as_it_is(window: VaultWindow, room: PlacesRoom) -> None:
    room.view.expandAll()
    before = window.vault.session.head().seq
    card = drop(window, room, "Tray 2", "Cabinet 12")
    window.qtbot.keyClick(card.reason, Qt.Key.Key_Escape)
    assert room.acting.card is None
    assert window.vault.session.head().seq == before


def test_what_rules_forbid_cannot_be_agreed_to(window: VaultWindow, room: PlacesRoom) -> None:
    room.view.expandAll()
    card = drop(window, room, "Cabinet 12", "Tray 2")
    (strip,) = card.findChildren(FindingStrip)
    assert strip.sentence == "A cabinet does not stand in a tray such as Tray 2. Choose another place."
    assert not card.primary.isEnabled()


def test_a_place_is_dropped_neither_on_itself_nor_on_what_it_holds(room: PlacesRoom) -> None:
    data = room.model.mimeData([index(room, "Tray 2")])
    assert dragged(data) == [index(room, "Tray 2").internalId()]
    for name, may in (("Tray 2", False), ("Can 46", False), ("Cabinet 12", True)):
        assert room.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, index(room, name)) is may
    nowhere = room.model.index(2, 0)
    assert not room.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, nowhere)
    assert not room.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert data.hasFormat(MIME)
    assert not room.model.flags(index(room, "Lab")) & Qt.ItemFlag.ItemIsDragEnabled


def test_nobody_moves_anything_without_saying_who_acts(window: VaultWindow, room: PlacesRoom) -> None:
    window.context.act_as(None, "")
    room.view.expandAll()
    card = drop(window, room, "Tray 2", "Cabinet 12")
    with window.qtbot.waitSignal(room.asked) as asked:
        window.qtbot.mouseClick(card.primary, Qt.MouseButton.LeftButton)
    assert asked.args == ["who_acts"]
    assert room.acting.card is card


def test_everything_in_a_place_is_seen_at_once(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Tray 2")
    window.qtbot.mouseClick(room.panel_of_place.buttons["sight_all"], Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: room.acting.card is not None)
    window.settle()
    card = room.acting.card
    assert card is not None
    assert card.primary.text() == "Note 5 pieces as seen"
    with window.qtbot.waitSignal(window.context.posted) as posted:
        window.qtbot.mouseClick(card.primary, Qt.MouseButton.LeftButton)
    assert len(posted.args[0].changes.samples) == 5


def test_nothing_is_asked_about_a_place_that_is_empty(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Cabinet 3")
    window.qtbot.mouseClick(room.panel_of_place.buttons["sight_all"], Qt.MouseButton.LeftButton)
    window.settle()
    assert room.acting.card is None


def test_all_selected_places_are_shown_together_and_seen_together(window: VaultWindow, room: PlacesRoom) -> None:
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    choose(window, room, "Tray 2")
    for name in ("Can 46", "Library"):
        room.view.selectionModel().select(index(room, name), rows)
    window.settle()
    panel = room.panel_of_place
    assert panel.name.text() == "3 places"
    # Can 46 stands in Tray 2: what is in it counts once.
    assert panel.contents is not None
    ledger = panel.contents.ledger
    told = [tuple(ledger.cell(row, column).spoken for column in range(2)) for row in range(ledger.rowCount())]
    assert told == [("Tray 2", "5"), ("Can 46", "4"), ("Library", "2")]
    assert room.selection_summary().startswith("3 places · 7 pieces · \u2265\u2009~552.5")
    assert not panel.buttons["new_place"].isEnabled()
    window.qtbot.mouseClick(panel.buttons[SIGHT_ALL], Qt.MouseButton.LeftButton)
    window.settle()
    card = room.acting.card
    assert card is not None
    assert card.accessibleName() == "Everything in 2 places seen today?"
    assert card.primary.text() == "Note 7 pieces as seen"
    before = window.vault.session.head().seq
    window.qtbot.mouseClick(card.primary, Qt.MouseButton.LeftButton)
    window.settle()
    assert window.vault.session.head().seq == before + 1
    assert room.panel_of_place.name.text() == "3 places"


def test_a_question_is_asked_anew_for_who_acts_by_then_and_keeps_its_reasons(
    window: VaultWindow, room: PlacesRoom
) -> None:
    room.view.expandAll()
    card = drop(window, room, "Tray 2", "Cabinet 12")
    found = find(Strength.WARN, "split.no_daughters", "R12", "x")
    card.show_findings([found])
    (strip,) = card.findChildren(FindingStrip)
    strip.why.setText("because")
    strip.reason_edited.emit("because")
    assert card.primary.isEnabled()
    card.show_findings([found])
    assert card.primary.isEnabled()
    assert card.reasons.given() == {found.key: "because"}
    window.context.act_as(window.context.operator, window.context.operator_name)
    window.settle()
    assert card.reasons.given() == {found.key: "because"}
    assert card.primary.isEnabled()


def test_what_was_asked_of_a_place_is_told_to_nobody_once_it_was_declined(
    window: VaultWindow, room: PlacesRoom
) -> None:
    room.view.expandAll()
    first = drop(window, room, "Tray 2", "Cabinet 12")
    first.agreed.emit()
    second = drop(window, room, "Tray 2", "Cabinet 12")
    window.settle()
    assert room.acting.card is second
