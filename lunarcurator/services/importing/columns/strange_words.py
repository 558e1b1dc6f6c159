"""Columns headed like a vocabulary of this program that speak of something else: a condition "good", a title."""

from collections.abc import Callable, Iterable, Sequence

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.services.importing.cells.values import CellRefused, says_nothing
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.terms import Terms


def set_aside_strange(
    rows: Sequence[Sequence[str]], columns: Sequence[str], mapping: dict[str, str], load: Callable[[], Terms]
) -> None:
    """Keep a column as it stands where none of its words is a term of the field that its header means.

    With one word the vocabulary has, the others are refused row by row, as mistakes. `load` brings the terms.
    """
    for at, column in enumerate(columns):
        told = FIELDS.get(mapping[column])
        if told is None or told.kind is not FieldKind.TERM or not told.terms:
            continue
        words = {row[at] for row in rows if row[at] and not says_nothing(row[at])}
        if words and not _any_term(load(), told.key, words):
            mapping[column] = OTHER


def _any_term(terms: Terms, key: str, words: Iterable[str]) -> bool:
    return any(_is_term(terms, key, word) for word in words)


def _is_term(terms: Terms, key: str, word: str) -> bool:
    try:
        terms.term(key, word)
    except CellRefused:
        return False
    return True
