"""Columns in which a value seems to be written once and to hold for the rows below it, as people write groups."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.row_words import told

# So many blanks at least, and one in so many rows, continue the rows above.
_LEAST: Final = 2
_LEAST_BLANK: Final = 10


def continuing_columns(records: Sequence[Row], span: tuple[int, int], merged: Sequence[Block]) -> tuple[int, ...]:
    """Return the columns (within a block) whose blanks, or marks such as -do-, may continue the row above.

    In such a column the first row says something, and no row says what stands last above it, unless an empty row
    or one of words parts them: where two rows below each other say the same, a blank says nothing.
    """
    columns = range(span[0], span[1] + 1)
    rows = _several(records, columns)
    apart = [not at or row.number > rows[at - 1].number + 1 for at, row in enumerate(rows)]
    spread = {block.left for block in merged if block.bottom > block.top}
    texts = {at: [told(row, at) for row in rows] for at in columns if at not in spread}
    return tuple(
        at - span[0] + 1 for at, here in texts.items() if any(map(is_ditto, here)) or _are_runs(here, apart)
    )


def _several(records: Sequence[Row], columns: Sequence[int]) -> list[Row]:
    """Return the rows that say several things: what stands alone in a row of several columns is no record."""
    least = 2 if len(columns) > 2 else 1
    return [row for row in records if sum(bool(told(row, at)) for at in columns) >= least]


def _are_runs(texts: Sequence[str], apart: Sequence[bool]) -> bool:
    blanks, said = texts.count(""), [each for each in zip(texts, apart, strict=True) if each[0]]
    if not texts or not texts[0] or blanks < _LEAST or blanks * _LEAST_BLANK < len(texts):
        return False
    return all(text != below or anew for (text, _), (below, anew) in pairwise(said))
