"""Folders and files outside the store: where something goes first, and how it is shown."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from lunarcurator.desktop.memory import Memory
from lunarcurator.file_names import is_folder

EXPORTS = "exportDialog.folder"
"""Under this key the folder is remembered that a file was written into last."""


def remember_path(memory: Memory, key: str, path: Path) -> None:
    """Remember a file or a folder under a key, from its beginning: the next start may be elsewhere."""
    memory.put(key, str(path.absolute()))


def remembered_path(memory: Memory, key: str) -> Path | None:
    """Return the file or folder remembered under a key; None for none, and for one without its beginning."""
    path = Path(memory.get(key))
    return path if path.is_absolute() else None


def remembered_folder(memory: Memory, key: str) -> str:
    """Return the folder remembered under a key as a dialog for files takes it, "" for none."""
    return str(remembered_path(memory, key) or "")


def first_folder(memory: Memory, key: str = EXPORTS) -> Path:
    """Return the folder remembered under a key if it is there, else the documents, else the home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    told = (remembered_path(memory, key), Path(documents) if documents else None)
    return next((each for each in told if each is not None and is_folder(each)), Path.home())


def show_outside(path: Path) -> None:
    """Open a file or a folder with the system's own means."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
