"""What the window remembers, kept by Qt in the person's own settings."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings


class RememberedSettings:
    """A `Memory` over QSettings: an ini file of this person, with no sample data in it."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings
        self._began_without = self.unread()

    def get(self, key: str, default: str = "") -> str:
        """Return a remembered text, or the default."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def put(self, key: str, value: str) -> None:
        """Remember a text."""
        self._settings.setValue(key, value)

    def keep(self, texts: Mapping[str, str]) -> Path | None:
        """Remember texts and write them down now; the file where that cannot be, with all as it was before.

        Who began without their settings would write down that there are none, also where they can be read by now.
        """
        if self._began_without is not None:
            return self._began_without
        before = {key: self._settings.value(key) for key in texts if self._settings.contains(key)}
        for key, value in texts.items():
            self._settings.setValue(key, value)
        # Qt never takes back that a file could not be written: only one that asks anew learns that it can be now.
        asked = QSettings(self._settings.fileName(), QSettings.Format.IniFormat)
        asked.sync()
        if asked.status() is QSettings.Status.NoError:
            return None
        for key in texts:
            if key in before:
                self._settings.setValue(key, before[key])
            else:
                self._settings.remove(key)
        return Path(self._settings.fileName())

    def unread(self) -> Path | None:
        """Return the file of the settings where it cannot be read: to Qt it is then one that is not there."""
        path = Path(self._settings.fileName())
        try:
            path.open("rb").close()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return path
        return None


def person_settings() -> RememberedSettings:
    """Return the settings of this person at this workstation."""
    return RememberedSettings(
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "lunarcurator", "lunarcurator")
    )
