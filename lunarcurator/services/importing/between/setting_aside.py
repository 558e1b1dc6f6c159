"""The rows of a sheet that are no records of it: each with why it is set aside, so that none vanishes unsaid."""

from collections.abc import Iterable, Iterator
from math import inf

from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import is_header_again
from lunarcurator.exchange.row_words import is_setting, words_of
from lunarcurator.exchange.spoken_rows import TOTAL
from lunarcurator.exchange.table import Table
from lunarcurator.services.importing.between.aside import Aside, AsideRow
from lunarcurator.services.importing.between.left_out import HIDDEN_ROWS
from lunarcurator.services.importing.guessing import every_row_of
from lunarcurator.services.importing.lists.collection_rows import of_others
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source


def rows_aside(source: Source, reading: Reading) -> Aside:
    """Return the rows that are no records, by how the sheet is read and what was answered.

    Of those above the header the ones that say a value, as "Borrower: A. Smith" does; a title says none.
    """
    whole, last = every_row_of(source, reading), reading.layout.end_row or inf
    # A row has one reason: the last of these that holds.
    told = (*_settings(whole, reading), *_left_out(whole, reading), *_why(reading))
    found = {each.row: each for each in told if each.row <= last}
    found |= {each.row: each for each in _in_no_record(source, reading)}
    sheet = reading.sheet
    return Aside(
        tuple(found[row] for row in sorted(found)),
        lambda: (row for row in source.again().sheet(sheet).rows() if row.number in found),
        reading.marks.coloured >= reading.layout.first_row,
    )


def _in_no_record(source: Source, reading: Reading) -> Iterator[AsideRow]:
    """Yield the rows that say the header once more, and those below the end that say anything."""
    layout, header = reading.layout, tuple[Cell, ...]()
    for row in source.sheet(reading.sheet).rows():
        if layout.end_row and row.number > layout.end_row:
            if not row.is_blank:
                yield AsideRow(row.number, "below_grid" if layout.grid else "after_end")
        elif row.number in layout.header_rows:
            header = row.cells
        elif row.cells == header and is_header_again(row, header):
            yield AsideRow(row.number, "header")


def _left_out(whole: Table, reading: Reading) -> Iterator[AsideRow]:
    """Yield the rows of other collections, and of none."""
    others = of_others(whole.rows(), reading)
    return (AsideRow(row, "collection" if code else "no_collection", code) for row, code in others)


def _why(reading: Reading) -> Iterator[AsideRow]:
    """Yield the rows below the header that the layout leaves out."""
    guess, said, layout = reading.guess, reading.between, reading.layout
    kinds: tuple[tuple[str, Iterable[int]], ...] = (
        ("struck", layout.aside - guess.layout.aside - {each.row for each in said}),
        ("hidden", HIDDEN_ROWS.rows(reading)),
        ("title", [each.row for each in said if each.why != TOTAL]),
        ("family", [each.row for each in reading.families]),
        ("total", [each.row for each in said if each.why == TOTAL]),
    )
    for why, rows in kinds:
        yield from (AsideRow(row, why) for row in rows if row in layout.aside and row >= layout.first_row)


def _settings(whole: Table, reading: Reading) -> Iterator[AsideRow]:
    """Yield the rows above the header that say a value beside or behind a word for it."""
    for row in whole.above:
        words = words_of(row)
        if row.number != reading.layout.units_row and (len(words) > 1 or is_setting(words[0])):
            yield AsideRow(row.number, "above")
