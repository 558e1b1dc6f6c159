"""Folders and files outside the store: where something goes first, and how it is shown."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from lunarcurator.desktop.memory import Memory

EXPORTS = "exportDialog.folder"
"""Under this key the folder is remembered that a file was written into last."""


def first_folder(memory: Memory, key: str = EXPORTS) -> Path:
    """Return the folder remembered under a key if it is there, else the documents, else the home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(each) for each in (memory.get(key), documents) if each and Path(each).is_dir()), Path.home())


def show_outside(path: Path) -> None:
    """Open a file or a folder with the system's own means."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
