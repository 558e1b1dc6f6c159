"""Finds a header of days, as a log of weighings has it: a known word, and above each column of figures its day."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import DateCell
from lunarcurator.exchange.row_words import is_figure, told

_LEAST_DAYS: Final = 2


def header_of_days(first: Sequence[Row], known: Callable[[str], bool]) -> int:
    """Return the row that says one `known` word and different days above figures, 0 where there is none."""
    for row, below in pairwise(first):
        filled = [at for at, cell in enumerate(row.cells, start=1) if cell is not None]
        days = [at for at in filled if isinstance(row.cells[at - 1], date | DateCell)]
        words = [told(row, at) for at in filled if at not in days]
        different = len({told(row, at) for at in days}) == len(days) >= _LEAST_DAYS
        if different and len(words) == 1 and known(words[0]) and _holds_figures(below, days):
            return row.number
    return 0


def _holds_figures(row: Row, columns: Sequence[int]) -> bool:
    """Tell whether a row says figures in these columns, and no day."""
    here = [at for at in columns if told(row, at)]
    days = any(isinstance(row.cells[at - 1], date | DateCell) for at in here)
    return bool(here) and not days and all(is_figure(told(row, at)) for at in here)
