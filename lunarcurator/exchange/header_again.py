"""Rows in mid-sheet that may name the columns anew."""

from collections.abc import Callable
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import words_of

_MOST_WORDS: Final = 5_000
_LONGEST: Final = 40


class Heard:
    """Tells rows of known headers from the hundreds of thousands that begin with other words."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._words: dict[str, bool] = {}

    def names_columns(self, row: Row) -> bool:
        """Tell whether a row only says what columns are called: no figure, and known words in half of it."""
        # Asked of hundreds of thousands of rows: what begins or ends with a figure is no header.
        if not all(map(_may_name, row.cells)):
            return False
        words = words_of(row)
        hits = sum(map(self._has_heard, words))
        return hits > 1 and hits * 2 >= len(words) and max(map(len, words)) <= _LONGEST

    def _has_heard(self, word: str) -> bool:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _MOST_WORDS:
                return False
            found = self._words[word] = self._known(word)
        return found


def _may_name(cell: Cell) -> bool:
    """Tell whether a cell may name a column; a figure or a day, which nearly every record holds, does not."""
    return cell is None or (type(cell) is str and not cell[:1].isdigit() and not cell[-1:].isdigit())
