"""Finds the row right below a header that is no record, but explains the columns in words."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.row_words import is_figure, is_measured, told, words_of

_SHORT: Final = 12


def note_rows(below: Sequence[Row]) -> tuple[int, ...]:
    """Return the first row below the header if it only explains the columns: words where figures follow."""
    if len(below) < 2:
        return ()
    note, record = below[:2]
    words = words_of(note)
    # What is measured in a unit is said of a piece, not of a column.
    if (
        len(words) < 2
        or max(map(len, words)) <= _SHORT
        or any(is_figure(each) or is_measured(each) for each in words)
    ):
        return ()
    pairs = ((told(note, at), told(record, at)) for at in range(1, len(note.cells) + 1))
    against = any(word and not _holds_digit(word) and is_figure(figure) for word, figure in pairs)
    return (note.number,) if against else ()


def _holds_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
