"""Ways to look at the places room and to drop places on each other."""

from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.places.asking import AskCard
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from PySide6.QtCore import QEvent, QModelIndex, QPointF, Qt
from PySide6.QtGui import QDropEvent

from tests.desktop.vault_window import VaultWindow


def opened(window: VaultWindow) -> PlacesRoom:
    made = PlacesRoom(window.context)
    window.qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    window.settle()
    window.qtbot.waitUntil(lambda: made.reading.totals is not None)
    return made


def names(room: PlacesRoom, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    return [room.model.line(room.model.index(row, 0, above)).name for row in range(room.model.rowCount(above))]


def index(room: PlacesRoom, name: str) -> QModelIndex:
    place = next(node.id for node in room.reading.tree.nodes.values() if node.name == name)
    return room.model.index_of(place)


def cell(room: PlacesRoom, name: str, column: int) -> str:
    return room.model.spoken(index(room, name).siblingAtColumn(column))


def choose(window: VaultWindow, room: PlacesRoom, name: str) -> None:
    room.go_to(Link(Target.PLACE, window.vault.place_uid(name)))
    window.settle()
    window.qtbot.waitUntil(lambda: room.panel_of_place.name.text() == name)


def drop(window: VaultWindow, room: PlacesRoom, name: str, target: str) -> AskCard:
    """Drop a place on another as Qt delivers it, and return the card that asks."""
    data = room.model.mimeData([index(room, name)])
    room.view.scrollTo(index(room, target))
    point = QPointF(room.view.visualRect(index(room, target)).center())
    event = QDropEvent(
        point,
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    room.view.dropEvent(event)
    card = room.acting.card
    assert card is not None
    window.settle()
    return card


def contents(table: LedgerTable | None) -> list[str]:
    assert table is not None
    return [table.ledger.cell(row, 0).spoken for row in range(table.ledger.rowCount())]
