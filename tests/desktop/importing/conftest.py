"""The book these tests read, a catalogue with rows of every kind, and the wizard over it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.importing import ImportDialog, open_import
from lunarcurator.desktop.dialogs.imports.answers import Answer
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.dialogs.imports.rows import Column
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.widgets.citations import Citations
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from tests.desktop.book import Book, bare_book, book
from tests.prompt_bot import bring_to_front

__all__ = ["bare_book", "book"]

CATALOGUE = """ID,Mission,Type,Subtype,Weight (g),Pristine (%)
10005,Apollo 11,Soil,Unsieved,53.4,90
15555,Apollo 15,Basalt,Olivine,9614,100.73
10084,Apollo 11,Soil,Sieved,3830,85
10084,Apollo 11,Soil,Sieved,4000,85
nonsense,Apollo 11,Soil,Sieved,1,85
"""


def take_proposal(book: Book, dialog: ImportDialog) -> None:
    """Press Enter where the page of columns is shown first."""
    if dialog.step is Step.COLUMNS and not dialog.pages.columns.show_missing():
        dialog.primary_button.click()
        book.settle()


def choose(book: Book, box: QComboBox, value: str) -> None:
    """Choose one of the choices of a box."""
    at = box.findData(value)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)
    book.settle()


class Wizard:
    """The dialog with short ways to look at it and to go its steps."""

    def __init__(
        self, book: Book, path: Path | None = None, text: str = "", *, takes_proposal: bool = True
    ) -> None:
        self.book = book
        self.dialog: ImportDialog = open_import(book.context, NOTHING, None, path)
        self.pages = self.dialog.pages
        if text:
            self.dialog.read_text(text.replace("|", "\t"))
        book.show(self.dialog, 1180, 700)
        bring_to_front(self.dialog)
        book.settle()
        if takes_proposal:
            take_proposal(book, self.dialog)

    def rows(self) -> list[tuple[str, str]]:
        model = self.pages.verdicts.model
        return [
            (str(model.index(row, Column.VERDICT).data()), str(model.index(row, Column.NUMBER).data()))
            for row in range(model.rowCount())
        ]

    def show_all(self) -> None:
        for chip in self.pages.verdicts.chips.values():
            chip.setChecked(False)
        self.book.settle()

    def go_on(self) -> None:
        assert self.dialog.primary_button.isEnabled()
        self.dialog.primary_button.click()
        self.book.settle()

    def take_for(self, row: int, target: str) -> None:
        """Say on the page of columns what one of them is taken for."""
        self.pages.columns.table.stand_on(row)
        choose(self.book, self.pages.columns.target, target)

    def take_in(self, row: int, unit: str) -> None:
        """Say on the page of columns in which unit one of them is."""
        self.pages.columns.table.stand_on(row)
        choose(self.book, self.pages.columns.unit, unit)

    def asked(self, question: str) -> Answer:
        """Return a question on the page of columns."""
        return next(each for each in self.pages.columns.answers if each.question.id == question)

    def into(self, collection: str) -> None:
        """Say on the page of columns into which collection the rows go, and go on."""
        answer = self.asked("collection")
        assert self.dialog.step is Step.COLUMNS
        assert isinstance(answer.editor, QComboBox)
        answer.editor.setEditText(collection)
        self.enter(answer)
        self.go_on()

    def enter(self, answer: Answer) -> None:
        """Press Enter in the box or line of an answer."""
        self.book.qtbot.keyClick(answer.editor, Qt.Key.Key_Return)
        self.book.settle()

    def told(self, fact: str) -> bool:
        """Tell whether a fact stands in the panel."""
        return any(label.accessibleName() == fact for label in self.dialog.findChildren(QLabel))

    def beside(self) -> list[str]:
        """What is told beside the page: the first pieces, or the row in front."""
        told = self.dialog.findChild(Citations, "importDialog.told")
        assert told is not None
        assert told.isVisible() == bool(told.sayings)
        return [f"{each.text} {each.source}".replace("\u00a0", " ").strip() for each in told.sayings]

    def said(self, name: str) -> str:
        label = self.dialog.findChild(QLabel, name)
        assert label is not None
        return label.accessibleName()


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.csv"
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


@pytest.fixture
def wizard(book: Book) -> Callable[..., Wizard]:
    return partial(Wizard, book)
