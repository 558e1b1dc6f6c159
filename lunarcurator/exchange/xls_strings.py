"""The table of texts that the sheets of an xls workbook share, with the fonts in them (MS-XLS 2.4.265)."""

import struct
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_RUN: Final = 4


class RichText(NamedTuple):
    """A text and where in it each font begins: places from 0, each with the number of the font."""

    text: str
    runs: tuple[tuple[int, int], ...]


def shared_texts(parts: Sequence[bytes]) -> Iterator[RichText]:
    """Yield the texts of a table that was cut into records of these bodies; raises ValueError where broken."""
    reader = _Reader(parts)
    (count,) = struct.unpack("<4xI", reader.take(8))
    for _ in range(count):
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = int.from_bytes(reader.take(2), "little") if flags & _RICH else 0
        further = int.from_bytes(reader.take(4), "little") if flags & _EXTENDED else 0
        text = reader.text(length, wide=bool(flags & _WIDE))
        fonts = tuple(struct.iter_unpack("<HH", reader.take(runs * _RUN)))
        reader.take(further)
        yield RichText(text, fonts)


class _Reader:
    """Reads on through the bodies of records."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    def take(self, count: int) -> bytes:
        """Return so many bytes, over the ends of records."""
        found = b""
        while len(found) < count:
            found += self._some(count - len(found))
        return found

    def text(self, length: int, *, wide: bool) -> str:
        """Return a text of so many signs; where a record ends in it the next says anew how wide signs are."""
        text = ""
        while length:
            if not self._left():
                self._next()
                wide = bool(self.take(1)[0] & _WIDE)
            size = 2 if wide else 1
            raw = self._some(min(length * size, self._left()))
            text += raw.decode("utf-16-le" if wide else "latin-1")
            length -= len(raw) // size
        return text

    def _some(self, most: int) -> bytes:
        if not self._left():
            self._next()
        found = self._parts[self._part][self._at : self._at + most]
        self._at += len(found)
        return found

    def _left(self) -> int:
        return len(self._parts[self._part]) - self._at

    def _next(self) -> None:
        self._part, self._at = self._part + 1, 0
        if self._part >= len(self._parts) or not self._parts[self._part]:
            raise ValueError("texts cut short")
