"""Reading places at any moment: the tree of containers, what is in each, and how they moved."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, select, text

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import fold_place
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import place_facts
from lunarcurator.store.reads.piece import Lens

_CHUNK: Final = 500
_HELD: Final = ", ".join(f"'{account}'" for account in HOLDING)
_IN_FORCE: Final = "{0}.day <= :day AND {0}.entry <= :seq AND {0}.entry NOT IN (SELECT value FROM json_each(:out))"
_PLACE: Final = schema.place.c


class PlaceRow(NamedTuple):
    """One place: its local ids, and what is recorded of it by field."""

    id: int
    uid: Uid
    parent: int | None
    fields: Mapping[str, Scalar]
    first_day: Day


class Sum(NamedTuple):
    """Existing pieces: how many, their known ug, how many of unknown mass, and how many only estimated."""

    pieces: int = 0
    ug: int = 0
    unknown: int = 0
    estimated: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Return both together."""
        return Sum(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class MoveRow(NamedTuple):
    """A container came to stand in `parent` (None is the top) on a day, by an entry."""

    place: int
    parent: int | None
    day: Day
    seq: int
    entry: Uid


_SUM: Final = (
    "COUNT(*), COALESCE(SUM(x.ug), 0), COALESCE(SUM(x.unweighed), 0),"
    " COALESCE(SUM(x.ug > 0 AND x.quality = 'estimated'), 0)"
)
_NOW: Final = (
    "SELECT s.id, s.place, s.mass_ug AS ug, s.unweighed, s.mass_quality AS quality, s.sort_key FROM sample s"
    " WHERE s.in_book = 1 AND s.existence = 'exists'"
)


def _said(field: str) -> str:
    """Return SQL for the last value a field of the piece `s` was given at a moment."""
    return (
        "(SELECT json_extract(j.value, '$[1]') FROM touch t, json_each(t.changes) j WHERE t.kind = 'sample'"
        f" AND t.subject = s.id AND {_IN_FORCE.format('t')} AND json_extract(j.value, '$[0]') = '{field}'"
        " ORDER BY t.day DESC, t.entry DESC, t.n DESC LIMIT 1)"
    )


def _held(column: str) -> str:
    return (
        f"(SELECT COALESCE(SUM(l.{column}), 0) FROM mass_line l WHERE l.sample = s.id"
        f" AND l.account IN ({_HELD}) AND {_IN_FORCE.format('l')})"
    )


# A piece with nothing on record after the day stands as it stood then; only the others are put together anew.
_WHERE: Final = (
    f"(SELECT p.place FROM placement p WHERE p.sample = s.id AND {_IN_FORCE.format('p')}"
    " ORDER BY p.day DESC, p.entry DESC, p.n DESC LIMIT 1)"
)


def _pieces_then(candidates: str = "") -> str:
    """Return SQL for the pieces that existed at a moment, with place and mass; `candidates` narrows the search."""
    return (
        f"SELECT * FROM ({_NOW} AND s.last_day <= :day AND :derived = 1{candidates} UNION ALL"
        f" SELECT s.id, {_WHERE}, {_held('ug')}, {_held('unweighed')}, {_said('mass_quality')}, s.sort_key"
        f" FROM sample s WHERE (:derived = 0 OR (s.in_book = 1 AND s.first_day <= :day AND s.last_day > :day))"
        f" AND {_said('existence')} = 'exists'{candidates})"
    )


_EVER_IN: Final = (
    " AND s.id IN (SELECT sample FROM placement WHERE place IN (SELECT value FROM json_each(:places)))"
)
_SUMS: Final = text(f"SELECT x.place, {_SUM} FROM ({_NOW}) x GROUP BY x.place")
_SUMS_THEN: Final = text(f"SELECT x.place, {_SUM} FROM ({_pieces_then()}) x GROUP BY x.place")
_SUMS_IN: Final = text(
    f"SELECT x.place, {_SUM} FROM ({_NOW} AND s.place IN (SELECT value FROM json_each(:places))) x"
    " GROUP BY x.place"
)
_EVER: Final = text(
    "SELECT DISTINCT place FROM placement WHERE sample IN (SELECT value FROM json_each(:samples))"
    " UNION SELECT place FROM sample WHERE id IN (SELECT value FROM json_each(:samples))"
)
_UNPLACED: Final = text(
    "SELECT 1 FROM json_each(:samples) j WHERE NOT EXISTS (SELECT 1 FROM placement p WHERE p.sample = j.value"
    f" AND p.place IS NOT NULL AND {_IN_FORCE.format('p')}) LIMIT 1"
)
_IN_NOW: Final = text(
    f"SELECT x.id FROM ({_NOW} AND s.place IN (SELECT value FROM json_each(:places))) x"
    " ORDER BY x.sort_key, x.id LIMIT :most"
)
# In the order in which they came into the book: sorting a whole catalogue for its first rows takes a second.
_NOWHERE_NOW: Final = text(
    "SELECT s.id FROM sample s NOT INDEXED WHERE s.in_book = 1 AND s.existence = 'exists' AND s.place IS NULL"
    " ORDER BY s.id LIMIT :most"
)
_IN_THEN: Final = text(
    f"SELECT x.id FROM ({_pieces_then(_EVER_IN)}) x"
    " WHERE x.place IN (SELECT value FROM json_each(:places)) ORDER BY x.sort_key, x.id LIMIT :most"
)
_NOWHERE_THEN: Final = text(
    f"SELECT x.id FROM ({_pieces_then()}) x WHERE x.place IS NULL ORDER BY x.id LIMIT :most"
)
_MOVES: Final = text(
    "SELECT m.place, m.parent, m.day, m.entry, e.uuid FROM container_move m JOIN entry e ON e.seq = m.entry"
    f" WHERE m.place IN (SELECT value FROM json_each(:places)) AND {_IN_FORCE.format('m')}"
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


def sums(connection: Connection, lens: Lens) -> dict[int | None, Sum]:
    """Return what stands directly in each place at a moment; under None what stands in no stated place."""
    if lens.moment.is_now:
        return _sums(connection, _SUMS, {})
    return _sums(connection, _SUMS_THEN, _then(lens))


def sums_in(connection: Connection, places: Iterable[int]) -> dict[int | None, Sum]:
    """Return what stands directly in these places now; a place in which nothing stands is left out."""
    return _sums(connection, _SUMS_IN, {"places": json.dumps(sorted(places))})


def places_ever(connection: Connection, samples: Sequence[int]) -> set[int | None]:
    """Return the places in which these pieces ever stood by any entry, None among them where not stated."""
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
        told |= _then(lens)
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


def _then(lens: Lens) -> dict[str, object]:
    return {"derived": int(lens.moment.seq is None), **lens.told}


def _sums(connection: Connection, query: TextClause, told: Mapping[str, object]) -> dict[int | None, Sum]:
    return {row[0]: Sum(*row[1:]) for row in connection.execute(query, told)}
