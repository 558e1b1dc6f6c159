"""Searching as one types: numbers in any spelling first, then words, newest first; each hit with its path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.igsn import igsn_keys
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering import Scheme, usual_keys
from lunarcurator.domain.words_folding import number_key, unquoted
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.number_meanings import holder_then
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import search
from lunarcurator.store.reads.filters import Axis, PieceFilter
from lunarcurator.store.reads.piece import piece_id
from lunarcurator.store.reads.rows import PieceRow

LIMIT: Final = 200
"""Hits shown at most; who wants more types more."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One piece found: its row, the way to it from the collection, and another name it was found by."""

    row: PieceRow
    path: tuple[str, ...]
    found_as: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, best first; `more` says that there is more than is shown."""

    text: str
    hits: tuple[Hit, ...]
    more: bool = False


class Searching:
    """Finds pieces by what somebody types; called from the reading lane only."""

    def __init__(self, session: StoreSession, browsing: Browsing) -> None:
        self._session, self._database = session, session.database
        self._browsing = browsing
        self._schemes: Sequence[Scheme] = tuple(session.tables.schemes.values())

    def search(
        self,
        text: str,
        selected: int | None = None,
        filters: tuple[PieceFilter, ...] = (),
        moment: Moment = NOW,
    ) -> Hits:
        """Return the pieces a text finds; `,46` is looked for in the family of the selected piece first."""
        found = self._found(text, selected, filters)
        ids = list(found)[: LIMIT + 1]
        rows = self._browsing.rows(ids[:LIMIT], moment)
        paths = self._paths([rows[id_] for id_ in ids if id_ in rows])
        hits = [
            Hit(rows[id_], paths.get(id_, ()), _otherwise(rows[id_], found[id_])) for id_ in ids if id_ in rows
        ]
        return Hits(text, tuple(hits), len(found) > LIMIT)

    def jump(self, text: str, selected: int | None = None, moment: Moment = NOW) -> int | None:
        """Return the one piece to which a typed or scanned number leads, None where nothing is called so.

        On another day it leads to the piece that had the number then.
        """
        then = None if moment.is_now else holder_then(self._session, text, moment)
        if then is not None:
            with self._database.connect() as connection:
                return piece_id(connection, then)
        text, filters = self._within(text, ())
        key = number_key(unquoted(text))
        if not key.strip(","):
            return None
        with self._database.connect() as connection:
            if key.startswith(","):
                family = search.root_of(connection, selected) if selected else None
                found = search.by_rest(connection, key, family, (), 1)
                return found[0][0] if found else None
            exact = search.by_name(connection, self._keys(text), filters, 1)
            return exact[0][0] if exact else search.first_with_key(connection, key, filters)

    def is_exact(self, text: str, row: PieceRow) -> bool:
        """Tell whether a text spells the whole number of a piece and not just the beginning."""
        return number_key(row.official) in self._keys(self._within(text, ())[0])

    def _found(self, text: str, selected: int | None, filters: tuple[PieceFilter, ...]) -> dict[int, str]:
        text, filters = self._within(text, filters)
        key = number_key(unquoted(text))
        if not key.strip(","):
            return {}
        found: dict[int, str] = {}
        with self._database.connect() as connection:
            if key.startswith(","):
                family = search.root_of(connection, selected) if selected else None
                numbers = search.by_rest(connection, key, family, filters, LIMIT + 1)
            else:
                numbers = search.by_name(connection, self._keys(text), filters, LIMIT + 1)
                numbers += search.by_start_of_name(connection, key, filters, LIMIT + 1)
            for id_, name in numbers:
                found.setdefault(id_, name)
            if len(found) <= LIMIT and not key.startswith(","):
                for id_, name in search.by_words(connection, text, filters, LIMIT + 1):
                    found.setdefault(id_, name)
        return found

    def _within(self, text: str, filters: tuple[PieceFilter, ...]) -> tuple[str, tuple[PieceFilter, ...]]:
        """Return what `C:15112` says of the collection C, with filters for that collection; else what is given."""
        before, sign, rest = text.partition(":")
        code = before.strip().casefold()
        known = self._browsing.collections() if sign and rest.strip() else []
        mine = next((each.id for each in known if each.code.casefold() == code), None)
        if mine is None:
            return text, filters
        wanted = PieceFilter(Axis.COLLECTION, str(mine))
        others = tuple(each for each in filters if each.axis is not Axis.COLLECTION)
        # Several values of one axis are alternatives: one that is not wanted leaves nothing.
        shut = wanted not in filters and len(others) < len(filters)
        return ("" if shut else rest.strip()), (*others, wanted)

    def _keys(self, text: str) -> list[str]:
        return [*dict.fromkeys((*usual_keys(text, self._schemes), *igsn_keys(text)))]

    def _paths(self, rows: Sequence[PieceRow]) -> dict[int, tuple[str, ...]]:
        """Return the way to each piece: collection, mission, and the numbers above it."""
        names = {each.id: each for each in self._browsing.collections()}
        with self._database.connect() as connection:
            numbers = search.numbers_above(connection, [row.id for row in rows])
        paths = {}
        for row in rows:
            collection = names.get(row.collection)
            missions = {code: name for code, name, _ in collection.missions} if collection else {}
            first = (collection.name if collection else "", missions.get(row.mission) or row.mission)
            steps = (*dict.fromkeys(first), *numbers.get(row.id, ()))
            paths[row.id] = tuple(step for step in steps if step)
        return paths


def _otherwise(row: PieceRow, name: str) -> str:
    """Return the name a piece was found by where that is not its number."""
    return "" if name in {row.official, row.number} else name
