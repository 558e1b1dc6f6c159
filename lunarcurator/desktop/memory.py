"""What the window remembers between starts: sizes, columns, recent stores; free of any sample data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Memory(Protocol):
    """Settings of this person at this workstation, by key; values are short texts."""

    def get(self, key: str, default: str = "") -> str:
        """Return a remembered text, or the default."""

    def put(self, key: str, value: str) -> None:
        """Remember a text.

        Nothing is said where it cannot be written down: sizes, columns and folders looked into last are no answer
        of a person, and whoever gives one is told by `keep`.
        """

    def keep(self, texts: Mapping[str, str]) -> Path | None:
        """Remember what a person settled, and write it down now.

        Returns the file where that cannot be written; then all is remembered as it was before. Else None.
        """

    def unread(self) -> Path | None:
        """Return the file with what was remembered where it is there and cannot be read, else None."""
