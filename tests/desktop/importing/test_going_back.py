"""One step back, what was said of the verdicts is gone, and comes again with them."""

from collections.abc import Callable
from pathlib import Path

from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.widgets.labels import Label

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard

type Open = Callable[..., Wizard]


def test_the_row_and_its_hints_stay_with_the_verdicts(wizard: Open, book: Book, catalogue: Path) -> None:
    made = wizard(catalogue)
    (row,) = made.beside()
    assert "a workbook with the reasons" in made.said("importDialog.state")
    while made.dialog.step is not Step.SHEET:
        made.dialog.go_back()
        book.settle()
        assert row not in made.beside()
        assert made.said("importDialog.state") == ""
    while made.dialog.step is not Step.VERDICTS:
        made.dialog.primary_button.click()
        book.settle()
    assert made.beside() == [row]
    assert "a workbook with the reasons" in made.said("importDialog.state")


def test_words_stand_over_their_boxes(wizard: Open, book: Book, catalogue: Path) -> None:
    made = wizard(catalogue)
    while made.dialog.step is not Step.COLUMNS:
        made.dialog.go_back()
        book.settle()
    page = made.pages.columns
    for box, caption in ((page.keys.own, "Number"), (page.target, "ID is taken for")):
        label = next(each for each in page.findChildren(Label) if each.text() == caption)
        assert label.buddy() is box
        assert label.mapTo(page, label.rect().bottomLeft()).y() < box.mapTo(page, box.rect().topLeft()).y()
