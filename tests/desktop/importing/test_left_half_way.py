"""The power goes in the middle of an import: what was said of the file is offered when it is opened again."""

from pathlib import Path

from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.dialogs.imports.columns_page import Says
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.importing.import_draft import KIND, PASTED
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.desktop.book import Book
from tests.desktop.books_after_cuts import Again
from tests.desktop.books_after_cuts import again as again
from tests.desktop.importing.conftest import Wizard
from tests.desktop.importing.test_steps import DATES


def kept(book: Book, subject: str, *texts: str) -> None:
    """Wait until the draft about a source says all of this."""

    def says() -> bool:
        found = Drafts(book.session).find(KIND, subject)
        return found is not None and all(each in str(dict(found.content)) for each in texts)

    book.qtbot.waitUntil(says, timeout=10_000)


def offer(made: Wizard) -> ResumeOffer | None:
    found = [each for each in made.dialog.findChildren(ResumeOffer) if not each.isHidden()]
    return found[-1] if found else None


def begun(book: Book, catalogue: Path) -> Wizard:
    """A column is taken for something else, and another day is said for a mission."""
    made = Wizard(book, catalogue)
    while made.dialog.step is not Step.COLUMNS:
        made.dialog.go_back()
    made.take_for(3, "remarks")
    made.go_on()
    book.qtbot.waitUntil(lambda: made.dialog.step is Step.VERDICTS)
    made.show_all()
    day = made.dialog.findChild(QLineEdit, "importDialog.day")
    assert day is not None
    day.setText("1969-08-01")
    day.editingFinished.emit()
    book.settle()
    kept(book, str(catalogue), "remarks", "19690801", "'step': 3")
    return made


def test_the_last_import_is_offered_and_goes_on_where_it_was_left(
    book: Book, catalogue: Path, again: Again
) -> None:
    before = begun(book, catalogue)
    made = Wizard(again())
    found = offer(made)
    assert found is not None
    assert found.accessibleName().startswith("You began this before. catalogue.csv was left at ")
    found.go_on.click()
    made.book.settle()
    assert made.dialog.step is Step.VERDICTS
    for each in (made, before):
        each.show_all()
    assert made.rows() == before.rows()
    day = made.dialog.findChild(QLineEdit, "importDialog.day")
    assert day is not None
    assert day.text() == "1969-08-01"
    assert made.dialog._case is not None
    assert made.dialog._case.reading.mapping["Subtype"] == "remarks"
    with made.book.qtbot.waitSignal(made.book.context.posted, timeout=10_000):
        made.dialog.primary_button.click()
    made.book.settle()
    assert Drafts(made.book.session).find(KIND, str(catalogue)) is None


def test_the_same_file_chosen_again_offers_it_and_another_content_says_so(
    book: Book, catalogue: Path, again: Again
) -> None:
    begun(book, catalogue)
    fresh = again()
    made = Wizard(fresh, catalogue)
    found = offer(made)
    assert found is not None
    assert found.accessibleName().startswith("You began this before. catalogue.csv was left at ")
    assert made.dialog._case is not None
    assert made.dialog._case.reading.mapping["Subtype"] != "remarks"
    found.go_on.click()
    fresh.settle()
    assert made.dialog._case.reading.mapping["Subtype"] == "remarks"
    made.dialog.reject()
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8") + "10087,Apollo 11,Soil,Sieved,1,85\n", encoding="utf-8"
    )
    made = Wizard(fresh, catalogue)
    assert offer(made) is None
    strip = made.dialog.findChild(Strip, "fileChanged")
    assert strip is not None
    assert "catalogue.csv was changed since" in strip.accessibleName()
    fresh.qtbot.waitUntil(lambda: Drafts(fresh.session).find(KIND, str(catalogue)) is None)


def test_a_paste_comes_back_with_answers_nobody_has_sent_off_yet(book: Book, again: Again) -> None:
    made = Wizard(book, text=DATES)
    assert made.dialog.step is Step.COLUMNS
    asked = made.pages.columns.unsaid()[0].question.id
    box = made.asked(asked).editor
    assert isinstance(box, QComboBox)
    box.setFocus()
    book.qtbot.keyClick(box, Qt.Key.Key_Down)
    chosen = made.asked(asked).answer()
    kept(book, PASTED, chosen)
    made = Wizard(again())
    found = offer(made)
    assert found is not None
    found.go_on.click()
    made.book.settle()
    assert made.dialog.step is Step.COLUMNS
    assert made.asked(asked).answer() == chosen


def test_what_nobody_wants_is_discarded_from_the_first_page_and_from_the_file(
    book: Book, catalogue: Path, again: Again
) -> None:
    begun(book, catalogue)
    for path in (None, catalogue):
        fresh = again()
        found = offer(Wizard(fresh, path))
        assert found is not None
        found.discard.click()
        fresh.settle()
        assert Drafts(fresh.session).find(KIND, str(catalogue)) is None


def test_a_file_that_is_gone_is_told_and_the_draft_stays(book: Book, catalogue: Path, again: Again) -> None:
    begun(book, catalogue)
    catalogue.unlink()
    fresh = again()
    made = Wizard(fresh)
    found = offer(made)
    assert found is not None
    found.go_on.click()
    fresh.settle()
    assert made.dialog.step is Step.FILE
    assert "catalogue.csv" in made.pages.trouble()
    assert Drafts(fresh.session).find(KIND, str(catalogue)) is not None


def test_nothing_is_kept_of_a_file_of_which_nothing_was_said(book: Book, catalogue: Path) -> None:
    made = Wizard(book, catalogue)
    made.dialog.go_back()
    made.dialog.reject()
    book.settle()
    assert Drafts(book.session).all() == ()


def test_a_column_that_reads_otherwise_now_is_looked_at_again(book: Book, catalogue: Path, again: Again) -> None:
    made = begun(book, catalogue)
    case = made.dialog._case
    assert case is not None
    fresh = again()
    drafts = Drafts(fresh.session)
    found = drafts.find(KIND, str(catalogue))
    assert found is not None
    content = dict(found.content)
    content["said"] = {**content["said"], "columns": ["ID", "Mission"]}  # type: ignore[dict-item]
    drafts.keep(KIND, str(catalogue), content)
    made = Wizard(fresh)
    shown = offer(made)
    assert shown is not None
    shown.go_on.click()
    fresh.settle()
    assert made.dialog.step is Step.COLUMNS
    assert "reads otherwise now" in made.said("importDialog.state")
    assert made.pages.columns.rows.index(3, Says.NAME).data() == "Subtype"


def test_what_another_version_kept_in_another_way_is_told(book: Book, catalogue: Path, again: Again) -> None:
    begun(book, catalogue)
    fresh = again()
    Drafts(fresh.session).keep(KIND, str(catalogue), {"file": "catalogue.csv"})
    made = Wizard(fresh)
    shown = offer(made)
    assert shown is not None
    shown.go_on.click()
    fresh.settle()
    assert made.dialog.step is Step.FILE
    assert "Another version kept this" in made.said("importDialog.state")
    assert Drafts(fresh.session).find(KIND, str(catalogue)) is not None


def test_a_long_name_of_a_file_does_not_widen_the_dialog(book: Book, catalogue: Path, again: Again) -> None:
    long_name = catalogue.with_name("catalogue_of_everything_that_came_back_from_everywhere_in_2026.csv")
    catalogue.rename(long_name)
    begun(book, long_name)
    made = Wizard(again())
    found = offer(made)
    assert found is not None
    assert "catalogue_of_everything_\u2026_everywhere_in_2026.csv was left at" in found.accessibleName()
    assert made.dialog.width() == 1180
