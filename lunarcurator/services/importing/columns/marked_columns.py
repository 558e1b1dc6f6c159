"""What colours, strokes and comments of a row say, as columns or in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.repairs import LEAVE
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.added_columns import Added
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.mark_meanings import KEEP, Meaning, mark_fields, meaning_of
from lunarcurator.services.importing.reading import Reading

_BANDED: Final = 2
_MOST_COLOURS: Final = 24
_STRUCK: Final = "~~"


def marked_columns(reading: Reading) -> Iterator[Added]:
    """Yield columns for colours, strokes and comments, worded as a person said what they mean."""
    marks, fields = reading.seen_marks, mark_fields(reading)
    asked = {(column, colour) for column, colour, _ in coloured(reading)}
    for (column, colour), rows in marks.colours.items():
        # What is asked about is kept unless somebody says otherwise.
        proposed = KEEP if (column, colour) in asked else LEAVE
        said = reading.answers.get(f"colour:{column}:{colour}", proposed)
        if (meaning := meaning_of(said, colour, fields)) and column <= len(reading.columns):
            yield _mark(f"{reading.columns[column - 1]}: {colour}", meaning, rows)
    for column, rows in marks.struck.items():
        meaning = meaning_of(reading.answers.get("struck", KEEP), _STRUCK, fields)
        if meaning and column <= len(reading.columns):
            yield _mark(f"{reading.columns[column - 1]}: {_STRUCK}", meaning, rows)
    columns = dict.fromkeys(column for _, column in marks.comments if column <= len(reading.columns))
    for column in columns if reading.answers.get("comments", KEEP) == KEEP else ():
        here = {row: words for (row, at), words in marks.comments.items() if at == column}
        yield Added(f"{reading.columns[column - 1]}: #", OTHER, partial(_comment, here))


def marks_told(reading: Reading) -> Callable[[Row], list[str]]:
    """Return what tells of a row its colours, strokes and comments in words, as a person said what they mean."""
    marked = () if reading.layout.groups else tuple(marked_columns(reading))

    def told(row: Row) -> list[str]:
        said = ((each.name, plain(each.make(row))) for each in marked)
        return [name if name.endswith(f": {words}") else f"{name}: {words}" for name, words in said if words]

    return told


def _mark(name: str, meaning: Meaning, rows: Sequence[int]) -> Added:
    return Added(name, meaning.target, partial(_if_among, frozenset(rows), meaning.words), beside=True)


def coloured(reading: Reading) -> Iterator[tuple[int, str, list[int]]]:
    """Yield the colours that may say something, by column (from 1), and the rows that carry each."""
    layout = reading.guess.layout
    if layout.groups:
        return
    for (column, colour), rows in [*reading.seen_marks.colours.items()][:_MOST_COLOURS]:
        told = [row for row in rows if row >= layout.first_row]
        if told and column <= len(reading.columns) and not _is_banding(told):
            yield column, colour, told


def _is_banding(rows: list[int]) -> bool:
    """Tell whether a colour only parts rows: every second one, or all of them."""
    steps = {later - earlier for earlier, later in pairwise(rows)}
    return len(rows) > _BANDED and len(steps) == 1 and steps <= {1, 2}


def _if_among(rows: frozenset[int], words: str, row: Row) -> Cell:
    return words if row.number in rows else None


def _comment(here: Mapping[int, str], row: Row) -> Cell:
    return here.get(row.number)
