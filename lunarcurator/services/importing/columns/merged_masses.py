"""A mass in one cell merged over several rows: what they weigh together, or each, and only a person knows."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.marks import Block
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.added_columns import Added
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.reading import Reading


class MergedMass(NamedTuple):
    """A merged cell of a column of masses: the place of the column in the table (from 0), and its rows."""

    at: int
    block: Block

    def says(self, number: int) -> bool:
        """Tell whether the row of this number is one of those the cell is merged over."""
        return self.block.top <= number <= self.block.bottom

    def words(self, cells: Sequence[Cell]) -> Cell:
        """Return what the cell says, and for which rows."""
        text = plain(cells[self.at])
        return f"{text} (rows {self.block.top}–{self.block.bottom})" if text else None


class WhatMergedIs(Chosen):
    """What a figure is in a cell of masses that is merged over several rows."""

    name, options = "merged", (Choice.TOGETHER, Choice.EACH, Choice.REFUSE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        for name, merged in merged_masses(sheet.reading).items():
            if told := [*_first_told(merged, sheet.rows())]:
                (_, (top, _, bottom, _)), text = told[0]
                facts: dict[str, str | int] = {"column": name, "count": len(told), "example": text}
                # Of records side by side nothing says which of them a row merged by its number is.
                choices = self.options[1:] if sheet.reading.layout.groups else self.options[:2]
                yield self.ask({**facts, "top": top, "bottom": bottom}, name, choices=choices)

    def told(self, reading: Reading) -> Iterator[tuple[MergedMass, Choice]]:
        """Yield the merged masses that no piece has by itself, each with what a person said of it."""
        for name, merged in merged_masses(reading).items():
            said = self.said(reading.answers, name)
            if said in (Choice.TOGETHER, Choice.REFUSE):
                yield from ((each, said) for each in merged)

    def added(self, reading: Reading) -> Iterator[Added]:
        """Yield columns that keep beside their pieces what several weigh together."""
        for name, merged in merged_masses(reading).items():
            if self.said(reading.answers, name) is Choice.TOGETHER:
                yield Added(f"{name}: Σ", OTHER, partial(_words, merged), as_stands=True)


MERGED: Final = WhatMergedIs()


def _words(merged: Sequence[MergedMass], row: Row) -> Cell:
    return next((each.words(row.cells) for each in merged if each.says(row.number)), None)


def merged_masses(reading: Reading) -> dict[str, list[MergedMass]]:
    """Return the merged cells of the columns of masses, by column."""
    layout = reading.layout
    at = {reading.columns.index(name): name for name in reading.taken_for(*MASSES)}
    found: dict[str, list[MergedMass]] = {}
    for block in reading.marks.merged if at else ():
        place = _place(layout, block.left)
        if block.bottom > block.top >= layout.first_row and place in at:
            found.setdefault(at[place], []).append(MergedMass(place, block))
    return found


def _first_told(merged: Iterable[MergedMass], rows: Iterable[Row]) -> Iterator[tuple[MergedMass, str]]:
    """Yield the merged cells that say something, each with what it says."""
    by_row = {each.block.top: each for each in merged}
    for row in rows:
        if (each := by_row.get(row.number)) and (text := plain(row.cells[each.at])):
            del by_row[row.number]
            yield each, text


def _place(layout: Layout, column: int) -> int:
    """Return the place in the table of a column of the sheet, -1 where it has none."""
    blocks = layout.groups or ((1, layout.width),)
    return next((column - first for first, last in blocks if first <= column <= last), -1)
