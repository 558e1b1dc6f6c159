from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.imports.columns_page import Says
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.services.importing import Profiles, Verdict
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QFileDialog

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard, choose

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
type Open = Callable[..., Wizard]


@pytest.fixture
def western(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes("ID;Mission;Remarks\n10018;Apollo 11;plain\n10019;Apollo 11;Größe\n".encode("cp1252"))
    return path


def test_a_text_with_bytes_that_make_no_sense_is_read_once_an_encoding_fits(
    wizard: Open, book: Book, western: Path
) -> None:
    made = wizard(western)
    page = made.pages.sheet
    QAbstractItemModelTester(page.rows, FATAL, page)
    assert made.dialog.step is Step.SHEET
    assert "0xF6" in made.pages.trouble()
    assert made.said("importDialog.layout").startswith("Choose another encoding")
    assert (page.rows.rowCount(), page.form.form()) == (0, (None, None, None))
    assert not made.dialog.primary_button.isEnabled()
    assert not page.marks["H"].isEnabled()
    choose(book, page.form.encoding, "utf-16")
    assert made.dialog.step is Step.SHEET
    assert not made.dialog.primary_button.isEnabled()
    choose(book, page.form.encoding, "cp1252")
    assert (made.dialog.step, made.pages.trouble()) == (Step.SHEET, "")
    assert page.rows.index(2, 3).data() == "Größe"
    assert (page.rows.index(0, 0).data(), made.said("importDialog.layout")) == ("Header", "")
    made.go_on()
    made.go_on()
    act = made.pages.verdicts.model.rows[1].acts[0]
    assert act.operation.remarks == "Größe"  # type: ignore[attr-defined]


def test_back_from_a_text_that_cannot_be_read_another_file_is_chosen(
    wizard: Open, book: Book, western: Path, catalogue: Path
) -> None:
    made = wizard(western)
    made.dialog.go_back()
    assert made.dialog.step is Step.FILE
    assert not made.dialog.primary_button.isEnabled()
    made.dialog.read_file(catalogue)
    book.settle()
    assert made.dialog.step is Step.COLUMNS


def test_delimiter_and_quote_are_seen_and_the_rows_follow_at_once(
    wizard: Open, book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID:Mission:Remarks\n10018:Apollo 11:'x'\n10019:Apollo 11:5\" long:\n", encoding="utf-8")
    made = wizard(path)
    while made.dialog.step is not Step.SHEET:
        made.dialog.go_back()
    page = made.pages.sheet
    assert page.form.form() == ("utf-8", ",", '"')
    choose(book, page.form.delimiter, ":")
    assert page.rows.index(1, 1).data() == "10018"
    choose(book, page.form.quote, "'")
    assert [page.rows.index(at, 3).data() for at in (1, 2)] == ["x", '5" long']
    assert (page.form.form(), made.dialog.step) == (("utf-8", ":", "'"), Step.SHEET)


def test_a_paste_has_a_delimiter_and_no_encoding_and_a_workbook_neither(
    wizard: Open, book: Book, catalogue: Path
) -> None:
    made = wizard(text="ID;Mission\n10018;Apollo 11")
    made.dialog.go_back()
    made.dialog.go_back()
    form = made.pages.sheet.form
    assert (form.delimiter.isVisible(), form.encoding.isVisible()) == (True, False)
    assert form.delimiter.currentText() == "semicolon  ;"
    choose(book, form.delimiter, ",")
    assert made.pages.sheet.rows.index(0, 1).data() == "ID;Mission"
    marked = catalogue.with_name("marked.csv")
    marked.write_bytes(b"\xef\xbb\xbf" + catalogue.read_bytes())
    made.dialog.read_file(marked)
    book.settle()
    assert (form.encoding.currentText(), form.form().encoding) == ("UTF-8", "utf-8-sig")
    catalogue.write_text(catalogue.read_text().replace(",", "~"), encoding="utf-8")
    made.dialog.read_file(catalogue)
    book.settle()
    choose(book, form.delimiter, "|")
    assert form.delimiter.currentData() == "|"


def typed(book: Book, box: QComboBox, text: str) -> None:
    line = box.lineEdit()
    assert line is not None
    line.setText(text)
    line.editingFinished.emit()
    book.settle()


def test_the_number_is_made_of_columns_as_somebody_joins_them(wizard: Open, book: Book) -> None:
    made = wizard(text="Name|Piece|Bin|Mass (g)\nAlpha|1|x|1\nAlpha|2|x|2\nBeta|1|y|3\nBeta|1|z|4")
    while made.dialog.step is not Step.COLUMNS:
        made.dialog.go_back()
    box = made.pages.columns.keys.own
    choose(book, box, "Name")
    assert box.currentText() == "Name"
    choose(book, box, "[Name] [Piece]")
    assert made.pages.columns.rows.index(1, Says.TARGET).data() == "number"
    typed(book, box, "[Name] no. [Piece]")
    assert made.dialog._case is not None
    assert made.dialog._case.reading.joints == (" no. ",)
    assert box.currentText() == "[Name] no. [Piece]"
    choose(book, box, "[Name] no. [Piece] [Bin]")
    assert made.dialog._case.reading.joints == (" no. ", " ")


@pytest.mark.parametrize("text", ["Nme", "[Name][Nme]", "[Name]-", "no. [Name]", "[Name] [Name]"])
def test_what_names_no_columns_is_said_and_changes_nothing(wizard: Open, book: Book, text: str) -> None:
    made = wizard(text="Name|Mass (g)\nAlpha|1", takes_proposal=False)
    while made.dialog.step is not Step.COLUMNS:
        made.dialog.go_back()
    box = made.pages.columns.keys.own
    choose(book, box, "Name")
    typed(book, box, text)
    assert "[Core]-[Piece]" in box.accessibleDescription()
    assert made.pages.columns.rows.index(0, Says.TARGET).data() == "number"
    typed(book, box, "")
    assert (box.currentText(), box.accessibleDescription()) == ("Name", "")


def test_the_parent_is_made_of_columns_and_all_is_kept_in_the_profile(wizard: Open, book: Book) -> None:
    made = wizard(text="Lake|Core|Piece\nA|1|\nA|1|1\nB|2|1")
    while made.dialog.step is not Step.COLUMNS:
        made.dialog.go_back()
    page = made.pages.columns
    typed(book, page.keys.own, "[Lake] [Core] [Piece]")
    typed(book, page.keys.above, "[Lake] [Core]")
    assert page.rows.index(0, Says.TARGET).data() == "number; parent"
    book.qtbot.keyClicks(page.name, "Lakes")
    book.qtbot.keyClick(page.name, Qt.Key.Key_Return)
    book.settle()
    kept = Profiles.load(book.session.path).get("Lakes")
    assert kept is not None
    assert (kept.key, kept.parent_key) == (("lake", "core", "piece"), ("lake", "core"))
    choose(book, page.keys.above, "")
    assert page.rows.index(0, Says.TARGET).data() == "number"
    made.take_for(2, "other")
    assert page.keys.own.currentText() == ""


def test_window_and_command_line_make_the_same_rows_of_a_key(wizard: Open, book: Book) -> None:
    made = wizard(text="Name|Piece|Colour of box|Mass (g)\nAlpha|1|red|1\nAlpha|2|red|2\nBeta|1|blue|3")
    while made.dialog.step is not Step.COLUMNS:
        made.dialog.go_back()
    typed(book, made.pages.columns.keys.own, "[Name]/[Piece]")
    made.into("Boxes")
    assert made.dialog.step is Step.VERDICTS
    assert made.pages.verdicts.chips[Verdict.NEW].accessibleName() == "New 3"
    assert [number for _, number in made.rows()] == ["Alpha/1", "Alpha/2", "Beta/1"]


def test_the_first_page_and_the_file_dialog_name_all_kinds(wizard: Open, book: Book) -> None:
    made = wizard()
    choice = made.pages.begin.choices[0]
    told = choice.accessibleName() + choice.accessibleDescription()
    assert [kind for kind in (".xlsm", ".ods", ".tsv", ".psv") if kind not in told] == []
    choice.click()
    dialog = made.dialog.findChild(QFileDialog, "importDialog.fileDialog")
    assert dialog is not None
    filters = dialog.nameFilters()
    assert len(filters) == 2
    assert all(f"*.{kind}" in filters[0] for kind in ("xlsx", "xlsm", "xls", "ods", "csv", "tsv", "psv"))
    dialog.reject()
