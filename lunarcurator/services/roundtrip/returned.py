"""The rows of a workbook that came back, whatever happened to their order and their columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lunarcurator.exchange.book import Book, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.columns import folded
from lunarcurator.services.importing.values import plain
from lunarcurator.services.roundtrip.columns import NUMBER, UID
from lunarcurator.services.roundtrip.stamp import NotOurWorkbook, Stamp

_LOOKED: Final = 30
"""So many rows are looked through for the header."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of the file: its number there, the hidden key and the number it names, and its cells by column."""

    row: int
    uid: str
    number: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Returned:
    """The table that came back: where its columns are, which are not ours, and which are gone."""

    sheet: Sheet
    header_row: int
    at: Mapping[str, int]
    extra: tuple[str, ...]
    missing: tuple[str, ...]

    def rows(self) -> Iterator[ReturnedRow]:
        """Yield the rows that say anything."""
        for row in self.sheet.rows():
            if row.number <= self.header_row or row.is_blank:
                continue
            cells = {key: row.cells[at] if at < len(row.cells) else None for key, at in self.at.items()}
            uid, number = plain(cells[UID]), plain(cells[NUMBER])
            yield ReturnedRow(row.number, uid, number, cells)


def returned(book: Book, stamp: Stamp) -> Returned:
    """Find the table in a workbook that came back; raises `NotOurWorkbook` where its keys are gone or doubled."""
    known = {folded(header): key for key, header in stamp.headers.items()}
    for sheet in book.sheets:
        for row in islice(sheet.rows(), _LOOKED):
            texts = [plain(cell) for cell in row.cells]
            found = [(known[folded(text)], at) for at, text in enumerate(texts) if folded(text) in known]
            if UID in dict(found) and NUMBER in dict(found):
                return _table(book, stamp, sheet, row.number, texts, found)
    raise NotOurWorkbook("roundtrip.keys_gone", file=book.name)


def _table(
    book: Book, stamp: Stamp, sheet: Sheet, header_row: int, texts: list[str], found: list[tuple[str, int]]
) -> Returned:
    at = dict(found)
    if len(at) != len(found):
        double = next(key for key, _ in found if [name for name, _ in found].count(key) > 1)
        raise NotOurWorkbook("roundtrip.column_twice", file=book.name, column=stamp.headers[double])
    mine = set(at.values())
    extra = tuple(text for place, text in enumerate(texts) if text and place not in mine)
    missing = tuple(header for key, header in stamp.headers.items() if key not in at)
    return Returned(sheet, header_row, at, extra, missing)
