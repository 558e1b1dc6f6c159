"""How much of a screen a window can have."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen

TITLE_BAR: Final = 40
"""What a desktop puts above a window, in pixels at most."""


def room_on(screen: QScreen) -> QSize:
    """Return the size of the largest window whose last line is still seen below its title bar, in pixels."""
    whole = screen.availableGeometry()
    return QSize(whole.width(), whole.height() - TITLE_BAR)
