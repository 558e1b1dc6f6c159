"""A workbook goes in sheet by sheet, and comes out again in one step, through the wizard and the journal."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.whole_file import WholeFileDialog, WholeFileWords
from lunarcurator.desktop.rooms.journal.room import JournalRoom
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import Describe, FieldValue
from lunarcurator.services.posting import Posted
from lunarcurator.services.verifying import verify
from lunarcurator.services.whole_files import FileImport, WholeFile, whole_file
from PySide6.QtCore import Qt

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard
from tests.services.importing.workbooks import SHEETS, brought_in, nested_workbook

type Open = Callable[..., Wizard]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return nested_workbook(tmp_path / "nested.xlsx", rocks=("10021", "10022"))


def sheets_in(book: Book, path: Path) -> list[Posted]:
    operator = book.context.operator
    assert operator is not None
    return [brought_in(book.session, path, name, OperatorRef(ref_of(operator))) for name in SHEETS]


def bring(made: Wizard) -> None:
    while made.dialog.step is not Step.POST:
        made.go_on()


def dialog_of(made: object) -> WholeFileDialog:
    assert isinstance(made, WholeFileDialog)
    return made


def test_the_wizard_opened_again_goes_on_with_the_next_sheet_and_marks_those_in_the_book(
    wizard: Open, book: Book, path: Path
) -> None:
    first = wizard(path)
    bring(first)
    first.dialog.accept()
    seq = book.session.head().seq
    made = wizard(path)
    offered = made.pages.sheet.sheets
    assert offered.currentData() == "chips"
    assert [offered.itemText(at) for at in range(3)] == [
        f"rocks (in the book: entry {seq}, {book.session.today // 10_000}-11-24)",
        "chips",
        "grains",
    ]
    bring(made)
    result = made.pages.result
    assert result.next_button.text() == "Go on with the sheet grains"
    book.qtbot.keyClick(result.next_button, Qt.Key.Key_Space)
    book.settle()
    bring(made)
    assert not result.next_button.isVisible()


def test_the_journal_takes_a_file_back_where_one_sheet_alone_could_not_go_and_brings_it_again(
    book: Book, path: Path
) -> None:
    posted = sheets_in(book, path)
    room = JournalRoom(book.context)
    book.show(room)
    room.enter()
    book.settle()
    room._show_seq(posted[0].seq)
    book.settle()
    panel = room.details
    assert not panel.undo.isEnabled()
    assert panel.undo_all.text() == "Undo all 3 sheets…"
    panel.undo_all.click()
    asked = dialog_of(room.dialog)
    asked.why.setText("the wrong file")
    asked.primary_button.click()
    book.settle()
    assert book.session.head().seq == posted[-1].seq + 3
    assert panel.entry() is not None
    assert panel.undo_all.text() == "Redo all 3 sheets…"
    panel.undo_all.click()
    again = dialog_of(room.dialog)
    assert again.windowTitle() == "Redo the import of nested.xlsx"
    again.primary_button.click()
    book.settle()
    assert book.session.head().seq == posted[-1].seq + 6
    assert [each.seq for each in whole_of(book, posted[0])] == [each.seq for each in posted]
    book.context.act_as(None, "")
    asked_for: list[str] = []
    room.asked.connect(asked_for.append)
    panel.undo_all.click()
    assert asked_for == ["who_acts"]


def test_what_stands_in_the_way_is_named_in_the_dialog_and_nothing_is_taken_back(book: Book, path: Path) -> None:
    posted = sheets_in(book, path)
    later = book.history.post(Describe(sample="10022", values=(FieldValue(field="remarks", value="cracked"),)))
    asked = shown(book, posted[0])
    asked.primary_button.click()
    book.settle()
    assert asked.trouble().startswith("Give a reason")
    asked.why.setText("read wrongly")
    asked.primary_button.click()
    book.settle()
    assert asked.isVisible()
    assert asked.trouble().startswith(f"Nothing is taken back: entry {later.seq} (describe) rests on entry ")
    assert asked.primary_button.isEnabled()
    assert book.session.head().seq == later.seq
    asked.one_button.click()
    book.settle()
    assert f"Undo entry {posted[1].seq} first" in asked.trouble()
    assert book.session.head().seq == later.seq
    asked.cancel_button.click()
    assert not asked.isVisible()


def test_cancel_while_a_file_is_taken_back_leaves_no_trace(book: Book, path: Path) -> None:
    posted = sheets_in(book, path)
    asked, held = shown(book, posted[0]), Event()
    before = book.session.head()
    # Whoever writes before it lets this one wait until it was called off.
    book.lanes.write(lambda _ticket: held.wait(), lambda _done: None)
    asked.primary_button.click()
    assert asked.busy
    assert not asked.primary_button.isEnabled()
    assert asked.state.text() == "Taken back: 0 of 3"
    asked.primary_button.click()
    asked.cancel_button.click()
    held.set()
    book.settle()
    assert asked.isVisible()
    assert asked.state.text() == "Stopped. Nothing was written."
    assert book.session.head() == before
    assert verify(book.session).sound
    asked.reject()


def test_one_import_alone_is_taken_back_from_the_dialog(book: Book, path: Path) -> None:
    posted = sheets_in(book, path)
    asked = shown(book, posted[2])
    assert asked.one_button.text() == "Undo only grains"
    with book.qtbot.waitSignal(asked.turned) as turned:
        asked.one_button.click()
    (undo,) = turned.args[0]
    assert undo.seq == posted[2].seq + 1
    book.settle()
    assert [each.seq for each in whole_of(book, posted[0])] == [posted[0].seq, posted[1].seq]


def test_nobody_acting_takes_nothing_back(book: Book, path: Path) -> None:
    asked, before = shown(book, sheets_in(book, path)[0]), book.session.head()
    book.context.act_as(None, "")
    asked.primary_button.click()
    assert not asked.busy
    assert book.session.head() == before


def test_imports_that_are_no_sheets_are_told_by_their_entries(book: Book, path: Path) -> None:
    first, *others = whole_of(book, sheets_in(book, path)[0])
    words = WholeFileWords()
    for redo, verb in ((False, "Undo"), (True, "Redo")):
        whole = WholeFile("list.csv", redo, (replace(first, sheet=""), *others))
        assert words.all_of(whole) == f"{verb} all 3 imports"
        assert words.one_of(whole, first) == f"{verb} only entry {first.seq}"
        assert words.title(whole) == f"{verb} the import of list.csv"
    assert words.under_way(whole, 1, 3) == "Done again: 1 of 3"


def shown(book: Book, posted: Posted) -> WholeFileDialog:
    found = whole_file(book.session, posted.uid)
    assert found is not None
    one = next(each for each in found.imports if each.uid == posted.uid)
    made = WholeFileDialog(book.context, found, None, one=one)
    book.show(made, 620, 440)
    return made


def whole_of(book: Book, posted: Posted) -> tuple[FileImport, ...]:
    found = whole_file(book.session, posted.uid)
    assert found is not None
    return found.imports
