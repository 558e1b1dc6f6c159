"""Opening a dialog over the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog


def opened[D: QDialog](dialog: D) -> D:
    """Open a dialog as a sheet over its window and return it; it goes for good when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
