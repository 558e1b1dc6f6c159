"""A number that stands in several rows: which second column makes it different in each, if any does."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.repairs import NONE
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.composed_keys import PART
from lunarcurator.services.importing.columns.mapping import OTHER, split_unit
from lunarcurator.services.importing.reading import Reading

FOUND: Final = "import.ask.key_found"
"""The question where a second column was found."""

# A number that comes again in one row of five is hardly the number of one piece.
_FEW: Final = 5


def about_key(reading: Reading, name: str, cells: Sequence[Cell], rows: Iterable[Row]) -> Iterator[Question]:
    """Ask whether a second column belongs to a number that repeats, naming one that makes every row different."""
    told = Counter(text for cell in cells if (text := plain(cell)))
    again = told.total() - len(told)
    if not again:
        return
    found = _second_columns(reading, name, {text for text, count in told.items() if count > 1}, rows)
    choices = (*dict.fromkeys((*found, NONE, *reading.columns)),)
    choices = tuple(each for each in choices if each != name)
    if found:
        facts = (("column", name), ("count", again), ("second", found[0]))
        yield Question("key", FOUND, facts, choices, NONE)
    elif again * _FEW >= told.total():
        yield Question("key", "import.ask.key", (("column", name), ("count", again)), choices, NONE)


def _second_columns(reading: Reading, name: str, doubles: set[str], rows: Iterable[Row]) -> list[str]:
    """Return the columns that are filled and different in all rows of each number that comes again.

    Only what nobody reads otherwise can be part of a number, and only if it is short and names no unit.
    """
    own = reading.columns.index(name)
    left = {
        at: column
        for at, column in enumerate(reading.columns)
        if reading.mapping.get(column, OTHER) == OTHER and not split_unit(column)[1] and at != own
    }
    seen: set[tuple[int, str, str]] = set()
    for row in rows:
        number = plain(row.cells[own])
        if number not in doubles:
            continue
        for at in [*left]:
            said = (at, number, plain(row.cells[at]))
            if said in seen or not PART.fullmatch(said[2]):
                del left[at]
            seen.add(said)
        if not left:
            break
    return [*left.values()]


def second_column(asked: Iterable[Question], reading: Reading) -> Question | None:
    """Return the question that names a second column, where nobody answered it."""
    return next((each for each in asked if each.key == FOUND and each.id not in reading.answers), None)
