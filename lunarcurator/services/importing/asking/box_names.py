"""Asks what drawn boxes are called that have no name, once their positions become places."""

from collections.abc import Iterator

from lunarcurator.exchange.extent import column_letters
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.columns.box_names import BOXES
from lunarcurator.services.importing.reading import Reading


def about_boxes(reading: Reading) -> Iterator[Question]:
    """Ask for a name for each of several boxes without one: else a position of all would be one place."""
    grids = reading.guess.layout.grid
    unnamed = grids.unnamed if grids is not None and reading.levels else ()
    if unnamed:
        cells = ", ".join(f"{column_letters(grid.left)}{grid.top}" for grid in unnamed)
        facts = (("count", len(unnamed)), ("sheet", reading.sheet), ("cells", cells))
        counted = "; ".join(str(number) for number in range(1, len(unnamed) + 1))
        yield Question(BOXES, "import.ask.boxes", facts, (counted,), must=True, free=True, parts=len(unnamed))
