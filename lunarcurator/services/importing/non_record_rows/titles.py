"""Rows between the records: pieces, words that stand beside the rows below, or nothing, as a person says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.text_rows import TOTAL
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER
from lunarcurator.services.importing.non_record_rows.families import number_in, said_above
from lunarcurator.services.importing.non_record_rows.quoting import quoted
from lunarcurator.services.importing.non_record_rows.said_rows import reads_number
from lunarcurator.services.importing.target import ANY
from lunarcurator.services.store_session import StoreSession


class WhatTitlesAre(Chosen):
    """What the rows between the records are that may say anything of them, as a unit or the parent of those below.

    None is set aside unasked but a sum that says only what the records above it do.
    """

    name = "titles"
    options = (Choice.ASIDE, Choice.BESIDE, Choice.AS_ROW)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading, titles = sheet.reading, sheet.reading.titles
        if titles:
            told = quoted([(each.row, each.said) for each in titles])
            sums = quoted([(each.row, ", ".join(each.come_to)) for each in titles if each.come_to])
            # Loans keep nothing beside them; the lab that saved how such lists read has not seen these rows.
            choices = tuple(each for each in self.options if each is not Choice.BESIDE or reading.kind != AS_LOANS)
            yield self.ask({"count": len(titles), "titles": told, "sums": sums}, choices=choices)

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which titles are records, if so answered."""
        as_rows = self.said(reading.answers) is Choice.AS_ROW
        return replace(layout, aside=layout.aside - {each.row for each in reading.titles}) if as_rows else layout

    def target(self, reading: Reading) -> str:
        """Return what the words between the rows are taken for, empty where they only stand there.

        Rows that change the family name what the rows below them are parts of, unless these name a parent; the
        end of a number of a piece or of its parent is one of that family.
        """
        if reading.families:
            own_families, parents = reading.taken_for("generic"), reading.parent_key or reading.taken_for("parent")
            return "generic" if not own_families else "" if parents else "parent"
        return OTHER if self.said(reading.answers) is Choice.BESIDE and reading.titles else ""

    def of_row(self, session: StoreSession, reading: Reading) -> Callable[[Row], str | None]:
        """Return what tells of a row what stands between the rows right above it; nothing above the first one."""
        if not reading.families:
            return said_above([(each.row, each.said) for each in reading.titles if each.why != TOTAL])
        reads = reads_number([each for each in session.tables.schemes.values() if each.code != ANY])
        return said_above([(each.row, number_in(each.said, reads)) for each in reading.families])


TITLES: Final = WhatTitlesAre()
