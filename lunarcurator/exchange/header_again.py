"""Rows in mid-sheet that may name the columns anew."""

import re
from collections.abc import Callable
from enum import Enum
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import is_figure, is_unit, words_of

_IN_BRACKETS: Final = re.compile(r"[(\[（【](?P<unit>[^()\[\]（）【】]{1,12})[)\]）】]$")
_MOST_WORDS: Final = 5_000
_LONGEST: Final = 40


class Names(Enum):
    """Whether a row names columns: it does, it does if units stand right below it, or it does not."""

    NOTHING = 0
    PERHAPS = 1
    COLUMNS = 2


class Heard:
    """Tells rows of known headers from the hundreds of thousands that begin with other words."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._words: dict[str, bool] = {}

    def names_columns(self, row: Row, leading: str) -> Names:
        """Tell whether a row of this first word says nothing but what columns are called.

        Its first word may be one nobody knows: then the others say it, or one of them does with its unit.
        """
        # Asked of every row: what begins or ends with a figure is no header, and most rows do.
        if leading[:1].isdigit() or leading[-1:].isdigit():
            return Names.NOTHING
        first = self._has_heard(leading)
        if not first and not all(map(_may_name, row.cells)):
            return Names.NOTHING
        words = words_of(row)
        if any(is_figure(word) or len(word) > _LONGEST for word in words):
            return Names.NOTHING
        hits = [word for word in words if self._has_heard(word)]
        if any(map(_says_unit, hits)) and len(words) > 1:
            return Names.COLUMNS
        if len(hits) > 1 and (len(hits) * 2 >= len(words) if first else len(hits) == len(words) - 1):
            return Names.COLUMNS
        return Names.PERHAPS if hits and len(words) > 1 else Names.NOTHING

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


def _says_unit(word: str) -> bool:
    """Tell whether a header ends with its unit in brackets."""
    found = _IN_BRACKETS.search(word.strip())
    return found is not None and is_unit(found["unit"].strip())
