"""Rows with nothing but a short figure: in a collection where any text is a number each would become a piece."""

from collections.abc import Iterator

from lunarcurator.domain.numbering import Scheme
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.cells.repairs import LEAVE
from lunarcurator.services.importing.guessing import every_row_of
from lunarcurator.services.importing.lists.collection_rows import of_collection
from lunarcurator.services.importing.lists.lone_numbers import LONE, lone_numbers
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source
from lunarcurator.services.importing.target import ANY


def about_lone_numbers(source: Source, reading: Reading, scheme: Scheme) -> Iterator[Question]:
    """Ask whether they are pieces; where most rows are such, the list says nothing but numbers."""
    if scheme.code != ANY:
        # Other numbering systems read no such figure, and its row is refused.
        return
    table = of_collection(every_row_of(source, reading), reading)
    found = [*lone_numbers(table.rows(), reading)]
    if found and len(found) * 2 <= sum(1 for _ in table.rows()):
        row, example = found[0]
        column = reading.taken_for("number")[0]
        yield ask(LONE, ("take", LEAVE), must=True, count=len(found), column=column, row=row, example=example)
