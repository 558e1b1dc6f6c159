"""Reads cells as a spreadsheet program shows them: 95 % for the 0.95 it keeps, 1952 for 1952-01-01."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell, DateCell, NumberCell, plain_digits
from lunarcurator.exchange.shown_formats import Shown, ShownCells


def as_shown(sheet: Sheet, shown: ShownCells) -> Sheet:
    """Return a sheet whose cells in these rows say what is shown: 95% for 0.95, 1952 for 1952-01-01."""
    columns = tuple((at - 1, how, frozenset(rows)) for (at, how), rows in shown.items())
    return replace(sheet, source=partial(_rows, sheet, columns))


def _rows(sheet: Sheet, columns: tuple[tuple[int, Shown, frozenset[int]], ...]) -> Iterator[Row]:
    for row in sheet.rows():
        here = [(at, how) for at, how, rows in columns if row.number in rows and at < len(row.cells)]
        if here:
            cells = [*row.cells]
            for at, how in here:
                cells[at] = _percent(cells[at]) if how is Shown.PERCENT else _coarse(cells[at], how)
            yield Row(row.number, tuple(cells))
        else:
            yield row


def _percent(cell: Cell) -> Cell:
    if type(cell) is int:
        return f"{cell * 100}%"
    if isinstance(cell, NumberCell):
        return f"{plain_digits(Decimal(cell.text) * 100)}%"
    return cell


def _coarse(cell: Cell, how: Shown) -> Cell:
    """Return a date without the parts nobody said, for which the file keeps the first of the period."""
    # A clock time, and any day but the first of the period, somebody did say.
    if type(cell) is not date or cell.day != 1:
        return cell
    if how is Shown.MONTH:
        return DateCell(f"{cell.year:04}-{cell.month:02}", cell)
    return DateCell(f"{cell.year:04}", cell) if cell.month == 1 else cell
