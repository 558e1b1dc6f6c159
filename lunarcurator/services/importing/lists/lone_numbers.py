"""Rows that say nothing but a short figure where numbers stand: pieces, a running count, or pages of a print."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.table import Table
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.lists.collection_rows import of_collection
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.target import ANY

_COUNT: Final = re.compile(r"[-–—(\[]*\s*\d{1,4}\s*[-–—)\].]*")
_LONGEST: Final = 10


class LoneNumbers(Chosen):
    """Whether such rows are pieces; where most rows are such, the list says nothing but numbers."""

    name, options = "lone_numbers", (Choice.TAKE, Choice.LEAVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        # Other numbering systems read no such figure, and its row is refused.
        if sheet.target is None or sheet.target.scheme.code != ANY:
            return
        table = of_collection(sheet.every_row(), reading)
        found = [*lone_numbers(table.rows(), reading)]
        if found and len(found) * 2 <= sum(1 for _ in table.rows()):
            facts = {"count": len(found), "column": reading.taken_for("number")[0]}
            yield self.ask({**facts, "row": found[0][0], "example": found[0][1]})

    def are_left(self, reading: Reading) -> bool:
        """Tell whether somebody said to leave such rows out."""
        return self.said(reading.answers) is Choice.LEAVE


LONE: Final = LoneNumbers()


def lone_numbers(rows: Iterable[Row], reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the rows that say nothing but a short figure in the column of numbers, each with what it says.

    What blanks continue from above a row does not say itself, and of rows of words something else is asked.
    Nothing where no other column is left to say it.
    """
    lone = _Lone(reading)
    yield from ((row.number, plain(row.cells[lone.at])) for row in rows if lone.is_one(row))


def without_lone(table: Table, reading: Reading) -> Table:
    """Return the table without such rows where somebody said to leave them out; else as it is."""
    if not LONE.are_left(reading):
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
        told_above = {column - 1 for column in reading.layout.fill}
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
