"""The sizes of dialogs, kept in what the window remembers."""

from collections.abc import Iterator, MutableMapping
from typing import override

from lunarcurator.desktop.memory import Memory

_PREFIX = "dialog/"


class RememberedSizes(MutableMapping[str, object]):
    """Sizes of dialogs as (width, height) by object name, over a `Memory` that holds short texts."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    @override
    def __getitem__(self, key: str) -> object:
        parts = self._memory.get(_PREFIX + key).split("x")
        if len(parts) != 2 or not all(part.isdecimal() for part in parts):
            raise KeyError(key)
        return int(parts[0]), int(parts[1])

    @override
    def __setitem__(self, key: str, value: object) -> None:
        if isinstance(value, tuple | list) and len(value) == 2:
            self._memory.put(_PREFIX + key, f"{value[0]}x{value[1]}")

    @override
    def __delitem__(self, key: str) -> None:
        self._memory.put(_PREFIX + key, "")

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(())

    @override
    def __len__(self) -> int:
        return 0
