import threading
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.exporting import ExportDialog, open_export
from lunarcurator.desktop.dialogs.exports.sheet import letters
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.moments import Moment
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.browsing import Axis, PieceFilter
from lunarcurator.services.exporting import Report
from lunarcurator.services.exporting.presets import codes_of
from lunarcurator.services.journal import JournalFilter
from lunarcurator.services.places import Places
from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.desktop.book import Book


def opened(book: Book, folder: Path, selection: Selection = NOTHING) -> ExportDialog:
    book.memory.put("exportDialog.folder", str(folder))
    dialog = open_export(book.context, selection, None)
    book.show(dialog, 1240, 680)
    return dialog


def headers(dialog: ExportDialog) -> list[str]:
    return [str(dialog.model.index(0, column).data()) for column in range(dialog.model.columnCount())]


def said(dialog: ExportDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.accessibleName()


def write(dialog: ExportDialog, book: Book) -> Path:
    target = dialog.target()
    book.qtbot.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    book.settle()
    return target


def cells(path: Path, sheet: str) -> list[list[str]]:
    book = read_book(path)
    rows = next(each for each in book.sheets if each.name == sheet).rows()
    return [["" if cell is None else str(cell) for cell in row.cells] for row in rows]


def test_the_preview_is_the_sheet_and_the_file_is_named_before_the_click(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    assert headers(dialog)[0] == "Number"
    assert dialog.model.index(1, 0).data() == "10002"
    assert dialog.target() == tmp_path / "inventory-2026-11-24.xlsx"
    assert said(dialog, "exportDialog.target").endswith("inventory-2026-11-24.xlsx")
    assert dialog.primary_button.text() == "Export Inventory to Excel"


def test_the_inventory_is_written_and_said(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    target = write(dialog, book)
    assert target.exists()
    assert dialog.outcome().endswith("rows are in inventory-2026-11-24.xlsx")
    assert dialog.cancel_button.text() == "Close"


_BEGINNINGS = {".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", ".pdf": b"%PDF", ".html": b"<!DOCTYPE html>"}


@pytest.mark.parametrize("report", [each for each in Report if each is not Report.ON_SCREEN])
def test_every_report_is_written_in_every_format(book: Book, tmp_path: Path, report: Report) -> None:
    dialog = opened(book, tmp_path, book.select("15555"))
    dialog.reports.choose(report)
    book.settle()
    for index, suffix in enumerate((".xlsx", ".csv", ".pdf", ".html")):
        dialog.formats.choose(index)
        dialog.formats.chosen.emit(index)
        target = write(dialog, book)
        assert target.name == f"{report}-2026-11-24{suffix}"
        assert target.read_bytes().startswith(_BEGINNINGS[suffix])


def test_a_report_about_one_piece_asks_for_it(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.reports.choose(Report.GENEALOGY)
    book.settle()
    assert not dialog.primary_button.isEnabled()
    assert dialog.primary_button.accessibleDescription() == "Select the one piece it is about first."


def test_columns_are_chosen_and_moved_by_keys(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    columns = dialog.columns
    columns.setFocus()
    columns.setCurrentRow(1)
    book.qtbot.keyClick(columns, Qt.Key.Key_Space)
    assert headers(dialog)[:2] == ["Number", "Parent"]
    columns.setCurrentRow(2)
    book.qtbot.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    book.qtbot.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert headers(dialog)[:2] == ["Parent", "Number"]
    dialog.formats.choose(1)
    dialog.formats.chosen.emit(1)
    target = write(dialog, book)
    assert target.read_text(encoding="utf-8-sig").startswith("Parent,Number,")
    book.qtbot.mouseClick(dialog.every_column, Qt.MouseButton.LeftButton)
    assert "Other names" in headers(dialog)


def test_without_a_column_nothing_can_be_written(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    for row in range(dialog.columns.count()):
        dialog.columns.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.primary_button.isEnabled()


def test_only_the_selected_pieces_are_written_if_wanted(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path, book.select("15555", "15555,1"))
    assert dialog.shape.rows.currentText() == "Selected 2"
    assert said(dialog, "exportDialog.shown") == "2 rows"
    dialog.shape.rows.setCurrentIndex(0)
    book.settle()
    assert said(dialog, "exportDialog.shown") != "2 rows"


def test_an_earlier_day_shows_and_writes_the_book_of_then(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.as_of.setText("1969")
    dialog.as_of.editingFinished.emit()
    book.settle()
    assert dialog.as_of.text() == "1969-12-31"
    assert dialog.model.rowCount() == 2
    assert write(dialog, book).name == "inventory-1969-12-31.xlsx"
    dialog.as_of.setText("03/04/73")
    dialog.as_of.editingFinished.emit()
    assert dialog.as_of.property("tone") == "red"


def test_the_day_of_the_window_is_taken_over(book: Book, tmp_path: Path) -> None:
    book.context.show_moment(Moment(19720310))
    dialog = opened(book, tmp_path)
    assert dialog.as_of.text() == "1972-03-10"
    assert dialog.wanted().moment == Moment(19720310)


def test_another_file_can_be_named_and_its_ending_chooses_the_format(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog._change.activated.emit()
    assert dialog.findChild(QFileDialog, "exportDialog.fileDialog") is not None
    dialog.choose_target(tmp_path / "for the authority.html")
    assert dialog.primary_button.text() == "Export Inventory to HTML"
    assert write(dialog, book).name == "for the authority.html"
    assert book.memory.get("exportDialog.folder") == str(tmp_path)


def test_a_folder_that_is_gone_is_said_and_the_dialog_stays(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.choose_target(tmp_path / "gone" / "inventory.xlsx")
    write(dialog, book)
    assert dialog.outcome()
    assert dialog.isVisible()
    assert dialog.primary_button.isEnabled()


def test_cancelling_writes_no_file(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    target, free = dialog.target(), threading.Event()
    # Other long reading is under way, so that the export is still waiting when it is called off.
    book.lanes.background(lambda _ticket: free.wait(10), lambda _done: None)
    dialog.primary_button.click()
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    free.set()
    book.settle()
    assert dialog.outcome() == "Stopped. No file was written."
    assert not target.exists()
    dialog.reject()
    assert not dialog.isVisible()


class Opener(QLabel):
    """Stands in for the desktop's programs; collects what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toLocalFile())


def test_the_file_is_opened_when_done_if_wanted(book: Book, tmp_path: Path) -> None:
    opener = Opener()
    book.qtbot.addWidget(opener)
    QDesktopServices.setUrlHandler("file", opener, "take")
    try:
        dialog = opened(book, tmp_path)
        dialog.open_when_done.setChecked(True)
        target = write(dialog, book)
        dialog.work.second_followed.emit()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.urls == [str(target), str(tmp_path)]
    assert book.memory.get("exportDialog.open") == "yes"


def test_reports_are_found_by_their_names_and_sentences(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    search, listed = dialog.reports.search, dialog.reports.list
    assert search.hasFocus()
    book.qtbot.keyClicks(search, "igsn")
    shown = [listed.item(row).text() for row in range(listed.count()) if not listed.item(row).isHidden()]
    assert shown == ["Pieces", "SESAR batch sheet"]
    assert dialog.reports.report() is Report.SESAR
    assert said(dialog, "exportDialog.says") == "The batch sheet by which the SESAR registry gives IGSNs."
    search.clear()
    book.qtbot.keyClick(search, Qt.Key.Key_Down)
    assert dialog.reports.report() is Report.CONTENTS
    book.qtbot.keyClick(search, Qt.Key.Key_Up)
    assert dialog.reports.report() is Report.SESAR
    search.setText("nothing like it")
    assert dialog.reports.report() is Report.SESAR
    book.settle()


def test_rows_are_chosen_as_filtered_below_and_in_a_place(book: Book, tmp_path: Path) -> None:
    slabs = (PieceFilter(Axis.FORM, "slab"),)
    chosen = book.select("15555,1").samples
    tree = Places(book.session).tree()
    tray = next(node.uid for node in tree.nodes.values() if node.name == "Tray 7")
    dialog = opened(book, tmp_path, Selection(samples=chosen, places=(tray,), filters=slabs))
    choices = [dialog.shape.rows.itemText(row) for row in range(dialog.shape.rows.count())]
    assert choices[1:] == [
        "As filtered (1)",
        "Selected 1",
        "Selected 1 with all below",
        "What stands in this place",
    ]
    totals = []
    for row in range(len(choices)):
        dialog.shape.rows.setCurrentIndex(row)
        book.settle()
        totals.append(said(dialog, "exportDialog.size").split(" row")[0])
    assert totals[1:4] == ["1", "1", "3"]
    assert int(totals[4]) < int(totals[0])


def test_units_and_groups_show_in_the_preview(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    dialog.shape.unit.setCurrentIndex(1)
    dialog.shape.groups.setCurrentIndex(dialog.shape.groups.findData("mission"))
    book.settle()
    assert "Mass now (mg)" in headers(dialog)
    at = headers(dialog).index("Mission")
    missions = [str(dialog.model.index(row, at).data()) for row in range(1, dialog.model.rowCount())]
    assert missions == sorted(missions)
    target = write(dialog, book)
    assert [sheet.name for sheet in read_book(target).sheets][2:] == ["By Mission"]


def test_buttons_move_a_column_as_far_as_it_goes(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, tmp_path)
    columns = dialog.columns
    assert not dialog.up.isEnabled() or columns.currentRow() > 0
    columns.setCurrentRow(1)
    second, before = columns.item(1).text(), dialog.columns.chosen()
    book.qtbot.mouseClick(dialog.up, Qt.MouseButton.LeftButton)
    assert (columns.item(0).text(), columns.currentRow()) == (second, 0)
    assert (dialog.up.isEnabled(), dialog.down.isEnabled()) == (False, True)
    assert headers(dialog)[0] == second
    book.qtbot.mouseClick(dialog.down, Qt.MouseButton.LeftButton)
    assert dialog.columns.chosen() == before
    columns.setCurrentRow(columns.count() - 1)
    assert not dialog.down.isEnabled()


def test_a_preset_of_a_name_that_is_taken_is_replaced_only_when_asked_for_twice(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lunarcurator.services.exporting.presets.person_folder", lambda: tmp_path / "settings")
    dialog, path = opened(book, tmp_path), tmp_path / "settings" / "exports" / "Weekly.json"
    dialog.presets.box.setEditText("Weekly")
    dialog.presets.keep.click()
    book.settle()
    first = path.read_bytes()
    dialog.columns.choose(("number", "place"))
    keep = dialog.presets.keep
    dialog.presets.box.setEditText("weekly")
    keep.click()
    book.settle()
    assert (keep.text(), path.read_bytes()) == ("Replace", first)
    assert dialog.outcome() == "There is a preset “weekly” already. Replace it, or type another name."
    dialog.presets.box.setEditText("Weekly 2")
    assert (keep.text(), dialog.outcome()) == ("Keep", "")
    dialog.presets.box.setEditText("Weekly")
    keep.click()
    keep.click()
    book.settle()
    assert path.read_bytes() != first
    assert (keep.text(), dialog.outcome()) == ("Keep", "The preset is kept as Weekly.json")


def test_a_preset_is_kept_chosen_and_shared(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lunarcurator.services.exporting.presets.person_folder", lambda: tmp_path / "settings")
    dialog = opened(book, tmp_path)
    dialog.reports.choose(Report.PICK_LIST)
    dialog.formats.choose(2)
    book.settle()
    dialog.columns.choose(("number", "place"))
    assert not dialog.presets.keep.isEnabled()
    book.qtbot.keyClicks(dialog.presets.box, "To fetch")
    book.qtbot.mouseClick(dialog.presets.keep, Qt.MouseButton.LeftButton)
    book.settle()
    assert dialog.outcome() == "The preset is kept as To fetch.json"
    again = opened(book, tmp_path)
    again.presets.box.setCurrentIndex(0)
    again.presets.box.activated.emit(0)
    book.settle()
    assert again.reports.report() is Report.PICK_LIST
    assert headers(again) == ["Number", "Place"]
    assert again.target().suffix == ".pdf"
    again.presets.save(tmp_path / "Shared.json")
    book.settle()
    third = opened(book, tmp_path)
    third.presets.take(tmp_path / "Shared.json")
    book.settle()
    assert headers(third) == ["Number", "Place"]
    (tmp_path / "Broken.json").write_text("[]", encoding="utf-8")
    third.presets.take(tmp_path / "Broken.json")
    assert "Broken.json" in third.outcome()
    third.presets.box.setEditText("a/b")
    third.presets.keep.click()
    book.settle()
    assert "a/b" in third.outcome()
    for button in (third.presets.to_file, third.presets.from_file):
        button.click()
        asked = third.findChild(QFileDialog, "exportDialog.presetDialog")
        assert asked is not None
        asked.close()
        book.qtbot.waitUntil(lambda: third.findChild(QFileDialog, "exportDialog.presetDialog") is None)


def test_a_preset_of_a_collection_says_where_this_store_has_it_not(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lunarcurator.services.exporting.presets.person_folder", lambda: tmp_path / "settings")
    ids = {code: id_ for id_, code in codes_of(book.session).items()}
    filters = (PieceFilter(Axis.COLLECTION, str(ids["Apollo"])),)
    dialog = opened(book, tmp_path, Selection(filters=filters))
    dialog.shape.rows.setCurrentIndex(1)
    book.settle()
    dialog.presets.save(tmp_path / "Ours.json")
    book.settle()
    text = (tmp_path / "Ours.json").read_text(encoding="utf-8")
    assert '"collection",\n      "Apollo"' in text
    again = opened(book, tmp_path)
    again.presets.take(tmp_path / "Ours.json")
    book.settle()
    assert again.wanted().scope.filters == filters
    (tmp_path / "Theirs.json").write_text(text.replace("Apollo", "Hayabusa2"), encoding="utf-8")
    again.presets.take(tmp_path / "Theirs.json")
    book.settle()
    assert again.outcome().startswith("Preset “Theirs” filters by collection Hayabusa2")


def test_a_report_of_today_leaves_the_day_alone(book: Book, tmp_path: Path) -> None:
    book.context.show_moment(Moment(19720310))
    dialog = opened(book, tmp_path)
    dialog.reports.choose(Report.LABELS)
    book.settle()
    assert not dialog.as_of.isEnabled()
    assert dialog.wanted().moment.is_now
    dialog.reports.choose(Report.LOANS)
    book.settle()
    assert dialog.as_of.isEnabled()
    assert not dialog.shape.rows.isEnabled()
    assert dialog.wanted().moment == Moment(19720310)


def test_columns_of_a_sheet_are_named_as_a_spreadsheet_does() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_list_of_the_room_in_front_is_what_is_offered_first(book: Book, tmp_path: Path) -> None:
    entries = JournalFilter(kinds=("split",))
    dialog = opened(book, tmp_path, Selection(entries=entries))
    assert dialog.reports.report() is Report.JOURNAL
    assert said(dialog, "exportDialog.size").startswith("2 rows")
    tree = Places(book.session).tree()
    tray = next(node.uid for node in tree.nodes.values() if node.name == "Tray 7")
    places = opened(book, tmp_path, Selection(places=(tray,)))
    assert places.reports.report() is Report.CONTENTS
    assert places.shape.rows.currentText() == "What stands in this place"
