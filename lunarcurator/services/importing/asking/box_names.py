"""Asks what drawn boxes are called that have no name, once their positions become places."""

from collections.abc import Iterator
from itertools import count, islice

from lunarcurator.exchange.extent import column_letters
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.columns.box_names import BOXES, names_drawn
from lunarcurator.services.importing.reading import Reading


def about_boxes(reading: Reading) -> Iterator[Question]:
    """Ask for a name for each of several boxes without one: else a position of all would be one place."""
    grids = reading.guess.layout.grid
    if grids is None or not reading.levels or not (unnamed := grids.unnamed):
        return
    taken = names_drawn(grids)
    cells = ", ".join(f"{column_letters(grid.left)}{grid.top}" for grid in unnamed)
    facts = (("count", len(unnamed)), ("sheet", reading.sheet), ("cells", cells))
    free = (str(number) for number in count(1) if str(number) not in taken)
    counted = "; ".join(islice(free, len(unnamed)))
    yield Question(
        BOXES, "import.ask.boxes", facts, (counted,), must=True, free=True, parts=len(unnamed), taken=taken
    )
