"""The rows of a workbook that came back, whatever happened to their order and their columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.exchange.book import Book, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import folded
from lunarcurator.services.roundtrip.columns import NUMBER, UID
from lunarcurator.services.roundtrip.key_columns import Sent, key_column, number_column
from lunarcurator.services.roundtrip.stamp import NotOurWorkbook, Stamp

_LOOKED: Final = 30
"""So many rows are looked through for the header."""
_SURELY: Final = 2
"""So many headers of ours make a row the header; a single one can stand in any sentence."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of the file: its number there, the hidden key and the number it names, and its cells by column."""

    row: int
    uid: str
    number: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Returned:
    """The table that came back: where its columns are, which are not ours, and which are gone.

    `notes` say by what its rows are known where a key column is not as it went out.
    """

    sheet: Sheet
    header_row: int
    at: Mapping[str, int]
    extra: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[Finding, ...] = ()

    def rows(self) -> Iterator[ReturnedRow]:
        """Yield the rows that say anything."""
        for row in self.sheet.rows():
            if row.number <= self.header_row or row.is_blank:
                continue
            cells = {key: row.cells[at] if at < len(row.cells) else None for key, at in self.at.items()}
            uid, number = plain(cells.get(UID)), plain(cells[NUMBER])
            yield ReturnedRow(row.number, uid, number, cells)


@dataclass(frozen=True, slots=True)
class _Head:
    sheet: Sheet
    row: int
    texts: tuple[str, ...]
    found: tuple[tuple[str, int], ...]

    def has(self, *keys: str) -> bool:
        return set(keys) <= set(dict(self.found))


def returned(book: Book, stamp: Stamp, sent: Sent) -> Returned:
    """Find the table in a workbook that came back, `sent` knowing which number each key went out with.

    Raises `NotOurWorkbook` where nothing tells its rows for certain, or a column of ours stands twice.
    """
    heads = [head for sheet in book.sheets if (head := _head(sheet, stamp)) is not None]
    whole = [head for head in heads if head.has(UID, NUMBER)]
    if whole:
        return _table(book, stamp, whole[0], whole[0].found)
    for head in heads:
        if (known := _known_otherwise(book, stamp, head, sent)) is not None:
            return known
    raise NotOurWorkbook("roundtrip.keys_gone", file=book.name)


def other_tables(book: Book, stamp: Stamp, read: Returned) -> Iterator[Returned]:
    """Yield what other sheets hold under the same headers: a copy somebody made of the sheet that was read."""
    for sheet in book.sheets:
        if sheet is not read.sheet and (head := _head(sheet, stamp)) is not None and head.has(NUMBER):
            yield _table(book, stamp, head, tuple(dict(head.found).items()))


def _head(sheet: Sheet, stamp: Stamp) -> _Head | None:
    """Return the first row of a sheet that has a key column of ours and another column of ours beside it."""
    known = {folded(header): key for key, header in stamp.headers.items()}
    for row in islice(sheet.rows(), _LOOKED):
        texts = tuple(plain(cell) for cell in row.cells)
        found = tuple((known[folded(text)], at) for at, text in enumerate(texts) if folded(text) in known)
        keys = dict(found)
        if len(keys) >= _SURELY and (UID in keys or NUMBER in keys):
            return _Head(sheet, row.number, texts, found)
    return None


def _known_otherwise(book: Book, stamp: Stamp, head: _Head, sent: Sent) -> Returned | None:
    """Return a table of which a key column has another header, or of which the hidden key is gone."""
    taken = frozenset(at for _, at in head.found)
    if head.has(UID):
        found = number_column(head.sheet, head.row, dict(head.found)[UID], taken, sent)
        lacking, note = NUMBER, "roundtrip.number_retitled"
    else:
        found = key_column(head.sheet, head.row, taken)
        lacking, note = UID, "roundtrip.key_retitled"
    if found is not None:
        title = head.texts[found] if found < len(head.texts) else ""
        facts = {"column": title, "header": stamp.headers[lacking]}
        return _table(book, stamp, head, (*head.found, (lacking, found)), _note(note, **facts))
    if lacking == NUMBER:
        return None
    return _table(book, stamp, head, head.found, _note("roundtrip.known_by_number"))


def _note(key: str, **facts: str) -> Finding:
    return find(Strength.WARN, key, "R1", NUMBER, **facts)


def _table(book: Book, stamp: Stamp, head: _Head, found: tuple[tuple[str, int], ...], *notes: Finding) -> Returned:
    at = dict(found)
    if len(at) != len(found):
        double = next(key for key, _ in found if [name for name, _ in found].count(key) > 1)
        raise NotOurWorkbook("roundtrip.column_twice", file=book.name, column=stamp.headers[double])
    mine = set(at.values())
    extra = tuple(text for place, text in enumerate(head.texts) if text and place not in mine)
    missing = tuple(header for key, header in stamp.headers.items() if key not in at and key != UID)
    return Returned(head.sheet, head.row, at, extra, missing, notes)
