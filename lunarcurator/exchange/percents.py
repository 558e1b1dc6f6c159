"""Cells that a spreadsheet program shows in percent: it keeps 0.95 and shows 95 %."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell, NumberCell, plain_digits

BUILT_IN: Final = frozenset({9, 10})
"""The numbers of the formats in percent that every workbook has."""

_LITERAL: Final = re.compile(r'"[^"]*"|\\.')


def is_percent_format(code: str) -> bool:
    """Tell whether the format of a number shows it in percent; a sign that is only written behind it does not."""
    return "%" in _LITERAL.sub("", code)


def shown_in_percent(sheet: Sheet, percents: Mapping[int, tuple[int, ...]]) -> Sheet:
    """Return a sheet whose cells in these rows, by column, say what is shown: 95% for 0.95."""
    columns = tuple((at - 1, frozenset(rows)) for at, rows in percents.items())
    return replace(sheet, source=partial(_rows, sheet, columns))


def _rows(sheet: Sheet, columns: tuple[tuple[int, frozenset[int]], ...]) -> Iterator[Row]:
    for row in sheet.rows():
        here = [at for at, rows in columns if row.number in rows and at < len(row.cells)]
        if here:
            cells = [*row.cells]
            for at in here:
                cells[at] = _shown(cells[at])
            yield Row(row.number, tuple(cells))
        else:
            yield row


def _shown(cell: Cell) -> Cell:
    if type(cell) is int:
        return f"{cell * 100}%"
    if isinstance(cell, NumberCell):
        return f"{plain_digits(Decimal(cell.text) * 100)}%"
    return cell
