"""Findings about a piece whose number a piece of another collection has too: each names the collection."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState

_UID: Final = re.compile("[0-9a-f]{32}")


def told_apart(findings: Iterable[Finding], picture: Picture) -> Iterator[Finding]:
    """Yield findings, the number of the piece of each as only this piece of the store is called."""
    known: dict[tuple[str, str], str] = {}
    for each in findings:
        facts = dict(each.facts)
        asked = str(facts.get("number", "")), each.cause
        if asked not in known:
            known[asked] = _told(*asked, picture)
        told = known[asked]
        yield each if told == asked[0] else replace(each, facts=tuple((facts | {"number": told}).items()))


def _told(number: str, cause: str, picture: Picture) -> str:
    """Return a number as the piece is called that is the cause, or that of the line that is; else unchanged."""
    if not number or not _UID.fullmatch(cause):
        return number
    piece = picture.piece_or_none(Uid(cause)) or _of_line(Uid(cause), picture)
    return as_told(picture, piece.uid) if piece is not None and piece.number_text == number else number


def _of_line(cause: Uid, picture: Picture) -> PieceState | None:
    """Return the piece or stock of a line, None for what is no line and for a line without one."""
    with suppress(KeyError):
        line = Line.of(picture.desk(Subject.LINE, cause))
        piece = line.sample or line.source
        return picture.piece_or_none(piece) if piece is not None else None
    return None
