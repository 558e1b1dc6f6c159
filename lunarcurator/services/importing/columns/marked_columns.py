"""Strokes and comments of a row: they are kept beside the piece; a row struck through is asked about."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import Layout
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.columns.added_columns import Added
from lunarcurator.services.importing.columns.mapping import OTHER

_STRUCK: Final = "~~"


class Strokes(Chosen):
    """Whether rows that are struck through come in."""

    name, options = "struck", (Choice.KEEP, Choice.LEAVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        first = sheet.reading.guess.layout.first_row
        if rows := [row for row in self._struck(sheet.reading) if row >= first]:
            yield self.ask({"count": len(rows)})

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout without the rows that are left out."""
        left = self.said(reading.answers) is Choice.LEAVE
        return replace(layout, aside=layout.aside | self._struck(reading)) if left else layout

    @staticmethod
    def _struck(reading: Reading) -> set[int]:
        return {row for row, _ in reading.seen_marks.struck}


STROKES: Final = Strokes()


def marked_columns(reading: Reading) -> Iterator[Added]:
    """Yield columns that keep beside the pieces the strokes and comments of their rows."""
    marks, aside = reading.seen_marks, reading.layout.aside
    found: dict[tuple[int, str], dict[int, str]] = {}
    for row, column in sorted(marks.struck, key=itemgetter(1)):
        found.setdefault((column, _STRUCK), {})[row] = _STRUCK
    for (row, column), words in marks.comments.items():
        found.setdefault((column, "#"), {})[row] = words
    for (column, mark), here in found.items():
        if not here.keys() <= aside:
            yield from _kept(reading, column, mark, here)


def _kept(reading: Reading, column: int, mark: str, here: Mapping[int, str]) -> Iterator[Added]:
    """Yield the column that keeps what rows say by a mark of a column (from 1), if the table has it."""
    if column <= len(reading.columns):
        yield Added(f"{reading.column(column)}: {mark}", OTHER, partial(_said, here))


def _said(here: Mapping[int, str], row: Row) -> Cell:
    return here.get(row.number)
