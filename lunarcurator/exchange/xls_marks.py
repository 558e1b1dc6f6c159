"""Reads the marks of an xls sheet from its records: colours, strokes, comments, what is hidden or merged."""

import struct
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.compound import CompoundFile
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.old_excel import BEGIN, CELLS, MANY_NUMBERS, SHEET, WORKBOOKS, records, sheet_name
from lunarcurator.exchange.shown_formats import How
from lunarcurator.exchange.xls_notes import CONTINUED, DRAWN, NOTE, TEXT, XlsNotes
from lunarcurator.exchange.xls_styles import FONT, FORMAT, PALETTE, STYLE, XlsStyles

_ROW, _COLUMNS, _MERGED, _FILTERED = 0x0208, 0x007D, 0x00E5, 0x009B
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_BLANK, _MANY_BLANKS = 0x0201, 0x00BE
_STYLED: Final = CELLS | {_BLANK, _MANY_BLANKS}
_NOTED: Final = frozenset({NOTE, DRAWN, TEXT, CONTINUED})
_WIDEST: Final = 256


def read_xls_marks(path: Path, sheet: str) -> SheetMarks:
    """Read the marks of the sheet of that name; raises SheetError where its records are broken."""
    walk = _Records(sheet)
    try:
        compound = CompoundFile(path.read_bytes())
        stream = compound.stream(max(compound.names() & {*WORKBOOKS}))
        for at, kind, body in records(stream):
            walk.take(at, kind, body)
    except (ValueError, IndexError, struct.error) as error:
        raise SheetError("sheet.broken", file=path.name) from error
    return SheetMarks(
        hidden_rows=frozenset(walk.hidden_rows),
        hidden_columns=frozenset(walk.hidden_columns),
        filtered=walk.filtered and bool(walk.hidden_rows),
        merged=tuple(walk.merged),
        colours=MappingProxyType({key: tuple(rows) for key, rows in walk.colours.items()}),
        struck=MappingProxyType({key: tuple(rows) for key, rows in walk.struck.items()}),
        comments=MappingProxyType(walk.notes.found),
        shown=MappingProxyType({key: tuple(rows) for key, rows in walk.shown.items()}),
    )


class _Records:
    """Follows the records of a workbook, and takes note of those of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filtered = False
        self.merged: list[Block] = []
        self.colours: dict[tuple[int, str], array[int]] = {}
        self.struck: dict[int, array[int]] = {}
        self.shown: dict[tuple[int, How], array[int]] = {}
        self.notes = XlsNotes()
        self._styles = XlsStyles()
        self._colour_of: dict[int, str] = {}
        self._is_struck: frozenset[int] = frozenset()
        self._shown_as: dict[int, How] = {}
        self._sheet, self._begins, self._within = sheet, -1, False

    def take(self, at: int, kind: int, body: bytes) -> None:
        """Take note of a record that begins at this place of the stream."""
        if kind == SHEET and sheet_name(body[6:]) == self._sheet:
            self._begins = int.from_bytes(body[:4], "little")
        elif kind == BEGIN:
            # Within a sheet a chart begins and ends as a sheet does, and stands in no list of sheets.
            begins = at == self._begins
            self._within = begins or (self._within and body[2:4] == b"\x20\x00")
            self._styles.version = int.from_bytes(body[:2], "little")
            if begins:
                self._colour_of, self._is_struck = self._styles.colours(), self._styles.struck()
                self._shown_as = self._styles.shown()
        elif self._within:
            self._in_sheet(kind, body)
        elif kind in (FONT, FORMAT, STYLE, PALETTE):
            self._styles.take(kind, body)

    def _in_sheet(self, kind: int, body: bytes) -> None:
        if kind in _STYLED:
            if self._colour_of or self._is_struck or self._shown_as:
                self._cells(kind, body)
        elif kind in _NOTED:
            self.notes.take(kind, body, self._styles.version)
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & _ROW_HIDDEN:
                self.hidden_rows.add(row + 1)
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & _COLUMN_HIDDEN:
                self.hidden_columns |= set(range(first + 1, min(last, _WIDEST - 1) + 2))
        elif kind == _MERGED:
            for top, bottom, left, right in struct.iter_unpack("<4H", body[2 : 2 + 8 * (len(body) // 8)]):
                self.merged.append(Block(top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _FILTERED:
            self.filtered = True

    def _cells(self, kind: int, body: bytes) -> None:
        row = int.from_bytes(body[:2], "little") + 1
        for column, style in _styles_of(kind, body):
            if colour := self._colour_of.get(style, ""):
                self.colours.setdefault((column, colour), array("I")).append(row)
            if style in self._is_struck:
                self.struck.setdefault(column, array("I")).append(row)
            if how := self._shown_as.get(style):
                self.shown.setdefault((column, how), array("I")).append(row)


def _styles_of(kind: int, body: bytes) -> Iterator[tuple[int, int]]:
    """Yield the columns (from 1) that a record of cells tells, each with its style."""
    first = int.from_bytes(body[2:4], "little") + 1
    if kind not in (MANY_NUMBERS, _MANY_BLANKS):
        yield first, int.from_bytes(body[4:6], "little")
        return
    # Between the first column and the last stand the styles, each with its number where there are any.
    step = 6 if kind == MANY_NUMBERS else 2
    for column, at in enumerate(range(4, len(body) - 2, step), start=first):
        yield column, int.from_bytes(body[at : at + 2], "little")
