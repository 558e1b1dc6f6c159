"""The rows of a sheet that are no records of it: each with why it is set aside, so that none vanishes unsaid."""

from collections.abc import Iterator

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import is_header_again
from lunarcurator.exchange.row_words import is_setting, words_of
from lunarcurator.exchange.spoken_rows import TOTAL
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
    rows, sheet = (*_told(source, reading),), reading.sheet
    found = {each.row for each in rows}
    return Aside(
        rows,
        lambda: (row for row in source.again().sheet(sheet).rows() if row.number in found),
        reading.marks.coloured >= reading.layout.first_row,
    )


def _told(source: Source, reading: Reading) -> Iterator[AsideRow]:
    """Yield the rows in their order, each with its reason."""
    layout, why, header = reading.layout, _why(reading), tuple[Cell, ...]()
    others = dict(of_others(every_row_of(source, reading).rows(), reading))
    for row in source.sheet(reading.sheet).rows():
        number, ended = row.number, layout.end_row and row.number > layout.end_row
        if number in layout.header_rows:
            header = row.cells
        elif row.is_blank:
            continue
        elif ended:
            yield AsideRow(number, "below_grid" if layout.grid else "after_end")
        elif is_header_again(row, header):
            yield AsideRow(number, "header")
        elif number in layout.aside and number >= layout.first_row:
            yield AsideRow(number, why.get(number, "struck"))
        elif number in others:
            yield AsideRow(number, "collection" if others[number] else "no_collection", others[number])
        elif number < layout.first_row and number != layout.units_row and _says_value(row):
            yield AsideRow(number, "above")


def _why(reading: Reading) -> dict[int, str]:
    """Return why the layout leaves rows below the header out, but for those that are struck through."""
    return {
        **dict.fromkeys(HIDDEN_ROWS.rows(reading), "hidden"),
        **dict.fromkeys((each.row for each in reading.families), "family"),
        **{each.row: "total" if each.why == TOTAL else "title" for each in reading.between},
    }


def _says_value(row: Row) -> bool:
    """Tell whether a row says a value beside or behind a word for it."""
    words = words_of(row)
    return len(words) > 1 or is_setting(words[0])
