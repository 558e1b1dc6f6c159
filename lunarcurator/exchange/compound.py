"""The streams of a compound file, the container of xls files and of password-protected workbooks."""

import struct
from dataclasses import dataclass
from typing import Final

_LAST_SECTOR: Final = 0xFFFFFFFA
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """A compound file in memory (MS-CFB); raises ValueError where its chains of sectors make no sense."""

    def __init__(self, content: bytes) -> None:
        try:
            self._content = content
            self._sector = 1 << _u16(content, 0x1E)
            if self._sector not in (512, 4096):
                raise ValueError("no size of a sector")
            self._next = self._allocation()
            self._entries = self._directory()
        except struct.error as error:
            raise ValueError("cut short") from error

    def names(self) -> frozenset[str]:
        """Return the names of all streams."""
        return frozenset(entry.name for entry in self._entries if entry.kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream; raises ValueError where it is missing or broken."""
        try:
            return self._read(next(entry for entry in self._entries if entry.name == name))
        except (StopIteration, struct.error) as error:
            raise ValueError(f"no stream {name}") from error

    def _read(self, entry: _Entry) -> bytes:
        if entry.size >= _u32(self._content, 0x38):
            return self._chain(entry.start)[: entry.size]
        root = next(found for found in self._entries if found.kind == _ROOT)
        small = self._chain(root.start)
        following = _integers(self._chain(_u32(self._content, 0x3C)))
        places = _follow(entry.start, following)
        return b"".join(small[place * 64 : place * 64 + 64] for place in places)[: entry.size]

    def _allocation(self) -> tuple[int, ...]:
        count = _u32(self._content, 0x2C)
        tables = list(struct.unpack_from("<109I", self._content, 0x4C))
        further, seen = _u32(self._content, 0x44), 0
        while further < _LAST_SECTOR:
            table = _integers(self._at(further))
            tables += table[:-1]
            further, seen = table[-1], seen + 1
            if seen * self._sector > len(self._content):
                raise ValueError("tables in a circle")
        used = [table for table in tables if table < _LAST_SECTOR][:count]
        return _integers(b"".join(map(self._at, used)))

    def _directory(self) -> tuple[_Entry, ...]:
        table = self._chain(_u32(self._content, 0x30))
        whole = len(table) - len(table) % _ENTRY
        return tuple(_entry(table[at : at + _ENTRY]) for at in range(0, whole, _ENTRY))

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, _follow(start, self._next)))

    def _at(self, sector: int) -> bytes:
        begin = (sector + 1) * self._sector
        found = self._content[begin : begin + self._sector]
        if not found:
            raise ValueError("a sector beyond the end")
        return found.ljust(self._sector, b"\0")


def _entry(raw: bytes) -> _Entry:
    length = max(0, min(64, _u16(raw, 0x40)) - 2)
    name = raw[:length].decode("utf-16-le", "replace")
    return _Entry(name, raw[0x42], _u32(raw, 0x74), _u32(raw, 0x78))


def _follow(start: int, following: tuple[int, ...]) -> list[int]:
    chain: list[int] = []
    while start < _LAST_SECTOR:
        if start >= len(following) or len(chain) > len(following):
            raise ValueError("a chain of sectors that leads nowhere")
        chain.append(start)
        start = following[start]
    return chain


def _integers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _u16(raw: bytes, at: int) -> int:
    return int.from_bytes(raw[at : at + 2], "little")


def _u32(raw: bytes, at: int) -> int:
    return int.from_bytes(raw[at : at + 4], "little")
