"""Reading places at any moment: the tree of containers, what is in each, and how they moved."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, select, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import fold_place
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import place_facts
from lunarcurator.store.reads.at_moment import HELD, IN_FORCE, SUSPENSE, said, stood
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.unweighed import SUMS, mass_sum

_CHUNK: Final = 500
_PLACE: Final = schema.place.c


class PlaceRow(NamedTuple):
    """One place: its local ids, and what is recorded of it by field."""

    id: int
    uid: Uid
    parent: int | None
    fields: Mapping[str, Scalar]
    first_day: Day


class MoveRow(NamedTuple):
    """A container came to stand in `parent` (None is the top) on a day, by an entry."""

    place: int
    parent: int | None
    day: Day
    seq: int
    entry: Uid


PIECES_NOW: Final = (
    "SELECT s.id, s.place, s.mass_ug AS ug, s.unweighed, s.suspense_ug AS suspense, s.mass_quality AS quality,"
    " s.sort_key, s.custody, s.home, s.resolution_ug AS resolution FROM main.sample s"
    " WHERE s.in_book = 1 AND s.existence = 'exists'"
)
"""The pieces there are, as SQL.

x(id, place, ug, unweighed, suspense, quality, sort_key, custody, home, resolution). From the store itself also
where a query is asked through a `DeskLens`, which of another moment knows those pieces only that lines name.
"""
LENT: Final = "('loan', 'transit')"
"""The custodies in which a piece stands in no place of ours; where it is, the loan desk says."""
_STATED: Final = f"(x.place IS NOT NULL OR x.custody NOT IN {LENT})"


# A piece with nothing on record after the day stands as it stood then; only the others are put together anew.
def _stood_in(column: str) -> str:
    """Return SQL for what the last placement at a moment says in a column."""
    return (
        f"(SELECT p.{column} FROM placement p WHERE p.sample = s.id AND {IN_FORCE.format('p')}"
        " ORDER BY p.day DESC, p.entry DESC, p.n DESC LIMIT 1)"
    )


def pieces_then(candidates: str = "") -> str:
    """Return SQL for the pieces that existed at a moment, as `PIECES_NOW`; `candidates` narrows the search."""
    return (
        f"SELECT * FROM ({PIECES_NOW} AND s.last_day <= :day AND :derived = 1{candidates} UNION ALL"
        f" SELECT s.id, {_stood_in('place')}, {stood('ug', HELD)}, {stood('unweighed', HELD)},"
        f" {stood('ug', SUSPENSE)}, {said('mass_quality')}, s.sort_key,"
        f" COALESCE({_stood_in('custody')}, 'here'), {_stood_in('home')}, {said('resolution_ug')}"
        " FROM main.sample s WHERE (:derived = 0 OR (s.in_book = 1 AND s.first_day <= :day AND s.last_day > :day))"
        f" AND {said('existence')} = 'exists'{candidates})"
    )


_EVER_IN: Final = (
    " AND s.id IN (SELECT sample FROM placement WHERE place IN (SELECT value FROM json_each(:places)))"
)
_SUMS: Final = text(f"SELECT x.place, {SUMS} FROM ({PIECES_NOW}) x WHERE {_STATED} GROUP BY x.place")
_SUMS_THEN: Final = text(f"SELECT x.place, {SUMS} FROM ({pieces_then()}) x WHERE {_STATED} GROUP BY x.place")
_SUMS_IN: Final = text(
    f"SELECT x.place, {SUMS} FROM ({PIECES_NOW} AND s.place IN (SELECT value FROM json_each(:places))) x"
    " GROUP BY x.place"
)
# A piece that is lent stands in no place of ours: who lends it leaves nobody without a stated place.
_STATED_ROW: Final = f"(place IS NOT NULL OR COALESCE(custody, 'here') NOT IN {LENT})"
_EVER: Final = text(
    "SELECT DISTINCT place FROM placement WHERE sample IN (SELECT value FROM json_each(:samples))"
    f" AND {_STATED_ROW} UNION SELECT place FROM sample WHERE id IN (SELECT value FROM json_each(:samples))"
    f" AND {_STATED_ROW}"
)
_UNPLACED: Final = text(
    "SELECT 1 FROM json_each(:samples) j WHERE NOT EXISTS (SELECT 1 FROM placement p WHERE p.sample = j.value"
    f" AND p.place IS NOT NULL AND {IN_FORCE.format('p')}) LIMIT 1"
)
_IN_NOW: Final = text(
    f"SELECT x.id FROM ({PIECES_NOW} AND s.place IN (SELECT value FROM json_each(:places))) x"
    " ORDER BY x.sort_key, x.id LIMIT :most"
)
# In the order in which they came into the book: sorting a whole catalogue for its first rows takes a second.
_NOWHERE_NOW: Final = text(
    "SELECT s.id FROM sample s NOT INDEXED WHERE s.in_book = 1 AND s.existence = 'exists' AND s.place IS NULL"
    f" AND s.custody NOT IN {LENT}"
    " ORDER BY s.id LIMIT :most"
)
_IN_THEN: Final = text(
    f"SELECT x.id FROM ({pieces_then(_EVER_IN)}) x"
    " WHERE x.place IN (SELECT value FROM json_each(:places)) ORDER BY x.sort_key, x.id LIMIT :most"
)
_NOWHERE_THEN: Final = text(
    f"SELECT x.id FROM ({pieces_then()}) x WHERE x.place IS NULL AND {_STATED} ORDER BY x.id LIMIT :most"
)
_MOVES: Final = text(
    "SELECT m.place, m.parent, m.day, m.entry, e.uuid FROM container_move m JOIN entry e ON e.seq = m.entry"
    f" WHERE m.place IN (SELECT value FROM json_each(:places)) AND {IN_FORCE.format('m')}"
    " ORDER BY m.day, m.entry, m.n"
)
_ALL: Final = select(schema.place)
_SOME: Final = select(schema.place).where(_PLACE.id.in_(bindparam("ids", expanding=True)))
_UIDS: Final = text("SELECT id, uuid FROM sample WHERE id IN (SELECT value FROM json_each(:ids))")
_ID: Final = select(_PLACE.id).where(_PLACE.uuid == bindparam("uuid"))


def place_rows(connection: Connection) -> list[PlaceRow]:
    """Return every place in the book now, retired ones too."""
    return [_row(row) for row in connection.execute(_ALL.where(_PLACE.in_book == 1)).mappings()]


def place_rows_then(connection: Connection, lens: Lens) -> list[PlaceRow]:
    """Return every place that was in the book at a moment, as it was called and as it stood then."""
    known = {row["id"]: Uid(row["uuid"].hex()) for row in connection.execute(_ALL).mappings()}
    ids = {uid: id_ for id_, uid in known.items()}
    rows: list[PlaceRow] = []
    wanted = sorted(known)
    for at in range(0, len(wanted), _CHUNK):
        for uid, facts in place_facts(connection, wanted[at : at + _CHUNK], lens.moment).items():
            state = fold_place(uid, facts)
            if state.in_book:
                parent = ids[state.parent] if state.parent else None
                rows.append(PlaceRow(ids[uid], uid, parent, dict(state.fields), state.first_day))
    return rows


def some_place_rows(connection: Connection, ids: Iterable[int]) -> dict[int, PlaceRow]:
    """Return these places and all they stand in, by local id, also those out of the book."""
    found: dict[int, PlaceRow] = {}
    asked = set(ids)
    while asked:
        rows = [_row(row) for row in connection.execute(_SOME, {"ids": sorted(asked)}).mappings()]
        found |= {row.id: row for row in rows}
        asked = {row.parent for row in rows if row.parent is not None} - found.keys()
    return found


def place_id(connection: Connection, uid: Uid) -> int | None:
    """Return the local id of a place, or None."""
    found: int | None = connection.execute(_ID, {"uuid": bytes.fromhex(uid)}).scalar_one_or_none()
    return found


def sums(connection: Connection, lens: Lens) -> dict[int | None, MassSum]:
    """Return what stands directly in each place at a moment; under None what is here in no stated place."""
    if lens.moment.is_now:
        return _sums(connection, _SUMS, {})
    return _sums(connection, _SUMS_THEN, then_told(lens))


def sums_in(connection: Connection, places: Iterable[int]) -> dict[int | None, MassSum]:
    """Return what stands directly in these places now; a place in which nothing stands is left out."""
    return _sums(connection, _SUMS_IN, {"places": json.dumps(sorted(places))})


def places_ever(connection: Connection, samples: Sequence[int]) -> set[int | None]:
    """Return the places in which these pieces ever stood by any entry, None among them where not stated.

    While they were lent they stood in none.
    """
    rows = connection.execute(_EVER, {"samples": json.dumps(list(samples))})
    return set(rows.scalars())


def any_unplaced(connection: Connection, samples: Sequence[int], lens: Lens) -> bool:
    """Tell whether one of these pieces had no stated place at a moment, or was not there yet."""
    told = {"samples": json.dumps(list(samples)), **lens.told}
    return connection.execute(_UNPLACED, told).first() is not None


def pieces_in(connection: Connection, places: Iterable[int] | None, lens: Lens, most: int) -> list[int]:
    """Return at most so many pieces that stand directly in these places, by number; None asks for not stated."""
    told: dict[str, object] = {"most": most}
    if places is not None:
        told["places"] = json.dumps(sorted(places))
    if lens.moment.is_now:
        query = _NOWHERE_NOW if places is None else _IN_NOW
    else:
        query = _NOWHERE_THEN if places is None else _IN_THEN
        told |= then_told(lens)
    return list(connection.execute(query, told).scalars())


def uids_of(connection: Connection, samples: Sequence[int]) -> list[Uid]:
    """Return the uids of pieces in the order given."""
    rows = connection.execute(_UIDS, {"ids": json.dumps(list(samples))})
    known = {row[0]: Uid(row[1].hex()) for row in rows}
    return [known[id_] for id_ in samples]


def moves(connection: Connection, places: Iterable[int], lens: Lens) -> list[MoveRow]:
    """Return how these containers moved up to a moment, in order."""
    rows = connection.execute(_MOVES, {"places": json.dumps(sorted(places)), **lens.told})
    return [MoveRow(row[0], row[1], row[2], row[3], Uid(row[4].hex())) for row in rows]


def _row(row: Mapping[Any, Any]) -> PlaceRow:
    fields = {key: row[key] for key in derived.PLACE_FIELDS if row[key] is not None}
    return PlaceRow(row["id"], Uid(row["uuid"].hex()), row["parent"], fields, row["first_day"])


def then_told(lens: Lens) -> dict[str, object]:
    """Return the parameters of `pieces_then`."""
    return {"derived": int(lens.moment.seq is None), **lens.told}


def _sums(connection: Connection, query: TextClause, told: Mapping[str, object]) -> dict[int | None, MassSum]:
    return {row[0]: mass_sum(row[1:]) for row in connection.execute(query, told)}
