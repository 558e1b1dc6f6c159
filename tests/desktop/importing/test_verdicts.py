from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.dialogs.importing import open_paste
from lunarcurator.desktop.dialogs.imports.columns_page import Says
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.links import NOTHING
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard, take_proposal

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal

type Open = Callable[..., Wizard]


def test_rows_are_sifted_by_words_of_their_reasons(wizard: Open, book: Book, catalogue: Path) -> None:
    made = wizard(catalogue)
    page = made.pages.verdicts
    QAbstractItemModelTester(page.model, FATAL, page)
    made.show_all()
    page.search.setText("no number of")
    book.settle()
    assert made.rows() == [("Refused", "nonsense")]
    page.search.setText("")
    book.settle()
    assert len(made.rows()) == 5


def test_rows_with_a_reason_come_first(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission|Weight (g)\n10018|Apollo 11|5\nx|Apollo 11|6\n10019|Apollo 11|7")
    made.show_all()
    assert [number for _, number in made.rows()] == ["x", "10018", "10019"]


def test_rows_that_are_no_records_are_told_above_the_others(wizard: Open, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("ID,Mission,Weight (g)\n10017,Apollo 11,973\nTotal,,973\n", encoding="utf-8")
    page = wizard(path).pages.verdicts
    assert page.aside.text() == "Set aside, as no records: 1 row (a total: 3)."
    assert not page.aside.isHidden()


def test_a_list_of_records_alone_says_nothing_of_others(wizard: Open, catalogue: Path) -> None:
    assert wizard(catalogue).pages.verdicts.aside.isHidden()


def test_rows_on_the_clipboard_go_straight_into_the_wizard(book: Book) -> None:
    QGuiApplication.clipboard().setText("ID\tMission\tWeight (g)\n10017\tApollo 11\t5")
    dialog = open_paste(book.context, NOTHING, None)
    book.show(dialog, 1180, 700)
    assert dialog.step is Step.COLUMNS
    take_proposal(book, dialog)
    assert dialog.primary_button.text() == "Import 1 row"


def test_an_empty_clipboard_is_said_and_rows_may_be_pasted_later(book: Book) -> None:
    QGuiApplication.clipboard().clear()
    dialog = open_paste(book.context, NOTHING, None)
    book.show(dialog, 1180, 700)
    assert dialog.step is Step.FILE
    assert "clipboard" in dialog.pages.trouble()
    QGuiApplication.clipboard().setText("ID\tMission\tWeight (g)\n10017\tApollo 11\t5")
    book.qtbot.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    book.settle()
    assert dialog.step is Step.COLUMNS
    assert not dialog.pages.trouble()


def test_the_steps_of_a_place_are_told_as_such(wizard: Open, book: Book) -> None:
    made = wizard(text="Sample|Mission|Freezer|Box|Position|Notes\n10017|Apollo 11|FZ-1|Box 14|A1|cold")
    within = made.asked("within")
    assert isinstance(within.editor, QLineEdit)
    within.editor.setText("Vault")
    made.enter(within)
    made.go_on()
    assert made.dialog.step is Step.VERDICTS
    columns = made.pages.columns.rows
    told = [columns.index(row, Says.TARGET).data() for row in range(columns.rowCount())]
    assert told.count("place, step by step") == 3
    assert "place" not in told


def test_titles_and_sums_are_shown_as_such_and_what_titles_are_is_answered(wizard: Open, book: Book) -> None:
    made = wizard(
        text="Sample|Type|Mass (g)\nApollo 12||\n12002|basalt|1.0\nSubtotal||2.0\nSplits||\n12004|basalt|1",
        takes_proposal=False,
    )
    titles = made.asked("titles")
    assert isinstance(titles.editor, QComboBox)
    words = [titles.editor.itemText(at) for at in range(titles.editor.count())]
    at = words.index("A title: each row below keeps it beside the piece")
    titles.editor.setCurrentIndex(at)
    titles.editor.activated.emit(at)
    book.settle()
    made.into("Apollo")
    assert made.dialog.step is Step.VERDICTS
    told = made.pages.verdicts.aside.text().replace("\xa0", " ")
    assert "1 row (a total that is not what the rows read come to: Mass (g): 1.0: 4)" in told
    assert "2 rows (a title or a note: 2, 5)" in told
    made.show_all()
    assert [number for _, number in made.rows()] == ["12002", "12004"]
    for _ in range(2):
        made.dialog.go_back()
    assert made.dialog.step is Step.SHEET
    rows = made.pages.sheet.rows
    shown = [rows.index(row, 0).data() for row in range(6)]
    assert shown == ["Header", "Note, left out", "", "Sum, left out", "Note, left out", ""]
