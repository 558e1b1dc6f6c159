"""What the status bar says of damage: the first finding; in its tip the others, how far, and what to do."""

from pathlib import Path

from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.services.witnesses import own_folder
from lunarcurator.store.witness import NAME
from PySide6.QtWidgets import QLabel

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
    window.program.furnishing.watch.lie_still()
    window.qtbot.waitUntil(lambda: "could not be written into a witness file" in strip_of(window), timeout=20_000)
    witness.rmdir()
    window.program.furnishing.watch.lie_still()
    window.qtbot.waitUntil(lambda: not strip_of(window), timeout=20_000)
