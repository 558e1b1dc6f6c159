"""Words beside the records that name a unit of mass: titles, notes, the headings of families."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from lunarcurator.domain.mass_units import UNIT_WORDS, power_of_word
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.row_words import words_of
from lunarcurator.exchange.text_rows import SIGNED, TOTAL
from lunarcurator.services.importing.non_record_rows.families import Family

_UNIT: Final = "(?:" + "|".join(UNIT_WORDS) + ")"
# Neither part of a word nor of a unit of something else, as `mg/kg`, `g cm-3` or `g per t`.
_ALONE: Final = rf"(?<![^\W\d_]){_UNIT}(?![^\W_]|\s*[/·*^]|\s*(?:cm|ml?|l|per)\b)"
_FURTHER: Final = rf"(?:\s*(?:,|&|and|or|und|oder|et|ou|и|или)\s*{_ALONE})*"
_MASSES: Final = r"mass(?:es)?|weights?|wts?\.?|units?|massen?|gewichte?|poids|масс[аы]|вес"
_BEFORE: Final = (
    rf"(?:\b(?:in|en|в)\s+|[(\[]\s*(?:all\s+)?|\b(?:{_MASSES})(?!\w)"
    rf"(?:\s+(?:all|are|is|as|given|listed|stated|below|above|here|of\s+(?:{_MASSES})))*\s*[-–—:=,]?\s*)"
)
_PHRASE: Final = re.compile(rf"{_BEFORE}{_ALONE}{_FURTHER}|^\W*{_ALONE}\W*$", re.IGNORECASE)
_CHINESE: Final = re.compile(
    rf"(?:单位|單位|质量|質量|重量|以|[（(])(?:均|都|皆)?(?:为|為|是|[:：=])?\s*({_UNIT})"
)
_BEGINS: Final = re.compile(rf"\W*({_ALONE})", re.IGNORECASE)
_NAMED: Final = re.compile(_ALONE, re.IGNORECASE)


class UnitWords(NamedTuple):
    """What a row says that names units of mass, each as the power of ten of its ug."""

    row: int
    said: str
    powers: frozenset[int]


def units_said(
    above: Iterable[Row], sheet: Sheet, guess: Guess, marks: SheetMarks, families: Sequence[Family]
) -> tuple[UnitWords, ...]:
    """Return what names units of mass above a table, below it, between its records, and beside its header."""
    layout = guess.layout
    rows = chain(above, (each.row for each in guess.spoken), _below(sheet, layout.end_row))
    told = {row.number: row for row in rows if row.number != layout.units_row}
    why = {each.row.number: each.why for each in guess.spoken}
    heads = ((row, words) for (row, _), words in marks.comments.items() if row in layout.header_rows)
    found = (
        *(_of_row(row, why.get(number, "")) for number, row in told.items()),
        *(_said(row, words, _in_units(words)) for row, words in heads),
        *(_said(each.row, each.said, _units(each.said)) for each in families),
    )
    return tuple(sorted((each for each in found if each.powers), key=lambda each: each.row))


def _of_row(row: Row, why: str) -> UnitWords:
    """Return the units that a row says: bare in a sum, as the figures above it are; in a note also beside it."""
    text = " ".join(words_of(row))
    if why == TOTAL:
        return _said(row.number, text, _units(text))
    beside = _first_units(row) if why == SIGNED else ()
    return _said(row.number, text, chain(_in_units(text), beside))


def _below(sheet: Sheet, end: int) -> Iterator[Row]:
    return (row for row in sheet.rows() if row.number > end) if end else iter(())


def _said(row: int, text: str, named: Iterable[str]) -> UnitWords:
    # A capital letter alone stands for anything else.
    words = (word for word in named if len(word) > 1 or word.islower() or word == "克")
    powers = frozenset(power for word in words if (power := power_of_word(word)) is not None)
    return UnitWords(row, " ".join(text.split()), powers)


def _in_units(text: str) -> Iterator[str]:
    """Yield the units that words are in: in brackets, behind `in` or a word for masses, or alone."""
    for found in _PHRASE.finditer(_one_micro(text)):
        yield from _units(found[0])
    yield from _CHINESE.findall(text)


def _first_units(row: Row) -> Iterator[str]:
    """Yield the units with which cells begin beside the first words of a row."""
    for words in words_of(row)[1:]:
        found = _BEGINS.match(_one_micro(words))
        if found is not None:
            yield found[1]


def _units(text: str) -> Iterator[str]:
    """Yield all units that are words by themselves: a heading says nothing else beside its number."""
    return iter(_NAMED.findall(_one_micro(text)))


def _one_micro(text: str) -> str:
    """Return a text with the sign for micro as units of mass are known by."""
    return text.replace("\u00b5", "\u03bc")
