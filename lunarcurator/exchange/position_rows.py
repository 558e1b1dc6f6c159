"""Lists with a row for each box and a column for each position of it: Box, A1, A2, A3."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.box_grid import EMPTY, IN_BRACKETS, Grid, Grids, find_grids
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.position_numbers import are_numbers, numbers_in
from lunarcurator.exchange.row_words import told, words_of
from lunarcurator.exchange.spoken_rows import is_total

_KINDS: Final = (
    ("freezer", "freezer no", "freezer no.", "冰箱", "冷柜", "低温冰箱"),
    ("shelf", "shelf no", "shelf no.", "层", "层号", "полка", "fach", "étagère"),
    ("rack", "rack no", "rack no.", "架", "架号", "regal", "стеллаж"),
    ("drawer", "drawer no", "drawer no.", "抽屉", "抽屉号", "屉", "ящик", "schublade", "tiroir"),
    ("tray", "tray no", "tray no.", "托盘"),
    ("box", "box no", "box no.", "盒", "盒号", "样品盒", "коробка", "schachtel", "boîte"),
)
HOLDERS: Final = MappingProxyType({word: words[0] for words in _KINDS for word in words})
"""What a column is called whose rows are boxes, or what these stand in, with the kind of it."""

_LABEL: Final = re.compile(r"[A-Za-z]0?\d{1,2}")
_FIRST: Final = ("A1", "A01")
_LEAST_WIDE: Final = 3
_LEAST_HIGH: Final = 2
_FURTHEST_DOWN: Final = 20


def find_positions(rows: Sequence[Row]) -> Grids | None:
    """Return what a sheet says position by position: grids drawn as boxes are, else a row for each box."""
    return find_grids(rows) or _rows_of_boxes([row for row in rows if not row.is_blank])


def _rows_of_boxes(filled: Sequence[Row]) -> Grids | None:
    for at, row in enumerate(filled[:_FURTHEST_DOWN]):
        if found := _heads(row):
            start, heads, labels = found
            grid = Grid(row.number, row.number, start + len(heads), labels, heads=heads)
            return _below(filled[at + 1 :], row, start, grid)
    return None


def position_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return which columns are the positions of a box, told by their names alone, whatever stands behind them."""
    heads, labels = _parted(columns)
    return labels if heads and len(labels) >= _LEAST_WIDE else ()


def header_of_positions(rows: Sequence[Row]) -> int:
    """Return the row that calls columns a box and its positions, whatever stands below it; 0 where none does."""
    return next((row.number for row in rows[:_FURTHEST_DOWN] if position_columns(words_of(row))), 0)


def _parted(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the leading words that name boxes or what these stand in, and the positions right behind them."""
    heads = (*takewhile(lambda word: word.casefold() in HOLDERS, words),)
    behind = words[len(heads) :]
    if behind and behind[0].upper() in _FIRST:
        return heads, (*takewhile(_LABEL.fullmatch, behind),)
    counted = takewhile(lambda pair: pair[1] == str(pair[0]), enumerate(behind, start=1))
    return heads, tuple(label for _, label in counted)


def _heads(row: Row) -> tuple[int, tuple[str, ...], tuple[str, ...]] | None:
    """Return where a header begins, what it calls the boxes of a row, and their positions; None for any other."""
    texts = [told(row, at) for at in range(1, len(row.cells) + 1)]
    words = words_of(row)
    start = next((at for at, text in enumerate(texts) if text), 0)
    heads, labels = _parted(words)
    apart = len({*map(str.upper, labels)}) == len(labels)
    # Of two steps of one kind only one would tell the places apart.
    steps = len({HOLDERS[word.casefold()] for word in heads}) == len(heads)
    # A gap in the header would shift what stands below it.
    whole = texts[start : start + len(words)] == words == [*heads, *labels]
    return (start, heads, labels) if heads and len(labels) >= _LEAST_WIDE and whole and apart and steps else None


def _below(rows: Sequence[Row], header: Row, start: int, grid: Grid) -> Grids | None:
    """Return the rows of boxes, None where they may as well be something else."""
    left, right = grid.left, grid.right
    named = [*takewhile(lambda row: told(row, left), rows)]
    again = [row for row in named if _folded(row) == _folded(header)]
    totals = [row for row in named if is_total(told(row, start + 1)) and not numbers_in(_words(row, left, right))]
    rest = [row for row in named if row not in again and row not in totals]
    # A box in which nothing lies says nothing; below the last that holds something it may be a note.
    last = max((at for at, row in enumerate(rest, start=1) if _words(row, left, right)), default=0)
    found = rest[:last]
    first: tuple[Cell, ...] = ()
    boxes = [*accumulate(found, lambda above, row: grid.box_of(row, above), initial=first)][1:]
    beyond = any(len(words_of(row)) > 1 for row in rows[len(named) :])
    wider = any(_words(row, right, len(row.cells)) for row in named)
    told_apart = all(map(all, boxes)) and len({*boxes}) == len(boxes) >= _LEAST_HIGH
    another_header = any(told(row, left).casefold() in HOLDERS for row in found)
    filled = [text for row in found for text in _words(row, left, right) if text.casefold() not in EMPTY]
    if not told_apart or beyond or wider or another_header or not are_numbers(filled):
        return None
    bottom = found[-1].number
    within = [tuple(row.number for row in each if row.number < bottom) for each in (again, totals)]
    words = any(map(IN_BRACKETS.fullmatch, filled))
    return Grids((replace(grid, bottom=bottom, words=words, again=within[0], totals=within[1]),))


def _folded(row: Row) -> list[str]:
    return [word.casefold() for word in words_of(row)]


def _words(row: Row, left: int, right: int) -> list[str]:
    """Return what a row says right of a column, as far as another."""
    return [text for at in range(left + 1, right + 1) if (text := told(row, at))]
