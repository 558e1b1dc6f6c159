"""Reading one piece at any moment: the facts of its life, what came of it, and the entries behind both."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, select, text

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.parents import with_parent
from lunarcurator.domain.pieces import Recorded
from lunarcurator.store import schema
from lunarcurator.store.fact_reading import piece_facts, undone_at
from lunarcurator.store.reads.telling import told_number

NO_END: Final = 2**62
"""Stands for no limit of day or sequence."""

_CHUNK: Final = 500
_HELD: Final = ", ".join(f"'{account}'" for account in HOLDING)
_IN_FORCE: Final = "{0}.day <= :day AND {0}.entry <= :seq AND {0}.entry NOT IN (SELECT value FROM json_each(:out))"


class EntryHead(NamedTuple):
    """What a list says of an entry: sequence, uid, kind, day it stands for, and how a document words that day.

    `acts` are its acts as they were written, where they are several and some of them word their days.
    """

    seq: int
    uid: Uid
    kind: str
    day: Day
    day_stated: str
    acts: bytes = b""


class KinRow(NamedTuple):
    """A daughter or parent: how it is related, since when and by which entry, and the mass it began with.

    `born_ug` is in ug, 0 where the piece began with an unknown mass (`born_unweighed` 1) or has none yet.
    """

    id: int
    uid: Uid
    role: str
    day: Day
    entry: int
    born_ug: int
    born_unweighed: int


# The last parentage of a child and a parent counts, and takes the parent away where it says *withdrawn*. The plus
# keeps SQLite from walking through all daughters of a parent for each of them: a child has few parents.
_STANDS: Final = (
    f"{_IN_FORCE.format('k')} AND k.role <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM parentage w"
    f" WHERE w.child = k.child AND +w.parent = k.parent AND {_IN_FORCE.format('w')}"
    " AND (w.day, w.entry, w.n) > (k.day, k.entry, k.n))"
)
# A piece that only came to belong to a family took nothing out of it.
_TOOK_MASS: Final = "k.role NOT IN ('joined', 'reassigned')"


def _born(of: str) -> str:
    """Return which mass lines `b` are the birth of a piece: its first entry's, and what was put right of it."""
    lines = f"FROM mass_line l WHERE l.sample = {of} AND l.account IN ({_HELD}) AND {_IN_FORCE.format('l')}"
    return (
        f"b.sample = {of} AND b.account IN ({_HELD}) AND {_IN_FORCE.format('b')} AND (b.reason = 'birth_corrected'"
        f" OR (b.entry, b.day) = (SELECT l.entry, l.day {lines} ORDER BY l.entry, l.day LIMIT 1))"
    )


def _kin(mine: str, theirs: str) -> TextClause:
    """Return the query for the pieces on one side of the parentage of another, in order of their numbers."""
    born = f"FROM mass_line b WHERE {_born(f'k.{theirs}')}"
    # The first of thousands are found before anything is asked about them.
    wanted = (
        f"SELECT k.{theirs}, k.role, k.day, k.entry, s.uuid, s.sort_key FROM parentage k"
        f" JOIN sample s ON s.id = k.{theirs} WHERE k.{mine} = :piece AND {_STANDS}"
        " ORDER BY COALESCE(s.sort_key, ''), s.id LIMIT :most"
    )
    return text(
        f"SELECT k.{theirs}, k.uuid, k.role, k.day, k.entry,"
        f" COALESCE((SELECT SUM(b.ug) {born}), 0), COALESCE((SELECT SUM(b.unweighed) {born}), 0)"
        f" FROM ({wanted}) k ORDER BY COALESCE(k.sort_key, ''), k.{theirs}"
    )


_DAUGHTERS: Final = _kin("parent", "child")
_PARENTS: Final = _kin("child", "parent")
_COUNT: Final = text(f"SELECT COUNT(*) FROM parentage k WHERE k.parent = :piece AND {_STANDS}")
_LINKS: Final = text(
    f"SELECT k.parent, k.role FROM parentage k WHERE k.child = :piece AND {_IN_FORCE.format('k')}"
    " ORDER BY k.day, k.entry, k.n"
)
_BORN_SUMS: Final = text(
    f"SELECT k.role, SUM(b.ug), SUM(b.unweighed) FROM parentage k JOIN mass_line b ON {_born('k.child')}"
    f" WHERE k.parent = :piece AND {_STANDS} AND {_TOOK_MASS} GROUP BY k.role"
)
_MADE_BY: Final = text(
    "SELECT t.entry, MIN(k.role), COUNT(*) FROM parentage k JOIN touch t ON t.kind = 'sample'"
    ' AND t.subject = k.child AND t.changes LIKE \'%["existence","exists"]%\''
    f" AND {_IN_FORCE.format('t')} WHERE k.parent = :piece AND {_IN_FORCE.format('k')}"
    f" AND {_TOOK_MASS} AND k.role NOT IN ('adopted', 'withdrawn') GROUP BY t.entry"
)
_ATTRITION: Final = text(
    "SELECT l.sample, SUM(l.ug) FROM mass_line l WHERE l.sample IN (SELECT value FROM json_each(:ids))"
    f" AND l.account = 'attrition' AND {_IN_FORCE.format('l')} GROUP BY l.sample HAVING SUM(l.ug) <> 0"
)
_ID: Final = select(schema.sample.c.id).where(schema.sample.c.uuid == bindparam("uuid"))
_ENTRY: Final = schema.entry.c
_HEADS: Final = select(_ENTRY.seq, _ENTRY.uuid, _ENTRY.kind, _ENTRY.day, _ENTRY.day_stated).where(
    _ENTRY.seq.in_(bindparam("seqs", expanding=True))
)
# One part alone: what came as a list of thousands is told as a list.
_SEVERAL_ACTS: Final = text(
    "SELECT p.entry, p.packed, p.payload FROM entry_part p JOIN entry e ON e.seq = p.entry"
    " WHERE p.entry IN :seqs AND e.parts = 1"
).bindparams(bindparam("seqs", expanding=True))
_WORDS_A_DAY: Final = re.compile(rb'"(?:day|since)_stated":"[^"]')
_NUMBERS: Final = select(schema.sample.c.uuid, told_number(), schema.sample.c.rest).where(
    schema.sample.c.uuid.in_(bindparam("uuids", expanding=True))
)
_BALANCES: Final = select(schema.desk.c.uuid, schema.desk.c.name).where(
    schema.desk.c.uuid.in_(bindparam("uuids", expanding=True))
)
_TOUCHED: Final = text(
    "SELECT DISTINCT t.entry FROM touch t WHERE t.kind = 'sample' AND t.subject = :piece"
    " AND t.day BETWEEN :since AND :day AND t.entry <= :seq ORDER BY t.entry DESC"
)


class Lens:
    """A moment as queries of facts take it (`told`): last day, last sequence, and the entries out of force."""

    def __init__(self, connection: Connection, moment: Moment = NOW) -> None:
        if moment.seq is None:
            out = connection.execute(select(schema.undone.c.seq)).scalars().all()
        else:
            out = sorted(undone_at(connection, moment.seq))
        self.moment = moment
        self.told: dict[str, object] = {
            "day": NO_END if moment.day is None else moment.day,
            "seq": NO_END if moment.seq is None else moment.seq,
            "out": json.dumps(list(out)),
        }


def piece_id(connection: Connection, uid: Uid) -> int | None:
    """Return the local id of a piece, also of one out of the book."""
    found: int | None = connection.execute(_ID, {"uuid": bytes.fromhex(uid)}).scalar_one_or_none()
    return found


def life(connection: Connection, piece: int, moment: Moment = NOW) -> list[Recorded]:
    """Return the facts of a piece in force at a moment, in the order in which they count."""
    facts = piece_facts(connection, [piece], moment)
    return sorted((each for told in facts.values() for each in told), key=lambda each: each.order)


def daughters(connection: Connection, piece: int, lens: Lens, most: int) -> list[KinRow]:
    """Return at most so many daughters of a piece at a moment, by number."""
    return _kin_rows(connection, _DAUGHTERS, piece, lens, most)


def parents(connection: Connection, piece: int, lens: Lens) -> list[KinRow]:
    """Return the parents of a piece at a moment, the one under which it hung in the tree first."""
    order: tuple[tuple[int, str], ...] = ()
    for parent, role in connection.execute(_LINKS, {"piece": piece, **lens.told}):
        order = with_parent(order, parent, role)
    found = {row.id: row for row in _kin_rows(connection, _PARENTS, piece, lens, NO_END)}
    return [found[parent] for parent, _ in order if parent in found]


def daughters_count(connection: Connection, piece: int, lens: Lens) -> int:
    """Return how many daughters a piece had at a moment."""
    return int(connection.execute(_COUNT, {"piece": piece, **lens.told}).scalar_one())


def daughters_begun(connection: Connection, piece: int, lens: Lens) -> dict[str, tuple[int, int]]:
    """Return the ug with which the daughters of a piece began and how many began unweighed, by their role."""
    rows = connection.execute(_BORN_SUMS, {"piece": piece, **lens.told})
    return {row[0]: (row[1], row[2]) for row in rows}


def made_by(connection: Connection, piece: int, lens: Lens) -> dict[int, tuple[str, int]]:
    """Return in which role and how many daughters each entry brought into being from a piece, by sequence."""
    rows = connection.execute(_MADE_BY, {"piece": piece, **lens.told})
    return {row[0]: (row[1], row[2]) for row in rows}


def attrition_ug(connection: Connection, pieces: Sequence[int], lens: Lens) -> dict[int, int]:
    """Return the ug lost in handling each of these pieces, without those that lost nothing."""
    rows = connection.execute(_ATTRITION, {"ids": json.dumps(list(pieces)), **lens.told})
    return {row[0]: row[1] for row in rows}


def heads(connection: Connection, seqs: Iterable[int]) -> dict[int, EntryHead]:
    """Return the heads of entries by sequence."""
    wanted = sorted(set(seqs))
    found: dict[int, EntryHead] = {}
    for at in range(0, len(wanted), _CHUNK):
        for seq, uuid, kind, day, stated in connection.execute(_HEADS, {"seqs": wanted[at : at + _CHUNK]}):
            found[seq] = EntryHead(seq, Uid(uuid.hex()), kind, day, stated)
    several = [seq for seq, head in found.items() if head.kind == "batch" and not head.day_stated]
    for at in range(0, len(several), _CHUNK):
        for seq, packed, payload in connection.execute(_SEVERAL_ACTS, {"seqs": several[at : at + _CHUNK]}):
            acts = zlib.decompress(payload) if packed else payload
            if _WORDS_A_DAY.search(acts):
                found[seq] = found[seq]._replace(acts=acts)
    return found


def numbers(connection: Connection, uids: Sequence[Uid]) -> dict[Uid, tuple[str, str]]:
    """Return the official number and its rest of pieces by uid."""
    rows = connection.execute(_NUMBERS, {"uuids": [bytes.fromhex(uid) for uid in uids]})
    return {Uid(uuid.hex()): (number or "", rest or "") for uuid, number, rest in rows}


def balance_names(connection: Connection, uids: Iterable[Uid]) -> dict[Uid, str]:
    """Return the names of balances by uid."""
    rows = connection.execute(_BALANCES, {"uuids": [bytes.fromhex(uid) for uid in set(uids)]})
    return {Uid(uuid.hex()): name or "" for uuid, name in rows}


def entries_touching(connection: Connection, piece: int, lens: Lens, since: Day = 0) -> list[int]:
    """Return the entries that concern a piece on a day or later, undone ones too, newest first."""
    rows = connection.execute(_TOUCHED, {"piece": piece, "since": since, **lens.told})
    return [int(seq) for seq in rows.scalars()]


def _kin_rows(connection: Connection, query: TextClause, piece: int, lens: Lens, most: int) -> list[KinRow]:
    rows = connection.execute(query, {"piece": piece, "most": most, **lens.told})
    return [KinRow(id_, Uid(uuid.hex()), *rest) for id_, uuid, *rest in rows]
