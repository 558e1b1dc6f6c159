"""A window on a store with a history."""

from collections.abc import Iterator

import pytest
from lunarcurator.desktop.rooms.places.room import PlacesRoom
from PySide6.QtTest import QAbstractItemModelTester

from tests.desktop.places.looking import opened
from tests.desktop.vault_window import VaultWindow, bare_window, window

__all__ = ["bare_window", "room", "window"]


@pytest.fixture
def room(window: VaultWindow) -> Iterator[PlacesRoom]:
    """The room on that store; Qt checks its model at every change."""
    made = opened(window)
    tester = QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()
