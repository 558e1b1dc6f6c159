"""Rows that say nothing but a short figure where numbers stand: pieces, a running count, or pages of a print."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.table import Table
from lunarcurator.services.importing.cells.repairs import LEAVE
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.reading import Reading

LONE: Final = "lone_numbers"
"""The question whether such rows are pieces."""

_COUNT: Final = re.compile(r"[-–—(\[]*\s*\d{1,4}\s*[-–—)\].]*")
_LONGEST: Final = 10


def lone_numbers(rows: Iterable[Row], reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the rows that say nothing but a short figure in the column of numbers, each with what it says.

    What blanks continue from above a row does not say itself, and of rows of words something else is asked.
    Nothing where no other column is left to say it.
    """
    names = reading.taken_for("number")[:1]
    if not names or reading.key or reading.taken_for("generic", "specific"):
        return
    at = reading.columns.index(names[0])
    told_above = {column - 1 for column in (*reading.layout.fill, *reading.layout.inside)}
    others = [each for each in range(len(reading.columns)) if each != at and each not in told_above]
    if not others or at in told_above:
        return
    words = {each.row for each in reading.said}
    for row in rows:
        may_count = _may_count(row.cells[at]) and row.number not in words
        if may_count and not any(plain(row.cells[each]) for each in others):
            yield row.number, plain(row.cells[at])


def without_lone(table: Table, reading: Reading) -> Table:
    """Return the table without such rows where somebody said to leave them out; else as it is."""
    if reading.answers.get(LONE) != LEAVE:
        return table
    whole = table.sheet
    return replace(table, sheet=replace(whole, source=lambda: _rest(whole.rows(), reading)))


def _rest(rows: Iterable[Row], reading: Reading) -> Iterator[Row]:
    return (row for row in rows if not any(lone_numbers((row,), reading)))


def _may_count(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) <= _LONGEST and bool(_COUNT.fullmatch(cell.strip()))
    return type(cell) is int and bool(_COUNT.fullmatch(str(cell)))
