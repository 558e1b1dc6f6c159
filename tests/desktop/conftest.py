"""A real application in the looks of the house."""

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from PySide6.QtWidgets import QApplication


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    """The light appearance at 100 %, put on the application."""
    made = Appearance(qapp, "light", 100)
    made.apply()
    return made
