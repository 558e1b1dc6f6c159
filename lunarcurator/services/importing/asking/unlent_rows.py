"""A list of pieces that says of some of them who has them: asks whether it is one of pieces or one of loans."""

from collections.abc import Iterator

from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.importing.lists.unlent import is_unlent
from lunarcurator.services.importing.reading import AS_LOANS, HERE, LOANS_ALONE, UNLENT, Reading
from lunarcurator.services.importing.source import Source


def about_unlent(source: Source, reading: Reading) -> Iterator[Question]:
    """Ask about rows of a list of loans that name a piece, and neither a borrower nor any day of a loan."""
    if reading.kind != AS_LOANS or reading.profile:
        return
    here = [row.number for row in filter(is_unlent(reading), rows_of(source, reading).rows())]
    if here:
        yield ask(UNLENT, (HERE, LOANS_ALONE), must=True, sheet=reading.sheet, row=here[0], count=len(here))
