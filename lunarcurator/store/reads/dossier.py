"""What else the book has of one piece at a moment: relations, bodies, home places, and what is open about it."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.piece import Lens

_IN_FORCE: Final = "{0}.day <= :day AND {0}.entry <= :seq AND {0}.entry NOT IN (SELECT value FROM json_each(:out))"
_RELATIONS: Final = text(
    "SELECT s.uuid, r.kind, r.source, r.day, r.entry, r.sample = :piece FROM relation r"
    " JOIN sample s ON s.id = CASE r.sample WHEN :piece THEN r.other ELSE r.sample END"
    f" WHERE (r.sample = :piece OR r.other = :piece) AND {_IN_FORCE.format('r')} ORDER BY r.day, r.entry, r.n"
)
_BODIES: Final = text(
    "SELECT DISTINCT s.id FROM parentage k JOIN sample s ON s.id = k.child"
    f" WHERE k.parent = :piece AND s.body_of IS NOT NULL AND {_IN_FORCE.format('k')} ORDER BY s.sort_key, s.id"
)
_HOMES: Final = text(
    "SELECT p.sample, p.home FROM placement p WHERE p.sample IN (SELECT value FROM json_each(:ids))"
    f" AND {_IN_FORCE.format('p')} ORDER BY p.day, p.entry, p.n"
)
_PLACES: Final = text("SELECT uuid, name, id FROM place WHERE uuid IN (SELECT unhex(value) FROM json_each(:uids))")
# Only few things lie open at a time, and each names the pieces it is about.
_NAMED: Final = (
    f"SELECT t.subject FROM touch t WHERE t.kind = :kind AND t.changes LIKE :uid AND {_IN_FORCE.format('t')}"
)
_OPEN: Final = text(
    "SELECT d.uuid, t.changes, t.entry FROM touch t JOIN desk d ON d.id = t.subject WHERE t.kind = :kind"
    f" AND t.subject IN ({_NAMED}) AND {_IN_FORCE.format('t')} ORDER BY t.subject, t.day, t.entry, t.n"
)


class RelationRow(NamedTuple):
    """How another piece belongs to this one; `forth` says that it was said of this one."""

    other: Uid
    kind: str
    source: str
    day: Day
    entry: int
    forth: bool


class OpenRow(NamedTuple):
    """A case or an order: what its touches left it as, and the entries of the first and the last of them."""

    uid: Uid
    fields: dict[str, Any]
    first: int
    last: int


def relations(connection: Connection, piece: int, lens: Lens) -> list[RelationRow]:
    """Return what was said of a piece and others, in order; what was withdrawn comes before its withdrawal."""
    rows = connection.execute(_RELATIONS, {"piece": piece, **lens.told})
    return [RelationRow(Uid(row[0].hex()), row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]


def bodies(connection: Connection, piece: int, lens: Lens) -> list[int]:
    """Return the local ids of the further bodies under the number of a piece."""
    return [int(row) for row in connection.execute(_BODIES, {"piece": piece, **lens.told}).scalars()]


def homes(connection: Connection, pieces: Sequence[int], lens: Lens) -> dict[int, int]:
    """Return the home place of these pieces at a moment, both by local id; those without one are left out."""
    rows = connection.execute(_HOMES, {"ids": json.dumps(list(pieces)), **lens.told})
    last = {sample: home for sample, home in rows}  # noqa: C416 - of a piece the last one counts
    return {sample: home for sample, home in last.items() if home is not None}


def place_names(connection: Connection, uids: Iterable[Uid]) -> dict[Uid, str]:
    """Return the names of places by uid."""
    rows = connection.execute(_PLACES, {"uids": json.dumps(sorted(set(uids)))})
    return {Uid(uuid.hex()): name or "" for uuid, name, _id in rows}


def about(connection: Connection, kind: Subject, uid: Uid, lens: Lens) -> list[OpenRow]:
    """Return the cases, or the orders, that name a piece, as they stood at a moment."""
    found: dict[bytes, OpenRow] = {}
    for subject, changes, entry in connection.execute(_OPEN, {"kind": str(kind), "uid": f"%{uid}%", **lens.told}):
        before = found.get(subject)
        fields = {**(before.fields if before else {}), **dict(msgspec.json.decode(changes))}
        found[subject] = OpenRow(Uid(subject.hex()), fields, before.first if before else entry, entry)
    return list(found.values())
