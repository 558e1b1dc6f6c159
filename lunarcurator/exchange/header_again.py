"""Rows in mid-sheet that may name the columns anew."""

from collections.abc import Callable
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.row_words import is_figure, words_of

_MOST_WORDS: Final = 500
_LONGEST: Final = 40


class Heard:
    """Tells rows of known headers from the hundreds of thousands that begin with other words."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._words: dict[str, bool] = {}

    def names_columns(self, row: Row, leading: str) -> bool:
        """Tell whether a row of this first word says nothing but what columns are called."""
        # Asked of every row: what begins or ends with a figure is no header, and most rows do.
        if leading[:1].isdigit() or leading[-1:].isdigit() or not self._has_heard(leading):
            return False
        words = words_of(row)
        if any(is_figure(word) or len(word) > _LONGEST for word in words):
            return False
        hits = sum(map(self._has_heard, words))
        return hits > 1 and hits * 2 >= len(words)

    def _has_heard(self, word: str) -> bool:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _MOST_WORDS:
                return False
            found = self._words[word] = self._known(word)
        return found
