"""Taking entries out of a parsed table, each checked for its kind, with a clear word where it stands."""

from collections.abc import Iterator, Mapping
from typing import Final

from lunarcurator.domain.numbering.values import SchemeTableError

_MISSING: Final = object()


class Entry:
    """One object of a parsed table together with its path, such as `parts[1]`, for error messages.

    Every getter takes its key off the list of unread keys; `close` refuses what nobody asked for, so that a
    misspelt key is not silently without effect.
    """

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise self.bad_kind(path or "table", "an object")
        self._value: Mapping[str, object] = value
        self._path = path
        self._unread = set(value)

    def at(self, key: str) -> str:
        """Return the path of one of this entry's keys."""
        return f"{self._path}.{key}" if self._path else key

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self._value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.bad_kind(self.at(key), "a text")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false when absent."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self.bad_kind(self.at(key), "true or false")
        return value

    def whole(self, key: str) -> int:
        """Return a whole number of zero or more."""
        return self._whole(self._take(key, _MISSING), self.at(key))

    def span(self, key: str) -> tuple[int, int]:
        """Return two whole numbers, shortest and longest, at least 1 and in order."""
        value = self._take(key, _MISSING)
        if not isinstance(value, list) or len(value) != 2:
            raise self.bad_kind(self.at(key), "two whole numbers")
        low, high = (self._whole(one, self.at(key)) for one in value)
        if not 1 <= low <= high:
            raise bad_table(self.at(key), "the first must be at least 1 and not above the second")
        return low, high

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts; a single text is taken as a list of one."""
        value = self._take(key, default)
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list | tuple) or not all(isinstance(one, str) for one in several):
            raise self.bad_kind(self.at(key), "a list of texts")
        return tuple(several)

    def named(self, key: str, *, required: bool = False) -> "Entry":
        """Return the object under a key; an empty one when it is absent and not required."""
        return Entry(self._take(key, _MISSING if required else {}), self.at(key))

    def names(self) -> tuple[str, ...]:
        """Return the keys of this object in file order."""
        return tuple(self._value)

    def each(self, key: str) -> Iterator["Entry"]:
        """Yield the objects of a list; none when it is absent."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.bad_kind(self.at(key), "a list")
        for index, one in enumerate(value):
            yield Entry(one, f"{self.at(key)}[{index}]")

    def close(self) -> None:
        """Refuse keys that nobody asked for."""
        if self._unread:
            raise bad_table(self.at(min(self._unread)), "unknown entry")

    def _take(self, key: str, default: object) -> object:
        self._unread.discard(key)
        value = self._value.get(key, default)
        if value is _MISSING or value is None:
            raise bad_table(self.at(key), "missing")
        return value

    def _whole(self, value: object, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.bad_kind(path, "a whole number")
        return value

    @staticmethod
    def bad_kind(path: str, expected: str) -> SchemeTableError:
        """Return the error for an entry of the wrong kind."""
        return bad_table(path, f"must be {expected}")


def bad_table(entry: str, problem: str) -> SchemeTableError:
    """Return the error that names an entry of a numbering table and what is wrong with it."""
    return SchemeTableError("scheme.table_bad", entry=entry, problem=problem)
