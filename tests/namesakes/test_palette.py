"""The palette of the real window tells two pieces of one number apart, and what it leads to is told by the bar."""

from pathlib import Path

import pytest
from lunarcurator.app import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, open_window
from tests.journeys.conftest import started as started
from tests.namesakes.twins import HOME, bare, of_both, twins


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path, started: list[Program]) -> Window:
    made = twins(tmp_path / "twins.lunar")
    made.session.close()
    return open_window(qapp, qtbot, made.session.path, started)


@pytest.mark.slow
@pytest.mark.parametrize("told", of_both(HOME))
def test_the_palette_and_the_status_bar_say_which_piece_it_is(window: Window, told: str) -> None:
    window.act("palette")
    palette = window.program.wiring.dispatch.dialog
    window.qtbot.keyClicks(palette.field, HOME)
    window.qtbot.waitUntil(lambda: any(told in each for each in shown(palette.list)), timeout=10_000)
    assert [each for row in shown(palette.list) for each in bare([row])] == []
    palette.field.setText(told)
    window.qtbot.waitUntil(lambda: pieces(palette.list) and all(told in each for each in pieces(palette.list)))
    assert told in str(palette.list.currentIndex().data())
    window.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: told in texts(window), timeout=10_000)
    window.wait_quiet()
    assert [each for text in texts(window) for each in bare([text])] == []


def shown(view: object) -> list[str]:
    model = view.model()  # type: ignore[attr-defined]
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def pieces(view: object) -> list[str]:
    return [each for each in shown(view) if HOME in each]


def texts(window: Window) -> list[str]:
    return [each.text() for each in window.frame.findChildren(QLabel)]
