"""What a window remembers in a test: nothing before it, nothing after it."""

from collections.abc import Mapping
from pathlib import Path


class Remembered(dict[str, str]):
    """A memory that ends with the test."""

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        return super().get(key, default)

    def put(self, key: str, value: str) -> None:
        self[key] = value

    def keep(self, texts: Mapping[str, str]) -> Path | None:
        self.update(texts)
        return None

    def unread(self) -> Path | None:
        return None
