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
    lone = _Lone(reading)
    yield from ((row.number, plain(row.cells[lone.at])) for row in rows if lone.is_one(row))


def without_lone(table: Table, reading: Reading) -> Table:
    """Return the table without such rows where somebody said to leave them out; else as it is."""
    if reading.answers.get(LONE) != LEAVE:
        return table
    whole, lone = table.sheet, _Lone(reading)
    return replace(
        table, sheet=replace(whole, source=lambda: (row for row in whole.rows() if not lone.is_one(row)))
    )


class _Lone:
    """Tells whether a row says nothing but a short figure at one place, that of the numbers."""

    def __init__(self, reading: Reading) -> None:
        names = reading.taken_for("number")[:1]
        apart = reading.key or reading.taken_for("generic", "specific")
        self.at = reading.columns.index(names[0]) if names and not apart else -1
        told_above = {column - 1 for column in (*reading.layout.fill, *reading.layout.inside)}
        columns = range(len(reading.columns)) if self.at not in {-1, *told_above} else ()
        self._others = [each for each in columns if each != self.at and each not in told_above]
        self._words = frozenset(each.row for each in reading.said)

    def is_one(self, row: Row) -> bool:
        return (
            bool(self._others)
            and _may_count(row.cells[self.at])
            and row.number not in self._words
            and not any(plain(row.cells[each]) for each in self._others)
        )


def _may_count(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) <= _LONGEST and bool(_COUNT.fullmatch(cell.strip()))
    return type(cell) is int and bool(_COUNT.fullmatch(str(cell)))
