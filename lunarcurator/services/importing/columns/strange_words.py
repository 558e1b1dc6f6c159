"""Columns headed like a vocabulary of this program that speak of something else: a condition "good", a title."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.services.importing.cells.values import CellRefused, says_nothing
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.terms import Terms

_DESCRIPTION: Final = "description"


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


def take_description(
    rows: Sequence[Sequence[str]], columns: Sequence[str], mapping: dict[str, str], load: Callable[[], Terms]
) -> None:
    """Take a description that names no form for remarks, where nothing else is, and a further column for the form.

    `load` brings the forms the lab knows.
    """
    column = next((each for each in columns if mapping[each] == "form" and bare(each) == _DESCRIPTION), "")
    at = columns.index(column) if column else 0
    words = {row[at] for row in rows if row[at] and not says_nothing(row[at])} if column else set[str]()
    if not words or _any_form(load(), words):
        return
    mapping[column] = OTHER if "remarks" in mapping.values() else "remarks"
    if further := [each for each in columns if each != column and _may_be_form(mapping[each], each)]:
        mapping[further[0]] = "form"


def _any_form(terms: Terms, words: Iterable[str]) -> bool:
    # A list of sections may say only its codes.
    return any(terms.form(word, coded=True) for word in words)


def _may_be_form(target: str, header: str) -> bool:
    return target == OTHER and bare(header) in FIELDS["form"].aliases


def _any_term(terms: Terms, key: str, words: Iterable[str]) -> bool:
    return any(_is_term(terms, key, word) for word in words)


def _is_term(terms: Terms, key: str, word: str) -> bool:
    try:
        terms.term(key, word)
    except CellRefused:
        return False
    return True
