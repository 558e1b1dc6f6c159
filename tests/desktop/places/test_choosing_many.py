"""Of places that a search narrows, only those that match are chosen together and moved or sighted together."""

from lunarcurator.desktop.rooms.places.room import PlacesRoom

from tests.desktop.places.looking import index
from tests.desktop.samples.test_choosing_many import WAYS, Way, rows_seen
from tests.desktop.vault_window import VaultWindow


@WAYS
def test_a_choice_of_many_places_holds_no_dimmed_one(window: VaultWindow, room: PlacesRoom, choose: Way) -> None:
    room.bar.search.setText("Ca")
    window.settle()
    seen = rows_seen(room.view)
    assert any(room.model.line(each).dim for each in seen)
    choose(window.qtbot, room.view)
    window.settle()
    chosen = room.view.selectionModel().selectedRows()
    assert 0 < len(chosen) < len(seen)
    assert not any(room.model.line(each).dim for each in chosen)
    assert len(room.selection.places) == len(chosen)


def test_a_place_that_a_search_dims_is_let_go_among_several(window: VaultWindow, room: PlacesRoom) -> None:
    room.view.expandAll()
    room.view.selectAll()
    window.settle()
    room.bar.search.setText("Can 46")
    window.settle()
    chosen = room.view.selectionModel().selectedRows()
    assert chosen == [index(room, "Can 46")]
