"""What a colour means is asked beside the colour itself, and may be the value of a field."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.imports.mark_answer import MarkAnswer
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.imports.rows import Column
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.swatch import Swatch
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard

type Open = Callable[..., Wizard]


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for row in (("ID", "Mission"), ("10018", "Apollo 11"), ("10019", "Apollo 11"), ("10020", "Apollo 11")):
        page.append(row)
    page["A2"].fill = PatternFill("solid", fgColor="FFFFFF00")
    page["A3"].fill = PatternFill("solid", fgColor=Color(theme=5))
    page["A4"].font = Font(strike=True)
    book.save(tmp_path / "marked.xlsx")
    return tmp_path / "marked.xlsx"


def answer_of(made: Wizard, kind: str) -> MarkAnswer:
    found = next(each for each in made.pages.questions.answers if each.question.id.startswith(kind))
    assert isinstance(found, MarkAnswer)
    return found


def meaning(answer: MarkAnswer) -> QComboBox:
    assert isinstance(answer.editor, QComboBox)
    return answer.editor


def choose(box: QComboBox, code: str) -> None:
    assert box.findData(code) >= 0
    box.setCurrentIndex(box.findData(code))


def asked(wizard: Open, marked: Path) -> Wizard:
    made = wizard(marked)
    assert made.dialog.step is Step.QUESTIONS
    choose(meaning(answer_of(made, "struck")), "keep")
    return made


def test_a_swatch_shows_the_colour_with_its_name_beside_it(wizard: Open, marked: Path) -> None:
    made = asked(wizard, marked)
    yellow = answer_of(made, "colour:1:FFFF00")
    (swatch,) = yellow.findChildren(Swatch)
    assert (swatch.colour, swatch.accessibleName()) == (QColor("#ffff00"), "yellow")
    assert "yellow" in {label.text() for label in yellow.findChildren(QLabel)}
    middle = swatch.grab().toImage().pixelColor(swatch.width() // 2, swatch.height() // 2)
    assert middle == QColor("#ffff00")
    # A colour of the theme has no digits to paint, and a stroke no colour.
    for kind in ("colour:1:theme", "struck"):
        assert not answer_of(made, kind).findChildren(Swatch)


def test_a_colour_means_a_term_of_a_field(wizard: Open, marked: Path, book: Book) -> None:
    made = asked(wizard, marked)
    yellow = answer_of(made, "colour:1:FFFF00")
    assert yellow.answer() == "keep"
    choose(yellow.field, "condition")
    assert yellow.answer() == ""
    made.go_on()
    assert made.dialog.step is Step.QUESTIONS
    assert meaning(yellow).property("tone") == "red"
    choose(meaning(yellow), "returned")
    assert yellow.answer() == "condition: returned"
    made.go_on()
    assert made.dialog.step is Step.VERDICTS
    (act,) = made.pages.verdicts.model.row(0).acts
    assert act.operation.condition == "returned"  # type: ignore[attr-defined]
    made.dialog.go_back()
    book.settle()
    again = answer_of(made, "colour:1:FFFF00")
    assert (again.field.currentData(), again.answer()) == ("condition", "condition: returned")


def test_typed_words_go_along_to_another_field_and_back_beside_the_piece(wizard: Open, marked: Path) -> None:
    yellow = answer_of(asked(wizard, marked), "colour:1:FFFF00")
    line = meaning(yellow).lineEdit()
    assert isinstance(line, QLineEdit)
    choose(yellow.field, "remarks")
    line.setText("on loan")
    assert yellow.answer() == "remarks: on loan"
    choose(yellow.field, "names")
    assert yellow.answer() == "names: on loan"
    choose(yellow.field, "")
    assert yellow.answer() == "on loan"
    choose(yellow.field, "access")
    choose(meaning(yellow), "reserved")
    choose(yellow.field, "")
    assert yellow.answer() == "keep"


def test_days_are_offered_only_where_a_new_row_counts_from_them(wizard: Open, book: Book) -> None:
    def offered(made: Wizard) -> list[str]:
        fields = made.dialog.findChildren(QLineEdit)
        return [each.accessibleName() for each in fields if each.isVisible() and ".day." in each.objectName()]

    made = wizard(text="ID|Mission|Effective day\n10018|Apollo 11|1969-09-01\n10019|Apollo 12|")
    assert made.dialog.step is Step.VERDICTS
    assert offered(made) == ["Effective day of Apollo 12"]
    made.go_on()
    assert made.dialog.step is Step.POST
    assert offered(made) == []
    title = made.dialog.findChild(QLabel, "importDialog.rowTitle")
    assert title is not None
    assert not title.isVisible()
    assert not any(
        label.isVisible() and label.text() == "Effective from" for label in made.dialog.findChildren(QLabel)
    )


def test_the_reasons_reach_the_edge_of_the_table(wizard: Open, catalogue: Path, book: Book) -> None:
    made = wizard(catalogue)
    table = made.pages.verdicts.table
    edge = table.columnViewportPosition(Column.WHY) + table.columnWidth(Column.WHY)
    assert edge == table.viewport().width()
    made.dialog.resize(760, 700)
    book.settle()
    assert table.columnWidth(Column.WHY) >= 240


def test_a_swatch_is_as_large_as_the_text_asks_for(qtbot: QtBot, appearance: Appearance) -> None:
    swatch = Swatch(appearance, "FF0000", "red")
    qtbot.addWidget(swatch)
    assert swatch.sizeHint().width() == appearance.look.metrics.px(20)
