"""How much room a number of a sample needs, wherever a table shows one: it is never cut to fit its column."""

from math import ceil
from typing import Final

from lunarcurator.desktop.theme.cells import CellPainter
from lunarcurator.desktop.theme.cutting import is_number, members_of

LONGEST: Final = 40
"""So many characters has the longest number that gets all the room it needs; of a longer name the middle goes."""


def room_for(cells: CellPainter, text: str, *, of_numbers: bool, weight: int) -> int:
    """Return the width of a cell, in pixels with its padding, in which no number of a text is cut; 0 for any.

    In a column `of_numbers` a text is one even where it has spaces, as names of pieces may; of several numbers
    with `; ` between them the first is shown whole, and a mark for the rest. In other columns only one word with
    a digit in it is a number.
    """
    first, *others = members_of(text) if of_numbers else [text]
    if len(first) > LONGEST or not is_number(first, with_gaps=of_numbers):
        return 0
    shown = f"{first}; \u2026" if others else first
    return ceil(cells.width(shown, weight=weight)) + 2 * cells.pad + 1
