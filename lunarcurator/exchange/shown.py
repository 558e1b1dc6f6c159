"""Reads cells as a spreadsheet program shows them: 95 % for the 0.95 it keeps, 5 mg for 5, 1952 for 1952-01-01."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell, DateCell, NumberCell, plain_digits
from lunarcurator.exchange.shown_formats import How, Shown, ShownCells
from lunarcurator.exchange.written import Written


def as_shown(sheet: Sheet, shown: ShownCells) -> Sheet:
    """Return a sheet whose cells in these rows say what is shown: 95% for 0.95, 1952 for 1952-01-01."""
    columns = tuple((at - 1, how, frozenset(rows)) for (at, how), rows in shown.items())
    return replace(sheet, source=partial(_rows, sheet, columns))


def _rows(sheet: Sheet, columns: tuple[tuple[int, How, frozenset[int]], ...]) -> Iterator[Row]:
    for row in sheet.rows():
        here = [(at, how) for at, how, rows in columns if row.number in rows and at < len(row.cells)]
        if here:
            cells = [*row.cells]
            for at, how in here:
                cells[at] = _shown(cells[at], how)
            yield Row(row.number, tuple(cells))
        else:
            yield row


def _shown(cell: Cell, how: How) -> Cell:
    if isinstance(how, Written):
        return _written(cell, how)
    return _percent(cell) if how is Shown.PERCENT else _coarse(cell, how)


def _written(cell: Cell, how: Written) -> Cell:
    """Return a figure with the words that its format writes beside it; of no figure they say anything."""
    if type(cell) is not int and not isinstance(cell, NumberCell):
        return cell
    said = how.of(Decimal(str(cell)))
    return said if said and said != str(cell) else cell


def _percent(cell: Cell) -> Cell:
    if type(cell) is int:
        return f"{cell * 100}%"
    if isinstance(cell, NumberCell):
        return f"{plain_digits(Decimal(cell.text) * 100)}%"
    return cell


def _coarse(cell: Cell, how: How) -> Cell:
    """Return a date without the parts nobody said, for which the file keeps the first of the period."""
    # A clock time, and any day but the first of the period, somebody did say.
    if type(cell) is not date or cell.day != 1:
        return cell
    if how is Shown.MONTH:
        return DateCell(f"{cell.year:04}-{cell.month:02}", cell)
    return DateCell(f"{cell.year:04}", cell) if cell.month == 1 else cell
