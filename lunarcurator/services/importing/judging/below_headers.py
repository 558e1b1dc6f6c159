"""Rows below one that may be the header of another table: nobody said that they stand in the same columns."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.findings import Strength, find
from lunarcurator.exchange.row_words import is_unit
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases, split_unit
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.preparing import Prepared
from lunarcurator.services.importing.rows import ReadRow

_LEAST_LETTERS: Final = 3
_KINDS: Final = (FieldKind.LENGTH, FieldKind.PERCENT, FieldKind.INTEGER, FieldKind.DAY)
_MEASURED: Final = MASSES | {"day"} | {name for name, each in FIELDS.items() if each.kind in _KINDS}


def refuse_below_headers(wanted: Prepared, read: Sequence[ReadRow]) -> None:
    """Refuse the rows of a table below a refused one that may be a header; `read` are its rows as they read.

    That says no number, holds no figure, and has words under a column of measures that are no value of it. Where
    cells hold several words, as parts of a title do, or few letters, one must be called as columns are. Of a row
    that was known to begin another table somebody said that it does not.
    """
    heads, above = _heads(wanted, read), 0
    for made in read if heads else ():
        if made.row in heads:
            above = made.row
        elif above:
            facts: dict[str, str | int] = {"row": above, "words": heads[above]}
            made.problems += (find(Strength.IMPOSSIBLE, "import.below_header", "R12", "number", "", **facts),)


def _heads(wanted: Prepared, read: Sequence[ReadRow]) -> dict[int, str]:
    """Return the rows that may be a header, with their words."""
    aliases, begins = Aliases(), wanted.reading.guess.begins
    likely = {each.row for each in read if _may_head(each, aliases)}.difference(
        map(int, filter(str.isdigit, begins))
    )
    own = [at for at in range(len(wanted.own)) if at + 1 not in wanted.reading.layout.fill]
    rows = [row for row in wanted.table.rows() if row.number in likely] if likely else []
    said = ((row.number, [*filter(None, (plain(row.cells[at]) for at in own))]) for row in rows)
    return {row: ", ".join(words) for row, words in said if _are_names(words, aliases)}


def _may_head(made: ReadRow, aliases: Aliases) -> bool:
    """Tell whether a row says no number, and what is no measure under a column of them.

    Where any word is a number, one that columns are called by is none here.
    """
    if not any(each.field in _MEASURED for each in made.problems):
        return False
    return made.number is None or aliases.target(made.shown) != OTHER


def _are_names(words: Sequence[str], aliases: Aliases) -> bool:
    if not words or any(map(str.isdigit, "".join(words))):
        return False
    called = (aliases.target(word) != OTHER or split_unit(word)[1] or is_unit(word) for word in words)
    return all(map(_is_name, words)) or any(called)


def _is_name(word: str) -> bool:
    return " " not in word and len(word) >= _LEAST_LETTERS
