"""What the window remembers, kept by Qt in the person's own settings."""

from PySide6.QtCore import QSettings


class RememberedSettings:
    """A `Memory` over QSettings: an ini file of this person, with no sample data in it."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def get(self, key: str, default: str = "") -> str:
        """Return a remembered text, or the default."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def put(self, key: str, value: str) -> None:
        """Remember a text."""
        self._settings.setValue(key, value)


def person_settings() -> RememberedSettings:
    """Return the settings of this person at this workstation."""
    return RememberedSettings(
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "lunarcurator", "lunarcurator")
    )
