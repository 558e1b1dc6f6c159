"""What an inventory needs beside the rows of the tree: all pieces in order, their other names and parents."""

import json
from array import array
from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, text

from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.store import schema
from lunarcurator.store.fact_reading import undone_at
from lunarcurator.store.reads.filters import PieceFilter, condition_of
from lunarcurator.store.reads.piece import Lens

_CHUNK: Final = 400
_ROOT: Final = schema.sample.alias("root_row")
_SAMPLE: Final = schema.sample.c
_IN_ORDER: Final = (
    select(_SAMPLE.id)
    .outerjoin(_ROOT, _ROOT.c.id == _SAMPLE.root)
    .order_by(_SAMPLE.collection, _SAMPLE.mission, _ROOT.c.sort_key, _SAMPLE.sort_key, _SAMPLE.id)
)
_CHOSEN: Final = select(_SAMPLE.id).where(_SAMPLE.uuid.in_(bindparam("uuids", expanding=True)))
_TOLD: Final = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_THESE: Final = _IN_ORDER.where(_SAMPLE.id.in_(_TOLD))
_descent: Final = select(_SAMPLE.id).where(_SAMPLE.id.in_(_TOLD)).cte("descent", recursive=True)
_BELOW: Final = select(
    _descent.union(
        select(schema.parentage.c.child).join(_descent, _descent.c.id == schema.parentage.c.parent)
    ).c.id
)
_NAMES: Final = (
    select(schema.name.c.sample, schema.name.c.text)
    .where(schema.name.c.sample.in_(bindparam("ids", expanding=True)), schema.name.c.kind != "official")
    .order_by(schema.name.c.sample, schema.name.c.kind, schema.name.c.text)
)
_NUMBERS: Final = select(_SAMPLE.id, _SAMPLE.number).where(_SAMPLE.id.in_(bindparam("ids", expanding=True)))
_ABOVE: Final = select(_SAMPLE.id, _SAMPLE.number, _SAMPLE.parent).where(
    _SAMPLE.id.in_(bindparam("ids", expanding=True))
)
_SPOKEN_OF: Final = text(
    "SELECT t.sample, COUNT(*) FROM statement t WHERE t.sample IN (SELECT value FROM json_each(:ids))"
    " AND t.day <= :day AND t.entry <= :seq AND t.entry NOT IN (SELECT value FROM json_each(:out))"
    " GROUP BY t.sample"
)
_SINCE: Final = select(_SAMPLE.id).where(_SAMPLE.id.in_(_TOLD), _SAMPLE.last_seq > bindparam("seq"))
_COLLECTIONS: Final = select(schema.desk.c.id, schema.desk.c.code).where(schema.desk.c.kind == "collection")
_CHAINS: Final = select(schema.entry.c.seq, schema.entry.c.chain).where(
    schema.entry.c.seq.in_(bindparam("seqs", expanding=True))
)


def pieces_in_order(connection: Connection, moment: Moment, filters: Sequence[PieceFilter] = ()) -> array[int]:
    """Return the local ids of pieces by collection, mission, family and number.

    Of a past moment those are returned that may have been there then; their rows tell. `filters` go by what the
    pieces are now.
    """
    query = _IN_ORDER.where(condition_of(filters)) if filters else _IN_ORDER
    if moment.is_now:
        query = query.where(_SAMPLE.in_book == 1)
    elif moment.day is not None and moment.seq is None:
        query = query.where(_SAMPLE.in_book == 1, _SAMPLE.first_day <= moment.day)
    return array("q", connection.execute(query).scalars())


def in_order(connection: Connection, chosen: Iterable[int]) -> array[int]:
    """Return these pieces, each once, by collection, mission, family and number."""
    return array("q", connection.execute(_THESE, {"ids": json.dumps(sorted(set(chosen)))}).scalars())


def local_ids(connection: Connection, uids: Iterable[Uid]) -> array[int]:
    """Return the local ids of those of these pieces that the store knows."""
    found = array("q")
    for some in batched([bytes.fromhex(uid) for uid in uids], _CHUNK):
        found.extend(connection.execute(_CHOSEN, {"uuids": list(some)}).scalars())
    return found


def with_all_below(connection: Connection, chosen: Iterable[int]) -> array[int]:
    """Return these pieces with all that came from them, to any depth."""
    return array("q", connection.execute(_BELOW, {"ids": json.dumps(sorted(set(chosen)))}).scalars())


def names_of(connection: Connection, ids: Sequence[int], moment: Moment) -> dict[int, tuple[str, ...]]:
    """Return the other names of pieces by local id, as they were known at a moment."""
    found: dict[int, list[str]] = {}
    query = _NAMES if moment.is_now else _names_then(connection, moment)
    for sample, name in connection.execute(query, {"ids": list(ids)}):
        found.setdefault(sample, []).append(name)
    return {sample: tuple(dict.fromkeys(texts)) for sample, texts in found.items()}


def statements_in(connection: Connection, ids: Sequence[int], moment: Moment) -> dict[int, int]:
    """Return by local id how much sources say of these pieces at a moment, without those of which none does."""
    told = {"ids": json.dumps(list(ids)), **Lens(connection, moment).told}
    return {row[0]: row[1] for row in connection.execute(_SPOKEN_OF, told)}


def numbers_of(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the official numbers of pieces by local id."""
    wanted = list(dict.fromkeys(ids))
    return {id_: number or "" for id_, number in connection.execute(_NUMBERS, {"ids": wanted})}


def lines_above(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return for pieces by local id the numbers from their oldest ancestor down to themselves."""
    asked = list(dict.fromkeys(ids))
    read: dict[int, tuple[str, int | None]] = {}
    wanted = asked
    while wanted:
        found = {
            id_: (number or "", parent) for id_, number, parent in connection.execute(_ABOVE, {"ids": wanted})
        }
        read |= found
        wanted = [parent for _, parent in found.values() if parent is not None and parent not in read]
        wanted = list(dict.fromkeys(wanted))
    lines: dict[int, tuple[str, ...]] = {}
    for id_ in asked:
        line: list[str] = []
        at: int | None = id_
        while at is not None and at in read and len(line) < len(read):
            line.append(read[at][0])
            at = read[at][1]
        lines[id_] = tuple(reversed(line))
    return lines


def changed_since(connection: Connection, ids: Iterable[int], seq: int) -> frozenset[int]:
    """Return those of these pieces that an entry after this sequence touched."""
    return frozenset(connection.execute(_SINCE, {"ids": json.dumps(list(ids)), "seq": seq}).scalars())


def collection_codes(connection: Connection) -> dict[int, str]:
    """Return the codes of the collections by local id."""
    return {id_: code or "" for id_, code in connection.execute(_COLLECTIONS)}


def chains_of(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    """Return the chain links of entries in hex, by sequence."""
    return {seq: chain.hex() for seq, chain in connection.execute(_CHAINS, {"seqs": list(seqs)})}


def _names_then(connection: Connection, moment: Moment) -> Any:
    claim = schema.name_claim.c
    query = select(claim.sample, claim.name).where(claim.sample.in_(bindparam("ids", expanding=True)))
    query = query.where(claim.kind != str(NameKind.LABEL))
    if moment.day is not None:
        query = query.where(claim.day <= moment.day)
    if moment.seq is None:
        query = query.where(claim.entry.not_in(select(schema.undone.c.seq)))
    else:
        query = query.where(claim.entry <= moment.seq, claim.entry.not_in(undone_at(connection, moment.seq)))
    return query.order_by(claim.day, claim.entry, claim.n)
