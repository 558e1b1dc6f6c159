"""Raised signs in the texts of an xls file, as `raised` finds them in an xlsx file."""

import struct
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.compound import CompoundFile
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.old_excel import BEGIN, SHEET, WORKBOOKS, records, sheet_name
from lunarcurator.exchange.raised import Texts, as_raised
from lunarcurator.exchange.xls_strings import RichText, shared_texts
from lunarcurator.exchange.xls_styles import FONT, font_of

_TEXTS, _CONTINUED, _OF_TABLE, _OWN = 0x00FC, 0x003C, 0x00FD, 0x00D6
_SUPERSCRIPT: Final = 1
_EXCEL_97: Final = 0x0600


def raised_in_xls(name: str, content: bytes) -> Mapping[str, Texts]:
    """Return by sheet and place (row, column) the texts with raised signs; raises SheetError for a broken file."""
    try:
        compound = CompoundFile(content)
        stream = compound.stream(max(compound.names() & {*WORKBOOKS}))
        walk = _Walk()
        if not _has_raised_font(stream):
            return MappingProxyType({})
        for at, kind, body in records(stream):
            walk.take(at, kind, body)
    except (ValueError, IndexError, struct.error) as error:
        raise SheetError("sheet.broken", file=name) from error
    return MappingProxyType({sheet: MappingProxyType(found) for sheet, found in walk.sheets.items()})


def _has_raised_font(stream: bytes) -> bool:
    """Tell whether any font of a workbook raises signs; the fonts stand before the first sheet."""
    begun = 0
    for _, kind, body in records(stream):
        begun += kind == BEGIN
        if kind == FONT and _raises(body):
            return True
        if begun > 1:
            return False
    return False


def _raises(font: bytes) -> bool:
    return int.from_bytes(font[8:10], "little") == _SUPERSCRIPT


class _Walk:
    """Follows the records of a workbook."""

    def __init__(self) -> None:
        self.sheets: dict[str, dict[tuple[int, int], str]] = {}
        self._names: dict[int, str] = {}
        self._fonts: list[bool] = []
        self._parts: list[bytes] = []
        self._texts: dict[int, str] = {}
        self._sheet, self._version, self._in_texts = "", _EXCEL_97, False

    def take(self, at: int, kind: int, body: bytes) -> None:
        """Take note of a record that begins at this place of the stream."""
        self._in_texts = kind == _TEXTS or (kind == _CONTINUED and self._in_texts)
        if self._in_texts:
            self._parts.append(body)
        elif kind == FONT:
            self._fonts.append(_raises(body))
        elif kind == SHEET:
            self._names[int.from_bytes(body[:4], "little")] = sheet_name(body[6:])
        elif kind == BEGIN:
            self._begin(at, body)
        else:
            self._cell(kind, body)

    def _begin(self, at: int, body: bytes) -> None:
        self._version = int.from_bytes(body[:2], "little")
        self._sheet = self._names.get(at, self._sheet)
        if self._parts:
            found = enumerate(shared_texts(self._parts))
            self._texts = {place: text for place, each in found if (text := self._raised(each))}
            self._parts = []

    def _cell(self, kind: int, body: bytes) -> None:
        text = ""
        if kind == _OF_TABLE:
            text = self._texts.get(int.from_bytes(body[6:10], "little"), "")
        elif kind == _OWN:
            text = self._raised(_own_text(body[6:], self._version))
        if text:
            row, column = struct.unpack_from("<HH", body)
            self.sheets.setdefault(self._sheet, {})[row + 1, column + 1] = text

    def _raised(self, rich: RichText) -> str:
        """Return a text with its raised signs as signs of their own, empty where none is raised."""
        ends = [*rich.runs, (len(rich.text), 0)]
        if not any(self._is_raised(font) for _, font in rich.runs):
            return ""
        text = rich.text[: ends[0][0]]
        for (begin, font), (end, _) in pairwise(ends):
            part = rich.text[begin:end]
            text += as_raised(part) if self._is_raised(font) else part
        return text

    def _is_raised(self, font: int) -> bool:
        return font_of(font) < len(self._fonts) and self._fonts[font_of(font)]


def _own_text(raw: bytes, version: int) -> RichText:
    """Return the text a cell says itself, as before Excel 97 all of them do."""
    length = int.from_bytes(raw[:2], "little")
    if version < _EXCEL_97:
        plain, rest = raw[2 : 2 + length], raw[2 + length :]
        # In which code page other letters are is not looked for: such a text stays as it is read.
        runs = rest[1 : 1 + 2 * rest[0]] if plain.isascii() else b""
        return RichText(plain.decode("latin-1"), tuple(struct.iter_unpack("<BB", runs)))
    size = 2 if raw[2] & 1 else 1
    text = raw[3 : 3 + length * size].decode("utf-16-le" if size > 1 else "latin-1")
    rest = raw[3 + length * size :]
    count = int.from_bytes(rest[:2], "little")
    return RichText(text, tuple(struct.iter_unpack("<HH", rest[2 : 2 + 4 * count])))
