"""The sample tree as it stood at a moment, from facts: who was there, below whom, how heavy, and where."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, bindparam, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.facts import NameClaim, NameKind
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.store import schema
from lunarcurator.store.fact_reading import piece_facts, undone_at
from lunarcurator.store.reads.at_moment import estimates_by_root
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import FIELD_KEYS, Family, PieceRow, path_through, short_of
from lunarcurator.store.reads.tree import ChildRow

_SAMPLE: Final = schema.sample.c
_LINK: Final = schema.parentage.c
_CLAIM: Final = schema.number_claim.c
_LINE: Final = schema.mass_line.c
_MOVE: Final = schema.container_move.c
_HELD: Final = tuple(str(account) for account in HOLDING)


def generics_at(connection: Connection, collection: int, mission: str, moment: Moment) -> list[ChildRow]:
    """Return the pieces of a mission that had no parent at a moment, with their daughters then, by number."""
    if moment.seq is not None:
        return _generics_known(connection, collection, mission, moment)
    query = (
        select(_SAMPLE.id, _daughters_then(moment, frozenset()), _SAMPLE.uuid)
        .where(*_generics_of(collection, mission), _SAMPLE.first_day <= moment.day)
        .order_by(_SAMPLE.sort_key)
    )
    return [(id_, below, uuid, True) for id_, below, uuid in connection.execute(query)]


def has_generics_at(connection: Connection, collection: int, mission: str, moment: Moment) -> bool:
    """Tell whether a mission had any piece without a parent at a moment."""
    if moment.seq is not None:
        return bool(_generics_known(connection, collection, mission, moment))
    query = select(_SAMPLE.id).where(*_generics_of(collection, mission), _SAMPLE.first_day <= moment.day).limit(1)
    return connection.execute(query).first() is not None


def collections_at(connection: Connection, moment: Moment) -> frozenset[int]:
    """Return the local ids of the collections that had been opened by a moment."""
    touch = schema.touch.c
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    query = select(touch.subject).where(touch.kind == "collection", *_counts(schema.touch, moment, out))
    return frozenset(connection.execute(query).scalars())


def daughters_at(connection: Connection, parent: int, moment: Moment) -> list[ChildRow]:
    """Return the daughters a piece had at a moment, by number."""
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    query = (
        select(_SAMPLE.id, _daughters_then(moment, out), _SAMPLE.uuid)
        .join(schema.parentage, _LINK.child == _SAMPLE.id)
        .where(_LINK.parent == parent, *_counts(schema.parentage, moment, out))
        .order_by(func.coalesce(_SAMPLE.sort_key, ""), _SAMPLE.id)
    )
    return [(id_, below, uuid, True) for id_, below, uuid in connection.execute(query)]


def rows_at(connection: Connection, ids: Sequence[int], moment: Moment) -> dict[int, PieceRow]:
    """Return the rows of these pieces as they stood at a moment."""
    facts = piece_facts(connection, ids, moment)
    states = {uid: fold(uid, told) for uid, told in facts.items()}
    known = _identities(connection, ids)
    places = _place_ids(connection, states.values())
    paths = place_paths_at(connection, places.values(), moment)
    mothers = [id_ for id_ in ids if id_ in known and known[id_].parent is None]
    kin = _families_at(connection, mothers, moment)
    rows = {}
    for id_, found in known.items():
        state = states.get(found.uid)
        if state is not None and state.in_book:
            where = [paths.get(places.get(each or "", 0), ()) for each in (state.place, state.holder)]
            rows[id_] = _row(found, state, facts[found.uid], where, kin.get(id_))
    return rows


def place_paths_at(connection: Connection, ids: Iterable[int], moment: Moment) -> dict[int, tuple[str, ...]]:
    """Return the paths of places as the containers stood at a moment, under the names they have now."""
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    steps: dict[int, tuple[int | None, str]] = {}
    wanted = set(ids)
    asked = wanted
    while asked:
        named = select(schema.place.c.id, schema.place.c.name).where(schema.place.c.id.in_(asked))
        names = {row.id: row.name for row in connection.execute(named)}
        moves = (
            select(_MOVE.place, _MOVE.parent)
            .where(_MOVE.place.in_(asked), *_counts(schema.container_move, moment, out))
            .order_by(_MOVE.day, _MOVE.entry, _MOVE.n)
        )
        parents = {row.place: row.parent for row in connection.execute(moves)}
        steps |= {place: (parents.get(place), name or "") for place, name in names.items()}
        asked = {parent for parent, _ in steps.values() if parent is not None} - steps.keys()
    return {place: path_through(steps, place) for place in wanted if place in steps}


def _generics_of(collection: int, mission: str) -> list[ColumnElement[bool]]:
    wanted = _SAMPLE.mission == mission if mission else or_(_SAMPLE.mission.is_(None), _SAMPLE.mission == "")
    return [_SAMPLE.collection == collection, wanted, _SAMPLE.parent.is_(None)]


def _generics_known(connection: Connection, collection: int, mission: str, moment: Moment) -> list[ChildRow]:
    """As `generics_at`, where what was learnt later does not count: only the facts can tell."""
    out = undone_at(connection, moment.seq or 0)
    has_parent = exists().where(_LINK.child == _CLAIM.sample, *_counts(schema.parentage, moment, out))
    query = (
        select(_CLAIM.sample, func.max(_CLAIM.sort_key))
        .where(_CLAIM.collection == collection, ~has_parent, *_counts(schema.number_claim, moment, out))
        .group_by(_CLAIM.sample)
        .order_by(func.max(_CLAIM.sort_key))
    )
    ids = [id_ for id_, _ in connection.execute(query)]
    facts = piece_facts(connection, ids, moment)
    below = select(_SAMPLE.id, _daughters_then(moment, out), _SAMPLE.uuid)
    found: dict[int, ChildRow] = {}
    for at in range(0, len(ids), 400):
        for id_, count, uuid in connection.execute(below.where(_SAMPLE.id.in_(ids[at : at + 400]))):
            state = fold(uuid.hex(), facts.get(uuid.hex(), ()))
            if state.text("mission") == mission:
                found[id_] = (id_, count, uuid, True)
    return [found[id_] for id_ in ids if id_ in found]


def _counts(table: Table, moment: Moment, out: frozenset[int]) -> list[ColumnElement[bool]]:
    """Return what a fact must fulfil to count at a moment."""
    conditions: list[ColumnElement[bool]] = []
    if moment.day is not None:
        conditions.append(table.c.day <= moment.day)
    if moment.seq is None:
        return [*conditions, table.c.entry.not_in(select(schema.undone.c.seq))]
    return [*conditions, table.c.entry <= moment.seq, table.c.entry.not_in(out)]


def _daughters_then(moment: Moment, out: frozenset[int]) -> Any:
    below = schema.parentage.alias("below")
    return (
        select(func.count())
        .select_from(below)
        .where(below.c.parent == _SAMPLE.id, *_counts(below, moment, out))  # type: ignore[arg-type]
        .correlate(schema.sample)
        .scalar_subquery()
    )


def _families_at(connection: Connection, roots: Sequence[int], moment: Moment) -> dict[int, Family]:
    """Return the sums of families; a reversal negates at the same days, so that every line may be added."""
    query = (
        select(_SAMPLE.root, func.count(_LINE.sample.distinct()), func.sum(_LINE.ug), func.sum(_LINE.unweighed))
        .join(schema.sample, _SAMPLE.id == _LINE.sample)
        .where(_SAMPLE.root.in_(bindparam("ids", expanding=True)), _LINE.account.in_(_HELD))
        .group_by(_SAMPLE.root)
    )
    query = _until(query, moment)
    found = {}
    for at in range(0, len(roots), 400):
        some = list(roots[at : at + 400])
        estimates = estimates_by_root(connection, Lens(connection, moment), some)
        for root, pieces, ug, unweighed in connection.execute(query, {"ids": some}):
            if pieces > 1:
                found[root] = Family(pieces, ug, unweighed, 0, estimates.get(root, 0))
    return found


def _until(query: Select[Any], moment: Moment) -> Select[Any]:
    if moment.day is not None:
        query = query.where(_LINE.day <= moment.day)
    if moment.seq is not None:
        query = query.where(_LINE.entry <= moment.seq)
    return query


class _Identity:
    """What stays the same of a piece through time: ids, and its place in the tree."""

    __slots__ = ("collection", "daughters", "id", "parent", "parent_number", "parent_rest", "root", "uid")

    def __init__(self, row: Any) -> None:
        self.id, self.root, self.parent = row.id, row.root, row.parent
        self.uid, self.daughters = row.uuid.hex(), row.daughters
        self.collection = row.collection or 0
        self.parent_number, self.parent_rest = row.parent_number, row.parent_rest


def _identities(connection: Connection, ids: Sequence[int]) -> dict[int, _Identity]:
    above = schema.sample.alias("above")
    query = select(
        _SAMPLE.id,
        _SAMPLE.uuid,
        _SAMPLE.root,
        _SAMPLE.parent,
        _SAMPLE.daughters,
        _SAMPLE.collection,
        above.c.number.label("parent_number"),
        above.c.rest.label("parent_rest"),
    ).outerjoin(above, above.c.id == _SAMPLE.parent)
    found = {}
    for at in range(0, len(ids), 400):
        for row in connection.execute(query.where(_SAMPLE.id.in_(ids[at : at + 400]))):
            found[row.id] = _Identity(row)
    return found


def _place_ids(connection: Connection, states: Iterable[PieceState]) -> dict[str, int]:
    uids = {uid for state in states for uid in (state.place, state.holder) if uid}
    query = select(schema.place.c.uuid, schema.place.c.id).where(
        schema.place.c.uuid.in_([bytes.fromhex(uid) for uid in uids])
    )
    return {uuid.hex(): id_ for uuid, id_ in connection.execute(query)} if uids else {}


def _row(
    found: _Identity,
    state: PieceState,
    facts: Iterable[Recorded],
    where: Sequence[tuple[str, ...]],
    family: Family | None,
) -> PieceRow:
    number, rest = state.number_text, state.number.rest if state.number else ""
    values: dict[str, str | int | None] = {key: state.fields.get(key) for key in FIELD_KEYS}
    values["weighed"] = state.weighed.day if state.weighed else None
    values["sighted"] = state.sighted
    return PieceRow(
        id=found.id,
        uid=state.uid,
        number=number,
        short=short_of(number, rest, found.parent_number, found.parent_rest),
        name=_informal(facts),
        root=found.root,
        parent=found.parent,
        daughters=found.daughters,
        collection=found.collection,
        mission=state.text("mission"),
        custody=str(state.custody),
        mass_ug=state.held_ug,
        unweighed=state.held_unweighed,
        suspense_ug=state.suspense_ug,
        place=where[0],
        holder=where[1],
        values=MappingProxyType(values),
        family=family,
    )


def _informal(facts: Iterable[Recorded]) -> str:
    names = [
        each.fact.name
        for each in facts
        if isinstance(each.fact, NameClaim) and each.fact.kind is NameKind.INFORMAL
    ]
    return min(names, default="")
