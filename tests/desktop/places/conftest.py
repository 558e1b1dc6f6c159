"""A window on a store with a history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.words import Words
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.desktop.places.looking import opened
from tests.desktop.vault_window import VaultWindow


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[VaultWindow]:
    """The vault with all its history."""
    made = VaultWindow(qtbot, appearance, words, tmp_path, bare=False)
    yield made
    made.close()
    assert not made.faults


@pytest.fixture
def bare_window(qtbot: QtBot, appearance: Appearance, words: Words, tmp_path: Path) -> Iterator[VaultWindow]:
    """A new store with nothing in it."""
    made = VaultWindow(qtbot, appearance, words, tmp_path, bare=True)
    yield made
    made.close()
    assert not made.faults


@pytest.fixture
def room(window: VaultWindow) -> Iterator[PlacesRoom]:
    """The room on that store; Qt checks its model at every change."""
    made = opened(window)
    tester = QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
