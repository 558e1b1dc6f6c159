"""Words that name a unit of mass, known or not, where no piece comes in: beside the records, in rows refused."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from lunarcurator.domain.mass_units import UNIT_WORDS
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout_guess import Guess
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.row_words import words_of
from lunarcurator.exchange.text_rows import names_sum
from lunarcurator.services.importing.asking.question import Looking
from lunarcurator.services.importing.cells.values import LENGTHS, plain
from lunarcurator.services.importing.non_record_rows.families import Family
from lunarcurator.services.importing.target import ANY

_STEMS: Final = (
    r"(?:m[iy]ll?[iye]?|k[iy]lo|m[iy][ck]ro|nano|de[cz]i|[cz]enti|de[ck]a|he[ck]to|"
    r"мил+и|кило|микро|нано|деци|санти|дека|гекто)"
)
_LETTER: Final = r"[^\W\d_]"
# As people write units that no mass is read in, or that are multiplied; which is meant a person says.
_LIKELY: Final = (
    rf"(?:(?:{_STEMS}[- ]?)?(?:gram+|грам+){_LETTER}{{0,4}}|mgms?|mgrs?|grs?|cg|dg|dag|"
    rf"oz|ounces?|unzen?|lbs?|pounds?|carats?|karats?|tons?|tonnen?s?|тонн{_LETTER}{{0,2}})(?!{_LETTER})|"
    r"毫克|微克|千克|公斤|公克|克拉|盎司|磅|吨|噸|グラム|トン|그램|"
    r"(?<!\S)/\s*1000(?!\d)|in\s+(?:units\s+of\s+)?0[.,]0*1(?!\d)|"
    r"(?:[x×]|times|(?:multiplied|divided)\s+by|[乘除]以)\s*(?:0[.,]0*1(?!\d)|1000?(?!\d)|10\s*(?:\^|\*\*|[-−⁻⁰-⁹]))"
)
_KNOWN: Final = "|".join(sorted((*UNIT_WORDS, *LENGTHS), key=len, reverse=True))
# Neither part of a word nor of a unit of something else, as `mg/kg`, `g cm-3` or `g per t`.
_UNITS: Final = re.compile(
    rf"(?<![^\W\d_\u3400-\u9fff])(?<!/)(?:{_LIKELY}|"
    rf"(?:{_KNOWN})(?![^\W_]|[-−]\d|\s*[/·*^]|\s*(?:cm|ml?|l|per)\b))",
    re.IGNORECASE,
)
_BEHIND_FIGURE: Final = re.compile(r"\d\s*\Z")
_FIGURE: Final = re.compile(r"\d")
_ANYTHING: Final = re.compile(r".")


class UnitWords(NamedTuple):
    """What a row says that names units of mass or length, or seems to, and its words for them."""

    row: int
    said: str
    units: frozenset[str]


def units_said(
    above: Iterable[Row], sheet: Sheet, guess: Guess, marks: SheetMarks, families: Sequence[Family]
) -> tuple[UnitWords, ...]:
    """Return what names units of mass above a table, below it, between its records, and in comments there."""
    heads = (Row(each.row, (each.said,)) for each in families)
    rows = chain(
        *(above, (each.row for each in guess.spoken), _below(sheet, guess.layout.end_row)),
        *(_comments(guess, marks), heads),
    )
    counted = {each.row for each in families}
    found = (
        _said(row, behind_figure=row.number in counted or names_sum(" ".join(words_of(row))))
        for row in rows
        if row.number != guess.layout.units_row
    )
    return tuple(sorted((each for each in found if each.units), key=lambda each: each.row))


def _comments(guess: Guess, marks: SheetMarks) -> Iterator[Row]:
    """Yield the comments above a table and on the rows of words between its records."""
    first, noted = guess.layout.first_row, {each.row.number for each in guess.spoken}
    return (Row(row, (words,)) for (row, _), words in marks.comments.items() if row < first or row in noted)


def units_in_words(sheet: Looking, numbers: Iterable[str], masses: Iterable[str]) -> list[UnitWords]:
    """Return what names units where no piece comes in, by the columns of numbers and of what is measured.

    That is in rows of words, and in rows which are refused: they say no number, or words instead of a mass.
    """
    whole, parts = sheet.reading.numbering
    pieces = {each.row for each in sheet.reading.said if each.is_piece(whole, parts)}
    said = [each for each in sheet.reading.unit_words if each.row not in pieces]
    refused = _refused(sheet, numbers, masses)
    rows = (row for at, row in enumerate(sheet.rows()) if at in refused) if refused else ()
    return [*said, *(each for each in map(_said, rows) if each.units)]


def _refused(sheet: Looking, numbers: Iterable[str], masses: Iterable[str]) -> set[int]:
    """Return which rows, from 0, say no number, or words that name a unit instead of a mass."""
    cells = sheet.cells((*numbers, *masses))
    # Where any name is a number, none is there in a blank alone.
    number = _FIGURE if sheet.target is None or sheet.target.scheme.code != ANY else _ANYTHING
    lacking = [{*_without(number, cells[name])} for name in numbers]
    refused = set[int].intersection(*lacking) if lacking else set[int]()
    for name in masses:
        refused |= {at for at in _without(_FIGURE, cells[name]) if _UNITS.search(plain(cells[name][at]))}
    return refused


def _without(sign: re.Pattern[str], cells: Sequence[Cell]) -> Iterator[int]:
    return (at for at, cell in enumerate(cells) if type(cell) is not int and not sign.search(plain(cell)))


def _below(sheet: Sheet, end: int) -> Iterator[Row]:
    return (row for row in sheet.rows() if row.number > end) if end else iter(())


def _said(row: Row, *, behind_figure: bool = False) -> UnitWords:
    """Return the units that a row says; behind a figure those of a sum or of a heading count, too."""
    words = [word.replace("\u00b5", "\u03bc") for word in words_of(row)]
    found = (
        each[0]
        for word in words
        for each in _UNITS.finditer(word)
        if behind_figure or not _BEHIND_FIGURE.search(word[: each.start()])
    )
    # A capital letter alone stands for anything else, and so does Mg.
    units = (unit.lower() for unit in found if unit != "Mg" and (len(unit) > 1 or not unit.isupper()))
    return UnitWords(row.number, " ".join(words_of(row)), frozenset(units))
