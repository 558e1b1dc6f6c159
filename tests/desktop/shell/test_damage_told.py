"""What the status bar says of damage: the first finding; in its tip the others, how far, and what to do."""

from pathlib import Path

from tests.journeys.conftest import Window, demonstration, started, store, window  # noqa: F401
from tests.store.breaking import broken_into


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
