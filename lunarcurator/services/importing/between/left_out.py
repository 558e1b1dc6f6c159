"""Rows and columns of a sheet that may be none of the list: hidden ones, and what stands below its end."""

from collections.abc import Iterator
from dataclasses import replace
from typing import override

from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.row_words import words_of
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading


class HiddenColumns(Chosen):
    """Whether columns that the file hides, and that say anything, come in."""

    name, options = "hidden_columns", (Choice.TAKE, Choice.LEAVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if names := sheet.telling(sheet.reading.hidden):
            yield self.ask({"count": len(names), "columns": ", ".join(names)})


class HiddenRows(Chosen):
    """Whether rows that the file hides come in."""

    name, options = "hidden_rows", (Choice.TAKE, Choice.LEAVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        marks = sheet.reading.seen_marks
        if hidden := [row for row in marks.hidden_rows if row >= sheet.reading.guess.layout.first_row]:
            how = "filtered" if marks.filtered else "hidden"
            yield self.ask({"count": len(hidden), "how": how})

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout without the rows that are left out."""
        return replace(layout, aside=layout.aside | self.rows(reading))

    def rows(self, reading: Reading) -> frozenset[int]:
        """Return the hidden rows that somebody left out."""
        left = self.said(reading.answers) is Choice.LEAVE
        return reading.marks.hidden_rows if left else frozenset()


class AfterEnd(Chosen):
    """Whether rows come in that say something below a row that says the list ends."""

    name, options = "after_end", (Choice.LEAVE, Choice.TAKE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        end = sheet.reading.guess.layout.end_row
        # The row that says that the list ends is none of what comes after.
        rows = sheet.source.sheet(sheet.reading.sheet).rows() if end and sheet.reading.told.end is None else ()
        records = [row.number for row in rows if row.number > end + 1 and len(words_of(row)) > 1]
        if records and sheet.reading.guess.layout.grid is None:
            yield self.ask({"row": end + 1, "count": len(records), "first": records[0]})

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout that goes on below its end, if so answered; the row that says it is no record."""
        end = layout.end_row
        if not end or self.said(reading.answers) is not Choice.TAKE:
            return layout
        return replace(layout, aside=layout.aside | {end + 1}, end_row=0)


HIDDEN_COLUMNS, HIDDEN_ROWS, AFTER_END = HiddenColumns(), HiddenRows(), AfterEnd()
