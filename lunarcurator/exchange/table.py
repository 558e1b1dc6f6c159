"""Finds the table in a sheet: where its header stands, what its columns are called, which rows belong to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from statistics import median_high
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.extent import column_letters

_LOOKED_AT: Final = 100
_LONGEST_LABEL: Final = 120
_RECORDS_ABOVE: Final = 2
_FIGURE: Final = re.compile(r"[~<>≈]?\s*[-+−]?[\d\s.,:/\-]+%?")


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a sheet: `header_row` (from 1, or 0 if it has none) and the name of each column, all different.

    A column without a name is called by its letters. `above` are the filled rows above the header. A row of
    `rows()` has at least as many cells as there are columns; cells beyond have no column, and are not dropped.
    """

    header_row: int
    columns: tuple[str, ...]
    above: tuple[Row, ...] = ()
    sheet: Sheet = field(kw_only=True, repr=False)

    def rows(self) -> Iterator[Row]:
        """Read the filled rows below the header, in the order and with the numbers of the file."""
        width = len(self.columns)
        for row in self.sheet.rows():
            if row.number > self.header_row and not row.is_blank:
                yield _fitted(row, width)


def find_table(sheet: Sheet) -> Table:
    """Find the header among the first hundred rows: the first row of labels about as wide as the table.

    Banners above it are skipped. Raises SheetError where the sheet cannot be read.
    """
    first = tuple(islice(sheet.rows(), _LOOKED_AT))
    filled = [row for row in first if not row.is_blank]
    header = _header(filled)
    number = header.number if header else 0
    body = [row for row in filled if row.number >= number]
    width = max((_width(row) for row in body), default=0)
    columns = _names(_fitted(header, width).cells[:width] if header else (None,) * width)
    above = tuple(row for row in filled if row.number < number)
    return Table(number, columns, above, sheet=sheet)


def _header(filled: list[Row]) -> Row | None:
    if not filled:
        return None
    least = median_high(_count(row) for row in filled) * 3 / 5
    wide = [row for row in filled if _count(row) >= least]
    at, header = next(((at, row) for at, row in enumerate(wide) if _is_labels(row)), (0, None))
    # Below several rows as full as it that say figures a row of words is a record of a list without header.
    return header if sum(map(_says_figures, wide[:at])) < _RECORDS_ABOVE else None


def _says_figures(row: Row) -> bool:
    return any(_FIGURE.fullmatch(text) for cell in row.cells if (text := _text(cell)))


def _count(row: Row) -> int:
    return sum(_text(cell) != "" for cell in row.cells)


def _width(row: Row) -> int:
    return max((at for at, cell in enumerate(row.cells, start=1) if _text(cell)), default=0)


def _is_labels(row: Row) -> bool:
    """Say whether at least four of five filled cells are short words, and hardly any says the same as another."""
    filled = [cell for cell in row.cells if _text(cell)]
    labels = [_text(cell) for cell in filled if isinstance(cell, str) and _is_label(_text(cell))]
    return len(labels) * 5 >= len(filled) * 4 and len({*labels}) * 2 > len(labels)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and not _FIGURE.fullmatch(text)


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _names(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        wanted = name = _text(cell) or column_letters(number)
        again = 1
        while name.casefold() in taken:
            again += 1
            name = f"{wanted} ({again})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _fitted(row: Row, width: int) -> Row:
    """Give a row at least `width` cells, and no empty ones beyond."""
    cells = row.cells
    if len(cells) < width:
        return Row(row.number, cells + (None,) * (width - len(cells)))
    if len(cells) > width:
        return Row(row.number, cells[: max(width, _width(row))])
    return row
