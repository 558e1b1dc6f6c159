"""What colours, strokes and comments of a row say: a person is asked, and they become columns or words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.colour_names import colour_name
from lunarcurator.exchange.layout import Layout
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading, Told
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.added_columns import Added
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.mark_meanings import Meaning, mark_fields, meaning_of

_BANDED: Final = 2
_MOST_COLOURS: Final = 24
_STRUCK: Final = "~~"


class Mark(Told):
    """What a mark means, in any words: only who made it knows."""

    options = (Choice.KEEP, Choice.LEAVE)
    free = True

    def meaning(self, reading: Reading, mark: str, about: str = "", unsaid: str = Choice.KEEP) -> Meaning | None:
        """Return what a mark means, None where it is left out; `unsaid` holds where nobody answered."""
        return meaning_of(self.said(reading.answers, about) or unsaid, mark, mark_fields(reading))


class Colours(Mark):
    """What each colour of a column means."""

    name = "colour"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading, fields = sheet.reading, mark_fields(sheet.reading)
        for column, colour, rows in coloured(reading):
            facts: dict[str, str | int] = {"count": len(rows), "colour": colour, "hue": colour_name(colour)}
            facts |= {"column": reading.columns[column - 1], "row": rows[0]}
            asked = self.ask(facts, f"{column}:{colour}", proposed=Choice.KEEP)
            told = "cli.mark_kept" if fields else ""
            yield replace(asked, fields=fields, told=told)

    def added(self, reading: Reading) -> Iterator[Added]:
        """Yield a column for each colour that means something."""
        asked = {(column, colour) for column, colour, _ in coloured(reading)}
        for (column, colour), rows in reading.seen_marks.colours.items():
            # What is asked about is kept unless somebody says otherwise.
            unsaid = Choice.KEEP if (column, colour) in asked else Choice.LEAVE
            meaning = self.meaning(reading, colour, f"{column}:{colour}", unsaid)
            yield from _mark(reading, column, colour, meaning, rows)


class Strokes(Mark):
    """What it means that a row is struck through; it may be left out."""

    name = "struck"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if rows := self._rows(sheet.reading):
            yield replace(self.ask({"count": len(rows)}), fields=mark_fields(sheet.reading))

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout without the rows that are left out."""
        left = self.said(reading.answers) == Choice.LEAVE
        return replace(layout, aside=layout.aside | self._struck(reading)) if left else layout

    def added(self, reading: Reading) -> Iterator[Added]:
        """Yield a column for the strokes of each column, if they mean something."""
        meaning = self.meaning(reading, _STRUCK)
        for column, rows in reading.seen_marks.struck.items():
            yield from _mark(reading, column, _STRUCK, meaning, rows)

    def _rows(self, reading: Reading) -> set[int]:
        return {row for row in self._struck(reading) if row >= reading.guess.layout.first_row}

    @staticmethod
    def _struck(reading: Reading) -> set[int]:
        return {row for rows in reading.seen_marks.struck.values() for row in rows}


class Comments(Chosen):
    """Whether comments are kept with the rows."""

    name, options = "comments", (Choice.KEEP, Choice.LEAVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        if marks := sheet.reading.seen_marks.comments:
            yield self.ask({"count": len(marks)}, proposed=Choice.KEEP)

    def added(self, reading: Reading) -> Iterator[Added]:
        """Yield a column for the comments of each column, if they are kept."""
        marks = reading.seen_marks.comments if self.said(reading.answers) is not Choice.LEAVE else {}
        for column in dict.fromkeys(column for _, column in marks if column <= len(reading.columns)):
            here = {row: words for (row, at), words in marks.items() if at == column}
            yield Added(f"{reading.column(column)}: #", OTHER, partial(_comment, here))


COLOURS, STROKES, COMMENTS = Colours(), Strokes(), Comments()


def marked_columns(reading: Reading) -> Iterator[Added]:
    """Yield columns for colours, strokes and comments, worded as a person said what they mean."""
    for kind in (COLOURS, STROKES, COMMENTS):
        yield from kind.added(reading)


def marks_told(reading: Reading) -> Callable[[Row], list[str]]:
    """Return what tells of a row its colours, strokes and comments in words, as a person said what they mean."""
    marked = () if reading.layout.groups else tuple(marked_columns(reading))

    def told(row: Row) -> list[str]:
        said = ((each.name, plain(each.make(row))) for each in marked)
        return [name if name.endswith(f": {words}") else f"{name}: {words}" for name, words in said if words]

    return told


def _mark(
    reading: Reading, column: int, mark: str, meaning: Meaning | None, rows: Sequence[int]
) -> Iterator[Added]:
    if meaning and column <= len(reading.columns):
        made = partial(_if_among, frozenset(rows), meaning.words)
        yield Added(f"{reading.column(column)}: {mark}", meaning.target, made, beside=True)


def coloured(reading: Reading) -> Iterator[tuple[int, str, list[int]]]:
    """Yield the colours that may say something, by column (from 1), and the rows that carry each."""
    layout = reading.guess.layout
    if layout.groups:
        return
    for (column, colour), rows in [*reading.seen_marks.colours.items()][:_MOST_COLOURS]:
        told = [row for row in rows if row >= layout.first_row]
        if told and column <= len(reading.columns) and not _is_banding(told):
            yield column, colour, told


def _is_banding(rows: list[int]) -> bool:
    """Tell whether a colour only parts rows: every second one, or all of them."""
    steps = {later - earlier for earlier, later in pairwise(rows)}
    return len(rows) > _BANDED and len(steps) == 1 and steps <= {1, 2}


def _if_among(rows: frozenset[int], words: str, row: Row) -> Cell:
    return words if row.number in rows else None


def _comment(here: Mapping[int, str], row: Row) -> Cell:
    return here.get(row.number)
