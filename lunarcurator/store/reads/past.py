"""The sample tree as it stood at a moment, from facts: who was there, below whom, how heavy, and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, bindparam, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.accounts import HOLDING
from lunarcurator.domain.facts import NameClaim, NameKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.domain.status import Custody
from lunarcurator.store import schema
from lunarcurator.store.fact_reading import piece_facts, undone_at
from lunarcurator.store.reads.at_moment import EXACT, finest_by_root, finest_of, inexact_by_root, inexact_of
from lunarcurator.store.reads.hanging import (
    Hanging,
    affected,
    daughters_counted,
    hanging_at,
    members_at,
    outside,
    roots_at,
)
from lunarcurator.store.reads.holding import holders_then
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import FIELD_KEYS, Family, PieceRow, path_through, short_of
from lunarcurator.store.reads.telling import told_numbers
from lunarcurator.store.reads.tree import ChildRow

type _Path = tuple[str, ...]

_SAMPLE: Final = schema.sample.c
_LINK: Final = schema.parentage.c
_CLAIM: Final = schema.number_claim.c
_LINE: Final = schema.mass_line.c
_MOVE: Final = schema.container_move.c
_AWAY: Final = frozenset({Custody.LOAN, Custody.TRANSIT})
_HELD: Final = tuple(str(account) for account in HOLDING)


def generics_at(connection: Connection, collection: int, mission: str, moment: Moment) -> list[ChildRow]:
    """Return the pieces of a mission that had no parent at a moment, with their daughters then, by number."""
    hanging = hanging_at(connection, Lens(connection, moment))
    if moment.seq is not None:
        return _generics_known(connection, collection, mission, moment, hanging)
    query = (
        select(_SAMPLE.id, _daughters_then(moment, frozenset(), hanging), _SAMPLE.uuid, _SAMPLE.sort_key)
        .where(*_generics_of(collection, mission), _SAMPLE.first_day <= moment.day)
        .order_by(_SAMPLE.sort_key)
    )
    found = list(connection.execute(query))
    if hanging.leads:
        found = [row for row in found if hanging.leads.get(row[0]) is None]
        apart = set(hanging.loose) - {row[0] for row in found}
        found += _loose(connection, collection, mission, moment, hanging, apart)
        found.sort(key=lambda row: row[3] or "")
    return _counted(found, hanging)


def has_generics_at(connection: Connection, collection: int, mission: str, moment: Moment) -> bool:
    """Tell whether a mission had any piece without a parent at a moment."""
    if moment.seq is None:
        there = [*_generics_of(collection, mission), _SAMPLE.first_day <= moment.day]
        if connection.execute(select(_SAMPLE.id).where(*there).limit(1)).first() is not None:
            return True
    return bool(generics_at(connection, collection, mission, moment))


def collections_at(connection: Connection, moment: Moment) -> frozenset[int]:
    """Return the local ids of the collections that had been opened by a moment."""
    touch = schema.touch.c
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    query = select(touch.subject).where(touch.kind == "collection", *_counts(schema.touch, moment, out))
    return frozenset(connection.execute(query).scalars())


def daughters_at(connection: Connection, parent: int, moment: Moment) -> list[ChildRow]:
    """Return the daughters that hung below a piece at a moment, by number."""
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    hanging = hanging_at(connection, Lens(connection, moment))
    rows = select(_SAMPLE.id, _daughters_then(moment, out, hanging), _SAMPLE.uuid, _SAMPLE.sort_key)
    query = rows.join(schema.parentage, _LINK.child == _SAMPLE.id).where(
        _LINK.parent == parent, *_counts(schema.parentage, moment, out)
    )
    if hanging.leads:
        query = query.where(outside(_LINK.child, hanging))
    found: list[Any] = list(connection.execute(query.order_by(func.coalesce(_SAMPLE.sort_key, ""), _SAMPLE.id)))
    if moved := hanging.below(parent):
        then = numbers_at(connection, moved, moment)
        for at in range(0, len(moved), 400):
            read = connection.execute(rows.where(_SAMPLE.id.in_(moved[at : at + 400])))
            found += [(*row[:3], then[row[0]][2] if row[0] in then else row[3]) for row in read]
        found.sort(key=lambda row: (row[3] or "", row[0]))
    return _counted(found, hanging)


def rows_at(connection: Connection, ids: Sequence[int], moment: Moment) -> dict[int, PieceRow]:
    """Return the rows of these pieces as they stood at a moment."""
    facts = piece_facts(connection, ids, moment)
    states = {uid: fold(uid, told) for uid, told in facts.items()}
    hanging = hanging_at(connection, Lens(connection, moment))
    known = _identities(connection, ids, hanging, moment)
    places = _place_ids(connection, states.values())
    paths = place_paths_at(connection, places.values(), moment)
    mothers = [id_ for id_ in ids if id_ in known and known[id_].parent is None]
    kin = _families_at(connection, mothers, moment, hanging)
    there = {id_: states[found.uid] for id_, found in known.items() if found.uid in states}
    away = holders_then(connection, [id_ for id_, state in there.items() if state.custody in _AWAY], moment)
    called = _called(connection, there)
    rows = {}
    for id_, state in there.items():
        if state.in_book:
            place, holder = _stood(state, places, paths)
            held = [place, holder or away.get(id_, ())]
            rows[id_] = _row(known[id_], state, facts[state.uid], held, kin.get(id_), called[id_])
    return rows


def _stood(state: PieceState, places: Mapping[str, int], paths: Mapping[int, _Path]) -> tuple[_Path, _Path]:
    """Return the paths of where a piece stood and of who held it, empty where not stated."""
    return paths.get(places.get(state.place or "", 0), ()), paths.get(places.get(state.holder or "", 0), ())


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


def _generics_known(
    connection: Connection, collection: int, mission: str, moment: Moment, hanging: Hanging
) -> list[ChildRow]:
    """As `generics_at`, where what was learnt later does not count: only the facts can tell."""
    out = undone_at(connection, moment.seq or 0)
    has_parent = exists().where(_LINK.child == _CLAIM.sample, *_counts(schema.parentage, moment, out))
    query = (
        select(_CLAIM.sample)
        .where(_CLAIM.collection == collection, ~has_parent, *_counts(schema.number_claim, moment, out))
        .distinct()
    )
    ids = {id_ for id_ in connection.execute(query).scalars() if hanging.leads.get(id_) is None}
    return _counted(_loose(connection, collection, mission, moment, hanging, ids | set(hanging.loose)), hanging)


def _loose(
    connection: Connection, collection: int, mission: str, moment: Moment, hanging: Hanging, ids: Iterable[int]
) -> list[Any]:
    """Return those of these pieces that were there, in a mission, by the number they had: id, below, uuid, key."""
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    wanted = sorted(ids)
    facts = piece_facts(connection, wanted, moment)
    below = select(_SAMPLE.id, _daughters_then(moment, out, hanging), _SAMPLE.uuid, schema.desk.c.uuid)
    below = below.join(schema.desk, schema.desk.c.id == collection)
    found: list[Any] = []
    for at in range(0, len(wanted), 400):
        for id_, count, uuid, owner in connection.execute(below.where(_SAMPLE.id.in_(wanted[at : at + 400]))):
            state = fold(uuid.hex(), facts.get(uuid.hex(), ()))
            if (state.collection, state.mission) == (owner.hex(), mission):
                found.append((id_, count, uuid, state.number.sort_key if state.number else ""))
    return sorted(found, key=lambda row: row[3])


def _counted(found: Iterable[Any], hanging: Hanging) -> list[ChildRow]:
    """Return rows of the tree, with the pieces that may hang elsewhere now counted below where they hung."""
    more = daughters_counted(hanging)
    return [(row[0], row[1] + more.get(row[0], 0), row[2], True) for row in found]


def _counts(table: Table, moment: Moment, out: frozenset[int]) -> list[ColumnElement[bool]]:
    """Return what a fact must fulfil to count at a moment."""
    conditions: list[ColumnElement[bool]] = []
    if moment.day is not None:
        conditions.append(table.c.day <= moment.day)
    if moment.seq is None:
        return [*conditions, table.c.entry.not_in(select(schema.undone.c.seq))]
    return [*conditions, table.c.entry <= moment.seq, table.c.entry.not_in(out)]


def _daughters_then(moment: Moment, out: frozenset[int], hanging: Hanging) -> Any:
    """Return how many daughters a piece had, but for those that may hang elsewhere now."""
    below = schema.parentage.alias("below")
    counted = [below.c.parent == _SAMPLE.id, *_counts(below, moment, out)]  # type: ignore[arg-type]
    if hanging.leads:
        counted.append(outside(below.c.child, hanging))
    query = select(func.count()).select_from(below).where(*counted)
    return query.correlate(schema.sample).scalar_subquery()


def _families_at(
    connection: Connection, roots: Sequence[int], moment: Moment, hanging: Hanging
) -> dict[int, Family]:
    """Return the sums of families; a reversal negates at the same days, so that every line may be added."""
    sums = (func.count(_LINE.sample.distinct()), func.sum(_LINE.ug), func.sum(_LINE.unweighed))
    held = select(_SAMPLE.root, *sums).join(schema.sample, _SAMPLE.id == _LINE.sample)
    query = _until(held.where(_LINE.account.in_(_HELD)), moment)
    by_root = query.where(_SAMPLE.root.in_(bindparam("ids", expanding=True))).group_by(_SAMPLE.root)
    apart = affected(connection, hanging)
    found = {}
    for at in range(0, len(roots), 400):
        some = list(roots[at : at + 400])
        lens = Lens(connection, moment)
        inexact, fine = inexact_by_root(connection, lens, some), finest_by_root(connection, lens, some)
        for root, pieces, ug, unweighed in connection.execute(by_root, {"ids": some}):
            if pieces > 1 and root not in apart:
                found[root] = Family(pieces, ug, unweighed, 0, *inexact.get(root, EXACT), fine.get(root))
    for root in apart.intersection(roots):
        members = members_at(connection, root, hanging)
        pieces = ug = unweighed = 0
        of_some: Any = select(*sums).where(_LINE.account.in_(_HELD))
        for at in range(0, len(members), 400):
            part = _until(of_some.where(_LINE.sample.in_(members[at : at + 400])), moment)
            more = connection.execute(part).one()
            pieces, ug, unweighed = pieces + more[0], ug + (more[1] or 0), unweighed + (more[2] or 0)
        if pieces > 1:
            lens = Lens(connection, moment)
            exact = (*inexact_of(connection, lens, members), finest_of(connection, lens, members))
            found[root] = Family(pieces, ug, unweighed, 0, *exact)
    return found


def _until(query: Select[Any], moment: Moment) -> Select[Any]:
    if moment.day is not None:
        query = query.where(_LINE.day <= moment.day)
    if moment.seq is not None:
        query = query.where(_LINE.entry <= moment.seq)
    return query


@dataclass(frozen=True, slots=True)
class _Identity:
    """A piece with its place in the tree at a moment."""

    id: int
    uid: Uid
    root: int
    parent: int | None
    daughters: int
    collection: int
    parent_number: str | None
    parent_rest: str | None


def _identities(
    connection: Connection, ids: Sequence[int], hanging: Hanging, moment: Moment
) -> dict[int, _Identity]:
    query = select(_SAMPLE.id, _SAMPLE.uuid, _SAMPLE.root, _SAMPLE.parent, _SAMPLE.daughters, _SAMPLE.collection)
    read = [
        row
        for at in range(0, len(ids), 400)
        for row in connection.execute(query.where(_SAMPLE.id.in_(ids[at : at + 400])))
    ]
    parents = {row.id: hanging.parent(row.id, row.parent) for row in read}
    numbers = numbers_at(connection, {each for each in parents.values() if each is not None}, moment)
    apart = affected(connection, hanging)
    roots = roots_at(connection, [row.id for row in read if row.root in apart or row.id in hanging.leads], hanging)
    return {
        row.id: _Identity(
            row.id,
            Uid(row.uuid.hex()),
            roots.get(row.id, row.root),
            parents[row.id],
            row.daughters,
            row.collection or 0,
            *numbers.get(parents[row.id] or 0, (None, None))[:2],
        )
        for row in read
    }


def _called(connection: Connection, there: Mapping[int, PieceState]) -> dict[int, str]:
    return told_numbers(connection, {id_: state.number_text for id_, state in there.items()})


def numbers_at(connection: Connection, ids: Iterable[int], moment: Moment) -> dict[int, tuple[str, ...]]:
    """Return the number, its rest and its sort key that pieces had at a moment."""
    out = undone_at(connection, moment.seq) if moment.seq is not None else frozenset()
    wanted = list(ids)
    columns = (_CLAIM.sample, _CLAIM.number, _CLAIM.rest, _CLAIM.sort_key)
    query = select(*columns).where(*_counts(schema.number_claim, moment, out))
    query = query.order_by(_CLAIM.day, _CLAIM.entry, _CLAIM.n)
    found: dict[int, tuple[str, ...]] = {}
    for at in range(0, len(wanted), 400):
        for sample, *told in connection.execute(query.where(_CLAIM.sample.in_(wanted[at : at + 400]))):
            found[sample] = tuple(told)
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
    number: str,
) -> PieceRow:
    official, rest = state.number_text, state.number.rest if state.number else ""
    short = short_of(official, rest, found.parent_number, found.parent_rest)
    values: dict[str, str | int | None] = {key: state.fields.get(key) for key in FIELD_KEYS}
    values["weighed"] = state.weighed.day if state.weighed else None
    values["sighted"] = state.sighted
    values["exposed"] = " ".join(sorted(state.exposed)) or None
    return PieceRow(
        id=found.id,
        uid=state.uid,
        number=number,
        short=number if short == official else short,
        name=_informal(facts),
        root=found.root,
        parent=found.parent,
        daughters=found.daughters,
        collection=found.collection,
        mission=state.mission,
        custody=str(state.custody),
        mass_ug=state.held_ug,
        unweighed=state.held_unweighed,
        suspense_ug=state.suspense_ug,
        place=where[0],
        holder=where[1],
        values=MappingProxyType(values),
        family=family,
        official=official,
    )


def _informal(facts: Iterable[Recorded]) -> str:
    names = [
        each.fact.name
        for each in facts
        if isinstance(each.fact, NameClaim) and each.fact.kind is NameKind.INFORMAL
    ]
    return min(names, default="")
