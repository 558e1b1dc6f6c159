"""Rows of words between records: a sum or a title is set aside, unless the row says the number of a piece."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout import records
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.text_rows import TOTAL
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.non_record_rows.sums import Records

_PART: Final = re.compile(r"[,，]?\s*\d{1,5}")

type Reads = Callable[[str], bool]


class SaidRow(NamedTuple):
    """A row of words: its number in the file, why it seems to be no record, its words.

    `filled` are the columns that say anything, of them `numbers` say the number of a piece in some numbering
    system, and `parts` what may be a part of one.
    """

    row: int
    why: str
    said: str
    filled: frozenset[str]
    numbers: frozenset[str]
    parts: frozenset[str]
    asks: bool = True
    """Whether it says anything that is not known to be nothing: all but a sum that says only what records do."""
    come_to: tuple[str, ...] = ()
    """What the records above a sum come to, by column, where it has other figures."""

    def is_piece(self, whole: Collection[str], part: Collection[str]) -> bool:
        """Tell whether a column of whole numbers, or one of parts of them, says a number here."""
        return not (self.numbers.isdisjoint(whole) and self.parts.isdisjoint(part))


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
    """Return what the rows of words say by column of the table; for a sum all records above it are read."""
    why = {each.row.number: each.why for each in guess.spoken}
    sums = [each.row for each in guess.spoken if each.why == TOTAL]
    above = Records(columns, sums)
    alone = replace(sheet, source=lambda: (each.row for each in guess.spoken))
    said: dict[int, list[tuple[str, str]]] = {}
    against: dict[int, list[str]] = {}
    # Of tables side by side each is a record of the same row.
    for record in records(sheet if sums else alone, replace(guess.layout, aside=frozenset())):
        if (number := record.number) not in why:
            above.add(record)
            continue
        told = _texts(columns, record)
        said.setdefault(number, []).extend(told)
        if why[number] != TOTAL:
            above.titles.update(text for _, text in told)
            continue
        # What blocks side by side come to, each by itself, is not told.
        told_against = _untold(above.against(record)) if guess.layout.groups else above.against(record)
        against.setdefault(number, []).extend(told_against)
        above.begin_group()
    return tuple(_said(row, why[row], texts, reads, against.get(row)) for row, texts in said.items())


def _texts(columns: Sequence[str], record: Row) -> list[tuple[str, str]]:
    """Return what a row says, by column."""
    return [each for each in zip(columns, map(plain, record.cells), strict=False) if each[1]]


def _untold(told: Iterable[str]) -> list[str]:
    return [""] * len(list(told))


def _said(
    row: int, why: str, texts: Sequence[tuple[str, str]], reads: Reads, against: Sequence[str] | None
) -> SaidRow:
    numbers = frozenset(name for name, text in texts if reads(text))
    parts = frozenset(name for name, text in texts if _PART.fullmatch(text))
    told = " ".join(text for _, text in texts)
    come_to = tuple(filter(None, against or ()))
    filled = frozenset(name for name, _ in texts)
    return SaidRow(
        row=row,
        why=why,
        said=told,
        filled=filled,
        numbers=numbers,
        parts=numbers | parts,
        asks=against != [],
        come_to=come_to,
    )


def totals_of(rows: Sequence[SaidRow]) -> Iterator[SaidRow]:
    """Yield the sums among rows of words."""
    return (each for each in rows if each.why == TOTAL)
