"""Plain tables as tests read them back: a header somewhere, and the rows below it."""

from dataclasses import dataclass, field
from itertools import islice

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.layout import distinct
from lunarcurator.exchange.row_words import told, words_of
from lunarcurator.exchange.table import Table, header_row

LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class PlainTable(Table):
    """A table below its header, 0 for none."""

    header_row: int = field(kw_only=True)


def find_table(sheet: Sheet) -> PlainTable:
    """Return the table of a sheet; a row has a cell at least for each column."""
    filled = [row for row in islice(sheet.rows(), LOOKED_AT) if not row.is_blank]
    number = header_row(filled)
    width = max((_width(row) for row in filled if row.number >= number), default=0)
    columns = _names(next((row for row in filled if row.number == number), Row(0, ())), width)
    rows = [
        Row(row.number, (*row.cells, *(None,) * (width - len(row.cells))))
        for row in sheet.rows()
        if row.number > number
    ]
    above = tuple(row for row in filled if row.number < number)
    return PlainTable(columns, above, sheet=Sheet(sheet.name, sheet.hidden, lambda: iter(rows)), header_row=number)


def _names(head: Row, width: int) -> tuple[str, ...]:
    return distinct(told(head, at) or column_letters(at) for at in range(1, width + 1))


def _width(row: Row) -> int:
    return max((at for at in range(1, len(row.cells) + 1) if words_of(Row(0, row.cells[at - 1 : at]))), default=0)
