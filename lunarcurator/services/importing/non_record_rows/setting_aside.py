"""The rows of a sheet that are no records of it: each with why it is set aside, so that none vanishes unsaid."""

from collections.abc import Iterator

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import is_header_again
from lunarcurator.exchange.row_words import is_setting, words_of
from lunarcurator.exchange.text_rows import TOTAL
from lunarcurator.services.importing.guessing import every_row_of
from lunarcurator.services.importing.lists.collection_rows import of_others
from lunarcurator.services.importing.non_record_rows.aside import Aside, AsideRow
from lunarcurator.services.importing.non_record_rows.left_out import HIDDEN_ROWS
from lunarcurator.services.importing.non_record_rows.said_rows import SaidRow
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
    layout, left, header = reading.layout, _left_out(source, reading), tuple[Cell, ...]()
    ended = "below_grid" if layout.grid else "after_end"
    for row in source.sheet(reading.sheet).rows():
        if row.number in layout.header_rows:
            header = row.cells
        elif row.is_blank:
            continue
        elif layout.end_row and row.number > layout.end_row:
            yield AsideRow(row.number, ended)
        elif is_header_again(row, header):
            yield AsideRow(row.number, "header")
        elif row.number in left:
            yield left[row.number]
        elif row.number < layout.first_row and row.number != layout.units_row and _says_value(row):
            yield AsideRow(row.number, "above")


def _why(between: SaidRow) -> str:
    """Return what a row of words between records is, as it is told of what is left out."""
    if between.come_to:
        return "other_total"
    return "total" if between.why == TOTAL else "title"


def _left_out(source: Source, reading: Reading) -> dict[int, AsideRow]:
    """Return the rows below the header that are left out: of other collections and of none, or by the layout."""
    others = of_others(every_row_of(source, reading).rows(), reading)
    why = {
        **dict.fromkeys(HIDDEN_ROWS.rows(reading), "hidden"),
        **dict.fromkeys((each.row for each in reading.families), "family"),
        **{each.row: _why(each) for each in reading.between},
    }
    sums = {each.row: ", ".join(each.come_to) for each in reading.between}
    other = "before" if reading.report else "struck"
    aside = (row for row in reading.layout.aside if row >= reading.layout.first_row)
    return {
        **{row: AsideRow(row, "collection" if text else "no_collection", text) for row, text in others},
        **{row: AsideRow(row, why.get(row, other), sums.get(row, "")) for row in aside},
    }


def _says_value(row: Row) -> bool:
    """Tell whether a row says a value beside or behind a word for it."""
    words = words_of(row)
    return len(words) > 1 or is_setting(words[0])
