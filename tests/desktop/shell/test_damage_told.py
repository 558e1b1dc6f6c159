"""What the status bar says of damage: the first finding; in its tip the others, how far, and what to do."""

import shutil
from pathlib import Path

from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.backups import restore
from lunarcurator.services.people import People
from lunarcurator.services.stores import open_session
from lunarcurator.services.witnesses import own_folder
from lunarcurator.store.witness import NAME
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton

from tests.journeys.conftest import Window, demonstration, started, store, window  # noqa: F401
from tests.store.breaking import broken_into


def strip_of(window: Window) -> str:  # noqa: F811
    """What the strip over the room says; nothing where there is none."""
    strips = window.frame.findChildren(Strip, "troubleStrip")
    return " ".join(label.text() for each in strips for label in each.findChildren(QLabel))


def test_the_check_behind_the_window_says_how_far_the_journal_reaches(window: Window, store: Path) -> None:  # noqa: F811
    status = window.frame.status
    window.qtbot.waitUntil(lambda: status.check.text().startswith("Journal verified"), timeout=20_000)
    assert "agrees" not in status.check.toolTip()
    with broken_into(store) as raw:
        raw.execute("UPDATE entry SET reason = 'other' WHERE seq = 9")
    window.act("verify")
    window.qtbot.waitUntil(lambda: "Entry 9 was altered" in status.check.text(), timeout=20_000)
    tip = status.check.toolTip()
    assert "The journal agrees with its digests up to entry 8." in tip
    assert "Bring back the last backup that verifies" in tip


def test_a_head_that_cannot_be_written_down_is_said_until_it_can(window: Window) -> None:  # noqa: F811
    witness = own_folder() / NAME
    witness.unlink(missing_ok=True)
    witness.mkdir(parents=True)
    window.program.wiring.watch.lie_still()
    window.qtbot.waitUntil(lambda: "could not be written into a witness file" in strip_of(window), timeout=20_000)
    witness.rmdir()
    window.program.wiring.watch.lie_still()
    window.qtbot.waitUntil(lambda: not strip_of(window), timeout=20_000)


def test_a_store_that_a_copy_bars_goes_on_by_the_button_in_the_strip(window: Window, store: Path) -> None:  # noqa: F811
    stores, path = window.program.wiring.stores, store
    copy = Path(shutil.copy(path, path.with_name("copy.lunar")))
    session = open_session(copy).session
    act = Act(operation=SetUpOperator(name="C. One"), day=session.today)
    session.post(Posting(acts=(act,), operator=OperatorRef(ref_of(People(session).operators()[0].uid))))
    session.close()
    stores.close()
    assert window.frame.top.operator.text() == "Who acts?"
    assert window.frame.windowTitle() == "Lunar Curator"
    stores.open(path)
    window.qtbot.waitUntil(lambda: "named copy.lunar" in strip_of(window), timeout=20_000)
    assert "can go on without it: Continue from here…" in strip_of(window)
    assert "--continue-from-here" not in strip_of(window)
    assert stores.store_view is not None
    assert stores.store_view.context.session.read_only
    (go_on,) = (each for each in window.frame.findChildren(QPushButton, "troubleContinue") if each.isVisible())
    assert go_on.focusPolicy() & Qt.FocusPolicy.TabFocus
    go_on.click()
    box = stores.dialog
    assert isinstance(box, QMessageBox)
    box.findChild(QPushButton, "goOnButton").click()
    window.qtbot.waitUntil(
        lambda: stores.store_view is not None and not stores.store_view.context.session.read_only, timeout=20_000
    )
    assert strip_of(window) == ""
    done = stores.dialog
    assert isinstance(done, QMessageBox)
    assert "lab-replaced-" in done.text()
    done.close()


def test_a_store_to_be_looked_at_is_not_called_verified_alone_and_its_copy_names_the_button(
    window: Window,  # noqa: F811
    store: Path,  # noqa: F811
) -> None:
    stores, check = window.program.wiring.stores, window.frame.status.check
    old = Path(shutil.copy(store, store.with_name("old.lunar")))
    stores.close()
    session = open_session(store).session
    act = Act(operation=SetUpOperator(name="C. One"), day=session.today)
    session.post(Posting(acts=(act,), operator=OperatorRef(ref_of(People(session).operators()[0].uid))))
    session.close()
    restore(old, store, replace=True)
    for path in (own_folder() / NAME, store.parent / NAME):
        path.unlink(missing_ok=True)
    stores.open(store)
    window.qtbot.waitUntil(lambda: check.text() == "Journal verified, but entries are missing", timeout=20_000)
    assert "to be looked at only" in strip_of(window)
    assert "does not have 1 entry of a store that was replaced" in strip_of(window)
    assert "does not have 1 entry of a store that was replaced" in check.toolTip()
    stores.ask_copy()
    asked = stores.dialog
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(store.with_name("kept.lunar")))
    window.qtbot.waitUntil(lambda: isinstance(stores.dialog, QMessageBox), timeout=20_000)
    done = stores.dialog
    assert isinstance(done, QMessageBox)
    assert "kept.lunar opens read-only" in done.text()
    assert "does not have 1 entry of a store that was replaced" in done.text()
    assert "press “Continue from here…”" in done.text()
    assert "--continue-from-here" not in done.text()
    assert "its head was not recorded" in done.text()
    done.close()
    asked.close()
