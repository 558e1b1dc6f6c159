"""Further sheets of a workbook that came back that hold our rows too, and say something else of them."""

from collections.abc import Collection, Iterator
from typing import Any

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.exchange.book import Book
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.roundtrip.columns import NUMBER
from lunarcurator.services.roundtrip.returned import Returned, ReturnedRow, other_tables
from lunarcurator.services.roundtrip.stamp import Stamp


def copies_of(book: Book, stamp: Stamp, read: Returned) -> Iterator[Finding]:
    """Yield a note for each other sheet with rows that are not as in the sheet that was read."""
    for other in other_tables(book, stamp, read):
        shared = other.at.keys() & read.at.keys()
        told = {_said(row, shared) for row in read.rows()}
        rows = sum(_said(row, shared) not in told for row in other.rows())
        if rows:
            facts: dict[str, Any] = {"sheet": other.sheet.name, "read": read.sheet.name, "rows": rows}
            yield find(Strength.WARN, "roundtrip.second_sheet", "R1", NUMBER, **facts)


def _said(row: ReturnedRow, keys: Collection[str]) -> frozenset[tuple[str, str]]:
    return frozenset((key, plain(row.cells[key])) for key in keys)
