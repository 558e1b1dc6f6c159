"""Plain tables as tests read them back: a header somewhere, and the rows below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median_high
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout import distinct
from lunarcurator.exchange.row_words import told, words_of
from lunarcurator.exchange.table import Table
from lunarcurator.exchange.used_range import column_letters

LOOKED_AT = 100
_LONGEST_LABEL: Final = 120
_RECORDS_ABOVE: Final = 2
_FIGURE: Final = re.compile(r"[~<>≈]?\s*[-+−]?[\d\s.,:/\-]+%?")


@dataclass(frozen=True, slots=True)
class PlainTable(Table):
    """A table below its header, 0 for none."""

    header_row: int = field(kw_only=True)


def find_table(sheet: Sheet) -> PlainTable:
    """Return the table of a sheet; a row has a cell at least for each column."""
    filled = [row for row in islice(sheet.rows(), LOOKED_AT) if not row.is_blank]
    number = header_row(filled)
    width = max((_width(row) for row in filled if row.number >= number), default=0)
    columns = _names(next((row for row in filled if row.number == number), Row(0, ())), width)
    rows = [
        Row(row.number, (*row.cells, *(None,) * (width - len(row.cells))))
        for row in sheet.rows()
        if row.number > number
    ]
    above = tuple(row for row in filled if row.number < number)
    return PlainTable(columns, above, sheet=Sheet(sheet.name, sheet.hidden, lambda: iter(rows)), header_row=number)


def _names(head: Row, width: int) -> tuple[str, ...]:
    return distinct(told(head, at) or column_letters(at) for at in range(1, width + 1))


def _width(row: Row) -> int:
    return max((at for at in range(1, len(row.cells) + 1) if words_of(Row(0, row.cells[at - 1 : at]))), default=0)


def header_row(filled: Sequence[Row]) -> int:
    """Return which of the first filled rows of a sheet is its header, 0 where none is.

    That is the first row of labels about as wide as the table: banners above it are narrower.
    """
    if not filled:
        return 0
    least = median_high(len(words_of(row)) for row in filled) * 3 / 5
    wide = [row for row in filled if len(words_of(row)) >= least]
    at, number = next(((at, row.number) for at, row in enumerate(wide) if _is_labels(row)), (0, 0))
    # Below several rows as full as it that say figures a row of words is a record of a list without header.
    return number if sum(map(_says_figures, wide[:at])) < _RECORDS_ABOVE else 0


def _says_figures(row: Row) -> bool:
    return any(map(_FIGURE.fullmatch, words_of(row)))


def _is_labels(row: Row) -> bool:
    """Say whether at least four of five filled cells are short words, and hardly any says the same as another."""
    labels = words_of(Row(row.number, tuple(cell for cell in row.cells if isinstance(cell, str))))
    labels = [text for text in labels if len(text) <= _LONGEST_LABEL and not _FIGURE.fullmatch(text)]
    return len(labels) * 5 >= len(words_of(row)) * 4 and len({*labels}) * 2 > len(labels)
