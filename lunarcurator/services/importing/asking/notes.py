"""Rows below the header that seem to explain the columns: one that says the number of a piece may be a piece."""

from collections.abc import Iterator
from dataclasses import replace

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.between.said_rows import reads_number
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.guessing import every_row_of, numbering_schemes
from lunarcurator.services.importing.reading import Reading, answered
from lunarcurator.services.importing.source import Source


def about_notes(desk: Desk, source: Source, reading: Reading) -> Iterator[Question]:
    """Ask whether rows that seem to explain the columns are left out: it must be said where one says a number."""
    for row in reading.guess.unsure_notes:
        asked = ask(f"note:{row}", ("yes", "no"), "yes", row=row)
        if number := _number_in(desk, source, reading, row):
            facts = (*asked.facts, ("number", number))
            asked = replace(asked, key="import.ask.note_or_piece", facts=facts, proposed="", must=True)
        yield asked


def _number_in(desk: Desk, source: Source, reading: Reading, row: int) -> str:
    """Return what a row says in a column of numbers if some numbering system reads it; else nothing."""
    reads = reads_number(numbering_schemes(desk))
    places = [reading.columns.index(name) for name in reading.taken_for("number", "generic")]
    taken = every_row_of(source, answered(reading, f"note:{row}", "no")).rows()
    cells = next((each.cells for each in taken if each.number == row), ())
    return next((text for at in places if cells and reads(text := plain(cells[at]))), "")
