"""Rows of words between records: a sum or a title is set aside, unless the row says the number of a piece."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.exchange.book import Sheet
from lunarcurator.exchange.layout import records
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.text_rows import SIGNED, TITLE, TOTAL, is_measure
from lunarcurator.services.importing.cells.values import plain

_PART: Final = re.compile(r"[,，]?\s*\d{1,5}")

type Reads = Callable[[str], bool]


class SaidRow(NamedTuple):
    """A row of words: its number in the file, why it seems to be no record, its first words; of a sum or note all.

    `filled` are the columns that say anything, of them `numbers` say the number of a piece in some numbering
    system, and `parts` what may be a part of one.
    """

    row: int
    why: str
    said: str
    filled: frozenset[str]
    numbers: frozenset[str]
    parts: frozenset[str]
    further: bool = False
    """Whether words stand in it beside the first ones, and no figures alone."""

    def is_piece(self, whole: Collection[str], part: Collection[str]) -> bool:
        """Tell whether a column of whole numbers, or one of parts of them, says a number here."""
        return any(name in self.numbers for name in whole) or any(name in self.parts for name in part)

    def is_between(self, titled: Collection[str], own: Collection[str]) -> bool:
        """Tell whether it stands between records: words alone under these headers, or beside a blank number.

        The columns of the number are its `own`, empty where blanks of them continue nothing.
        """
        beside = bool(own) and self.filled.isdisjoint(own)
        return self.why in (TOTAL, SIGNED) or beside or (self.why == TITLE and self.filled <= {*titled})


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
    why = {each.row.number: each.why for each in guess.spoken}
    alone = replace(sheet, source=lambda: (each.row for each in guess.spoken))
    said: dict[int, list[tuple[str, str]]] = {}
    # Of tables side by side each is a record of the same row.
    for record in records(alone, replace(guess.layout, aside=frozenset())):
        told = zip(columns, map(plain, record.cells), strict=False)
        said.setdefault(record.number, []).extend((name, text) for name, text in told if text)
    return tuple(_said(row, why[row], texts, reads) for row, texts in said.items())


def _said(row: int, why: str, texts: Sequence[tuple[str, str]], reads: Reads) -> SaidRow:
    numbers = frozenset(name for name, text in texts if reads(text))
    parts = frozenset(name for name, text in texts if _PART.fullmatch(text))
    first, further = texts[0][1] if texts else "", [text for _, text in texts[1:]]
    told = " ".join((first, *further)) if why in (TOTAL, SIGNED) else first
    filled = frozenset(name for name, _ in texts)
    return SaidRow(row, why, told, filled, numbers, numbers | parts, not all(map(is_measure, further)))


def totals_of(rows: Sequence[SaidRow]) -> Iterator[SaidRow]:
    """Yield the sums among rows of words."""
    return (each for each in rows if each.why == TOTAL)
