"""Rows of words between records: a sum or a title is set aside, unless the row says the number of a piece."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout import Layout, records
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.spoken_rows import TITLE, TOTAL, Spoken
from lunarcurator.services.importing.cells.values import plain

_PART: Final = re.compile(r"[,，]?\s*\d{1,5}")

type Reads = Callable[[str], bool]


class SaidRow(NamedTuple):
    """A row of words: its number in the file, why it seems to be no record, its first words.

    `filled` are the columns that say anything, of them `numbers` say the number of a piece in some numbering
    system, and `parts` what may be a part of one.
    """

    row: int
    why: str
    said: str
    filled: frozenset[str]
    numbers: frozenset[str]
    parts: frozenset[str]

    def is_piece(self, whole: Collection[str], part: Collection[str]) -> bool:
        """Tell whether a column of whole numbers, or one of parts of them, says a number here."""
        return any(name in self.numbers for name in whole) or any(name in self.parts for name in part)


def reads_number(schemes: Sequence[Scheme]) -> Reads:
    """Return what tells whether one of these numbering systems reads a text."""

    def read(text: str) -> bool:
        for scheme in schemes:
            try:
                scheme.parse(text)
            except NumberTextError:
                continue
            return True
        return False

    return lru_cache(maxsize=4_096)(read)


def said_rows(sheet: Sheet, guess: Guess, columns: Sequence[str], reads: Reads) -> tuple[SaidRow, ...]:
    """Return what the rows of words say by column of the table."""
    if not guess.spoken:
        return ()
    found = {each.row.number: each for each in guess.spoken}
    told: dict[int, SaidRow] = {}
    for record in records(_alone(sheet, guess), _bare(guess.layout)):
        own = _said(found[record.number], record, columns, reads)
        told[own.row] = _both(told[own.row], own) if own.row in told else own
    return (*told.values(),)


def _alone(sheet: Sheet, guess: Guess) -> Sheet:
    """Return a sheet of nothing but these rows."""
    return replace(sheet, source=lambda: (each.row for each in guess.spoken))


def _bare(layout: Layout) -> Layout:
    return replace(layout, aside=frozenset())


def _said(spoken: Spoken, record: Row, columns: Sequence[str], reads: Reads) -> SaidRow:
    texts = {name: text for name, cell in zip(columns, record.cells, strict=False) if (text := plain(cell))}
    numbers = frozenset(name for name, text in texts.items() if reads(text))
    parts = frozenset(name for name, text in texts.items() if name in numbers or _PART.fullmatch(text))
    return SaidRow(record.number, spoken.why, next(iter(texts.values()), ""), frozenset(texts), numbers, parts)


def _both(one: SaidRow, other: SaidRow) -> SaidRow:
    """Return what two records of one row say together, of tables side by side."""
    return one._replace(
        filled=one.filled | other.filled, numbers=one.numbers | other.numbers, parts=one.parts | other.parts
    )


def titles_of(rows: Sequence[SaidRow]) -> tuple[SaidRow, ...]:
    """Return the titles among rows of words."""
    return tuple(each for each in rows if each.why == TITLE)


def totals_of(rows: Sequence[SaidRow]) -> Iterator[SaidRow]:
    """Yield the sums among rows of words."""
    return (each for each in rows if each.why == TOTAL)
