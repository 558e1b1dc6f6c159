"""Several columns that may say where pieces stand: which does is asked, the others are kept beside the piece."""

from collections.abc import Iterable, Iterator
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases
from lunarcurator.services.importing.reading import WHICH_PLACE, Reading

_PLACE: Final = "place"


def about_which_place(reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask which of several columns says the place; one that says it nowhere is none of them."""
    taken = reading.taken_for(_PLACE)
    if reading.profile or reading.levels or not taken:
        return
    known = Aliases()
    others = [name for name in reading.taken_for(OTHER) if known.target(name) == _PLACE]
    at = {name: reading.columns.index(name) for name in others}
    told: set[str] = set()
    for row in rows if others else ():
        told |= {name for name, index in at.items() if plain(row.cells[index])}
    found = (*taken, *(name for name in others if name in told))
    if len(found) > 1:
        shown = ", ".join(f"“{name}”" for name in found)
        yield Question(WHICH_PLACE, "import.ask.which_place", (("columns", shown),), found, must=True)
