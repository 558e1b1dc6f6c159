"""Asks into which collection a file goes, where nothing but the shape of its numbers tells."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, override

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Looking, Question, Told
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.judging.other_collections import Elsewhere, says_where
from lunarcurator.services.importing.target import ANY, Target, known_targets, mission_words
from lunarcurator.store.reads.matching import known_pieces

if TYPE_CHECKING:
    from lunarcurator.services.importing.planning import Prepared

_LOOKED_AT: Final = 200
_BARE: Final = re.compile(r"[A-Za-z]?[ .\-]?\d[\d ,.\-/]*")


class WhichCollection(Told):
    """Into which collection a file goes, where that cannot be told.

    The shape of its numbers alone only proposes one. A new collection may be named.
    """

    name = "collection"
    free, hint = True, "import.hint.collection"

    @override
    def typed(self, text: str) -> str:
        return f"{Choice.NEW}{text}" if text else ""

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        prepared, target = sheet.prepared, sheet.target
        if target is None:
            yield self.ask({}, choices=_choices(sheet.desk))
        elif prepared.collection is None and prepared.target is None:
            numbers = _texts(prepared, "generic") or _texts(prepared, "number")
            away = Elsewhere(target).numbered(numbers)
            if away is not None or _is_shape_alone(sheet.desk, prepared, target, numbers):
                yield self.proposed(sheet.desk, away.other if away else target.code, must=True)

    def proposed(self, desk: Desk, code: str, *, must: bool = False) -> Question:
        """Return the question where the file speaks of one collection."""
        asked = self.ask({}, choices=_choices(desk), key="import.ask.collection_proposed")
        return replace(asked, proposed=code, must=must)

    def taken(self, sheet: Looking) -> Question | None:
        """Return the question with the collection pieces would go into; None where none do."""
        if sheet.reading.says_places_alone:
            return None
        return None if sheet.target is None else self.proposed(sheet.desk, sheet.target.code)


COLLECTION: Final = WhichCollection()


def _choices(desk: Desk) -> tuple[str, ...]:
    return (*known_targets(desk), Choice.NEW)


def _is_shape_alone(desk: Desk, prepared: "Prepared", target: Target, numbers: list[str]) -> bool:
    """Tell whether nothing but the shape of its numbers speaks for a collection.

    Numbers of five figures are those of rocks from the Moon, and of many other things. What names a mission or the
    collection, a number that names it, or one that is in the book, is more than a shape.
    """
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


def _texts(prepared: "Prepared", field: str) -> list[str]:
    """Return what the first rows say of a field, each once."""
    at = [index for index, column in enumerate(prepared.columns) if column.target == field]
    return _first_texts(prepared, at[0]) if at else []


def _says_where(prepared: "Prepared") -> list[list[str]]:
    """Return what the first rows say under each header that is one of collections or missions."""
    at = [index for index, column in enumerate(prepared.columns) if says_where(column.name)]
    return [_first_texts(prepared, index) for index in at]


def _first_texts(prepared: "Prepared", at: int) -> list[str]:
    first = islice(prepared.table.rows(), _LOOKED_AT)
    return [*dict.fromkeys(text for row in first if (text := plain(row.cells[at])))]


def _names(target: Target, prepared: "Prepared") -> bool:
    """Tell whether file, sheet, columns or rows name the collection or a mission of it."""
    headers = (column.name for column in prepared.columns)
    names = (*prepared.said, *headers, *chain.from_iterable(_says_where(prepared)))
    return any(key in target.own_keys for name in names for key, _ in mission_words(name))
