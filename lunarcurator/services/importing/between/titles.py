"""Titles between the records: pieces, words that stand beside the rows below, or nothing, as a person says."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, override

from lunarcurator.domain.numbering import Scheme
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import Layout
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.between.families import above_or_family, family_of_row
from lunarcurator.services.importing.between.said_rows import reads_number
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER
from lunarcurator.services.importing.target import ANY

_SHOWN: Final = 5


class WhatTitlesAre(Chosen):
    """What titles are; one that names the parent of the rows below it is a row that changes the family."""

    name = "titles"
    options = (Choice.ASIDE, Choice.BESIDE, Choice.AS_ROW)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading, titles = sheet.reading, sheet.reading.titles
        if not titles or reading.kind == AS_LOANS:
            return
        shown = [f"{each.row}: {each.said}" for each in titles[:_SHOWN]] + ["…"] * (len(titles) > _SHOWN)
        facts = {"count": len(titles), "titles": "; ".join(shown)}
        # What the lab itself saved passes unasked.
        yield self.ask(facts, proposed=Choice.ASIDE if reading.kept else "")

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which titles are records, if so answered."""
        as_rows = self.said(reading.answers) is Choice.AS_ROW
        return replace(layout, aside=layout.aside - {each.row for each in reading.titles}) if as_rows else layout

    def target(self, reading: Reading) -> str:
        """Return what the words between the rows are taken for, empty where they only stand there.

        Rows that change the family name it where a list only says the ends of numbers, else the parent; where
        the rows name their own parents, a family only fills those (`parent_of_row`).
        """
        if reading.families:
            if not (reading.key or reading.taken_for("number", "generic")):
                return "generic"
            return "" if _names_parents(reading) else "parent"
        return OTHER if self.said(reading.answers) is Choice.BESIDE and reading.titles else ""

    def of_row(self, desk: Desk, reading: Reading) -> Callable[[Row], str | None]:
        """Return what tells of a row what stands between the rows right above it; nothing above the first one."""
        if reading.families:
            return family_of_row(reading.families, reads_number(_schemes(desk)))
        rows = [each.row for each in reading.titles]
        words = [None, *(each.said for each in reading.titles)]
        return lambda row: words[bisect_right(rows, row.number)]

    def parent_of_row(self, desk: Desk, reading: Reading) -> Callable[[Row, Cell], Cell] | None:
        """Return what tells the parent of a row by its own words for it, None where no family fills those."""
        if not reading.families or self.target(reading) or not _names_parents(reading):
            return None
        return above_or_family(self.of_row(desk, reading), _schemes(desk), reads_number(_schemes(desk)))


def _names_parents(reading: Reading) -> bool:
    """Tell whether the rows have something to name their parents in."""
    return bool(reading.parent_key or reading.taken_for("parent"))


def _schemes(desk: Desk) -> list[Scheme]:
    return [each for each in desk.tables.schemes.values() if each.code != ANY]


TITLES: Final = WhatTitlesAre()
