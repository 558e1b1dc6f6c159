"""Finds where the table in a sheet stands; what is only likely is named, so that a person can be asked."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final, NamedTuple

from lunarcurator.exchange.blocks import Places, stretches
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.box_grid import GRID_COLUMNS, find_grids, further_begin
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.continuing import continuing_columns
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.header_again import names_columns
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.marks import FAR, Block
from lunarcurator.exchange.row_words import are_units, is_figure, is_measured, is_setting, is_unit, told, words_of
from lunarcurator.exchange.text_rows import REMARK, TOTAL, WORDS, TextRow, text_row
from lunarcurator.exchange.used_range import column_letters

_LOOKED_AT: Final = 100
_MOST_OF_GRIDS: Final = 5_000
_MOST_TITLES: Final = 1_000
_MOST_WORDS: Final = 5_000
_LEAST_LETTERS: Final = 3


LIST, BOX, BESIDE, PARTS, TURNED = SHAPES = ("list", "box", "beside", "parts", "turned")
"""The shapes of a sheet: a list, boxes drawn as grids, blocks side by side that are one list, several tables, and
a list on its side, with a column for each piece."""


class Told(NamedTuple):
    """What a person says of a sheet, rows counted from 1, 0 for "there is none"; None leaves it to the guess.

    `header` is the lowest row that names columns, `units` the row of units, `end` the last row of the table.
    `shape` is one of `SHAPES`; `blocks` are the places where those of a sheet in parts, or side by side, begin,
    `families` those of rows that name the parent of the rows below them (`blocks.Places`).
    """

    header: int | None = None
    units: int | None = None
    end: int | None = None
    shape: str = ""
    blocks: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    @property
    def of_rows(self) -> "Told":
        """What is said of where a table stands, whatever its shape."""
        return Told(self.header, self.units, self.end)

    @property
    def is_shapeless(self) -> bool:
        """Whether nothing is said of the shape."""
        return self.of_rows == self

    @property
    def may_be_box(self) -> bool:
        """Whether nothing that is said keeps the sheet from being a box."""
        return self.of_rows == Told() and self.shape in ("", BOX, PARTS)

    @property
    def of_shape(self) -> "Told":
        """What is said of the shape alone."""
        return self._replace(header=None, units=None, end=None)

    @property
    def of_other_files(self) -> "Told":
        """What is said by columns and rules: other files have other rows, and are cut in other parts."""
        blocks, families = (
            tuple(each for each in places if not each.strip().isdigit()) for places in (self.blocks, self.families)
        )
        return (
            Told(families=families)
            if self.shape == PARTS
            else Told(None, None, None, self.shape, blocks, families)
        )

    def within(self, rows: Collection[int]) -> "Told":
        """Return what holds where a sheet has but these rows: one of another part names no columns of this one."""
        header, units = (row if row in rows or not row else None for row in (self.header, self.units))
        return self._replace(header=header, units=units)

    @property
    def of_parts(self) -> "Told":
        """What holds for each part of a sheet: of rows only where none is cut from another."""
        return self if all(map(str.isalpha, self.blocks)) else self.of_shape

    def shaped(self, other: "Told") -> "Told":
        """Return what is said of rows here with what another says of the shape."""
        return other._replace(header=self.header, units=self.units, end=self.end)


@dataclass(frozen=True, slots=True)
class Guess:
    """A layout, and what of it is only likely: in the columns of `fill` a blank may continue the row above.

    At `begins` further tables seem to begin (`blocks.Places`): boxes, rows that name the columns anew, the header
    itself below another one with its rows, and columns beside. `spoken` are rows of words that are no records
    unless they say the number of a piece. Rows `outside` are none of the table, and may be records. Where no row
    is known to be a header, that of `perhaps_header` (0: none) may be one.
    """

    layout: Layout
    fill: tuple[int, ...] = ()
    perhaps_header: int = 0
    begins: tuple[str, ...] = ()
    spoken: tuple[TextRow, ...] = ()
    outside: tuple[Row, ...] = ()


def guess_layout(
    sheet: Sheet, known: Callable[[str], bool], merged: Sequence[Block] = (), said: Told | None = None
) -> Guess:
    """Find the table of a sheet; `known` says of a header whether anybody has heard of it. Raises SheetError.

    What a person has `said` of the sheet stands, and the rest is guessed around it; a row that is blank or not
    there raises, too.
    """
    said = said or Told()
    for number in filter(None, (said.header, said.units)):
        if not any(row.number == number and not row.is_blank for row in sheet.rows()):
            raise SheetError("sheet.row_nowhere", sheet=sheet.name, row=number)
    survey = _Survey(sheet, lru_cache(maxsize=_MOST_WORDS)(known))
    if said.may_be_box and find_grids(survey.first):
        return _of_grid(sheet)
    return _of_rows(sheet, survey, merged, said)


def _of_rows(sheet: Sheet, survey: "_Survey", merged: Sequence[Block], said: Told) -> Guess:
    """Return the guess for a table whose rows are records, or for the first of several."""
    layout, first = _of_table(survey, merged, said), survey.first
    header = _row(first, max(layout.header_rows, default=0))
    named = survey.named_again(header, layout.first_row)
    outside, begun = survey.above(min(layout.header_rows, default=0))
    between = _between(survey, layout, _without(named, [each.row for each in survey.spoken], header))
    # What begins with a number may be one, and several words may be a record.
    worded = [each.row for each in between if each.why not in (REMARK, WORDS)]
    below = [row for row in first if row.number >= layout.first_row]
    records = _without([*named, *worded], below, header)
    beside = _beside(header, below, survey.width, merged)
    return Guess(
        layout,
        continuing_columns(records, (layout.groups or ((1, survey.width),))[0], merged),
        _perhaps_header(first) if header is None and said.header is None else 0,
        (
            *map(str, begun),
            *(str(row.number) for row in named),
            *(column_letters(at + sheet.left) for at in beside),
        ),
        between,
        outside,
    )


def _row(rows: Sequence[Row], number: int) -> Row | None:
    return next((row for row in rows if row.number == number), None)


def _without(left: Sequence[Row], rows: Sequence[Row], header: Row | None) -> list[Row]:
    """Return rows without those that are left aside, and those that only say the header once more."""
    numbers = {row.number for row in left}
    return [row for row in rows if row.number not in numbers and not (header and row.cells == header.cells)]


def _outside(rows: Sequence[Row], heads: Sequence[Row] = ()) -> tuple[Row, ...]:
    """Return those of some rows that may be records of another table: they say a figure, or stand below its head.

    What names a value is none.
    """
    first = min((row.number for row in heads), default=FAR)
    told = ((row, words_of(row)) for row in rows if row not in heads)
    return tuple(
        row
        for row, words in told
        if len(words) > 1 and not is_setting(words[0]) and (row.number > first or any(map(_holds_digit, words)))
    )


def _of_table(survey: "_Survey", merged: Sequence[Block], said: Told) -> Layout:
    """Return where the table of a sheet stands: its header, its units, its end, and blocks that are one list."""
    first, bottom = survey.first, said.header
    if bottom is None:
        bottom = _header(first, survey.known) or _above_figures(first)
    headers = _headers(first, bottom, merged)
    return Layout(
        header_rows=headers,
        units_row=_units(first, bottom) if said.units is None else said.units,
        end_row=said.end or 0,
        groups=_blocks(said, _row(first, bottom), survey.width),
        width=survey.width,
    )


def _of_grid(sheet: Sheet) -> Guess:
    """Return the guess for a box drawn as a grid of positions; what stands below it is no position."""
    rows = [*islice(sheet.rows(), _MOST_OF_GRIDS)]
    grids = find_grids(rows)
    grid = grids[0]
    layout = Layout(
        (grid.top,),
        end_row=grid.bottom,
        groups=((1, len(GRID_COLUMNS)),),
        width=len(GRID_COLUMNS),
        grid=grid,
    )
    apart = [row for row in rows if not grid.top <= row.number <= grid.bottom]
    return Guess(layout, begins=further_begin(grids, sheet.left), outside=_outside(apart))


class _Survey:
    """One reading of the whole sheet: its first rows, how wide it is, and its rows of words."""

    def __init__(self, sheet: Sheet, known: Callable[[str], bool]) -> None:
        self.known = known
        self.named: list[Row] = []
        first: list[Row] = []
        self.spoken: list[TextRow] = []
        self.count = Counter[str]()
        self.width = self.last = 0
        for row in sheet.rows():
            if len(first) < _LOOKED_AT:
                first.append(row)
            cells, self.last = row.cells, row.number
            # Most rows are full: the last cell of a row says how far it reaches.
            reach = len(cells)
            while reach > self.width and cells[reach - 1] is None:
                reach -= 1
            self.width = max(self.width, reach)
            leading = cells[0] if cells and cells[0] is not None else next(filter(_is_filled, cells), None)
            # Most rows begin with a number, and no row of words does.
            if isinstance(leading, str) and not (leading[:1].isdigit() and leading[-1:].isdigit()):
                self._take(row, leading)
        self.first = [row for row in first if not row.is_blank]

    def named_again(self, header: Row | None, first: int) -> list[Row]:
        """Return the rows from the `first` below the header on that may name the columns anew."""
        return [row for row in self.named if header and row.number >= first and row.cells != header.cells]

    def above(self, top: int) -> tuple[tuple[Row, ...], list[int]]:
        """Return the rows above a header at the `top` that may be records, and the headers that stand below such.

        These are that one and rows that name columns, each below another one.
        """
        heads = [row for row in self.named if row.number < top]
        outside = _outside([row for row in self.first if row.number < top], heads)
        ends = pairwise([*(row.number for row in heads), top])
        return outside, [last for first, last in ends if any(first < row.number < last for row in outside)]

    def _take(self, row: Row, leading: str) -> None:
        """Take note of a row of words by its first ones."""
        if names_columns(row, self.known):
            self.named.append(row)
        if (why := text_row(row, leading)) and (self.count[why] <= _MOST_TITLES or why == TOTAL):
            self.spoken.append(TextRow(row, why))
            self.count[why] += 1


def _is_filled(cell: Cell) -> bool:
    return cell is not None


def _between(survey: _Survey, layout: Layout, rows: Sequence[Row]) -> tuple[TextRow, ...]:
    """Return those of some rows of words that stand in the table: sums, and others where few are alike."""
    last, numbers = layout.end_row or survey.last, {row.number for row in rows}
    found = [
        each
        for each in survey.spoken
        if layout.first_row <= each.row.number <= last and each.row.number in numbers
    ]
    count = Counter(each.why for each in found)
    most = min(_MOST_TITLES, survey.last // 2) if layout.table_width > 1 else 0
    return tuple(each for each in found if each.why == TOTAL or count[each.why] <= most)


def _header(first: Sequence[Row], known: Callable[[str], bool]) -> int:
    """Return the row that names most columns somebody knows, two at least; 0 where there is none.

    One is enough where it begins the first row, and that is no title above several columns.
    """
    best, most = Row(0, ()), 1
    for row in first[: _LOOKED_AT // 2]:
        hits = _hits(words_of(row), known)
        if hits > most or (hits == most > 1 and _is_nearer(row, best)):
            best, most = row, hits
    if most > 1 or not first:
        return best.number
    words, wide = words_of(first[0]), max(len(words_of(row)) for row in first)
    return first[0].number if known(words[0]) and len(words) >= min(wide, 2) and _hits(words, known) else 0


def _hits(words: Sequence[str], known: Callable[[str], bool]) -> int:
    """Return how many of the words of a row somebody knows, 0 where one of them is a figure."""
    return 0 if any(map(is_figure, words)) else sum(map(known, words))


def _is_nearer(row: Row, above: Row) -> bool:
    """Tell of a row that names as many columns whether it does so singly, right below a narrower one."""
    return row.number == above.number + 1 > 1 and len(words_of(row)) > len(words_of(above))


def _holds_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _perhaps_header(first: Sequence[Row]) -> int:
    """Return the first row of several words where it says no figure, as a header does, 0 for one that does."""
    rows = ((row.number, words) for row in first if len(words := words_of(row)) > 1)
    number, words = next(rows, (0, []))
    return 0 if any(is_figure(each) or is_measured(each) for each in words) else number


def _above_figures(first: Sequence[Row]) -> int:
    """Return the first row of several words where it names two columns in which every row says figures, else 0.

    In one column the first piece may well be the only one that says none, in so many signs as n.d. has.
    """
    number = _perhaps_header(first)
    if not number:
        return 0
    header, *below = [row for row in first if row.number >= number]
    if not all(map(_may_be_called, words_of(header))):
        return 0
    named = (at for at in range(1, len(header.cells) + 1) if told(header, at))
    return number if sum(_says_figures(below, at) for at in named) > 1 else 0


def _may_be_called(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= _LEAST_LETTERS and not _holds_digit(word)


def _says_figures(rows: Sequence[Row], column: int) -> bool:
    """Tell whether some rows say figures in a column, and nothing else."""
    texts = [text for row in rows if (text := told(row, column))]
    return bool(texts) and all(map(_holds_digit, texts))


def _headers(first: Sequence[Row], bottom: int, merged: Sequence[Block]) -> tuple[int, ...]:
    """Return the rows that name the columns: the lowest, and rows of labels right above it that name several."""
    found = [bottom] if bottom else []
    for row in reversed([each for each in first if each.number < bottom]):
        if row.number < found[0] - 1 or not _is_label(row, merged):
            break
        found.insert(0, row.number)
    return tuple(found)


def _is_label(row: Row, merged: Sequence[Block]) -> bool:
    """Tell whether a row above a header names columns: several, or one that is merged over several."""
    words = words_of(row)
    over = any(block.top == row.number and block.right > block.left > 1 for block in merged)
    others = (is_figure(word) or is_unit(word) or is_setting(word) for word in words)
    return len(words) >= (1 if over else 2) and not any(others)


def _units(first: Sequence[Row], bottom: int) -> int:
    """Return the row of units right below the header, 0 where it is none."""
    below = next((row for row in first if row.number > bottom > 0), None)
    return below.number if below is not None and are_units(words_of(below)) else 0


def _blocks(said: Told, header: Row | None, width: int) -> tuple[tuple[int, int], ...]:
    """Return the blocks of columns said to be one list: where somebody says, else where the header repeats."""
    if said.shape != BESIDE:
        return ()
    first, *again = _starts(header, width)
    blocks = stretches(Places.of(said.blocks).columns or again, width, first)
    return tuple(blocks) if len(blocks) > 1 else ()


def _starts(header: Row | None, width: int) -> list[int]:
    """Return the columns where the first label of a header stands, and where it comes again; 1 without any."""
    names = [told(header, at).casefold() for at in range(1, width + 1)] if header is not None else []
    first = next(filter(None, names), "")
    return [at for at, name in enumerate(names, start=1) if name and name == first] or [1]


def _beside(header: Row | None, rows: Sequence[Row], width: int, merged: Sequence[Block]) -> list[int]:
    """Return the columns where further tables seem to begin, each of two columns at least.

    There the first label comes again, or a column stands before them in which nothing is said.
    """
    every = rows if header is None else (header, *rows)
    said = {at for at in range(1, width + 1) if any(told(row, at) for row in every)}
    covered = said | {at for block in merged for at in range(block.left, block.right + 1)}
    behind = said & {
        at for at in range(min(said, default=0) + 2, width) if at - 1 not in covered and at + 1 in said
    }
    starts = _starts(header, width)
    wide = all(after - at > 1 for at, after in pairwise((*starts, width + 1)))
    return sorted({*behind, *(starts[1:] if wide else ())})
