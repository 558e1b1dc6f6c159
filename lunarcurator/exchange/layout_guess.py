"""Finds where the table in a sheet stands; what is only likely is named, so that a person can be asked."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import Final, NamedTuple

from lunarcurator.exchange.blocks import Places, stretches
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.box_grid import find_grids, further_begin
from lunarcurator.exchange.continuing import continuing_columns
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.header_again import Heard
from lunarcurator.exchange.layout import Layout
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.note_rows import explains_columns
from lunarcurator.exchange.row_words import are_units, is_figure, is_measured, is_setting, is_unit, told, words_of
from lunarcurator.exchange.spoken_rows import NOTE, TITLE, TOTAL, Spoken, has_word, is_total, spoken

_LOOKED_AT: Final = 100
_MOST_OF_GRIDS: Final = 5_000
_FURTHEST_UP: Final = 6
_MOST_SPOKEN: Final = 1_000
_LEAST_LETTERS: Final = 3
# Where a program prints a table it draws lines of such signs.
_RULED: Final = re.compile(r"[-=_+|:]{3,}")
_DRAWN: Final = tuple("-=_+|:")


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
    def of_parts(self) -> "Told":
        """What holds for each part of a sheet: of rows only where none is cut from another."""
        return self if all(map(str.isalpha, self.blocks)) else self.of_shape

    def shaped(self, other: "Told") -> "Told":
        """Return what is said of rows here with what another says of the shape."""
        return other._replace(header=self.header, units=self.units, end=self.end)


@dataclass(frozen=True, slots=True)
class Guess:
    """A layout, and what of it is only likely: in the columns of `fill` a blank may continue the row above.

    `totals` and `ruled` lines are no records. At `begins` further tables seem to begin (`blocks.Places`): boxes,
    rows below the header that name the columns anew, and columns beside. `spoken` are rows of words that are no
    records unless they say the number of a piece. Where no row is known to be a header, that of `perhaps_header`
    (0: none) may be one.
    """

    layout: Layout
    fill: tuple[int, ...] = ()
    perhaps_header: int = 0
    totals: tuple[int, ...] = ()
    ruled: tuple[int, ...] = ()
    begins: tuple[str, ...] = ()
    spoken: tuple[Spoken, ...] = ()


def guess_layout(
    sheet: Sheet, known: Callable[[str], bool], merged: tuple[Block, ...] = (), said: Told | None = None
) -> Guess:
    """Find the table of a sheet; `known` says of a header whether anybody has heard of it. Raises SheetError.

    What a person has `said` of the sheet stands, and the rest is guessed around it.
    """
    said = said or Told()
    survey = _Survey(sheet, known, said.end)
    first = [row for row in survey.first if not row.is_blank]
    if said.may_be_box and find_grids(first):
        return _of_grid(sheet)
    layout = _of_table(survey, first, known, merged, said)
    bottom = max(layout.header_rows, default=0)
    header = next((row for row in first if row.number == bottom), None)
    named = survey.named_again(header, layout.first_row)
    again = {row.number for row in named}
    below = [row for row in first if row.number >= layout.first_row and row.number not in survey.ruled]
    if bottom and explains_columns(below):
        survey.add_note(below[0])
    beside = _beside(header, below, survey.width, merged)
    return Guess(
        layout,
        _continuing(survey, below, header, again, layout, merged),
        _perhaps_header(first) if not bottom and said.header is None else 0,
        survey.totals,
        survey.ruled,
        (*(str(row.number) for row in named), *(column_letters(at + sheet.left) for at in beside)),
        survey.said_between(layout, again),
    )


def _of_table(
    survey: "_Survey", first: Sequence[Row], known: Callable[[str], bool], merged: tuple[Block, ...], said: Told
) -> Layout:
    """Return where the table of a sheet stands: its header, its units, its end, and blocks that are one list."""
    bottom = said.header
    if bottom is None:
        bottom = _lowest_header(first, known) or _above_figures(first)
    headers = _headers(first, bottom, merged)
    caption = [row for row in first if row.number < bottom and row.number not in headers]
    return Layout(
        header_rows=headers,
        units_row=_units(first, bottom, headers) if said.units is None else said.units,
        aside=frozenset((*survey.totals, *survey.ruled)),
        end_row=survey.end,
        groups=_blocks(said, next((row for row in first if row.number == bottom), None), survey.width),
        caption=" ".join(" ".join(words_of(row)) for row in caption),
        width=survey.width,
    )


def _continuing(
    survey: "_Survey",
    below: Sequence[Row],
    header: Row | None,
    again: Collection[int],
    layout: Layout,
    merged: tuple[Block, ...],
) -> tuple[int, ...]:
    """Return the columns whose blanks may continue the row above, rows left aside that are no records."""
    left = {each.row.number for each in survey.spoken}.union(again)
    records = [row for row in below if row.number not in left and not (header and row.cells == header.cells)]
    return continuing_columns(records, (layout.groups or ((1, survey.width),))[0], merged)


def _above_figures(first: Sequence[Row]) -> int:
    """Return the only row of several words above all figures that names two columns of nothing but figures.

    0 where there is none; in one column the first piece may well be the only one that says none, in so many signs
    as n.d. has.
    """
    above = [*takewhile(lambda row: not any(map(_holds_digit, words_of(row))), first)]
    header = [row for row in above if len(words_of(row)) > 1]
    if len(header) != 1 or not all(map(_may_be_called, words_of(header[0]))):
        return 0
    named = (at for at in range(1, len(header[0].cells) + 1) if told(header[0], at))
    return header[0].number if sum(_says_figures(first[len(above) :], at) for at in named) > 1 else 0


def _may_be_called(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= _LEAST_LETTERS


def _says_figures(rows: Sequence[Row], column: int) -> bool:
    """Tell whether some rows say figures in a column, and nothing else."""
    texts = [text for row in rows if (text := told(row, column))]
    return bool(texts) and all(map(_holds_digit, texts))


def _holds_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _perhaps_header(first: Sequence[Row]) -> int:
    """Return the first row of several words where it says no figure, as a header does, 0 for one that does."""
    rows = ((row.number, words) for row in first if len(words := words_of(row)) > 1)
    number, words = next(rows, (0, []))
    return 0 if any(is_figure(each) or is_measured(each) for each in words) else number


def _of_grid(sheet: Sheet) -> Guess:
    """Return the guess for a box drawn as a grid of positions; what stands below it is no position."""
    grids = find_grids([*islice(sheet.rows(), _MOST_OF_GRIDS)])
    grid = grids[0]
    above = (row for row in islice(sheet.rows(), grid.top) if row.number < grid.top)
    layout = Layout(
        (grid.top,),
        end_row=grid.bottom,
        groups=((1, len(grid.columns)),),
        caption=" ".join(word for row in above for word in words_of(row)),
        width=len(grid.columns),
        grid=grid,
    )
    return Guess(layout, begins=further_begin(grids, sheet.left))


class _Survey:
    """One reading of the whole sheet: its first rows, how wide it is, its totals and where it ends."""

    def __init__(self, sheet: Sheet, known: Callable[[str], bool], told_end: int | None) -> None:
        self._heard = Heard(known)
        self.named: list[Row] = []
        self.first: list[Row] = []
        self.width, self.end = 0, told_end or 0
        self.totals: tuple[int, ...] = ()
        self.ruled: tuple[int, ...] = ()
        self.spoken: list[Spoken] = []
        self._last = 0
        for row in sheet.rows():
            if len(self.first) < _LOOKED_AT:
                self.first.append(row)
            cells, self._last = row.cells, row.number
            # Most rows are full: the last cell of a row says how far it reaches.
            reach = len(cells)
            while reach > self.width and cells[reach - 1] is None:
                reach -= 1
            self.width = max(self.width, reach)
            leading = cells[0] if cells else None
            if leading is None:
                leading = next((cell for cell in cells if cell is not None), None)
            if isinstance(leading, str):
                self._take(row, leading)

    def named_again(self, header: Row | None, first: int) -> list[Row]:
        """Return the rows from the `first` below the header on that may name the columns anew."""
        return [row for row in self.named if header and row.number >= first and row.cells != header.cells]

    def add_note(self, row: Row) -> None:
        """Take note of a row that explains the columns."""
        if all(each.row != row for each in self.spoken):
            self.spoken.append(Spoken(row, NOTE))

    def _take(self, row: Row, leading: str) -> None:
        """Take note of a row that is no record by its first words."""
        # Most rows begin with a number, and no such row begins with what is looked for here.
        if leading[:1].isdigit() and leading[-1:].isdigit():
            return
        if self._heard.names_columns(row):
            self.named.append(row)
        cells = row.cells
        alone = cells.count(None) == len(cells) - 1
        if not alone and leading[:1] not in _DRAWN and not has_word(leading):
            return
        if is_total(leading):
            self.totals += (row.number,)
            self.spoken.append(Spoken(row, TOTAL))
        elif leading[:1] in _DRAWN and all(map(_RULED.fullmatch, words_of(row))):
            self.ruled += (row.number,)
        elif len(self.spoken) <= _MOST_SPOKEN and (why := spoken(row, leading, alone=alone)):
            self.spoken.append(Spoken(row, why))

    def said_between(self, layout: Layout, known: Collection[int]) -> tuple[Spoken, ...]:
        """Return the rows of words in the table that are not `known` otherwise; titles only where they are few."""
        found = [
            each
            for each in self.spoken
            if each.row.number >= layout.first_row
            and not (self.end and each.row.number > self.end)
            and each.row.number not in known
        ]
        titles = sum(each.why == TITLE for each in found)
        many = layout.table_width < 2 or len(self.spoken) > _MOST_SPOKEN or titles * 2 > self._last
        return tuple(each for each in found if not (many and each.why == TITLE))


def _lowest_header(first: Sequence[Row], known: Callable[[str], bool]) -> int:
    """Return the row that names most columns somebody knows, two at least; 0 where there is none.

    Above all records one is enough that is the first or one of two, or the only one of a sheet of one column.
    """
    best, most, above = Row(0, ()), 0, True
    single = max((len(words_of(row)) for row in first), default=0) == 1
    for row in first[: _LOOKED_AT // 2]:
        words = words_of(row)
        hits = _hits(words, known)
        one = hits == 1 and above and (single or _names_one(words, known))
        if (hits > 1 or one) and (hits > most or (hits == most and _is_nearer(row, best))):
            best, most = row, hits
        above = above and (len(words) < 2 or not any(map(_holds_digit, words)))
    return best.number


def _hits(words: Sequence[str], known: Callable[[str], bool]) -> int:
    """Return how many of the words of a row somebody knows, 0 where one of them is a figure."""
    return 0 if any(map(is_figure, words)) else sum(map(known, words))


def _names_one(words: Sequence[str], known: Callable[[str], bool]) -> bool:
    """Tell whether the one known word of a row is the first, or one of two."""
    return len(words) > 1 and (len(words) == 2 or known(words[0]))


def _is_nearer(row: Row, above: Row) -> bool:
    """Tell of two rows that name as many columns whether the lower one names them singly, right below the other.

    It is wider, or calls them all differently where the other does not.
    """
    words, before = words_of(row), words_of(above)
    apart = len({*words}) > len({*before}) and len(words) == len(before)
    return row.number == above.number + 1 and (len(words) > len(before) or apart)


def _headers(first: Sequence[Row], bottom: int, merged: tuple[Block, ...]) -> tuple[int, ...]:
    """Return the rows that name the columns: the lowest, and rows of labels above it that name several."""
    if not bottom:
        return ()
    found = [bottom]
    below = bottom
    for row in reversed([each for each in first if bottom - _FURTHEST_UP <= each.number < bottom]):
        if row.number < below - 1:
            break
        below, words = row.number, words_of(row)
        across = sum(block.right > block.left for block in merged if block.top == row.number)
        several = len(words) >= 2 or (across and len(words) >= 1 and not _spans_all(row, merged))
        labels = [word for word in words if not is_figure(word) and not is_unit(word)]
        if several and len(labels) == len(words) and not any(map(is_setting, words)):
            found.insert(0, row.number)
    return tuple(found)


def _spans_all(row: Row, merged: tuple[Block, ...]) -> bool:
    return len(words_of(row)) == 1 and any(block.top == row.number and block.left == 1 for block in merged)


def _units(first: Sequence[Row], bottom: int, headers: tuple[int, ...]) -> int:
    """Return the row of units, right below the header or among the rows above it; 0 where there is none."""
    if not bottom:
        return 0
    below = [row for row in first if row.number > bottom][:1]
    above = [row for row in first if bottom - _FURTHEST_UP <= row.number < bottom and row.number not in headers]
    for row in (*below, *reversed(above)):
        words = words_of(row)
        if are_units(words):
            return row.number
    return 0


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


def _beside(header: Row | None, rows: Sequence[Row], width: int, merged: tuple[Block, ...]) -> list[int]:
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
