"""The row right below a header that is no record, but explains the columns in words."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.row_words import is_figure, is_measured, told, words_of

_SHORT: Final = 12


def explains_columns(below: Sequence[Row]) -> bool:
    """Tell whether the first row below a header only explains the columns: words where figures follow."""
    if len(below) < 2:
        return False
    note, record = below[:2]
    words = words_of(note)
    # What is measured in a unit is said of a piece, not of a column.
    if (
        len(words) < 2
        or max(map(len, words)) <= _SHORT
        or any(is_figure(each) or is_measured(each) for each in words)
    ):
        return False
    pairs = ((told(note, at), told(record, at)) for at in range(1, len(note.cells) + 1))
    return any(word and not any(map(str.isdigit, word)) and is_figure(figure) for word, figure in pairs)
