"""A table read out of a sheet, and the row of a sheet that looks like a header whatever its words mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median_high
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.row_words import words_of

_LONGEST_LABEL: Final = 120
_RECORDS_ABOVE: Final = 2
_FIGURE: Final = re.compile(r"[~<>≈]?\s*[-+−]?[\d\s.,:/\-]+%?")


@dataclass(frozen=True, slots=True)
class Table:
    """The name of each column of a table, all different, and the filled rows `above` it."""

    columns: tuple[str, ...]
    above: tuple[Row, ...] = ()
    sheet: Sheet = field(kw_only=True, repr=False)

    def rows(self) -> Iterator[Row]:
        """Read the filled rows, in the order and with the numbers of the file."""
        return (row for row in self.sheet.rows() if not row.is_blank)


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
