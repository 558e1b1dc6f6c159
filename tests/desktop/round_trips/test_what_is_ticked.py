"""Only what will be taken has a tick, also where a row has cells of both kinds."""

from pathlib import Path

from lunarcurator.desktop.dialogs.round_trips.differences import Column
from PySide6.QtCore import Qt

from tests.desktop.book import Book
from tests.desktop.round_trips.test_round_trip import put, sent, taking


def test_a_cell_that_cannot_be_taken_has_no_tick_beside_one_that_can(book: Book, tmp_path: Path) -> None:
    path = sent(book, tmp_path)
    put(path, "14321", "Remarks", "two chips loose")
    put(path, "14321", "Place", "Nowhere 9")
    dialog = taking(book, path)
    ticks = {}
    for row in range(dialog.model.rowCount()):
        at = dialog.model.index(row, Column.TAKE)
        ticks[dialog.model.index(row, Column.COLUMN).data()] = (
            dialog.model.data(at, Qt.ItemDataRole.CheckStateRole),
            bool(dialog.model.flags(at) & Qt.ItemFlag.ItemIsUserCheckable),
        )
    assert ticks == {"Remarks": (Qt.CheckState.Checked, True), "Place": (None, False)}
    assert dialog.primary_button.text() == "Post 1 changed row"
