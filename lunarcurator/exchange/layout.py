"""Where in a sheet a table stands, and the table read by it: one row for each record, nothing dropped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.box_grid import GRID_COLUMNS, Grid, grid_records
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.exchange.marks import FAR, Block
from lunarcurator.exchange.row_words import told, unit_told
from lunarcurator.exchange.table import Table
from lunarcurator.exchange.used_range import column_letters

_JOINT: Final = " / "
_BEGINS_WITH: Final = 0
"""What is kept above beside the columns: whether the number begins with the parent."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is read, rows and columns counted from 1.

    `header_rows` name the columns together, the lowest last, and it is no record where it comes again;
    `units_row` (0: none) says their units; `aside` are rows that are no record, such as notes and totals;
    `end_row` (0: none) is the last row of the table; in the columns of `fill` a blank continues the row above,
    as does a mark that says so, but not where all columns of `own`, the parts of a number, are blank, and words in
    such a row end what is above. Of a `family`, the columns of number and parent, a blank parent does not continue
    one that the numbers above begin with where the own number does not. `groups` are the first and last columns
    of blocks that stand side by side, each a record of its own. A `grid` of
    positions is read as one row for each.
    """

    header_rows: tuple[int, ...] = ()
    units_row: int = 0
    aside: frozenset[int] = frozenset()
    end_row: int = 0
    fill: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
    family: tuple[int, int] = (0, 0)
    groups: tuple[tuple[int, int], ...] = ()
    width: int = 0
    grid: Grid | None = None

    @property
    def first_row(self) -> int:
        """The first row that may be a record."""
        return max((*self.header_rows, self.units_row), default=0) + 1

    @property
    def table_width(self) -> int:
        """How many columns a record has."""
        return max((last - first + 1 for first, last in self.groups), default=self.width)


def lay_out(
    sheet: Sheet,
    layout: Layout,
    merged: Sequence[Block] = (),
) -> Table:
    """Return the table of a sheet as its layout says; rows keep their numbers in the file.

    `merged` cells are read as a person sees them.
    """
    heads = _until(sheet.rows(), layout.first_row)
    above = tuple(row for row in heads if row.number not in layout.header_rows and not row.is_blank)
    if layout.grid is not None:
        positions = Sheet(sheet.name, sheet.hidden, partial(grid_records, sheet, layout.grid))
        return Table(GRID_COLUMNS, above, sheet=positions)
    first = layout.groups[0][0] if layout.groups else 1
    named = names_in(sheet, layout, merged, (first, first + layout.table_width - 1))
    names = distinct(name or column_letters(at + sheet.left) for at, name in enumerate(named, start=first))
    source = Sheet(sheet.name, sheet.hidden, partial(records, sheet, layout, merged))
    return Table(names, above, sheet=source)


def _until(rows: Iterable[Row], first: int) -> Iterator[Row]:
    for row in rows:
        if row.number >= first:
            return
        yield row


def names_in(sheet: Sheet, layout: Layout, merged: Sequence[Block], block: tuple[int, int]) -> list[str]:
    """Return what the header says of the columns of a block, "" of those it does not name."""
    heads = {row.number: row for row in _until(sheet.rows(), layout.first_row)}
    return [_named(at, heads, layout, merged) for at in range(block[0], block[1] + 1)]


def _named(column: int, heads: Mapping[int, Row], layout: Layout, merged: Sequence[Block]) -> str:
    """Return the name of a column: what its header rows say from above, and its unit."""
    words: list[str] = []
    for number in layout.header_rows:
        word = told(heads[number], column) or _merged_word(number, column, heads, merged)
        if word and word not in words:
            words.append(word)
    name = _JOINT.join(words)
    unit = unit_told(heads[layout.units_row], column) if layout.units_row else ""
    if unit and not name.endswith(")"):
        name = f"{name or column_letters(column)} ({unit})"
    return name


def _merged_word(number: int, column: int, heads: Mapping[int, Row], merged: Sequence[Block]) -> str:
    for block in merged:
        if block.top <= number <= block.bottom and block.left <= column <= block.right and block.top in heads:
            return told(heads[block.top], block.left)
    return ""


def distinct(wanted: Iterable[str]) -> tuple[str, ...]:
    """Return names of columns, all different."""
    names: list[str] = []
    taken: set[str] = set()
    for word in wanted:
        name, again = word, 1
        while name.casefold() in taken:
            again += 1
            name = f"{word} ({again})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def records(sheet: Sheet, layout: Layout, merged: Sequence[Block] = ()) -> Iterator[Row]:
    """Yield the records of a sheet as a layout says, each with the number of its row in the file."""
    # Asked again for each row, of hundreds of thousands.
    width, fill = layout.table_width, layout.fill
    blocks = [(first - 1, last, dict[int, Cell]()) for first, last in layout.groups or ((1, layout.width),)]
    for row in _body(sheet, layout, merged):
        for first, last, above in blocks:
            part = row.cells[first:last]
            if len(part) < width:
                part += (None,) * (width - len(part))
            # The first cell of nearly every row says something, and asking it alone is quick.
            if part and (_says(part[0]) or any(map(_says, part))):
                part = _continued(part, layout, above) if fill else part
                yield row if part is row.cells else Row(row.number, part)


def _body(sheet: Sheet, layout: Layout, merged: Sequence[Block]) -> Iterator[Row]:
    """Yield the rows below the header that a layout leaves to the table, merged cells as a person reads them."""
    spread = _Spread(merged) if merged else None
    header: tuple[Cell, ...] = ()
    first_row, aside, last_row = layout.first_row, layout.aside, layout.end_row or FAR
    for row in sheet.rows():
        number, said = row
        if number > last_row:
            return
        # The cells of a block are known only once its first row was seen.
        seen = row if spread is None else Row(number, spread.over(row))
        if number < first_row:
            header = said if number in layout.header_rows else header
        elif number not in aside and not (said == header and is_header_again(row, header)):
            yield seen


def is_header_again(row: Row, header: tuple[Cell, ...]) -> bool:
    """Tell whether a row only says once more what the columns are called, as on each page of a print."""
    # In a list of one column a value may well be what the column is called.
    return row.cells == header and sum(map(_says, header)) > 1


def _continued(cells: tuple[Cell, ...], layout: Layout, above: dict[int, Cell]) -> tuple[Cell, ...]:
    """Let blanks and marks continue the row above, unless the row says nothing of its number."""
    if not layout.own or any(_says(cells[at - 1]) for at in layout.own):
        return _filled(cells, layout, above)
    if any(map(_is_words, cells)):
        above.clear()
    return cells


def _filled(cells: tuple[Cell, ...], layout: Layout, above: dict[int, Cell]) -> tuple[Cell, ...]:
    """Let blanks and marks continue the row above.

    Of the leading columns one begins anew where one left of it did.
    """
    found, fill, (number_at, parent_at) = list(cells), layout.fill, layout.family
    for leading, at in enumerate(fill, start=1):
        if not _says(cells[at - 1]) or is_ditto(cells[at - 1]):
            own = cells[number_at - 1] if at == parent_at and not _says(cells[at - 1]) else None
            if not above.get(_BEGINS_WITH) or own is None or _begins(own, above[at]):
                found[at - 1] = above.get(at, cells[at - 1])
            continue
        if at == parent_at:
            above[_BEGINS_WITH] = _begins(cells[number_at - 1], cells[at - 1])
        for number, further in enumerate(fill[leading:], start=leading + 1):
            if number == further:
                above.pop(further, None)
        above[at] = cells[at - 1]
    return tuple(found)


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _begins(number: Cell, parent: Cell) -> bool:
    return str(number).startswith(str(parent))


def _says(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


class _Spread:
    """Gives the cells below the first of a merged block its value, column by column as a person reads it."""

    def __init__(self, merged: Sequence[Block]) -> None:
        self._starting: dict[int, list[Block]] = {}
        for block in merged:
            if block.bottom > block.top:
                self._starting.setdefault(block.top, []).append(block)
        self._open: dict[int, tuple[int, Cell]] = {}

    def over(self, row: Row) -> tuple[Cell, ...]:
        """Return the cells of a row with the values of the blocks that reach into it."""
        for block in self._starting.get(row.number, ()):
            if block.left <= len(row.cells):
                self._open[block.left] = (block.bottom, row.cells[block.left - 1])
        if not self._open:
            return row.cells
        self._open = {at: kept for at, kept in self._open.items() if kept[0] >= row.number}
        cells = [*row.cells]
        for at, (_, value) in self._open.items():
            cells += [None] * (at - len(cells))
            if not _says(cells[at - 1]):
                cells[at - 1] = value
        return tuple(cells)
