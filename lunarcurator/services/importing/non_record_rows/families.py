"""Rows that name the parent of all rows below them, up to the next such row, as a person showed."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from lunarcurator.exchange.blocks import families_in
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.row_words import words_of
from lunarcurator.services.importing.non_record_rows.said_rows import Reads

AROUND: Final = ".;:()[]"
"""What stands around a number in words and is none of it."""
_DOUBTS: Final = "?？"
_FROM: Final = re.compile(r"^[^\W\d_][^\d?？:：]*\d{1,2}\s*[:：]\s*")


class Family(NamedTuple):
    """A row that names the parent of those below it, with its first words; `alone` it is no piece itself."""

    row: int
    said: str
    alone: bool


def family_rows(sheet: Sheet, places: Sequence[str]) -> tuple[Family, ...]:
    """Return the rows of a sheet at these places that change the family; raises `SheetError` for what is none."""
    found = families_in(sheet, places) if places else ()
    return tuple(Family(row.number, words_of(row)[0], alone) for row, alone in found)


def of_no_row(sheet: Sheet, places: Sequence[str], families: Sequence[Family]) -> tuple[str, ...]:
    """Return those of these places that mean none of the families of a sheet."""
    rows = {each.row for each in families}
    found = replace(sheet, source=lambda: (row for row in sheet.rows() if row.number in rows))
    return tuple(place for place in places if not families_in(found, [place]))


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


def said_above(said: Sequence[tuple[int, str]]) -> Callable[[Row], str | None]:
    """Return what tells of a row what the nearest of these rows above it says; none of such a row itself."""
    rows, words = [row for row, _ in said], [None, *(each for _, each in said)]

    def of_row(row: Row) -> str | None:
        at = bisect_right(rows, row.number)
        return None if at and rows[at - 1] == row.number else words[at]

    return of_row


def number_in(text: str, reads: Reads) -> str:
    """Return the longest run of words in which some numbering system reads a number, or the word with a figure.

    It is the whole text without any, and where what is left over has a figure or a question mark as well: nobody
    knows which of them is meant. Words before a colon with at most two figures, as `Apollo 12:`, only say where
    the number is from.
    """
    words = _FROM.sub("", text, count=1).split()
    spans = ((at, at + count) for count in range(len(words), 0, -1) for at in range(len(words) - count + 1))
    left = {" ".join(words[at:end]).strip(AROUND): (*words[:at], *words[end:]) for at, end in spans}
    runs = [run for run in left if any(map(str.isdigit, run))]
    found = next(filter(reads, runs), runs[-1] if runs else text)
    others = "".join(word for word in left.get(found, ()) if word.strip(AROUND) != found)
    return text if any(sign.isdigit() or sign in _DOUBTS for sign in others) else found
