"""How wide the columns of a workbook are: on paper a wide text wraps rather than making all print small.

Widths are in characters as a spreadsheet counts them: one is as wide as a figure, a Chinese character as two.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from unicodedata import east_asian_width

from lunarcurator.documents.model import Column

A4: Final = "9"
"""The paper, as a workbook counts the kinds of it."""
ACROSS: Final = 200
"""So many characters beside each other on a page across are still about 8 points high."""
WIDEST: Final = 60
"""No column is wider; a longer text goes on in a second line."""
_WRAPS_FROM: Final = 18
"""A column of text above this width gives way where that saves a page, down to this part of it."""
_LEAST: Final = 0.6
_BUTTON: Final = 4
"""The arrow of the filter and the bold type, beside the longest word of a header."""


def units(text: str) -> int:
    """Return how many characters wide a text is on one line."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def fitted(columns: Sequence[Column]) -> tuple[tuple[Column, ...], int]:
    """Return the columns with widths for paper, and over how many pages across they are printed.

    Header words are never broken, and a column of figures keeps its width: a figure cannot wrap.
    """
    wide = [max(min(each.width, WIDEST), _header(each)) for each in columns]
    least = [max(_least(each, width), _header(each)) for each, width in zip(columns, wide, strict=True)]
    pages = max(-(-sum(least) // ACROSS), 1)
    spare, over = sum(wide) - sum(least), sum(wide) - pages * ACROSS
    if over > 0:
        wide = [most - -(-(most - few) * over // spare) for most, few in zip(wide, least, strict=True)]
    return tuple(replace(each, width=width) for each, width in zip(columns, wide, strict=True)), pages


def wraps(text: str, width: int) -> bool:
    """Tell whether a text needs more than one line of a column."""
    return units(text) > width - 1 or "\n" in text


def _least(column: Column, width: int) -> int:
    if column.is_figure or width <= _WRAPS_FROM:
        return width
    return max(round(width * _LEAST), _WRAPS_FROM)


def _header(column: Column) -> int:
    """Return the width that keeps the words of a header whole; Chinese may break between any two characters."""
    return max((units(word) for word in column.header.split() if word.isascii()), default=0) + _BUTTON
