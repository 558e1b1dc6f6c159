"""Asks into which collection a file goes: where that cannot be told, or where the file speaks of another one."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.cells.repairs import NONE
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.judging.other_collections import Elsewhere, mission_words, says_where
from lunarcurator.services.importing.planning import Prepared, target_of
from lunarcurator.services.importing.preparing import NEW, prepare
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source
from lunarcurator.services.importing.target import ANY, Target, known_targets
from lunarcurator.store.reads.matching import known_pieces

_LOOKED_AT: Final = 200
_BARE: Final = re.compile(r"[A-Za-z]?[ .\-]?\d[\d ,.\-/]*")


COLLECTION: Final = "collection"
"""The question into which collection a file goes."""


def ask_collection(desk: Desk, key: str, **facts: str) -> Question:
    """Return the question into which collection a file goes."""
    known = known_targets(desk)
    # What the file speaks of is what it most likely is.
    choices = (*(each for each in known if each == facts.get("other")), *known, NEW)
    return Question(COLLECTION, key, tuple(facts.items()), (*dict.fromkeys(choices),), must=True, free=True)


def propose_collection(desk: Desk, code: str, *, must: bool = False) -> Question:
    """Return the same question where the file speaks of one collection."""
    return replace(ask_collection(desk, "import.ask.collection_proposed"), proposed=code, must=must)


def collection_taken(desk: Desk, source: Source, reading: Reading) -> Question | None:
    """Return the question into which collection pieces go, with the one they would go into; None where none do."""
    if reading.answers.get("number") == NONE or (reading.levels and not reading.taken_for("number")):
        return None
    try:
        return propose_collection(desk, target_of(desk, prepare(desk, source, reading)).code)
    except Refusal:
        return None


def is_shape_alone(desk: Desk, prepared: Prepared, target: Target) -> bool:
    """Tell whether nothing but the shape of its numbers speaks for a collection.

    Numbers of five figures are those of rocks from the Moon, and of many other things. What names a mission or the
    collection, a number that names it, or one that is in the book, is more than a shape.
    """
    numbers = _texts(prepared, "generic") or _texts(prepared, "number")
    if target.scheme.code == ANY or not all(map(_BARE.fullmatch, numbers)):
        return False
    if any(map(target.mission, _texts(prepared, "mission"))) or _names(target, prepared):
        return False
    return target.uid is None or not _in_book(desk, target.uid, target.scheme, numbers)


def _in_book(desk: Desk, collection: Uid, scheme: Scheme, numbers: list[str]) -> bool:
    """Tell whether any of these numbers, or a piece they are parts of, is in the book."""
    wanted: set[str] = set()
    for text in numbers:
        with suppress(NumberTextError):
            number = scheme.parse(text)
            wanted |= {number.canonical, number.family}
    with desk.database.snapshot() as connection:
        return bool(known_pieces(connection, collection, sorted(wanted)))


def _texts(prepared: Prepared, field: str) -> list[str]:
    """Return what the first rows say of a field, each once."""
    at = [index for index, column in enumerate(prepared.columns) if column.target == field]
    return _first_texts(prepared, at[0]) if at else []


def _says_where(prepared: Prepared) -> list[list[str]]:
    """Return what the first rows say under each header that is one of collections or missions."""
    at = [index for index, column in enumerate(prepared.columns) if says_where(column.name)]
    return [_first_texts(prepared, index) for index in at]


def _first_texts(prepared: Prepared, at: int) -> list[str]:
    first = islice(prepared.table.rows(), _LOOKED_AT)
    return [*dict.fromkeys(text for row in first if (text := plain(row.cells[at])))]


def _names(target: Target, prepared: Prepared) -> bool:
    """Tell whether file, sheet, columns or rows name the collection or a mission of it."""
    headers = (column.name for column in prepared.columns)
    names = (*prepared.said, *headers, *chain.from_iterable(_says_where(prepared)))
    return any(key in target.own_keys for name in names for key, _ in mission_words(name))


def about_elsewhere(desk: Desk, prepared: Prepared, target: Target) -> Iterator[Question]:
    """Ask about a file that speaks of another collection than the one it would go into by itself."""
    elsewhere, key = Elsewhere(target), "import.ask.collection_said"
    said = elsewhere.said((*("; ".join(texts) for texts in _says_where(prepared)), *prepared.said))
    if said is None:
        numbers = _texts(prepared, "generic") or _texts(prepared, "number")
        said, key = elsewhere.numbered(numbers), "import.ask.collection_numbered"
    if said is not None:
        yield ask_collection(desk, key, said=said.words, other=said.other, collection=target.code)
