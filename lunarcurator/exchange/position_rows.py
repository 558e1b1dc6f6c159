"""Lists with a row for each box and a column for each position of it: Box, A1, A2, A3."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.box_grid import EMPTY, IN_BRACKETS, MEASURE, Grid, Grids, find_grids
from lunarcurator.exchange.row_words import told, words_of

HOLDERS: Final = frozenset(
    {
        *("freezer", "freezer no", "freezer no.", "冰箱", "冷柜", "低温冰箱"),
        *("shelf", "shelf no", "shelf no.", "层", "层号", "полка", "fach", "étagère"),
        *("rack", "rack no", "rack no.", "架", "架号", "regal", "стеллаж"),
        *("drawer", "drawer no", "drawer no.", "抽屉", "抽屉号", "屉", "ящик", "schublade", "tiroir"),
        *("tray", "tray no", "tray no.", "托盘"),
        *("box", "box no", "box no.", "盒", "盒号", "样品盒", "коробка", "schachtel", "boîte"),
    }
)
"""What a column is called whose rows are boxes, or what these stand in."""

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
            return _below(filled[at + 1 :], row.number, *found)
    return None


def _heads(row: Row) -> tuple[int, tuple[str, ...], tuple[str, ...]] | None:
    """Return where a header begins, what it calls the boxes of a row, and their positions; None for any other."""
    texts = [told(row, at) for at in range(1, len(row.cells) + 1)]
    words = words_of(row)
    start = next((at for at, text in enumerate(texts) if text), 0)
    heads = (*takewhile(lambda word: word.casefold() in HOLDERS, words),)
    labels = (*words[len(heads) :],)
    counted = tuple(str(number) for number in range(1, len(labels) + 1))
    marked = labels[:1] and labels[0].upper() in _FIRST and all(map(_LABEL.fullmatch, labels))
    apart = len({*map(str.upper, labels)}) == len(labels)
    # A gap in the header would shift what stands below it.
    whole = texts[start : start + len(words)] == words
    if not heads or len(labels) < _LEAST_WIDE or not whole or not (labels == counted or (marked and apart)):
        return None
    return start, heads, labels


def _below(
    rows: Sequence[Row], top: int, start: int, heads: tuple[str, ...], labels: tuple[str, ...]
) -> Grids | None:
    """Return the rows of boxes, None where they may as well be something else."""
    left = start + len(heads)
    right = left + len(labels)
    named = [*takewhile(lambda row: told(row, left), rows)]
    # A box in which nothing lies says nothing; below the last that holds something it may be a note.
    last = max((at for at, row in enumerate(named, start=1) if _words(row, left, right)), default=0)
    found = named[:last]
    boxes = [tuple(told(row, at) for at in range(start + 1, left + 1)) for row in found]
    filled = [text for row in found for text in _words(row, left, right) if text.casefold() not in EMPTY]
    numbers = [text for text in filled if any(map(str.isdigit, text)) and not MEASURE.fullmatch(text)]
    beyond = any(len(words_of(row)) > 1 for row in rows[len(named) :])
    wider = any(_words(row, right, len(row.cells)) for row in named)
    told_apart = all(map(all, boxes)) and len({*boxes}) == len(boxes) >= _LEAST_HIGH
    if not told_apart or beyond or wider or len(numbers) * 5 < len(filled) * 4 or not numbers:
        return None
    words = any(map(IN_BRACKETS.fullmatch, filled))
    return Grids((Grid(top, found[-1].number, left, labels, words, heads=heads),))


def _words(row: Row, left: int, right: int) -> list[str]:
    """Return what a row says right of a column, as far as another."""
    return [text for at in range(left + 1, right + 1) if (text := told(row, at))]
