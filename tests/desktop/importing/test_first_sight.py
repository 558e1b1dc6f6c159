"""What nobody has kept is proposed, and seen, before any row is judged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.imports.columns_page import Says
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.services.importing import Profiles
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard, choose
from tests.services.ledgers.history import apollo

type Open = Callable[..., Wizard]
MINERALS = "ID|Mineral|Weight (g)\n10201|Cassiterite|52\n10202|Fluorite|18.5"


SOIL = "original mass 53.4 g · class Soil · subclass Unsieved · pristinity 90 %"
FOLLOW = "They follow once what is asked is answered."


def choice(made: Wizard) -> QComboBox:
    asked = made.asked("collection")
    assert isinstance(asked.editor, QComboBox)
    return asked.editor


def choose_apollo(made: Wizard, book: Book) -> None:
    box = choice(made)
    at = box.findText("Apollo")
    box.setCurrentIndex(at)
    box.activated.emit(at)
    book.settle()


def press_enter(book: Book) -> None:
    front = QApplication.focusWidget()
    assert front is not None
    book.qtbot.keyClick(front, Qt.Key.Key_Return)
    book.settle()


def test_columns_collection_and_first_pieces_are_seen_and_one_enter_takes_them(
    wizard: Open, book: Book, catalogue: Path
) -> None:
    made = wizard(catalogue, takes_proposal=False)
    assert made.dialog.step is Step.COLUMNS
    assert choice(made).currentText() == "Apollo"
    assert made.beside() == [
        f"10005 mission Apollo 11 · {SOIL} · effective day 1969-07-25",
        "15555 Changed · class: nothing → Basalt; subclass: nothing → Olivine; pristinity: nothing → 100.73 %",
    ]
    press_enter(book)
    assert made.dialog.step is Step.VERDICTS


def test_another_collection_and_another_column_make_other_pieces(wizard: Open, book: Book) -> None:
    made = wizard(text=MINERALS, takes_proposal=False)
    assert (made.dialog.step, choice(made).currentText(), made.beside()) == (Step.COLUMNS, "", [FOLLOW])
    choose_apollo(made, book)
    assert made.beside()[0].startswith("10201 original mass 52 g · effective day 20")
    made.take_for(2, "mass_now")
    assert made.beside()[0].startswith("10201 mass 52 g · ")
    made.into("Minerals of the county")
    assert made.dialog.step is Step.VERDICTS
    told = {label.accessibleName() for label in made.dialog.findChildren(Label)}
    assert "Collection Minerals of the county" in told


def test_the_only_collection_is_shown_and_taken_by_one_enter(bare_book: Book) -> None:
    bare_book.history.post(apollo())
    made = Wizard(bare_book, text=MINERALS, takes_proposal=False)
    assert made.dialog.step is Step.COLUMNS
    assert choice(made).currentText() == "Apollo"
    press_enter(bare_book)
    assert made.dialog.step is Step.VERDICTS


def test_the_collection_that_was_proposed_is_kept_for_just_these_columns(bare_book: Book) -> None:
    bare_book.history.post(apollo())
    kept, wider = "Number|Weight (g)\n10017|5", "Number|Weight (g)|Locality\n10018|5|Cornwall"
    columns = Wizard(bare_book, text=kept, takes_proposal=False).pages.columns
    columns.name.setText("Weights")
    columns.keep.click()
    bare_book.settle()
    profile = Profiles.load(bare_book.session.path).get("Weights")
    assert profile is not None
    assert profile.collection == "Apollo"
    steps = [Wizard(bare_book, text=text, takes_proposal=False).dialog.step for text in (kept, wider)]
    assert steps == [Step.VERDICTS, Step.COLUMNS]


def test_the_key_of_the_primary_goes_on_from_the_table_too(wizard: Open, book: Book) -> None:
    made = wizard(text=MINERALS, takes_proposal=False)
    choose_apollo(made, book)
    table = made.pages.columns.table
    table.setFocus()
    book.qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    book.settle()
    assert not made.pages.columns.target.view().isVisible()
    assert made.dialog.step is Step.VERDICTS


def test_what_the_lab_keeps_is_judged_at_once(wizard: Open, book: Book, catalogue: Path) -> None:
    first = wizard(catalogue, takes_proposal=False)
    first.pages.columns.name.setText("Our catalogue")
    first.pages.columns.keep.click()
    book.settle()
    first.dialog.reject()
    again = wizard(catalogue, takes_proposal=False)
    assert again.dialog.step is Step.VERDICTS


def test_a_box_makes_the_parents_that_are_nowhere(wizard: Open, book: Book) -> None:
    made = wizard(text="Sample|Parent|Mass (g)\n10017,60|10017,8|1\n10017,61|10017,8|2", takes_proposal=False)
    choose_apollo(made, book)
    box = made.pages.columns.keys.make
    assert (box.isVisible(), box.isChecked()) == (True, False)
    # Nothing is left to answer: what keeps the rows out is the box.
    (why,) = made.beside()
    assert why.startswith("None of the first rows can come in. 10017,8, the parent of 10017,60, is neither in the")
    book.qtbot.keyClick(box, Qt.Key.Key_Space)
    book.settle()
    assert (box.isChecked(), made.dialog.step) == (True, Step.COLUMNS)
    assert [each.partition(" · effective day")[0] for each in made.beside()] == [
        "10017,60 parent 10017,8 · mass 1 g",
        "10017,8 mass named only as a parent",
        "10017,61 parent 10017,8 · mass 2 g",
    ]
    made.go_on()
    made.show_all()
    assert [number for _, number in made.rows()] == ["10017,8", "10017,60", "10017,61"]
    made.dialog.reject()
    assert not wizard(text=MINERALS, takes_proposal=False).pages.columns.keys.make.isVisible()


def units(made: Wizard) -> list[tuple[object, bool]]:
    rows = made.pages.columns.rows
    told = []
    for row in range(rows.rowCount()):
        made.pages.columns.table.stand_on(row)
        told.append((rows.index(row, Says.UNIT).data(), made.pages.columns.unit.isVisible()))
    return told


def test_a_unit_that_the_header_names_holds_until_another_is_said_and_cells_may_name_their_own(
    wizard: Open, book: Book
) -> None:
    made = wizard(text="ID|Mission|Weight|Depth top (cm)\n10018|Apollo 11|5 mg|3", takes_proposal=False)
    assert units(made) == [("", False), ("", False), ("in the cells", True), ("cm", True)]
    made.pages.columns.table.stand_on(2)
    box = made.pages.columns.unit
    offered = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    assert offered == [("g", "g"), ("mg", "mg"), ("ug", "µg"), ("kg", "kg")]
    assert box.accessibleName() == "Unit of Weight"
    made.take_in(2, "kg")
    assert units(made)[2] == ("kg", True)
    assert "original mass 0.005 g" in made.beside()[0]
    made.take_in(3, "mm")
    assert units(made)[3] == ("mm", True)


def test_a_unit_that_is_kept_is_shown_and_may_be_another_this_time(wizard: Open, book: Book) -> None:
    text = "ID|Mission|Weight\n10018|Apollo 11|213"
    made = wizard(text=text, takes_proposal=False)
    page = made.pages.columns
    made.take_in(2, "mg")
    page.name.setText("Weights")
    page.keep.click()
    book.settle()
    made.dialog.reject()
    again = wizard(text=text, takes_proposal=False)
    assert again.dialog.step is Step.VERDICTS
    again.dialog.go_back()
    assert units(again)[2] == ("mg", True)
    again.take_in(2, "g")
    assert again.beside()[0] == "10018 mission Apollo 11 · original mass 213 g · effective day 1969-07-25"


def test_tab_goes_down_the_page_of_columns(wizard: Open, book: Book) -> None:
    table = "Sample|Parent|Weight|Received\n10017,60|10017,8|1|03/04/1999\n10017,61|10017,8|2|03/04/1999"
    made = wizard(text=table, takes_proposal=False)
    page = made.pages.columns
    first = [each.editor for each in page.answers]
    assert len(first) == 3
    first[0].setFocus()
    for wanted in (
        *first[1:],
        page.table,
        page.target,
        page.keys.own,
        page.keys.above,
        page.shape,
        page.keys.make,
        page.name,
    ):
        front = QApplication.focusWidget()
        assert front is not None
        book.qtbot.keyClick(front, Qt.Key.Key_Tab)
        found = QApplication.focusWidget()
        assert found is not None
        assert found is wanted or wanted.isAncestorOf(found)


def test_a_name_that_is_typed_counts_also_when_something_else_is_said_first(wizard: Open, book: Book) -> None:
    made = wizard(text=MINERALS, takes_proposal=False)
    box = choice(made)
    box.setEditText("Minerals of the county")
    made.take_for(2, "mass_now")
    assert choice(made).currentText() == "Minerals of the county"
    assert made.beside()[0].startswith("10201 mass 52 g")
    made.go_on()
    assert made.dialog.step is Step.VERDICTS


STEPS = "Sample|Mission|Freezer|Box|Position\n10017|Apollo 11|FZ-1|Box 14|A1"
SPLITS = "Split|Mass (g)\n,60|1\n,61|2"


@pytest.mark.parametrize(
    ("text", "question", "first", "second"),
    [
        (MINERALS, "collection", "Minerals of the county", "Minerals of the parish"),
        (STEPS, "within", "Vault", "Safe"),
    ],
)
def test_a_typed_answer_counts_at_its_end_and_is_seen_before_rows_are_judged(
    wizard: Open, book: Book, text: str, question: str, first: str, second: str
) -> None:
    made = wizard(text=text, takes_proposal=False)
    assert made.beside() == [FOLLOW]
    type_into(made, question, first)
    made.enter(made.asked(question))
    assert made.dialog.step is Step.COLUMNS
    begun = made.beside()
    assert begun[0].startswith("100" if question == "within" else "102")
    # Leaving by the keyboard is an end too.
    type_into(made, question, second)
    book.qtbot.keyClick(made.asked(question).editor, Qt.Key.Key_Tab)
    book.settle()
    other = made.beside()
    assert (other != begun) == (question != "collection")
    # The key of the button ends no line; what is typed is seen first, and judged the next time.
    type_into(made, question, first)
    made.go_on()
    assert (made.dialog.step, made.beside()) == (Step.COLUMNS, begun)
    made.go_on()
    assert made.dialog.step is Step.VERDICTS


def test_of_which_sample_splits_are_stays_in_sight_and_may_be_said_otherwise(wizard: Open, book: Book) -> None:
    made = wizard(text=SPLITS, takes_proposal=False)
    type_into(made, "family", "15444")
    made.enter(made.asked("family"))
    choose_apollo(made, book)
    assert made.asked("family").answer() == "15444"
    assert made.asked("family").caption.endswith(
        "lists splits such as “,60” and does not say of which sample. Of which?"
    )
    type_into(made, "family", "15555")
    made.enter(made.asked("family"))
    assert (made.asked("family").answer(), choice(made).currentText()) == ("15555", "Apollo")


def test_the_shape_is_seen_beside_number_and_parent_and_may_be_another(wizard: Open, book: Book) -> None:
    made = wizard(text="Box 4|1|2|3\nA|12021,5|12021,6|\nB|12021,7||12021,8", takes_proposal=False)
    box = made.pages.columns.shape
    assert (made.dialog.step, box.currentText(), box.accessibleName()) == (Step.COLUMNS, "A box", "Shape")
    choose(book, box, "list")
    assert (made.dialog.step, made.pages.sheet.shape.currentText()) == (Step.COLUMNS, "A list")
    assert made.pages.columns.rows.rows == ("A", "B", "C", "D")


def test_a_sheet_whose_header_is_not_found_opens_where_it_is_marked(wizard: Open, book: Book) -> None:
    made = wizard(text="Butt|Cut\n10017|x\n10018|y", takes_proposal=False)
    assert made.dialog.step is Step.SHEET
    assert made.said("importDialog.layout").startswith(
        "No row names columns that are known; row 1 may be the header."
    )
    made.go_on()
    (why,) = made.beside()
    assert "row 1 may be the header" in why
    made.dialog.go_back()
    made.pages.sheet.mark("H")
    book.settle()
    assert not made.said("importDialog.layout")
    made.go_on()
    assert made.pages.columns.rows.rows == ("Butt", "Cut")


def test_what_is_typed_goes_along_a_step_back_and_begins_nothing_once_the_dialog_is_left(
    wizard: Open, book: Book
) -> None:
    made = wizard(text=MINERALS, takes_proposal=False)
    type_into(made, "collection", "Minerals of the county")
    made.dialog.go_back()
    book.settle()
    assert made.dialog.step is Step.SHEET
    made.go_on()
    assert (choice(made).currentText(), made.beside()[0].split()[0]) == ("Minerals of the county", "10201")
    type_into(made, "collection", "Minerals of the parish")
    made.dialog.reject()
    assert (made.dialog.isVisible(), made.pages.work.busy) == (False, False)


def type_into(made: Wizard, question: str, words: str) -> None:
    editor = made.asked(question).editor
    line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText(words)
