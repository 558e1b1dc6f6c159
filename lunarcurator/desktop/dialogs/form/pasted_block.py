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
_WORD: Final = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
_MASSES: Final = frozenset({"mass", "masses", "weight", "amount", "质量", "重量"})
_NUMBERS: Final = frozenset({"sample", "samples", "number", "no", "id", "样品", "编号", "样品编号"})
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
    block: Block, columns: Sequence[tuple[int, GridColumn]], headings: Sequence[str] = ()
) -> tuple[Mapping[int, int], tuple[str, ...]]:
    """Return which column of the grid takes each column of a block, and what of it none takes.

    `columns` are those that are open to typing, with their place in the grid, in their order. What is called like
    a column goes into that. Else each column of the block goes into the next one, as in a spreadsheet; where that
    can read none of its cells and a later one reads all of them, into that. Figures go into no column of words
    behind one of masses that was passed over.
    """
    targets: dict[int, int] = {}
    over: list[str] = []
    free, passed = list(columns), -1
    for across in range(max((len(row) for row in block), default=0)):
        cells = [row[across] for row in block if across < len(row) and row[across]]
        named = _called(headings[across], free) if across < len(headings) else None
        taken = named or _next(free, passed, cells)
        if taken is None:
            over += cells
            continue
        targets[across] = taken[0]
        free.remove(taken)
        passed = max(passed, taken[0])
    return targets, tuple(dict.fromkeys(over))


def _next(
    free: Sequence[tuple[int, GridColumn]], passed: int, cells: Sequence[str]
) -> tuple[int, GridColumn] | None:
    """Return the free column that takes these cells where nothing says which it is, None where there is none."""
    ahead = [each for each in free if each[0] > passed]
    chosen = next(iter(ahead), None)
    if chosen is None or _reads_any(chosen[1], cells):
        return _mass_before(chosen, free, cells)
    return _mass_before(next((each for each in ahead if _reads_all(each[1], cells)), chosen), free, cells)


def _mass_before(
    chosen: tuple[int, GridColumn] | None, free: Sequence[tuple[int, GridColumn]], cells: Sequence[str]
) -> tuple[int, GridColumn] | None:
    """Return a free column of masses before a chosen column of words, where the cells are figures; else that."""
    if chosen is None or chosen[1].kind != "text" or not _are_figures(cells):
        return chosen
    masses = (each for each in free if each[0] < chosen[0] and each[1].kind == "mass")
    return next((each for each in masses if _reads_all(each[1], cells)), chosen)


def _are_figures(cells: Sequence[str]) -> bool:
    return bool(cells) and all(_FIGURE.fullmatch(cell) for cell in cells)


def _called(heading: str, free: Sequence[tuple[int, GridColumn]]) -> tuple[int, GridColumn] | None:
    """Return the free column that a heading names: by its own title, or by a usual word for numbers or masses."""
    stem, words = _stem(heading), set(_WORD.findall(heading.casefold()))
    if not stem:
        return None
    titled = next((each for each in free if _stem(each[1].label) == stem), None)
    if titled is None and words & _MASSES:
        titled = next((each for each in free if each[1].kind == "mass"), None)
    if titled is None and words & _NUMBERS:
        titled = next((each for each in free if each[1].number), None)
    return titled


def _stem(title: str) -> str:
    """Return a title without its unit and without what stands in brackets."""
    return re.split(r"[,(\[（]", title.casefold(), maxsplit=1)[0].strip()


def _reads(column: GridColumn, cell: str) -> bool:
    known = {word.casefold() for word in column.words}
    return column.read(cell) is None and (not known or cell.casefold() in known)


def _reads_any(column: GridColumn, cells: Sequence[str]) -> bool:
    return not cells or any(_reads(column, cell) for cell in cells)


def _reads_all(column: GridColumn, cells: Sequence[str]) -> bool:
    return all(_reads(column, cell) for cell in cells)
