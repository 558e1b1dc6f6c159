"""Every list of every room, written as it stands on the screen: `Ctrl E`, and the first choice is that list."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.exporting import ExportDialog
from lunarcurator.desktop.rooms.loans.lists import PAGES, LoanLists
from lunarcurator.domain.moments import Moment
from lunarcurator.services.browsing import Sort
from lunarcurator.services.exporting import Report
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from tests.journeys.conftest import Window

_BEGINNINGS = {".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", ".pdf": b"%PDF", ".html": b"<!DOCTYPE html>"}


@pytest.fixture
def asked(window: Window, tmp_path: Path) -> Iterator[Window]:
    window.store_view.context.memory.put("exportDialog.folder", str(tmp_path))
    yield window
    dialog = window.program.wiring.dispatch.dialog
    if isinstance(dialog, ExportDialog):
        dialog.close()


def show(window: Window, room: str) -> None:
    window.act(f"{room}_room")
    window.wait_quiet()
    window.wait_quiet()


def export(window: Window) -> ExportDialog:
    """Press Ctrl E and wait for the preview."""
    window.wait_quiet()
    window.act("export")
    dialog = window.program.wiring.dispatch.dialog
    assert isinstance(dialog, ExportDialog)
    window.qtbot.waitUntil(lambda: dialog.primary_button.isEnabled(), timeout=20_000)
    return dialog


def written(window: Window, dialog: ExportDialog, index: int) -> Path:
    dialog.formats.choose(index)
    dialog.formats.chosen.emit(index)
    target = dialog.target()
    dialog.primary_button.click()
    window.qtbot.waitUntil(lambda: bool(dialog.outcome()) and not window.store_view.lanes.busy, timeout=60_000)
    assert target.exists(), dialog.outcome()
    return target


def rows_of(window: Window, dialog: ExportDialog) -> list[list[str]]:
    path = written(window, dialog, 1)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.reader(stream) if row]


@pytest.mark.parametrize(
    ("room", "report"),
    [
        ("samples", Report.ON_SCREEN),
        ("places", Report.CONTENTS),
        ("balance", Report.BALANCE),
        ("journal", Report.ON_SCREEN),
        ("loans", Report.ON_SCREEN),
        ("attention", None),
    ],
)
def test_the_list_in_front_is_the_first_choice_and_has_every_format(
    asked: Window, room: str, report: Report | None
) -> None:
    show(asked, room)
    dialog = export(asked)
    # What needs a hand first is in front there.
    assert dialog.wanted().report is (report or asked.store_view.room.list_in_front())
    for index, (suffix, begins) in enumerate(_BEGINNINGS.items()):
        target = written(asked, dialog, index)
        assert (target.suffix, target.read_bytes()[: len(begins)]) == (suffix, begins)
    folder = os.environ.get("LUNAR_PICTURES")
    if folder:
        dialog.grab().save(str(Path(folder) / f"export_{room}.png"))


@pytest.mark.parametrize("page", range(len(PAGES)), ids=PAGES)
def test_each_page_of_the_loan_desk_is_written_as_it_stands(asked: Window, page: int) -> None:
    show(asked, "loans")
    lists = asked.store_view.room.findChild(LoanLists)
    assert lists is not None
    lists.show_page(page)
    asked.wait_quiet()
    dialog = export(asked)
    assert dialog.reports.file_name() == PAGES[page]
    head, *rows = rows_of(asked, dialog)
    assert len(head) > 4
    model = lists.front.model()
    groups = 0 if page else sum(1 for row in lists.today.today.rows if row.kind != "todo")
    assert len(rows) == model.rowCount() - groups


def test_the_lines_keep_their_filter_their_order_and_their_figures(asked: Window) -> None:
    show(asked, "loans")
    lists = asked.store_view.room.findChild(LoanLists)
    assert lists is not None
    lists.show_page(1)
    lists.lines.sort.setCurrentIndex(5)
    asked.wait_quiet()
    dialog = export(asked)
    book = load_workbook(written(asked, dialog, 0))
    sheet = next(each for each in book.worksheets if each.title != "About")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if row[0] == "Number")
    held = rows[at].index("Held (g)")
    masses = [row[held] for row in rows[at + 1 :] if isinstance(row[held], float | int)]
    assert masses == sorted(masses, reverse=True)
    assert masses
    told = [str(cell.value) for row in book["About"].iter_rows() for cell in row if cell.value]
    assert "Out" in told


def test_the_tree_is_written_with_its_columns_order_and_filter(asked: Window) -> None:
    room = asked.store_view.room
    view = room.view
    header = view.header()
    keys = [column.key for column in view.columns]
    header.setSectionHidden(keys.index("weighed"), False)
    header.moveSection(header.visualIndex(keys.index("custody")), 1)
    room.layout_of_tree.put_back(Sort("mass", True))
    room._load()
    asked.wait_quiet()
    head, *rows = rows_of(asked, export(asked))
    assert head[:2] == ["Number", "Custody"]
    assert "Weighed" in head
    shown = [row[0] for row in rows]
    assert len(shown) == len(set(shown)) > 200
    of_15555 = [number for number in shown if number.startswith("15555,")]
    siblings = next(iter(room._browsing.children([_id(asked, "15555")], room._query()).values()))
    numbers = room._browsing.rows([child[0] for child in siblings])
    assert [n for n in of_15555 if n in {r.number for r in numbers.values()}] == [
        numbers[child[0]].number for child in siblings
    ]


def _id(window: Window, number: str) -> int:
    return window.store_view.room._searching.search(number).hits[0].row.id


def test_hits_are_written_best_first_with_what_was_searched(asked: Window) -> None:
    room = asked.store_view.room
    room.bar.search.setText("15555")
    asked.wait_quiet()
    asked.qtbot.waitUntil(lambda: room.pages.currentWidget() is room.hits_view, timeout=10_000)
    dialog = export(asked)
    assert dialog.reports.file_name() == "hits"
    _, *rows = rows_of(asked, dialog)
    assert [row[0] for row in rows] == [room.hits.hit(at).row.number for at in range(room.hits.rowCount())]


def test_another_day_is_written_as_that_day(asked: Window) -> None:
    asked.store_view.context.show_moment(Moment(19720101))
    asked.wait_quiet()
    dialog = export(asked)
    assert not dialog.as_of.isEnabled()
    book = load_workbook(written(asked, dialog, 0))
    told = [str(cell.value) for row in book["About"].iter_rows() for cell in row]
    assert "1972-01-01" in told


def test_the_journal_stands_newest_first(asked: Window) -> None:
    show(asked, "journal")
    head, *rows = rows_of(asked, export(asked))
    assert head == ["Entry", "When", "What happened", "By", "Marks", "Reason"]
    seqs = [int(row[0]) for row in rows]
    assert seqs == sorted(seqs, reverse=True)
    assert len(seqs) == asked.store_view.context.session.head().seq


def test_a_list_on_screen_is_no_preset(asked: Window) -> None:
    dialog = export(asked)
    dialog.presets.box.setEditText("mine")
    dialog.presets.keep.click()
    asked.qtbot.waitUntil(lambda: "cannot be kept" in dialog.outcome(), timeout=20_000)
    assert dialog.presets.keep.focusPolicy() != Qt.FocusPolicy.NoFocus
