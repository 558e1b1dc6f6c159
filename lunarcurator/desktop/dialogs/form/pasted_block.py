"""A block of cells as a spreadsheet puts it on the clipboard, and the columns of a grid that take it."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn

type Block = Sequence[Sequence[str]]

_DIGIT: Final = re.compile(r"\d")
_UNIT: Final = re.compile(r"(?:^|[\s,(\[])(µg|μg|ug|mg|g|kg)(?:[\s,)\].]|$)")
_WORD: Final = re.compile(r"[a-z]+")
_USUAL: Final[Sequence[tuple[frozenset[str], Callable[[GridColumn], bool]]]] = (
    (frozenset({"sample", "samples", "样品"}), lambda column: column.number),
    (frozenset({"number", "no", "id", "编号"}), lambda column: column.number),
    (frozenset({"mass", "masses", "weight", "amount", "质量", "重量"}), lambda column: column.kind == "mass"),
)
"""What columns of numbers and of masses are usually called, in the order in which a heading is taken for one."""
_FIGURE: Final = re.compile(r"[\d\s.,]*\d[\d\s.,]*")
_OF_MASS: Final = re.compile(r"[<>≤≥~≈±]?\s*\d")
"""How a mass begins, also where it is mistyped."""


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

    It does where it has no digit and names two columns, or one, and some column reads what is below and not it.
    """
    first, below = (block[0], block[1:]) if block else ((), ())
    named = dict(_named(first, columns))
    if not named or any(_DIGIT.search(cell) for cell in first):
        return ()
    stands_over = any(_stands_over(first, below, across, columns) for across in range(len(first)))
    return first if len(named) > 1 or stands_over else ()


def _stands_over(
    first: Sequence[str], below: Block, across: int, columns: Sequence[tuple[int, GridColumn]]
) -> bool:
    """Tell whether some column of the grid reads a cell below the first one of a column, and not that."""
    cells = [row[across] for row in below if across < len(row) and row[across]]
    reads = [column for _, column in columns if any(_reads(column, cell) for cell in cells)]
    return not all(_reads(column, first[across]) for column in reads)


def in_unit_of(heading: str, cell: str) -> str:
    """Return a figure with the unit of mass that its heading names, and any other cell as it is."""
    unit = _UNIT.search(heading)
    return f"{cell} {unit[1]}" if unit and _FIGURE.fullmatch(cell) else cell


def columns_for(
    block: Block, columns: Sequence[tuple[int, GridColumn]], headings: Sequence[str] = ()
) -> tuple[Mapping[int, int], tuple[str, ...]]:
    """Return which column of the grid takes each column of a block, and what of it none takes.

    `columns` are those that are open to typing, with their place in the grid, in their order. Where headings name
    some, they alone say it. Else each column of the block goes into the next one, as in a spreadsheet; where that
    can read none of its cells and a later one reads all of them, into that. Beside the first column figures go
    into no column of words while one of masses is free.
    """
    named = dict(_named(headings, columns))
    targets: dict[int, int] = {**named}
    over: list[str] = []
    free = [each for each in columns if each[0] not in named.values()]
    passed = -1
    for across in range(max((len(row) for row in block), default=0)):
        cells = [row[across] for row in block if across < len(row) and row[across]]
        if across in named:
            continue
        taken = None if named else _next(free, passed, cells, first=across == 0)
        if taken is None:
            over += cells
            continue
        targets[across] = taken[0]
        free.remove(taken)
        passed = max(passed, taken[0])
    return targets, tuple(dict.fromkeys(over))


def _next(
    free: Sequence[tuple[int, GridColumn]], passed: int, cells: Sequence[str], *, first: bool
) -> tuple[int, GridColumn] | None:
    """Return the free column that takes these cells where nothing says which it is, None where there is none."""
    ahead = [each for each in free if each[0] > passed]
    chosen = next(iter(ahead), None)
    if chosen is not None and not _reads_any(chosen[1], cells):
        chosen = next((each for each in ahead if _reads_all(each[1], cells)), chosen)
    return chosen if first else _of_masses(chosen, free, cells)


def _of_masses(
    chosen: tuple[int, GridColumn] | None, free: Sequence[tuple[int, GridColumn]], cells: Sequence[str]
) -> tuple[int, GridColumn] | None:
    """Return a free column of masses in place of a chosen column of words, where some of the cells begin as one.

    What of them is mistyped is red there, and would be a word like any other among words.
    """
    if chosen is None or chosen[1].kind != "text" or not any(_OF_MASS.match(cell) for cell in cells):
        return chosen
    return next((each for each in free if each[1].kind == "mass"), chosen)


def _named(headings: Sequence[str], columns: Sequence[tuple[int, GridColumn]]) -> Iterator[tuple[int, int]]:
    """Yield which column of the grid a heading names: by its title, else by a usual word for numbers or masses."""
    left, free = list(enumerate(headings)), list(columns)

    def take(across: int, column: tuple[int, GridColumn]) -> tuple[int, int]:
        left.remove((across, headings[across]))
        free.remove(column)
        return across, column[0]

    for across, heading in tuple(left):
        titled = next((each for each in free if _stem(heading) and _stem(each[1].label) == _stem(heading)), None)
        if titled is not None:
            yield take(across, titled)
    for words, is_meant in _USUAL:
        for across, heading in tuple(left):
            meant = next((each for each in free if is_meant(each[1])), None)
            if meant is not None and _says(heading, words):
                yield take(across, meant)


def _says(heading: str, words: frozenset[str]) -> bool:
    """Tell whether a heading has one of these words; a Chinese one may stand within others."""
    told = heading.casefold()
    return bool(words & set(_WORD.findall(told))) or any(each in told for each in words if not each.isascii())


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
