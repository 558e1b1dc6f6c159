"""A box drawn as a grid: columns 1, 2, 3 and rows A, B, C of positions, with what lies in each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import told

_LEAST_WIDE: Final = 3
_LEAST_HIGH: Final = 2
_MOST: Final = 100
_MEASURE: Final = re.compile(r"[-+−<>~]?\d*[.]\d+(?:[eE][-+]?\d+)?|[^\W\d_]{1,2}|\d{1,3}")
_IN_BRACKETS: Final = re.compile(r"(?P<number>.*\S)\s*[(（](?P<words>[^()（）]*)[)）]")
_EMPTY: Final = frozenset({"empty", "free", "leer", "frei", "vide", "空", "пусто", "-", "--", "–", "—"})


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a grid of positions stands: its row of column labels, its column of row labels, and how far it goes.

    Rows and columns are counted from 1; `labels` name the columns right of `left`. `words` tells whether any
    position says something in brackets behind its number.
    """

    top: int
    bottom: int
    left: int
    labels: tuple[str, ...]
    words: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns are called of the table that a grid is read as: one row for each position."""
        return ("Sample", "Position", *(("In brackets",) if self.words else ()))


def find_grid(rows: Sequence[Row]) -> Grid | None:
    """Return the first grid of positions among the first rows of a sheet, None where there is none."""
    filled = [row for row in rows if not row.is_blank]
    for at, row in enumerate(filled):
        left, labels = _labels(row)
        if labels and (grid := _below(filled[at + 1 :], row.number, left, labels)) is not None:
            return grid
    return None


def grid_records(sheet: Sheet, grid: Grid) -> Iterator[Row]:
    """Yield one row for each position that holds something: what, where, and what stands in brackets behind it."""
    for row in sheet.rows():
        if row.number > grid.bottom:
            return
        if row.number > grid.top:
            yield from _positions(row, grid)


def _positions(row: Row, grid: Grid) -> Iterator[Row]:
    letter = told(row, grid.left)
    for at, label in enumerate(grid.labels, start=grid.left + 1):
        text = told(row, at)
        if not text or text.casefold() in _EMPTY:
            continue
        cell: Cell = row.cells[at - 1]
        behind = _IN_BRACKETS.fullmatch(text) if grid.words else None
        # A position is said with its letter first, whichever way the box is drawn.
        position = f"{label}{letter}" if label.isalpha() else f"{letter}{label}"
        words: tuple[Cell, ...] = (behind["words"] if behind else None,) if grid.words else ()
        yield Row(row.number, (behind["number"] if behind else cell, position, *words))


def _labels(row: Row) -> tuple[int, tuple[str, ...]]:
    """Return the column left of labels that count up from 1 or A to the end of the row, with the labels."""
    words = [told(row, at) for at in range(1, len(row.cells) + 1)]
    while words and not words[-1]:
        words.pop()
    for start in (at for at in (1, 2) if at < len(words)):
        labels = tuple(words[start:])
        if _LEAST_WIDE <= len(labels) <= _MOST and labels in (_figures(len(labels)), _letters(len(labels))):
            return start, labels
    return 0, ()


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
    words = any(map(_IN_BRACKETS.fullmatch, texts))
    return Grid(top, found[-1].number, left, labels, words)


def _figures(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _letters(count: int) -> tuple[str, ...]:
    return tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count])
