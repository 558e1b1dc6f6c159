"""A box drawn as a grid: columns 1, 2, 3 and rows A, B, C of positions, with what lies in each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.row_words import told
from lunarcurator.exchange.used_range import column_letters

GRID_COLUMNS: Final = ("Sample", "Position")
"""What the columns are called of the table that a grid is read as: one row for each position."""

_FIRST: Final = ("1", "A")
_LEAST_WIDE: Final = 3
_LEAST_HIGH: Final = 2
_MOST: Final = 100
_MEASURE: Final = re.compile(r"[-+−<>~]?\d*[.]\d+(?:[eE][-+]?\d+)?|[^\W\d_]{1,2}|\d{1,3}")
_EMPTY: Final = frozenset({"empty", "free", "leer", "frei", "vide", "空", "пусто", "-", "--", "–", "—"})


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a grid of positions stands: its row of column labels, its column of row labels, and how far it goes.

    Rows and columns are counted from 1; `labels` name the columns right of `left`.
    """

    top: int
    bottom: int
    left: int
    labels: tuple[str, ...]

    @property
    def right(self) -> int:
        """The last column of the grid."""
        return self.left + len(self.labels)


def find_grids(rows: Sequence[Row]) -> list[Grid]:
    """Return the grids of positions among the rows of a sheet."""
    filled = [row for row in rows if not row.is_blank]
    found: list[Grid] = []
    for at, row in enumerate(filled):
        for left, labels in _labels(row):
            covered = any(grid.top < row.number <= grid.bottom and left < grid.right for grid in found)
            grid = None if covered else _below(filled[at + 1 :], row.number, left, labels)
            found += [grid] if grid is not None else []
    return found


def further_begin(grids: Sequence[Grid], left: int) -> tuple[str, ...]:
    """Return the places where all grids but the first begin: rows below others, or columns beside them.

    So many columns of the file stand `left` of the sheet.
    """
    places: dict[str, None] = {}
    bottom = grids[0].bottom
    for grid in grids[1:]:
        below = grid.top > bottom
        places[str(bottom + 1) if below else column_letters(grid.left + left)] = None
        bottom = max(bottom, grid.bottom)
    return tuple(places)


def grid_records(sheet: Sheet, grid: Grid) -> Iterator[Row]:
    """Yield one row for each position that holds something: what, and where."""
    for row in sheet.rows():
        if grid.top < row.number <= grid.bottom:
            yield from _positions(row, grid)


def _positions(row: Row, grid: Grid) -> Iterator[Row]:
    letter = told(row, grid.left)
    for at, label in enumerate(grid.labels, start=grid.left + 1):
        text = told(row, at)
        if not text or text.casefold() in _EMPTY:
            continue
        # A position is said with its letter first, whichever way the box is drawn.
        position = f"{label}{letter}" if label.isalpha() else f"{letter}{label}"
        yield Row(row.number, (row.cells[at - 1], position))


def _labels(row: Row) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the columns left of labels that count up from 1 or A, to a blank or the end of the row, with these."""
    words = [told(row, at) for at in range(1, len(row.cells) + 1)]
    starts = [at for at, word in enumerate(words) if at and word in _FIRST]
    for start in starts:
        counted = _figures(_MOST) if words[start] == "1" else _letters(_MOST)
        run = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words[start:], counted, strict=False)))
        end = start + run
        # What stands right behind the labels may only be the corner of the next grid.
        ends = not any(words[end : end + 1]) or end + 1 in starts
        if run >= _LEAST_WIDE and ends:
            yield start, tuple(words[start:end])


def _below(rows: Sequence[Row], top: int, left: int, labels: tuple[str, ...]) -> Grid | None:
    counted = _letters(_MOST) if labels[0] == "1" else _figures(_MOST)
    found = []
    for row, label in zip(rows, counted, strict=False):
        if told(row, left).upper() != label:
            break
        found.append(row)
    columns = range(left + 1, left + len(labels) + 1)
    texts = [text for row in found for at in columns if (text := told(row, at)).casefold() not in {"", *_EMPTY}]
    numbers = sum(not _MEASURE.fullmatch(text) for text in texts)
    if len(found) < _LEAST_HIGH or numbers * 2 <= len(texts):
        return None
    return Grid(top, found[-1].number, left, labels)


def _figures(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _letters(count: int) -> tuple[str, ...]:
    return tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count])
