"""Sets a table: columns as wide as what they hold, masses aligned on the point, the header again on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final

from lunarcurator.desktop.paper.marks import LEADING, Mark, Rule, Size, Strip, Writing
from lunarcurator.desktop.paper.typesetting import Typesetting
from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.documents.papers.blocks import Table
from lunarcurator.documents.plain_text import shown

_PAD: Final = 110
"""Left and right of a cell."""
_GAP: Final = 190
"""More room left of words that follow a column of figures, so that the two stand apart."""
_LEAD: Final = 55
"""Above and below the words of a cell."""
EMPTY_BOX: Final = "\u25a1"
"""A box to tick, as the font of papers has it on every machine."""
_MEASURED: Final = 2_000
"""So many rows decide how wide the columns are."""
_WORD: Final = 0.22
_WHOLE: Final = 0.17
"""Shares of the width up to which no word, and no text, is broken."""
_NAME: Final = 0.13
"""The share of the width up to which no word is broken even where columns ask for more than there is."""
_NUMBERS: Final = frozenset({"number", "parent", "code"})
"""The columns that hold numbers of pieces and lines."""
_NUMBER: Final = 0.35
"""The share of the width up to which none of them is broken, whatever else has to be."""
_TOGETHER: Final = 16
"""So many rows to write in always stand on one page: a table of two is not begun with a row at the foot of one."""


def table_strips(table: Table, width: float, types: Typesetting, written: float) -> Iterator[Strip]:
    """Yield the rows of a table over a width, header first; a row to write in is `written` high."""
    if not table.rows and not table.blank:
        yield from types.paragraph(table.empty, width) if table.empty else ()
        return
    setting = _Setting(table, width, types)
    head = setting.head()
    yield head
    for row in table.rows:
        yield setting.row(row, head)
    together = table.blank <= _TOGETHER
    for at in range(table.blank):
        yield setting.blank(head, written, keep=together and at + 1 < table.blank)
    if table.totals:
        yield setting.row(table.totals, head, bold=True)
    yield Strip(120)


class _Setting:
    """One table being set."""

    def __init__(self, table: Table, width: float, types: Typesetting) -> None:
        self._table, self._width, self._types = table, width, types
        figures = [False, *(column.is_figure for column in table.columns)]
        self._gaps = [
            _GAP if before and not column.is_figure and not table.ruled else 0
            for before, column in zip(figures, table.columns, strict=False)
        ]
        measured = [self._texts(row) for row in islice((*table.rows, table.totals), _MEASURED) if row]
        firm, least, needs = self._needs(measured)
        self._widths = _shared(firm, least, needs, self._wishes(measured), width)
        self._tails = [self._tail(at, column, measured) for at, column in enumerate(table.columns)]
        self._lefts = [sum(self._widths[:at]) for at in range(len(self._widths))]

    def _room(self, at: int) -> float:
        """Return how wide the words of a column may be."""
        return self._widths[at] - 2 * _PAD - self._gaps[at]

    def _texts(self, row: Sequence[Value]) -> list[str]:
        texts = (shown(value, column) for value, column in zip(row, self._table.columns, strict=True))
        return [text.replace("\u2610", EMPTY_BOX) for text in texts]

    def _needs(self, rows: Sequence[Sequence[str]]) -> tuple[list[float], list[float], list[float]]:
        """Return the widths below which a figure, a day or the number of a piece would be broken.

        Behind them those below which a word of a header would be, and those of the longest word, or a short text.
        """
        firm, least, found = [], [], []
        for at, column in enumerate(self._table.columns):
            words = [self._types.width(word, bold=True) for word in column.header.split()]
            whole = column.is_figure or column.kind in (ColumnKind.DAY, ColumnKind.MOMENT)
            texts = [self._types.width(row[at], bold=True, figure=True) for row in rows] if whole else []
            told = [] if self._table.ruled else [row[at] for row in rows]
            long, short = self._words(told)
            names = [each for each in long if each <= _NAME * self._width]
            numbers = self._numbers(told) if column.key in _NUMBERS else []
            sides = 2 * _PAD + self._gaps[at]
            firm.append(max([*texts, *numbers, 0.0]) + sides)
            least.append(max([*words, *texts, *numbers, *names, 0.0]) + sides)
            found.append(max([*words, *texts, *numbers, *long, *short, 0.0]) + sides)
        return firm, least, found

    def _words(self, texts: Sequence[str]) -> tuple[list[float], list[float]]:
        """Return how wide the longest word of each text is, and the text, as far as neither is to be broken."""
        words = (max(each.split(), key=len, default="") for each in texts)
        long = [min(self._types.width(each), _WORD * self._width) for each in words]
        return long, [min(self._types.width(each), _WHOLE * self._width) for each in texts]

    def _numbers(self, texts: Sequence[str]) -> list[float]:
        """Return how wide the words of texts are that a page has room for beside other columns."""
        wide = (self._types.width(word, bold=True) for each in texts for word in each.split())
        return [each for each in wide if each <= _NUMBER * self._width]

    def _wishes(self, rows: Sequence[Sequence[str]]) -> list[float]:
        if self._table.ruled:
            # Several of the same kind stand under each other and have to be alike.
            return [column.width * Size.TEXT * 0.55 + 2 * _PAD for column in self._table.columns]
        return [
            max(
                self._types.width(column.header, bold=True) if len(column.header) < 24 else 0.0,
                *(self._types.width(row[at]) for row in rows),
                column.width * Size.TEXT * 0.55 if self._table.blank or not rows else 0.0,
            )
            + 2 * _PAD
            + self._gaps[at]
            for at, column in enumerate(self._table.columns)
        ]

    def _tail(self, at: int, column: Column, rows: Sequence[Sequence[str]]) -> float:
        """Return how wide the decimals of a column of masses or lengths are, which stand right of its point."""
        if column.kind not in (ColumnKind.MASS, ColumnKind.LENGTH):
            return 0.0
        decimals = [text[text.index(".") :] for row in rows if "." in (text := row[at])]
        return max((self._types.width(each, figure=True) for each in decimals), default=0.0)

    def head(self) -> Strip:
        """Return the header, the words of each column standing on its foot."""
        lines = [
            self._types.lines(column.header, self._room(at), bold=True)
            for at, column in enumerate(self._table.columns)
        ]
        step, most = Size.TEXT * LEADING, max(len(each) for each in lines)
        height = most * step + 2 * _LEAD
        marks: list[Mark] = [Rule(0, height, self._width, thickness=22)]
        for at, texts in enumerate(lines):
            right = self._table.columns[at].is_figure
            x = self._lefts[at] + (self._widths[at] - _PAD if right else _PAD + self._gaps[at])
            marks += [
                Writing(text, x, _LEAD + (most - len(texts) + n) * step, bold=True, right=right)
                for n, text in enumerate(texts)
            ]
        return Strip(height, (*marks, *self._frame(height)), keep=True)

    def row(self, values: Sequence[Value], head: Strip, *, bold: bool = False) -> Strip:
        """Return one row; sums are bold under a strong rule."""
        marks: list[Mark] = []
        most = 1
        for at, text in enumerate(self._texts(values)):
            if self._table.columns[at].is_figure and not isinstance(values[at], str):
                marks += self._figure(at, text, bold)
                continue
            if not bold and self._table.columns[at].is_figure and self._types.width(text) <= self._room(at):
                # Why there is no figure stands where the figure would.
                marks.append(Writing(text, self._lefts[at] + self._widths[at] - _PAD, 0, faint=True, right=True))
                continue
            x = self._lefts[at] + _PAD + self._gaps[at]
            lines = self._types.column(text, x, self._room(at), bold=bold)
            most = max(most, len(lines))
            marks += lines
        height = most * Size.TEXT * LEADING + 2 * _LEAD
        placed = tuple(_lower(mark, _LEAD) for mark in marks)
        edge = Rule(0, 0, self._width, thickness=22) if bold else Rule(0, height, self._width, faint=True)
        return Strip(height, (*placed, edge, *self._frame(height)), head)

    def blank(self, head: Strip, written: float, *, keep: bool) -> Strip:
        """Return a row to write in, so high; `keep` says that it is not parted from the next."""
        marks = (Rule(0, written, self._width, faint=True), *self._frame(written))
        return Strip(written, marks, head, keep=keep)

    def _figure(self, at: int, text: str, bold: bool) -> list[Mark]:
        edge = self._lefts[at] + self._widths[at] - _PAD
        front, point, decimals = text.partition(".")
        if not self._tails[at]:
            return [Writing(text, edge, 0, bold=bold, right=True, figure=True)]
        pivot = edge - self._tails[at]
        rest = [Writing(f"{point}{decimals}", pivot, 0, bold=bold, figure=True)] if point else []
        return [Writing(front, pivot, 0, bold=bold, right=True, figure=True), *rest]

    def _frame(self, height: float) -> Iterator[Mark]:
        if self._table.ruled:
            yield from (Rule(x, 0, height, down=True, faint=True) for x in (*self._lefts, self._width))
            yield from (Rule(0, y, self._width, faint=True) for y in (0, height))


def _lower(mark: Mark, by: float) -> Mark:
    return replace(mark, y=mark.y + by)


def _shared(
    firm: Sequence[float], least: Sequence[float], needs: Sequence[float], wishes: Sequence[float], width: float
) -> list[float]:
    """Share a width among columns: what is firm, the least, what each needs and wishes, then evenly by wish."""
    wished = [max(need, wish) for need, wish in zip(needs, wishes, strict=True)]
    if sum(wished) <= width:
        return [wish * width / sum(wished) for wish in wished]
    if sum(firm) >= width:
        return [each * width / sum(firm) for each in firm]
    steps = (firm, least, needs, wished)
    low, high = next((low, high) for low, high in pairwise(steps) if sum(high) >= width)
    more = (width - sum(low)) / (sum(high) - sum(low))
    return [below + (above - below) * more for below, above in zip(low, high, strict=True)]
