"""Rows below one that may be the header of another table: nobody said that they stand in the same columns."""

from collections.abc import Iterator, Sequence
from typing import Final

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.findings import Strength, find
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.row_words import is_figure, is_measured, is_unit
from lunarcurator.services.importing.cells.values import plain, says_nothing
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases, split_unit
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.rows import ReadRow

_KINDS: Final = (FieldKind.LENGTH, FieldKind.PERCENT, FieldKind.INTEGER, FieldKind.DAY)
_MEASURED: Final = MASSES | {"day"} | {name for name, each in FIELDS.items() if each.kind in _KINDS}
_TERMS: Final = frozenset(name for name, each in FIELDS.items() if each.kind is FieldKind.TERM)
_NUMBERS: Final = frozenset({"number", "generic", "specific"})
# Where any word may stand, also one that columns are called by.
_FREE: Final = _NUMBERS | {"remarks", "source"}
# Words that go on in the next cell are a title that was cut to the columns.
_GOES_ON: Final = (" with", " and")
_LONGEST: Final = 40


def refuse_below_headers(wanted: Prepared, read: Sequence[ReadRow]) -> None:
    """Refuse the rows of a table below a refused one that may be a header; `read` are its rows as they read.

    That says nothing but words, of which those in a column of measures are no value. Where none stands there,
    words are no number and stand beside what is no term or mission, or one of them is what columns are called. Of
    a row that was known to begin another table somebody said that it does not.
    """
    heads, above = dict(_heads(wanted, read)), 0
    for made in read if heads else ():
        if made.row in heads:
            above = made.row
        elif above:
            facts: dict[str, str | int] = {"row": above, "words": heads[above]}
            made.problems += (find(Strength.IMPOSSIBLE, "import.below_header", "R12", "number", "", **facts),)


def _heads(wanted: Prepared, read: Sequence[ReadRow]) -> Iterator[tuple[int, str]]:
    """Yield the rows that may be a header, with their words."""
    aliases, reading = Aliases(), wanted.reading
    likely = (made for made in read if made.number is None or _says_no_measure(made))
    refused = {made.row: made for made in likely if str(made.row) not in reading.guess.begins}
    for row in wanted.table.rows() if refused else ():
        if row.number in refused:
            said = _said(wanted, row)
            if _may_head(refused[row.number], said, reading, aliases):
                yield row.number, ", ".join(text for _, text in said)


def _said(wanted: Prepared, row: Row) -> list[tuple[PlannedColumn, str]]:
    """Return what a row says, each with its column; what continues the row above is nothing of it."""
    told = ((each, at, plain(row.cells[at])) for at, each in enumerate(wanted.own))
    fill = wanted.reading.layout.fill
    return [(each, text) for each, at, text in told if at + 1 not in fill and any(map(str.isalnum, text))]


def _may_head(
    made: ReadRow, said: Sequence[tuple[PlannedColumn, str]], reading: Reading, aliases: Aliases
) -> bool:
    numbers = {each.name for each, _ in said if each.target in _NUMBERS or each.name in reading.key}
    if not all(_is_words(text, of_number=each.name in numbers) for each, text in said):
        return False
    beside = not reading.families and 0 < len(numbers) < len(said)
    called = any(each.target not in _FREE and _is_called(text, aliases) for each, text in said)
    return called or _is_no_record(made, [text for _, text in said], beside=beside)


def _says_no_measure(made: ReadRow) -> bool:
    return any(each.field in _MEASURED for each in made.problems)


def _is_no_record(made: ReadRow, words: Sequence[str], *, beside: bool) -> bool:
    """Tell whether a row is none whose words nobody knows, some of them `beside` those where its number stands."""
    if _says_no_measure(made):
        return not any(text.endswith(_GOES_ON) for text in words)
    return beside and not (_TERMS & made.values.keys() or made.mission) and max(map(len, words)) <= _LONGEST


def _is_called(text: str, aliases: Aliases) -> bool:
    return bool(aliases.target(text) != OTHER or split_unit(text)[1] or is_unit(text))


def _is_words(text: str, *, of_number: bool) -> bool:
    """Tell whether a text is what a column may be called; where numbers stand it has more letters than figures."""
    letters, figures = (sum(map(tells, text)) for tells in (str.isalpha, str.isdigit))
    named = letters > (figures if of_number else 0)
    return named and not (is_figure(text) or is_measured(text) or says_nothing(text))
