"""Rows and columns of a sheet that may be none of the list: hidden ones, and rows outside its table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import override

from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.row_words import words_of
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.non_record_rows.quoting import quoted


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
        if hidden := [
            row for row in sheet.reading.marks.hidden_rows if row >= sheet.reading.guess.layout.first_row
        ]:
            yield self.ask({"count": len(hidden)})

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout without the rows that are left out."""
        return replace(layout, aside=layout.aside | self.rows(reading))

    def rows(self, reading: Reading) -> set[int]:
        """Return the hidden rows that somebody left out."""
        left = self.said(reading.answers) is Choice.LEAVE
        return reading.marks.hidden_rows if left else set()


class Outside(Chosen):
    """Whether rows outside the table that may be records are left out; else another part of the sheet has them."""

    name, options = "outside", (Choice.LEAVE,)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if rows := sheet.reading.guess.outside:
            told = quoted([(row.number, words_of(row)[0]) for row in rows])
            yield self.ask({"count": len(rows), "rows": told})


HIDDEN_COLUMNS, HIDDEN_ROWS, OUTSIDE = HiddenColumns(), HiddenRows(), Outside()
