"""Asks of a table of names and positions that is no map whether it lists places or pieces."""

from collections.abc import Iterator

from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.columns.venue_lists import VENUES
from lunarcurator.services.importing.reading import PIECES, POINTS, ROWS_ARE, Reading
from lunarcurator.services.importing.source import Source


def about_venues(source: Source, reading: Reading) -> Iterator[Question]:
    """Ask what the rows of such a table are; the placemarks of a map are places."""
    if reading.profile == VENUES and source.book.kind != "kml":
        yield ask(ROWS_ARE, (POINTS, PIECES), must=True, sheet=reading.sheet)
