"""The rows of the sheet read last, kept while a file is looked into: it is read several times from its start."""

from collections.abc import Callable, Iterator
from typing import Final

from lunarcurator.exchange.book import Row

# So many cells take some 100 MiB; larger sheets are read anew for each pass.
_MOST_CELLS: Final = 3_000_000
# What a row takes besides its cells, in cells: a blank one takes room too.
_OF_A_ROW: Final = 2
_APART: Final = 500


class KeptRows:
    """Hands over the rows of sheets, those of the one read last to its end from memory.

    `kept` is told when the rows of a sheet are there, so that what they were read from can go.
    """

    def __init__(self, most_cells: int = _MOST_CELLS, kept: Callable[[], None] = lambda: None) -> None:
        self._most, self._on_kept = most_cells, kept
        self._last: tuple[str, list[Row]] | None = None
        self._too_large = ""
        self._passes = 0

    def of(self, name: str, read: Callable[[], Iterator[Row]]) -> Iterator[Row]:
        """Return the rows of a sheet, which `read` reads from its start."""
        last = self._last
        if last is None or last[0] != name:
            return self._keeping(name, read())
        # Counted before the first row is asked for: until then it may be let go already.
        self._passes += 1
        return self._from_memory(last[1])

    def let_go(self) -> None:
        """Keep nothing; rows are taken apart some at a time, for at once they would hold up every other thread."""
        last, self._last = self._last, None
        if last is not None and not self._passes:
            rows = last[1]
            while rows:
                del rows[-_APART:]

    def _from_memory(self, rows: list[Row]) -> Iterator[Row]:
        try:
            yield from rows
        finally:
            self._passes -= 1

    def _keeping(self, name: str, rows: Iterator[Row]) -> Iterator[Row]:
        self.let_go()
        keeping: list[Row] = []
        # What turned out to be too large is not begun to be kept each time again.
        left = -1 if name == self._too_large else self._most
        for row in rows:
            left -= len(row.cells) + _OF_A_ROW
            if left >= 0:
                keeping.append(row)
            elif keeping:
                keeping, self._too_large = [], name
            yield row
        if left >= 0:
            self._last = (name, keeping)
            self._on_kept()
