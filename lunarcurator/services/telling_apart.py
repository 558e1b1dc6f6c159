"""Findings about pieces of two collections that have the same number: each names its collection."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture

_UID: Final = re.compile("[0-9a-f]{32}")


def told_apart(findings: Iterable[Finding], picture: Picture) -> Iterator[Finding]:
    """Yield findings, the number in each written with its collection where another piece of them has it too."""
    found = list(findings)
    causes: dict[str, set[str]] = {}
    for each in found:
        number = dict(each.facts).get("number")
        if isinstance(number, str) and _UID.fullmatch(each.cause):
            causes.setdefault(number, set()).add(each.cause)
    full: dict[tuple[str, str], str] = {}
    for number, theirs in causes.items():
        if len(theirs) > 1:
            full |= _in_full(number, theirs, picture)
    for each in found:
        facts = dict(each.facts)
        told = full.get((str(facts.get("number")), each.cause))
        yield each if told is None else replace(each, facts=tuple((facts | {"number": told}).items()))


def _in_full(number: str, causes: Iterable[str], picture: Picture) -> Mapping[tuple[str, str], str]:
    """Return a number with its collection for each piece among these causes that has it, if several have."""
    known = ((each, picture.piece_or_none(Uid(each))) for each in sorted(causes))
    pieces = {each: piece for each, piece in known if piece is not None and piece.number_text == number}
    if len(pieces) < 2:
        return {}
    books = {each: picture.desk(Subject.COLLECTION, piece.book.collection) for each, piece in pieces.items()}
    return {(number, each): f"{book.text('code')}:{number}" for each, book in books.items()}
