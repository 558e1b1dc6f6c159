"""Reads cells as a spreadsheet program shows them: 95 % for the 0.95 it keeps, 5 mg for 5, 1952 for 1952-01-01."""

from datetime import date
from decimal import Decimal

from lunarcurator.exchange.cells import Cell, DateCell, NumberCell, plain_digits
from lunarcurator.exchange.shown_formats import How, Shown
from lunarcurator.exchange.written import Written


def as_shown(cell: Cell, how: How) -> Cell:
    """Return a cell as its format shows it; what the format says nothing of stays as it is."""
    if type(cell) is int or isinstance(cell, NumberCell):
        value = Decimal(str(cell))
        if isinstance(how, Written):
            said = how.of(value)
            return said if said and said != str(cell) else cell
        return f"{plain_digits(value * 100)}%" if how is Shown.PERCENT else cell
    # A clock time, and any day but the first of the period, somebody did say.
    if type(cell) is not date or cell.day != 1:
        return cell
    if how is Shown.MONTH:
        return DateCell(f"{cell.year:04}-{cell.month:02}", cell)
    return DateCell(f"{cell.year:04}", cell) if how is Shown.YEAR and cell.month == 1 else cell
