"""Boxes drawn as grids: columns 1, 2, 3 and rows A, B, C of positions, with what lies in each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import told

_FIRST: Final = ("1", "A")
_FURTHEST_UP: Final = 3
_LEAST_WIDE: Final = 3
_LEAST_HIGH: Final = 2
_MOST: Final = 100
MEASURE: Final = re.compile(r"[-+−<>~]?\d*[.]\d+(?:[eE][-+]?\d+)?|[^\W\d_]{1,2}|\d{1,3}")
IN_BRACKETS: Final = re.compile(r"(?P<number>.*\S)\s*[(（](?P<words>[^()（）]*)[)）]")
EMPTY: Final = frozenset({"empty", "free", "leer", "frei", "vide", "空", "пусто", "-", "--", "–", "—"})


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a grid of positions stands: its row of column labels, its column of row labels, and how far it goes.

    Rows and columns are counted from 1; `labels` name the columns right of `left`. `words` tells whether any
    position says something in brackets behind its number; `box` is what stands above the grid or in its corner,
    in the row `named` (0: none). Where each row is a box of its own, `heads` name the columns up to `left` that
    say which.
    """

    top: int
    bottom: int
    left: int
    labels: tuple[str, ...]
    words: bool = False
    box: str = ""
    named: int = 0
    heads: tuple[str, ...] = ()

    @property
    def right(self) -> int:
        """The last column of the grid."""
        return self.left + len(self.labels)


@dataclass(frozen=True, slots=True)
class Grids:
    """The grids of positions of a sheet, one below or beside the other; each of several is a box of its own."""

    every: tuple[Grid, ...]

    @property
    def top(self) -> int:
        """The first row of the first grid."""
        return self.every[0].top

    @property
    def bottom(self) -> int:
        """The last row of the last grid."""
        return max(grid.bottom for grid in self.every)

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns are called of the table that grids are read as: one row for each position."""
        boxes = ("Box",) if len(self.every) > 1 else self.every[0].heads
        return ("Sample", *boxes, "Position", *(("In brackets",) if self.words else ()))

    @property
    def words(self) -> bool:
        """Whether any position says something in brackets behind its number."""
        return any(grid.words for grid in self.every)

    @property
    def unnamed(self) -> tuple[Grid, ...]:
        """The grids of several that nothing calls by a name: their positions would be those of one box."""
        return tuple(grid for grid in self.every if not grid.box) if len(self.every) > 1 else ()

    def called(self, names: Sequence[str]) -> "Grids":
        """Return the grids with names for those without, in their order."""
        left = iter(names)
        return Grids(tuple(grid if grid.box else replace(grid, box=next(left)) for grid in self.every))

    def holds(self, row: int) -> bool:
        """Tell whether a row of the sheet is one of positions, or of labels, of any grid."""
        return any(grid.top <= row <= grid.bottom for grid in self.every)


def find_grids(rows: Sequence[Row]) -> Grids | None:
    """Return the grids of positions among the rows of a sheet, None where there is none."""
    filled = [row for row in rows if not row.is_blank]
    found: list[Grid] = []
    for at, row in enumerate(filled):
        for left, labels in _labels(row):
            covered = any(grid.top < row.number <= grid.bottom and left < grid.right for grid in found)
            if not covered and (grid := _below(filled[at + 1 :], row.number, left, labels)) is not None:
                found.append(grid)
    return Grids(tuple(_named(grid, found, filled) for grid in found)) if found else None


def grid_records(sheet: Sheet, grids: Grids) -> Iterator[Row]:
    """Yield one row for each position that holds something: what, where, and what stands in brackets behind it."""
    for row in sheet.rows():
        if row.number > grids.bottom:
            return
        for grid in grids.every:
            if grid.top < row.number <= grid.bottom:
                yield from _positions(row, grid, grids)


def _named(grid: Grid, found: Sequence[Grid], rows: Sequence[Row]) -> Grid:
    """Return a grid with what its box is called: in its corner, else in its columns right above it."""
    bottoms = [each.bottom for each in found if each.bottom < grid.top and each.left <= grid.right]
    between = [row for row in reversed(rows) if max(bottoms, default=0) < row.number <= grid.top]
    for row in between[: _FURTHEST_UP + 1]:
        columns = range(grid.left, grid.right + 1 if row.number < grid.top else grid.left + 1)
        if words := [text for at in columns if (text := told(row, at))]:
            return replace(grid, box=" ".join(words), named=row.number)
    return grid


def _positions(row: Row, grid: Grid, grids: Grids) -> Iterator[Row]:
    letter = "" if grid.heads else told(row, grid.left)
    boxes = row.cells[grid.left - len(grid.heads) : grid.left]
    for at, label in enumerate(grid.labels, start=grid.left + 1):
        text = told(row, at)
        if not text or text.casefold() in EMPTY:
            continue
        cell: Cell = row.cells[at - 1]
        behind = IN_BRACKETS.fullmatch(text) if grids.words else None
        # A position is said with its letter first, whichever way the box is drawn.
        position = f"{label}{letter}" if label.isalpha() else f"{letter}{label}"
        words: tuple[Cell, ...] = (behind["words"] if behind else None,) if grids.words else ()
        box: tuple[Cell, ...] = (grid.box or None,) if len(grids.every) > 1 else boxes
        yield Row(row.number, (behind["number"] if behind else cell, *box, position, *words))


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
    texts = [text for row in found for at in columns if (text := told(row, at)).casefold() not in {"", *EMPTY}]
    numbers = sum(not MEASURE.fullmatch(text) for text in texts)
    if len(found) < _LEAST_HIGH or numbers * 2 <= len(texts):
        return None
    words = any(map(IN_BRACKETS.fullmatch, texts))
    return Grid(top, found[-1].number, left, labels, words)


def _figures(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _letters(count: int) -> tuple[str, ...]:
    return tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count])
