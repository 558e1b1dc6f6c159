"""Reads the marks of an xls sheet from its records: what is hidden, and merged cells."""

import struct
from pathlib import Path
from typing import Final

from lunarcurator.exchange.compound import CompoundFile
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.old_excel import BEGIN, SHEET, WORKBOOKS, records, sheet_name

_ROW, _COLUMNS, _MERGED, _FILTERED = 0x0208, 0x007D, 0x00E5, 0x009B
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
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
    )


class _Records:
    """Follows the records of a workbook, and takes note of those of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filtered = False
        self.merged: list[Block] = []
        self._sheet, self._begins, self._within = sheet, -1, False

    def take(self, at: int, kind: int, body: bytes) -> None:
        """Take note of a record that begins at this place of the stream."""
        if kind == SHEET and sheet_name(body[6:]) == self._sheet:
            self._begins = int.from_bytes(body[:4], "little")
        elif kind == BEGIN:
            # Within a sheet a chart begins and ends as a sheet does, and stands in no list of sheets.
            self._within = at == self._begins or (self._within and body[2:4] == b"\x20\x00")
        elif self._within:
            self._in_sheet(kind, body)

    def _in_sheet(self, kind: int, body: bytes) -> None:
        if kind == _ROW:
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
