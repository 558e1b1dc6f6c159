from pathlib import Path

from lunarcurator.desktop.dialogs.importing import ImportDialog, open_import
from lunarcurator.desktop.dialogs.imports.rows import Column
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.widgets.citations import Citations
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import SetUpOperator, Sight
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import Verdict
from lunarcurator.services.journal import operators
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import take_proposal
from tests.prompt_bot import bring_to_front


def opened(book: Book, path: Path | None = None) -> ImportDialog:
    dialog = open_import(book.context, NOTHING, None, path)
    book.show(dialog, 1180, 700)
    bring_to_front(dialog)
    book.settle()
    take_proposal(book, dialog)
    return dialog


def rows(dialog: ImportDialog) -> list[tuple[str, str]]:
    model = dialog.pages.verdicts.model
    return [
        (str(model.index(row, Column.VERDICT).data()), str(model.index(row, Column.NUMBER).data()))
        for row in range(model.rowCount())
    ]


def show_all(book: Book, dialog: ImportDialog) -> None:
    for chip in dialog.pages.verdicts.chips.values():
        chip.setChecked(False)
    book.settle()


def said(dialog: ImportDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.accessibleName()


def test_without_a_file_the_dialog_asks_for_one(book: Book) -> None:
    dialog = opened(book)
    choice = dialog.findChild(QAbstractButton, "importDialog.choose")
    assert choice is not None
    assert choice.isVisible()
    assert not dialog.pages.verdicts.table.isVisible()
    assert not dialog.primary_button.isEnabled()
    book.qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert dialog.findChild(QFileDialog, "importDialog.fileDialog") is not None


def test_each_row_has_a_verdict_and_what_needs_an_eye_comes_first(book: Book, catalogue: Path) -> None:
    dialog = opened(book, catalogue)
    assert dialog.windowTitle() == "Import  catalogue.csv · 5 rows · header in row 1"
    assert set(rows(dialog)) == {("Conflict", "10084"), ("Refused", "nonsense")}
    show_all(book, dialog)
    assert [verdict for verdict, _ in rows(dialog)] == ["Changed", "Conflict", "Conflict", "Refused", "New"]
    assert dialog.pages.verdicts.chips[Verdict.NEW].accessibleName() == "New 1"
    assert not dialog.pages.verdicts.chips[Verdict.SAME].isEnabled()


def test_the_reason_of_a_row_is_told_in_the_table_and_in_full_beside_it(book: Book, catalogue: Path) -> None:
    dialog = opened(book, catalogue)
    dialog.pages.verdicts.search.setText("nonsense")
    book.settle()
    assert len(rows(dialog)) == 1
    why = str(dialog.pages.verdicts.model.index(0, Column.WHY).data())
    assert why
    told = dialog.findChild(Citations, "importDialog.told")
    assert told is not None
    assert [each.text for each in told.sayings] == ["nonsense  Refused"]
    assert told.sayings[0].source.startswith(why)
    assert any(label.accessibleName() == "Row 6" for label in dialog.findChildren(QLabel))


def test_what_the_file_is_taken_for_and_its_collection_are_shown(book: Book, catalogue: Path) -> None:
    dialog = opened(book, catalogue)
    told = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    assert "Taken for a catalogue: its weights are original masses" in told
    assert "Collection Apollo" in told


def test_good_rows_come_in_as_one_entry_and_bad_ones_stay_out(book: Book, catalogue: Path) -> None:
    dialog = opened(book, catalogue)
    before = book.session.head().seq
    assert dialog.primary_button.text() == "Import 2 rows"
    with book.qtbot.waitSignal(book.context.posted, timeout=10_000) as posted:
        book.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    book.settle()
    assert posted.args[0].seq == before + 1
    assert said(dialog, "importDialog.result") == "2 rows came in"
    assert "3 rows were left out" in said(dialog, "importDialog.resultTold")
    assert said(dialog, "importDialog.resultTold").endswith("Undo in the status bar takes it back.")
    assert dialog.save_bad.isVisible()
    assert dialog.primary_button.text() == "Close"
    assert not dialog.cancel_button.isVisible()
    book.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == 1
    assert book.history.piece("10005")
    again = opened(book, catalogue)
    assert not again.primary_button.isEnabled()
    assert again.pages.verdicts.chips[Verdict.SAME].accessibleName() == "Same 2"


def test_the_effective_day_of_a_mission_can_be_changed_before_posting(book: Book, catalogue: Path) -> None:
    dialog = opened(book, catalogue)
    field = dialog.findChild(QLineEdit, "importDialog.day")
    assert field is not None
    assert field.text() == "1969-07-25"
    field.setText("1969-08-01")
    field.editingFinished.emit()
    book.settle()
    with book.qtbot.waitSignal(book.context.posted, timeout=10_000):
        dialog.primary_button.click()
    book.settle()
    before, then = (trial_balance(book.session, Moment(day)).total.received_ug for day in (19690731, 19690801))
    assert then - before == 53_400_000


def test_a_day_that_is_none_is_said_and_nothing_is_read_anew(book: Book, catalogue: Path) -> None:
    dialog = opened(book, catalogue)
    field = dialog.findChild(QLineEdit, "importDialog.day")
    assert field is not None
    field.setText("03/04/69")
    field.editingFinished.emit()
    assert "1974-01-30" in field.accessibleDescription()
    before = book.session.head().seq
    dialog.primary_button.click()
    book.settle()
    assert book.session.head().seq == before


def test_rows_left_out_are_saved_as_a_workbook_with_reasons(book: Book, catalogue: Path, tmp_path: Path) -> None:
    dialog = opened(book, catalogue)
    assert dialog.save_bad.text() == "Save 3 rows with reasons…"
    book.qtbot.mouseClick(dialog.save_bad, Qt.MouseButton.LeftButton)
    asks = dialog.findChild(QFileDialog, "importDialog.reportDialog")
    assert asks is not None
    target = tmp_path / "left-out.xlsx"
    asks.fileSelected.emit(str(target))
    book.settle()
    assert said(dialog, "importDialog.state") == "Saved left-out.xlsx"
    assert len(read_book(target).sheets) == 2


def test_a_file_that_is_no_table_is_refused_in_one_sentence(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"\x89PNG nothing of a workbook")
    dialog = opened(book, path)
    assert "picture.xlsx" in dialog.pages.trouble()
    assert dialog.pages.begin.isVisible()


def test_a_dropped_file_is_read(book: Book, catalogue: Path) -> None:
    dialog = opened(book)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(catalogue))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)
    book.settle()
    assert dialog.pages.columns.table.isVisible()


def test_cancelling_while_reading_leaves_the_dialog_where_it_was(book: Book, tmp_path: Path) -> None:
    path = long_catalogue(tmp_path, 20_000)
    dialog = open_import(book.context, NOTHING, None, path)
    book.qtbot.addWidget(dialog)
    dialog.show()
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert dialog.isVisible()
    assert dialog.pages.trouble() == "Stopped. Nothing was written."
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_cancelling_while_writing_leaves_no_trace(book: Book, tmp_path: Path) -> None:
    dialog = opened(book, long_catalogue(tmp_path, 4_000))
    before = book.session.head()
    dialog.primary_button.click()
    assert not dialog.primary_button.isEnabled()
    book.qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    book.settle()
    assert dialog.isVisible()
    assert dialog.pages.trouble() == "Stopped. Nothing was written."
    assert book.session.head() == before
    assert dialog.primary_button.isEnabled()


def test_in_the_past_nothing_can_be_imported(book: Book, catalogue: Path) -> None:
    book.context.show_moment(Moment(20240101))
    dialog = opened(book, catalogue)
    assert not dialog.primary_button.isEnabled()


def test_a_change_in_the_book_since_reading_is_refused_and_said(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "change.csv"
    path.write_text("ID,Mission,Type\n15555,Apollo 15,Basalt\n", encoding="utf-8")
    dialog = opened(book, path)
    assert dialog.pages.verdicts.chips[Verdict.CHANGED].accessibleName() == "Changed 1"
    book.history.import_catalogue(1)
    book.history.post(Sight(samples=("15555",)))
    before = book.session.head().seq
    dialog.primary_button.click()
    book.settle()
    assert "15555" in dialog.pages.trouble()
    assert book.session.head().seq == before


def test_the_published_catalogue_comes_in_by_the_dialog(bare_book: Book, shared_data: Path) -> None:
    bare_book.history.post(SetUpOperator(name="A. Curator"))
    bare_book.context.act_as(*operators(bare_book.session)[0])
    dialog = opened(bare_book, shared_data / "rocksamples.csv")
    assert dialog.primary_button.text().replace("\u202f", "") == "Import 2229 rows"
    with bare_book.qtbot.waitSignal(bare_book.context.posted, timeout=60_000):
        dialog.primary_button.click()
    bare_book.settle()
    assert trial_balance(bare_book.session).total.received_ug == 375_035_990_000
    assert trial_balance(bare_book.session, Moment(19701231)).total.received_ug == 55_896_620_000


def long_catalogue(folder: Path, count: int) -> Path:
    path = folder / "long.csv"
    lines = [f"{16000 + number % 9_999},Apollo 15,Basalt,,{number % 9_999 + 1},90" for number in range(count)]
    path.write_text("ID,Mission,Type,Subtype,Weight (g),Pristine (%)\n" + "\n".join(lines), encoding="utf-8")
    return path
