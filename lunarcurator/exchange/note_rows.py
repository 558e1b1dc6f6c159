"""Finds the row right below a header that is no record, but explains the columns in words."""

from collections.abc import Sequence

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.row_words import is_figure, is_measured, told, words_of


def note_rows(below: Sequence[Row]) -> tuple[int, ...]:
    """Return the first row below the header if it only explains the columns: words where figures follow."""
    if len(below) < 2:
        return ()
    words, following = words_of(below[0]), words_of(below[1])
    if len(words) < 2 or not any(map(is_figure, following)):
        return ()
    # What is measured in a unit is said of a piece, not of a column.
    if any(is_figure(word) or is_measured(word) for word in words):
        return ()
    columns = range(1, max(len(row.cells) for row in below[:2]) + 1)
    against = any(
        told(below[0], at) and is_figure(told(below[1], at)) and not _holds_digit(told(below[0], at))
        for at in columns
    )
    return (below[0].number,) if against and max(map(len, words)) > 12 else ()


def _holds_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
