"""What is sealed is opened from its place; what stood in a place met what happened there."""

import pytest
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.desktop.places.looking import choose
from tests.desktop.vault_window import VaultWindow


def offered(window: VaultWindow, room: PlacesRoom) -> dict[str, bool]:
    """Return what the context menu offers, and whether it can be chosen."""
    room.view.menu_asked.emit(room.mapToGlobal(room.rect().center()))
    menu = room.findChild(QMenu, "placesMenu")
    found = {action.objectName(): action.isEnabled() for action in menu.actions()}
    menu.close()
    menu.deleteLater()
    window.qtbot.waitUntil(lambda: room.findChild(QMenu, "placesMenu") is None)
    return found


@pytest.mark.parametrize(("name", "sealed"), [("Bag S", True), ("Tray 2", False)])
def test_only_a_sealed_place_offers_to_be_opened(
    window: VaultWindow, room: PlacesRoom, name: str, sealed: bool
) -> None:
    choose(window, room, name)
    found = offered(window, room)
    assert found.get("places.open_sealed", False) is sealed
    assert found["places.expose"]


def test_the_panel_of_a_sealed_place_asks_to_open_it(window: VaultWindow, room: PlacesRoom) -> None:
    choose(window, room, "Bag S")
    window.qtbot.mouseClick(room.panel_of_place.more, Qt.MouseButton.LeftButton)
    more = room.findChild(QMenu, "placeMoreMenu")
    opening = next(action for action in more.actions() if action.objectName() == "more.open_sealed")
    with window.qtbot.waitSignal(room.asked) as asked:
        opening.trigger()
    more.close()
    assert asked.args == ["open_sealed"]
