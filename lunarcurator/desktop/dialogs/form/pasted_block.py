"""A block of cells as a spreadsheet puts it on the clipboard, and the columns of a grid that take it."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Final

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn

type Block = Sequence[Sequence[str]]

_DIGIT: Final = re.compile(r"\d")
_UNIT: Final = re.compile(r"(?:^|[\s,(\[])(µg|μg|ug|mg|g|kg)(?:[\s,)\].]|$)")
_FIGURE: Final = re.compile(r"[\d\s.,]*\d[\d\s.,]*")


def block_of(text: str) -> Block:
    """Return the rows of a block; a cell in quotes may hold tabs and line ends, as spreadsheets write them."""
    lines = text.rstrip("\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if lines.count('"') % 2:
        # Not as a spreadsheet quotes: a quote is a sign like any other then, and swallows nothing.
        return [[cell.strip() for cell in line.split("\t")] for line in lines.split("\n")]
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter="\t")
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def headings_of(block: Block, columns: Sequence[tuple[int, GridColumn]]) -> Sequence[str]:
    """Return the first row of a block where it names what stands below it, () where it is a row like all others.

    It does where it has no digit, and a column that reads every cell below one of it cannot read that.
    """
    first, below = (block[0], block[1:]) if block else ((), ())
    if any(_DIGIT.search(cell) for cell in first):
        return ()
    for across, heading in enumerate(first):
        cells = [row[across] for row in below if across < len(row) and row[across]]
        if cells and any(not _reads(column, heading) and _reads_all(column, cells) for _, column in columns):
            return first
    return ()


def in_unit_of(heading: str, cell: str) -> str:
    """Return a figure with the unit of mass that its heading names, and any other cell as it is."""
    unit = _UNIT.search(heading)
    return f"{cell} {unit[1]}" if unit and _FIGURE.fullmatch(cell) else cell


def columns_for(
    block: Block, columns: Sequence[tuple[int, GridColumn]]
) -> tuple[Mapping[int, int], tuple[str, ...]]:
    """Return which column of the grid takes each column of a block, and what of it none takes.

    `columns` are those that are open to typing, with their place in the grid, in their order. Each column of the
    block goes into the next one, as in a spreadsheet; where that can read none of its cells and a later one reads
    all of them, into that.
    """
    targets: dict[int, int] = {}
    over: list[str] = []
    ahead = list(columns)
    for across in range(max((len(row) for row in block), default=0)):
        cells = [row[across] for row in block if across < len(row) and row[across]]
        at = next((n for n, (_, column) in enumerate(ahead) if _reads_all(column, cells)), 0)
        if ahead and _reads_any(ahead[0][1], cells):
            at = 0
        if not ahead:
            over += cells
            continue
        targets[across] = ahead[at][0]
        del ahead[: at + 1]
    return targets, tuple(dict.fromkeys(over))


def _reads(column: GridColumn, cell: str) -> bool:
    known = {word.casefold() for word in column.words}
    return column.read(cell) is None and (not known or cell.casefold() in known)


def _reads_any(column: GridColumn, cells: Sequence[str]) -> bool:
    return not cells or any(_reads(column, cell) for cell in cells)


def _reads_all(column: GridColumn, cells: Sequence[str]) -> bool:
    return all(_reads(column, cell) for cell in cells)
