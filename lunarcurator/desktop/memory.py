"""What the window remembers between starts: sizes, columns, recent stores; free of any sample data."""

from typing import Protocol


class Memory(Protocol):
    """Settings of this person at this workstation, by key; values are short texts."""

    def get(self, key: str, default: str = "") -> str:
        """Return a remembered text, or the default."""

    def put(self, key: str, value: str) -> None:
        """Remember a text."""
