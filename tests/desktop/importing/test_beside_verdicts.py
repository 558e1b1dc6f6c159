"""What the verdicts offer beside the rows: days, and the reasons as wide as the table."""

from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.imports.rows import Column
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard, choose

type Open = Callable[..., Wizard]


def test_days_are_offered_only_where_a_new_row_counts_from_them(wizard: Open, book: Book) -> None:
    def offered(made: Wizard) -> str:
        day = made.dialog.findChild(QLineEdit, "importDialog.day")
        assert day is not None
        return f"{day.text()} {day.accessibleDescription()}" if day.isVisible() else ""

    made = wizard(text="ID|Mission|Effective day\n10018|Apollo 11|1969-09-01\n10019|Apollo 12|")
    assert made.dialog.step is Step.VERDICTS
    assert offered(made).startswith("1969-11-25 Apollo 12 1969-11-25. ")
    made.go_on()
    assert made.dialog.step is Step.POST
    assert offered(made) == ""
    assert made.beside() == []
    assert not any(
        label.isVisible() and label.text() == "Effective from" for label in made.dialog.findChildren(QLabel)
    )


def test_one_day_may_be_said_for_all_missions(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission\n10018|Apollo 11\n12001|Apollo 12")
    day = made.dialog.findChild(QLineEdit, "importDialog.day")
    assert day is not None
    assert day.text() == ""
    assert day.accessibleDescription().startswith("Apollo 11 1969-07-25; Apollo 12 1969-11-25. The day on which")
    day.setText("1970-01-02")
    day.editingFinished.emit()
    book.settle()
    assert day.accessibleDescription().startswith("Apollo 11 1970-01-02; Apollo 12 1970-01-02. ")
    assert {row.day for row in made.pages.verdicts.model.rows} == {19700102}


def test_the_reasons_reach_the_edge_of_the_table(wizard: Open, catalogue: Path, book: Book) -> None:
    made = wizard(catalogue)
    table = made.pages.verdicts.table
    edge = table.columnViewportPosition(Column.WHY) + table.columnWidth(Column.WHY)
    assert edge == table.viewport().width()
    made.dialog.resize(760, 700)
    book.settle()
    assert table.columnWidth(Column.WHY) >= 112


def test_what_may_be_the_header_of_another_table_is_asked_about(wizard: Open, book: Book) -> None:
    made = wizard(text="ID|Mission|Weight (g)\n10018|Apollo 11|1.5\nMinta||Vastagság\n10019|Apollo 11|0.5")
    assert made.dialog.step is Step.COLUMNS
    titles = made.asked("titles")
    assert "3: Minta Vastagság" in str(dict(titles.question.facts)["titles"])
    assert isinstance(titles.editor, QComboBox)
    choose(book, titles.editor, "row")
    made.go_on()
    made.show_all()
    assert [word.casefold() for word, _ in made.rows()].count("refused") == 1
