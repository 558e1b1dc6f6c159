"""A report as a paper: the table on pages, what the report says of itself below it."""

from collections.abc import Iterable, Iterator, Sequence
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
_MOST_LEADING: Final = 3
_MEASURED: Final = 2_000
"""So many rows decide how wide the columns are."""


class TooLongForPaper(Refusal):
    """A report has more rows than anybody turns pages for."""


def report_paper(document: Document, foot: Foot, words: PaperWords, watch: Watch) -> Paper:
    """Return a report as a paper across; what is too wide goes on below with what tells its rows apart repeated.

    Raises `TooLongForPaper`, `RenderStopped`.
    """
    blocks = tuple(_blocks(document, watch))
    return Paper("report", document.title, "", blocks, foot, words, PageFormat.A4_LANDSCAPE)


def _blocks(document: Document, watch: Watch) -> Iterator[Block]:
    for at, sheet in enumerate(document.sheets):
        if at:
            yield PageBreak()
            yield Heading(sheet.name)
        yield from _tables(sheet, watch, document.wording.empty)
    yield Heading(document.wording.about)
    entries = tuple(Entry(line.label, line.value) for line in document.about)
    yield Fields(entries, columns=1)


def _tables(sheet: Sheet, watch: Watch, empty: str) -> Iterator[Block]:
    rows = tuple(_counted(sheet, watch))
    if not rows:
        yield Table(sheet.columns, (), empty=empty)
        return
    totals = tuple(sheet.totals)
    measured = (*rows[:_MEASURED], *((totals,) if totals else ()))
    widths = [_width(column, [row[at] for row in measured]) for at, column in enumerate(sheet.columns)]
    for turn, part in enumerate(parted(widths, _telling_apart(rows[:_MEASURED]))):
        if turn:
            yield PageBreak()
        columns = tuple(sheet.columns[at] for at in part)
        summed = _picked(totals, part) if totals else ()
        yield Table(columns, tuple(_picked(row, part) for row in rows), summed, empty=empty)


def _counted(sheet: Sheet, watch: Watch) -> Iterator[tuple[Value, ...]]:
    for at, row in enumerate(watch.rows(sheet.rows)):
        if at == MOST_ROWS:
            raise TooLongForPaper("report.too_long_for_paper", most=MOST_ROWS)
        yield row


def _width(column: Column, values: Iterable[Value]) -> int:
    """Return how many characters a column is given: what its cells say, but no more than breaks well."""
    header = _broad(max(map(len, column.header.split()), default=0))
    told = (min(len(shown(value, column)), _MOST_WIDE) for value in values)
    return max(header, 4, *(_broad(each) if column.is_figure else each for each in told))


def _broad(length: int) -> int:
    """Return the room of bold letters or of figures, which all are as wide as the widest."""
    return -(-length * 6 // 5)


def _picked(row: tuple[Value, ...], part: tuple[int, ...]) -> tuple[Value, ...]:
    return tuple(row[at] for at in part)


def _telling_apart(rows: Sequence[tuple[Value, ...]]) -> tuple[int, ...]:
    """Return which columns tell the rows apart: the first ones, else the first and one that does by itself."""
    for count in range(1, _MOST_LEADING + 1):
        if len({row[:count] for row in rows}) == len(rows):
            return tuple(range(count))
    alone = (at for at in range(len(rows[0])) if len({row[at] for row in rows}) == len(rows))
    return tuple(sorted({0, next(alone, 0)}))


def parted(widths: list[int], leading: Sequence[int] = (0,)) -> list[tuple[int, ...]]:
    """Return which columns stand beside each other on a page, the leading ones on each; widths in characters."""
    first = sum(widths[at] + _GAP for at in leading)
    parts, taken = [[*leading]], first
    for at, width in enumerate(widths):
        if at in leading:
            continue
        needed = width + _GAP
        if taken + needed > _ROOM and len(parts[-1]) > len(leading):
            parts.append([*leading])
            taken = first
        parts[-1].append(at)
        taken += needed
    return [tuple(sorted(part)) for part in parts]
