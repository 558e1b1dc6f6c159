"""The power goes over an edited workbook: what was ticked is offered when it is opened again."""

from pathlib import Path

from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.dialogs.round_trips.differences import Column
from lunarcurator.desktop.dialogs.taking_back import TakeBackDialog, open_take_back
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.roundtrip.draft import KIND
from PySide6.QtCore import Qt

from tests.desktop.book import Book
from tests.desktop.books_after_cuts import Again
from tests.desktop.books_after_cuts import again as again
from tests.desktop.round_trips.test_round_trip import put, sent, taking


def offer(dialog: TakeBackDialog) -> ResumeOffer | None:
    found = [each for each in dialog.findChildren(ResumeOffer) if not each.isHidden()]
    return found[-1] if found else None


def ticks(dialog: TakeBackDialog) -> dict[str, bool]:
    model, role = dialog.model, Qt.ItemDataRole.CheckStateRole
    return {
        str(model.index(row, Column.NUMBER).data()): model.index(row, Column.TAKE).data(role)
        is Qt.CheckState.Checked
        for row in range(model.rowCount())
    }


def decided(book: Book, folder: Path) -> Path:
    """Of two rows that changed one is unticked, and a reason is typed."""
    path = sent(book, folder)
    put(path, "15555,1", "Class", "basalt")
    put(path, "14321", "Remarks", "two chips loose")
    dialog = taking(book, path)
    assert ticks(dialog) == {"15555,1": True, "14321": True}
    row = list(ticks(dialog)).index("14321")
    dialog.table.setCurrentIndex(dialog.model.index(row, Column.NUMBER))
    book.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    book.qtbot.keyClicks(dialog.reason, "as agreed by letter")
    drafts = Drafts(book.session)

    def kept() -> bool:
        found = drafts.find(KIND, str(path))
        return found is not None and found.content["reason"] == "as agreed by letter"

    book.qtbot.waitUntil(kept)
    return path


def opened(book: Book) -> TakeBackDialog:
    dialog = open_take_back(book.context, NOTHING, None)
    book.show(dialog, 1240, 680)
    return dialog


def test_a_workbook_half_decided_is_offered_and_goes_on(book: Book, tmp_path: Path, again: Again) -> None:
    path = decided(book, tmp_path)
    fresh = again()
    dialog = opened(fresh)
    found = offer(dialog)
    assert found is not None
    assert found.accessibleName().startswith("You began this before. edit.xlsx was left at ")
    found.go_on.click()
    fresh.settle()
    assert ticks(dialog) == {"15555,1": True, "14321": False}
    assert dialog.reason.text() == "as agreed by letter"
    assert dialog.primary_button.text() == "Post 1 changed row"
    with fresh.qtbot.waitSignal(fresh.context.posted, timeout=10_000):
        dialog.primary_button.click()
    fresh.qtbot.waitUntil(lambda: Drafts(fresh.session).find(KIND, str(path)) is None)


def test_chosen_again_it_is_offered_and_changed_since_it_begins_anew(
    book: Book, tmp_path: Path, again: Again
) -> None:
    path = decided(book, tmp_path)
    fresh = again()
    dialog = taking(fresh, path)
    found = offer(dialog)
    assert found is not None
    assert ticks(dialog) == {"15555,1": True, "14321": True}
    found.go_on.click()
    fresh.settle()
    assert ticks(dialog) == {"15555,1": True, "14321": False}
    dialog.reject()
    put(path, "14321", "Remarks", "three chips loose")
    dialog = taking(fresh, path)
    assert offer(dialog) is None
    strip = dialog.findChild(Strip, "fileChanged")
    assert strip is not None
    assert "edit.xlsx was changed since" in strip.accessibleName()
    assert ticks(dialog) == {"15555,1": True, "14321": True}
    fresh.settle()
    assert Drafts(fresh.session).find(KIND, str(path)) is None


def test_discarded_or_ticked_as_at_first_nothing_is_left(book: Book, tmp_path: Path, again: Again) -> None:
    path = decided(book, tmp_path)
    fresh = again()
    found = offer(opened(fresh))
    assert found is not None
    found.discard.click()
    fresh.settle()
    assert Drafts(fresh.session).find(KIND, str(path)) is None
    dialog = taking(book, path)
    found = offer(dialog)
    assert found is not None
    found.go_on.click()
    book.settle()
    dialog.take_all.click()
    dialog.reason.clear()
    book.settle()
    assert Drafts(book.session).find(KIND, str(path)) is None


def test_a_workbook_that_is_gone_is_told(book: Book, tmp_path: Path, again: Again) -> None:
    path = decided(book, tmp_path)
    path.unlink()
    fresh = again()
    dialog = opened(fresh)
    found = offer(dialog)
    assert found is not None
    found.go_on.click()
    fresh.settle()
    assert "edit.xlsx" in dialog.trouble()
    assert Drafts(fresh.session).find(KIND, str(path)) is not None


def test_what_another_version_kept_in_another_way_is_told(book: Book, tmp_path: Path, again: Again) -> None:
    path = decided(book, tmp_path)
    fresh = again()
    Drafts(fresh.session).keep(KIND, str(path), {"file": "edit.xlsx"})
    dialog = opened(fresh)
    found = offer(dialog)
    assert found is not None
    found.go_on.click()
    fresh.settle()
    assert "Another version kept this" in dialog.trouble()
    assert Drafts(fresh.session).find(KIND, str(path)) is not None
