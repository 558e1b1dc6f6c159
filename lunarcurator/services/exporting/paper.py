"""A report as a paper: the table on pages, what the report says of itself below it."""

from collections.abc import Iterable, Iterator
from typing import Final

from lunarcurator.documents.model import Column, Document, Sheet, Value
from lunarcurator.documents.papers.blocks import (
    Block,
    Entry,
    Fields,
    Foot,
    Heading,
    PageBreak,
    PageFormat,
    Paper,
    PaperWords,
    Table,
)
from lunarcurator.documents.plain_text import shown
from lunarcurator.documents.rendering import Watch
from lunarcurator.domain.errors import Refusal

MOST_ROWS: Final = 10_000
"""A longer list is no paper anybody reads; a workbook or csv takes it."""
_ROOM: Final = 150
"""So many characters stand beside each other on a page across, gaps included."""
_GAP: Final = 2
_MOST_WIDE: Final = 26
"""A longer text goes on in the next line of its cell."""
_MEASURED: Final = 2_000
"""So many rows decide how wide the columns are."""


class TooLongForPaper(Refusal):
    """A report has more rows than anybody turns pages for."""


def report_paper(document: Document, foot: Foot, words: PaperWords, watch: Watch) -> Paper:
    """Return a report as a paper across; what is too wide goes on below with its first column repeated.

    Raises `TooLongForPaper`, `RenderStopped`.
    """
    blocks = tuple(_blocks(document, watch))
    return Paper("report", document.title, "", blocks, foot, words, PageFormat.A4_LANDSCAPE)


def _blocks(document: Document, watch: Watch) -> Iterator[Block]:
    for at, sheet in enumerate(document.sheets):
        if at:
            yield PageBreak()
            yield Heading(sheet.name)
        yield from _tables(sheet, watch)
    yield Heading(document.wording.about)
    entries = tuple(Entry(line.label, line.value) for line in document.about)
    yield Fields(entries, columns=1)


def _tables(sheet: Sheet, watch: Watch) -> Iterator[Block]:
    rows = tuple(_counted(sheet, watch))
    totals = tuple(sheet.totals)
    widths = [_width(column, [row[at] for row in rows[:_MEASURED]]) for at, column in enumerate(sheet.columns)]
    for turn, part in enumerate(parted(widths)):
        if turn:
            yield PageBreak()
        columns = tuple(sheet.columns[at] for at in part)
        yield Table(columns, tuple(_picked(row, part) for row in rows), _picked(totals, part) if totals else ())


def _counted(sheet: Sheet, watch: Watch) -> Iterator[tuple[Value, ...]]:
    for at, row in enumerate(watch.rows(sheet.rows)):
        if at == MOST_ROWS:
            raise TooLongForPaper("report.too_long_for_paper", most=MOST_ROWS)
        yield row


def _width(column: Column, values: Iterable[Value]) -> int:
    """Return how many characters a column is given: what its cells say, but no more than breaks well."""
    header = max(map(len, column.header.split()), default=0)
    return max(header, 4, *(min(len(shown(value, column)), _MOST_WIDE) for value in values))


def _picked(row: tuple[Value, ...], part: tuple[int, ...]) -> tuple[Value, ...]:
    return tuple(row[at] for at in part)


def parted(widths: list[int]) -> list[tuple[int, ...]]:
    """Return which columns stand beside each other on a page, the first one on each; widths in characters."""
    parts: list[list[int]] = [[0]]
    taken = first = widths[0] + _GAP
    for at, width in enumerate(widths[1:], start=1):
        needed = width + _GAP
        if taken + needed > _ROOM and len(parts[-1]) > 1:
            parts.append([0])
            taken = first
        parts[-1].append(at)
        taken += needed
    return [tuple(part) for part in parts]
