"""A file that is there is replaced only where somebody says so twice, or chose it by its name a moment ago.

One that was written here is no exception: other rows were asked for then, or somebody edited it since.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from lunarcurator.file_names import is_there


class Replacing:
    """Remembers for which file, and for what in it, somebody agreed that it is replaced."""

    def __init__(self) -> None:
        self._agreed: tuple[Path, str] | None = None

    def agree(self, path: Path, what: str = "") -> None:
        """Take it that this file may be replaced by `what`, once: a person was asked."""
        self._agreed = (path, what)

    def ask(self, path: Path, what: str = "") -> str:
        """Return what is asked before `what` is written there, "" where nothing is; asked again, it is agreed.

        What was agreed serves for one writing.
        """
        agreed, self._agreed = self._agreed, None
        if not is_there(path) or agreed == (path, what):
            return ""
        self.agree(path, what)
        told = QCoreApplication.translate(
            "Replacing", "{file} is already in {folder}. To replace it, press the button again."
        )
        return told.replace("{file}", path.name).replace("{folder}", path.parent.name or str(path.parent))
