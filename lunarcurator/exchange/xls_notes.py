"""Gathers the comments of an xls sheet: the words in a drawn box, and the note that says at which cell."""

import struct
from typing import Final

NOTE, DRAWN, TEXT, CONTINUED = 0x001C, 0x005D, 0x01B6, 0x003C
_OF_OBJECT: Final = b"\x15\x00"
_EXCEL_97: Final = 0x0600
_FURTHER: Final = 0xFFFF


class XlsNotes:
    """The comments of one sheet by row and column, gathered record by record."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[int, int]] = {}
        self._words: dict[int, str] = {}
        self._old: dict[tuple[int, int], bytes] = {}
        self._last = (0, 0)
        self._drawn = self._missing = 0

    def take(self, kind: int, body: bytes, version: int) -> None:
        """Take note of a drawn box, of its text or a part of that, or of a comment; `version` is that of all."""
        if kind == NOTE and version >= _EXCEL_97:
            row, column, drawn = struct.unpack_from("<HH2xH", body)
            self._places[drawn] = (row + 1, column + 1)
        elif kind == NOTE:
            self._take_old(body)
        elif kind == DRAWN:
            self._drawn = int.from_bytes(body[6:8], "little") if body.startswith(_OF_OBJECT) else 0
        elif kind == TEXT:
            (self._missing,) = struct.unpack_from("<H", body, 10)
        elif kind == CONTINUED and self._missing and body:
            self._add(body)

    @property
    def found(self) -> dict[tuple[int, int], str]:
        """The comments that say anything, white space folded."""
        said = {at: self._words.get(drawn, "") for drawn, at in self._places.items()}
        said |= {at: words.decode("cp1252", "replace") for at, words in self._old.items()}
        return {at: folded for at, words in said.items() if (folded := " ".join(words.split()))}

    def _add(self, body: bytes) -> None:
        """Add a part of the text of the drawn box; its first byte says whether a sign takes one byte or two."""
        text = body[1:].decode("utf-16-le", "replace") if body[0] & 1 else body[1:].decode("latin-1")
        # What follows the text are its fonts.
        text = text[: self._missing]
        self._missing -= len(text)
        self._words[self._drawn] = self._words.get(self._drawn, "") + text

    def _take_old(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        if row != _FURTHER:
            self._last = (row + 1, column + 1)
        self._old[self._last] = self._old.get(self._last, b"") + body[6:]
