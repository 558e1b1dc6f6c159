"""Asks of a table of names and positions whether it lists places or pieces."""

from collections.abc import Iterator

from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.columns.venue_lists import VENUES
from lunarcurator.services.importing.reading import PIECES, POINTS, ROWS_ARE, Reading


def about_venues(reading: Reading) -> Iterator[Question]:
    """Ask what the rows of such a table are."""
    if reading.profile == VENUES:
        yield ask(ROWS_ARE, (POINTS, PIECES), must=True, sheet=reading.sheet)
