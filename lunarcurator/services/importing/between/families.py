"""Rows that name the parent of all rows below them, up to the next such row, as a person showed."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.exchange.blocks import families_in
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.row_words import words_of
from lunarcurator.services.importing.between.said_rows import Reads
from lunarcurator.services.importing.cells.values import plain

# The end of a number, which says nothing without the family it is of.
_END: Final = re.compile(r"[,，]\s*\d{1,5}|\d{1,4}")


class Family(NamedTuple):
    """A row that names the parent of those below it, with its first words; `alone` it is no piece itself."""

    row: int
    said: str
    alone: bool


def family_rows(sheet: Sheet, places: Sequence[str]) -> tuple[Family, ...]:
    """Return the rows of a sheet at these places that change the family; raises `SheetError` for what is none."""
    found = families_in(sheet, places) if places else ()
    return tuple(Family(row.number, words_of(row)[0], alone) for row, alone in found)


def without_families(sheet: Sheet, families: Sequence[Family]) -> Sheet:
    """Return a sheet without the rows that only change the family: where its table stands they do not say."""
    aside = _aside(families)
    return replace(sheet, source=lambda: (row for row in sheet.rows() if row.number not in aside))


def with_families(guess: Guess, families: Sequence[Family]) -> Guess:
    """Return a guess in which these rows are no records."""
    layout = guess.layout
    return replace(guess, layout=replace(layout, aside=layout.aside | _aside(families)))


def _aside(families: Sequence[Family]) -> frozenset[int]:
    return frozenset(each.row for each in families if each.alone)


def family_of_row(families: Sequence[Family], reads: Reads) -> Callable[[Row], str | None]:
    """Return what tells of a row the number that the nearest row above it names; none of such a row itself."""
    rows = [each.row for each in families]
    numbers = [None, *(number_in(each.said, reads) for each in families)]

    def of_row(row: Row) -> str | None:
        at = bisect_right(rows, row.number)
        return None if at and rows[at - 1] == row.number else numbers[at]

    return of_row


def above_or_family(
    family: Callable[[Row], str | None], schemes: Sequence[Scheme], reads: Reads
) -> Callable[[Row, Cell], Cell]:
    """Return what tells the parent of a row by its own words for it: what it says, else its family.

    The end of a number, which is none in any numbering system, is the end of one of the family.
    """

    def of_row(row: Row, own: Cell) -> Cell:
        above, text = family(row), plain(own)
        if not text or above is None:
            return own if text else above
        return _of_family(text, above, schemes) or own if _END.fullmatch(text) and not reads(text) else own

    return of_row


def _of_family(end: str, family: str, schemes: Sequence[Scheme]) -> str:
    """Return the number with this end in a family, empty where no numbering system reads such a number."""
    for scheme in schemes:
        try:
            return scheme.parse(f",{end.lstrip(',， ')}", scheme.parse(family)).canonical
        except NumberTextError:
            continue
    return ""


def number_in(text: str, reads: Reads) -> str:
    """Return the longest run of words in which some numbering system reads a number.

    Where none does, it is the first word with a figure, and without any the whole text.
    """
    words = text.split()
    runs = (
        " ".join(words[first : first + count]).strip(".;:()[]")
        for count in range(len(words), 0, -1)
        for first in range(len(words) - count + 1)
    )
    found = next((run for run in runs if any(map(str.isdigit, run)) and reads(run)), "")
    return found or next((word for word in words if any(map(str.isdigit, word))), text)
