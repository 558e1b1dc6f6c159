"""What the verdicts offer beside the rows: days, and the reasons as wide as the table."""

from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.imports.rows import Column
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard

type Open = Callable[..., Wizard]


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
    assert table.columnWidth(Column.WHY) >= 112
