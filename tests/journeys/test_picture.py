"""The picture of the README; LUNARCURATOR_PICTURE names the file it is to be written to."""

import os
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.journeys.conftest import Window
from tests.journeys.test_window import go


def test_the_picture_of_the_readme_shows_a_piece_in_the_real_window(window: Window, tmp_path: Path) -> None:
    go(window, "Practice rock 1")
    window.qtbot.waitUntil(lambda: window.frame.status.check.text().startswith("Journal verified"), timeout=20_000)
    window.wait_quiet()
    window.qtbot.waitUntil(lambda: _has_words(window, "Demonstration vault P"), timeout=10_000)
    window.frame.status.toast.hide()
    seen: list[QImage] = []
    window.qtbot.waitUntil(lambda: _stands_still(window, seen), timeout=10_000)
    picture = window.frame.grab()
    target = Path(os.environ.get("LUNARCURATOR_PICTURE", tmp_path / "window.png"))
    target.parent.mkdir(parents=True, exist_ok=True)
    assert picture.save(str(target))
    assert (picture.width(), picture.height()) == (1440, 900)
    colours = {picture.toImage().pixelColor(x, y).name() for x in range(0, 1440, 12) for y in range(0, 900, 12)}
    assert len(colours) > 20


def _stands_still(window: Window, seen: list[QImage]) -> bool:
    """Whether the window looks as it did when last asked: the panel lays out once its figures are known."""
    seen.append(window.frame.grab().toImage())
    return len(seen) > 1 and seen[-1] == seen[-2]


def _has_words(window: Window, words: str) -> bool:
    """Whether the panel beside the tree has its places and facts."""
    shown = window.store_view.room.findChildren(QWidget)
    return any(words in each.accessibleName() for each in shown if each.isVisible())
