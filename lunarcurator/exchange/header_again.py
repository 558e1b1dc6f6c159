"""Rows in mid-sheet that may name the columns anew."""

from collections.abc import Callable
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import words_of

_LONGEST: Final = 40


def names_columns(row: Row, known: Callable[[str], bool]) -> bool:
    """Tell whether a row only says what columns are called: no figure, and known words in half of it."""
    # Asked of hundreds of thousands of rows: what begins or ends with a figure is no header.
    if not all(map(_may_name, row.cells)):
        return False
    words = words_of(row)
    hits = sum(map(known, words))
    return hits > 1 and hits * 2 >= len(words) and max(map(len, words)) <= _LONGEST


def _may_name(cell: Cell) -> bool:
    """Tell whether a cell may name a column; a figure or a day, which nearly every record holds, does not."""
    return cell is None or (type(cell) is str and not cell[:1].isdigit() and not cell[-1:].isdigit())
