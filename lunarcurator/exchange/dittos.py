"""Marks that repeat the cell above, as people write them in lists: a ditto sign, `-do-`, 同上."""

from collections.abc import Iterable, Sequence
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell

_MARKS: Final = frozenset(
    {'"', "”", "“", "„", "〃", "″", "''", "’’", "´´", "``", "//", "-do-", "do.", "-do", "- do -"}
)
_WORDS: Final = frozenset(
    {
        "ditto", "dto", "dto.", "dito", "idem", "id.", "同上", "同前", "同右", "то же", "-//-",
        "siehe oben", "wie oben", "as above", "same as above", "see above", "как выше", "см. выше",
    }
)  # fmt: skip
_SIGNS: Final = _MARKS | _WORDS
_LONGEST: Final = max(map(len, _SIGNS)) + 4
# What a mark may begin with, as it stands or within dashes, points and blanks.
_BLANKS: Final = frozenset(sign for sign in map(chr, range(0x3001)) if sign.isspace())
_BEGINS: Final = frozenset({each for sign in _SIGNS for each in (sign[0], sign[0].upper())} | {*"-–—."} | _BLANKS)


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell says only that it repeats the one above."""
    if not isinstance(cell, str) or len(cell) > _LONGEST or cell[:1] not in _BEGINS:
        return False
    word = cell.strip().casefold()
    # A sign between dashes or points is one too: -"-, ..〃..
    return word in _SIGNS or word.strip("-–—. ") in _SIGNS


def ditto_columns(rows: Iterable[Row], blocks: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the columns, counted within a block, in which one of these rows repeats the row above."""
    found: set[int] = set()
    for row in rows:
        at = [index for index, cell in enumerate(row.cells, start=1) if is_ditto(cell)]
        found |= {each - first + 1 for each in at for first, last in blocks if first <= each <= last}
    return tuple(sorted(found))


class DittoSurvey:
    """Finds in rows, of hundreds of thousands, those that bring a mark into a column that had none."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows found."""
        return tuple(self._rows.values())

    def take(self, row: Row) -> None:
        """Take note of a row if it brings anything new."""
        # Asked of every cell of a file: the commonest is settled first.
        for cell in row.cells:
            if type(cell) is str and len(cell) <= _LONGEST and cell[0] in _BEGINS and is_ditto(cell):
                self._note(row)
                return

    def _note(self, row: Row) -> None:
        for at, cell in enumerate(row.cells):
            if is_ditto(cell):
                self._rows.setdefault(at, row)


class Dittos:
    """Gives the marks in some columns of one block what stands above them; one below nothing stays."""

    def __init__(self, columns: Sequence[int], fill: Sequence[int]) -> None:
        self._columns = [at - 1 for at in columns]
        self._kept = frozenset(at - 1 for at in fill)
        self._above: dict[int, Cell] = {}

    def told(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return the cells of the next row of the block; a blank is nothing to repeat unless it continues too."""
        found = list(cells)
        for at in self._columns:
            if is_ditto(cells[at]):
                found[at] = self._above.get(at, cells[at])
            elif cells[at] is not None and str(cells[at]).strip():
                self._above[at] = cells[at]
            elif at not in self._kept:
                self._above.pop(at, None)
        return tuple(found)
