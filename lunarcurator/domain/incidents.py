"""Incidents: the cases of what was lost or stolen together, and the pieces and lines each is about.

The case is opened with the first of them; what is found missing later is added to it, whatever the order of days.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Existence

LOSSES: Final = frozenset({str(Existence.LOST), str(Existence.STOLEN)})
"""The kinds of cases that are incidents."""
_PIECE: Final = "piece/"
_LINE: Final = "line/"


def joined(pieces: Iterable[Uid], lines: Iterable[Uid]) -> dict[str, Scalar]:
    """Return the fields that add pieces and loan lines to what a case is about."""
    return {**{f"{_PIECE}{uid}": uid for uid in pieces}, **{line_key(uid): uid for uid in lines}}


def line_key(line: Uid) -> str:
    """Return the field under which a case holds one of several loan lines, or one that was added later."""
    return f"{_LINE}{line}"


def pieces_of(fields: Mapping[str, object]) -> tuple[Uid, ...]:
    """Return the pieces a case is about, those it was opened with first."""
    first = str(fields.get("samples") or fields.get("sample") or "").split()
    return _each_once(first, fields, _PIECE)


def lines_of(fields: Mapping[str, object]) -> tuple[Uid, ...]:
    """Return the loan lines on which pieces of a case were lost."""
    return _each_once(str(fields.get("line") or "").split(), fields, _LINE)


def _each_once(first: Iterable[str], fields: Mapping[str, object], prefix: str) -> tuple[Uid, ...]:
    added = (key.removeprefix(prefix) for key in fields if key.startswith(prefix))
    return tuple(Uid(each) for each in dict.fromkeys((*first, *added)))
