"""A file that is there is replaced only where somebody says so twice, or chose it by its name a moment ago."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication


class Replacing:
    """Remembers for which file, and for what in it, somebody agreed that it is replaced."""

    def __init__(self) -> None:
        self._agreed: tuple[Path, str] | None = None

    def agree(self, path: Path, what: str = "") -> None:
        """Take it that this file may be replaced by `what`: a person was asked, or it was written here before."""
        self._agreed = (path, what)

    def ask(self, path: Path, what: str = "") -> str:
        """Return what is asked before `what` is written there, "" where nothing is; asked again, it is agreed."""
        if not path.exists() or self._agreed == (path, what):
            return ""
        self.agree(path, what)
        told = QCoreApplication.translate(
            "Replacing", "{file} is already in {folder}. To replace it, press the button again."
        )
        return told.replace("{file}", path.name).replace("{folder}", path.parent.name or str(path.parent))
