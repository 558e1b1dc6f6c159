"""Reads of the sample tree: collections, missions, generics and daughters, each level sorted in SQL."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, case, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.status import Existence
from lunarcurator.store import schema
from lunarcurator.store.reads.filters import PieceFilter, condition_of
from lunarcurator.store.reads.tree_values import BY_NUMBER as BY_NUMBER
from lunarcurator.store.reads.tree_values import ChildRow as ChildRow
from lunarcurator.store.reads.tree_values import CollectionRow as CollectionRow
from lunarcurator.store.reads.tree_values import Sort as Sort
from lunarcurator.store.reads.tree_values import collection_of

_SAMPLE: Final = schema.sample.c
_DESK: Final = schema.desk.c
_PLACE: Final = schema.place.c


_COLLECTIONS: Final = (
    select(_DESK.id, _DESK.code, _DESK.name, _DESK.fields)
    .where(_DESK.kind == "collection", _DESK.in_book == 1)
    .order_by(_DESK.name, _DESK.id)
)
_FIRST_MISSION: Final = select(func.min(_SAMPLE.mission)).where(
    _SAMPLE.collection == bindparam("collection"), _SAMPLE.mission > bindparam("after")
)
_MISSION_UNSET: Final = (
    select(literal(1)).where(_SAMPLE.collection == bindparam("collection"), _SAMPLE.mission.is_(None)).limit(1)
)
_MISSION_EMPTY: Final = (
    select(literal(1)).where(_SAMPLE.collection == bindparam("collection"), _SAMPLE.mission == "").limit(1)
)
_LOCATIONS: Final = select(
    _SAMPLE.id, _SAMPLE.parent, _SAMPLE.collection, _SAMPLE.mission, _SAMPLE.in_book, _SAMPLE.daughters
).where(_SAMPLE.id.in_(bindparam("ids", expanding=True)))


def collections(connection: Connection) -> list[CollectionRow]:
    """Return the collections in the book by name, their missions by opening day."""
    rows = connection.execute(_COLLECTIONS)
    return [collection_of(row.id, row.code, row.name, row.fields) for row in rows]


def missions_with_pieces(connection: Connection, collection: int) -> list[str]:
    """Return the mission codes under which a collection has pieces; "" for pieces of no mission.

    Leaps from one code to the next in the index, so that the number of pieces does not matter.
    """
    found: list[str] = []
    # Two questions: one with OR between them would walk through all pieces of the collection.
    if any(
        connection.execute(each, {"collection": collection}).first() for each in (_MISSION_UNSET, _MISSION_EMPTY)
    ):
        found.append("")
    after = ""
    while True:
        code = connection.execute(_FIRST_MISSION, {"collection": collection, "after": after}).scalar_one()
        if code is None:
            return found
        found.append(code)
        after = code


def generics(connection: Connection, collection: int, mission: str, sort: Sort) -> list[ChildRow]:
    """Return the pieces without a parent of one mission ("" for none) of a collection."""
    values = {"collection": collection, "mission": mission}
    query = _generics_query(sort, with_mission=bool(mission))
    return [(id_, below, uuid, True) for id_, below, uuid in connection.execute(query, values)]


def daughters(connection: Connection, parent: int, sort: Sort) -> list[ChildRow]:
    """Return the daughters of a piece."""
    rows = connection.execute(_daughters_query(sort), {"parent": parent})
    return [(id_, below, uuid, True) for id_, below, uuid in rows]


def matching_generics(
    connection: Connection, filters: tuple[PieceFilter, ...], sort: Sort
) -> list[tuple[int, str, ChildRow]]:
    """Return the generics with matches in their family: collection, mission, and the generic with the count."""
    return [
        (collection, mission or "", (id_, count, uuid, bool(hit)))
        for id_, collection, mission, uuid, count, hit in connection.execute(_matching_query(filters, sort))
    ]


def matching_family(
    connection: Connection, root: int, filters: tuple[PieceFilter, ...], sort: Sort
) -> list[tuple[int, int | None, bytes, bool]]:
    """Return the matches of one family with all their ancestors: id, parent, uuid, whether it matches itself."""
    rows = connection.execute(_family_query(filters, sort), {"root": root})
    return [(id_, parent, uuid, bool(hit)) for id_, parent, uuid, hit in rows]


def locations(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int | None, int | None, str, int]]:
    """Return where pieces stand: parent, collection, mission, daughters; none for one out of the book."""
    found = {}
    for at in range(0, len(ids), 500):
        for row in connection.execute(_LOCATIONS, {"ids": list(ids[at : at + 500])}):
            if row.in_book:
                found[row.id] = (row.parent, row.collection, row.mission or "", row.daughters)
    return found


def ancestors(connection: Connection, piece: int) -> list[int]:
    """Return a piece's line from the generic down to itself."""
    line = [piece]
    query = select(_SAMPLE.parent).where(_SAMPLE.id == bindparam("piece"))
    while (above := connection.execute(query, {"piece": line[-1]}).scalar_one_or_none()) is not None:
        line.append(above)
    return line[::-1]


def id_of(connection: Connection, uuid: bytes) -> int | None:
    """Return the local id of a piece in the book."""
    query = select(_SAMPLE.id).where(_SAMPLE.uuid == uuid, _SAMPLE.in_book == 1)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def _of_family(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a value over all pieces of a generic's family."""
    query = select(value).where(_KIN.root == _SAMPLE.id, _KIN.in_book == 1)
    return query.correlate(schema.sample).scalar_subquery()


_KIN: Final = schema.sample.alias("kin").c
_HAS_FAMILY: Final = and_(_SAMPLE.parent.is_(None), _SAMPLE.daughters > 0)
_BOUNDED: Final = func.coalesce(_KIN.mass_quality, "") == str(Quality.UPPER_BOUND)
_LEAST_UG: Final = func.sum(case((_BOUNDED, 0), else_=_KIN.mass_ug))
_UNWEIGHED: Final = func.sum(_KIN.unweighed)
# The rows show the same: of a family the sum, at least what is known of it, and below that what is not known.
_FAMILY_UG: Final = _of_family(
    case((_UNWEIGHED == 0, func.sum(_KIN.mass_ug)), (_LEAST_UG > 0, _LEAST_UG), else_=-2)
)
_OWN_WHOLE: Final = and_(
    _SAMPLE.unweighed == 0,
    _SAMPLE.existence == str(Existence.EXISTS),
    func.coalesce(_SAMPLE.mass_quality, "") != str(Quality.UPPER_BOUND),
)
# A share is sorted by only where it is known in all its parts.
_HELD_WHOLE_UG: Final = case(
    (
        _HAS_FAMILY,
        _of_family(case((and_(_UNWEIGHED == 0, func.sum(_BOUNDED) == 0), func.sum(_KIN.mass_ug)))),
    ),
    (_OWN_WHOLE, _SAMPLE.mass_ug),
)

_SHARE_IS_KNOWN: Final = or_(
    _SAMPLE.suspense_ug <= func.coalesce(_SAMPLE.original_resolution_ug, 0),
    func.coalesce(_SAMPLE.mass_quality, "") == str(Quality.MEASURED),
)


def _sorted_by(key: str) -> ColumnElement[Any]:
    """Return what a column sorts by; places by the name of the innermost one."""
    special: dict[str, ColumnElement[Any]] = {
        "number": _SAMPLE.sort_key,
        "mass": case((_HAS_FAMILY, _FAMILY_UG), else_=_SAMPLE.mass_ug - 2 * _SAMPLE.unweighed),
        "own": _SAMPLE.mass_ug - 2 * _SAMPLE.unweighed,
        "original": _SAMPLE.original_ug,
        "left": case((_SHARE_IS_KNOWN, _HELD_WHOLE_UG / func.nullif(_SAMPLE.original_ug, 0))),
        "place": select(_PLACE.name)
        .where(_PLACE.id == func.coalesce(_SAMPLE.place, _SAMPLE.holder))
        .scalar_subquery(),
        "custody": func.iif(_SAMPLE.existence == "exists", _SAMPLE.custody, _SAMPLE.existence),
        "weighed": _SAMPLE.weighed,
        "sighted": _SAMPLE.sighted,
        "exposed": _SAMPLE.exposed,
    }
    if key in special:
        return special[key]
    return _SAMPLE[key] if key in FIELDS else _SAMPLE.sort_key


def _order(sort: Sort) -> list[Any]:
    number = _SAMPLE.sort_key
    if sort.key == "number":
        return [number.desc()] if sort.descending else [number]
    by = _sorted_by(sort.key)
    empty = func.coalesce(by, "") == ""
    return [empty, by.desc() if sort.descending else by, number]


@lru_cache(maxsize=32)
def _generics_query(sort: Sort, *, with_mission: bool) -> Select[Any]:
    mission = (
        _SAMPLE.mission == bindparam("mission")
        if with_mission
        else and_(or_(_SAMPLE.mission.is_(None), _SAMPLE.mission == ""), bindparam("mission") == "")
    )
    return (
        select(_SAMPLE.id, _SAMPLE.daughters, _SAMPLE.uuid)
        .where(_SAMPLE.collection == bindparam("collection"), mission, _SAMPLE.parent.is_(None))
        .order_by(*_order(sort))
    )


@lru_cache(maxsize=32)
def _daughters_query(sort: Sort) -> Select[Any]:
    return (
        select(_SAMPLE.id, _SAMPLE.daughters, _SAMPLE.uuid)
        .where(_SAMPLE.parent == bindparam("parent"), _SAMPLE.in_book == 1)
        .order_by(*_order(sort))
    )


@lru_cache(maxsize=32)
def _matching_query(filters: tuple[PieceFilter, ...], sort: Sort) -> Select[Any]:
    condition = condition_of(filters)
    roots = (
        select(_SAMPLE.root.label("root"), func.count().label("matches"))
        .where(condition)
        .group_by(_SAMPLE.root)
        .subquery()
    )
    return (
        select(_SAMPLE.id, _SAMPLE.collection, _SAMPLE.mission, _SAMPLE.uuid, roots.c.matches, condition)
        .join(roots, roots.c.root == _SAMPLE.id)
        .order_by(*_order(sort))
    )


@lru_cache(maxsize=32)
def _family_query(filters: tuple[PieceFilter, ...], sort: Sort) -> Select[Any]:
    condition = condition_of(filters)
    start = select(_SAMPLE.id, _SAMPLE.parent).where(_SAMPLE.root == bindparam("root"), condition)
    shown = start.cte("shown", recursive=True)
    above = schema.sample.alias("above")
    shown = shown.union(select(above.c.id, above.c.parent).where(above.c.id == shown.c.parent))
    return (
        select(_SAMPLE.id, _SAMPLE.parent, _SAMPLE.uuid, condition)
        .where(_SAMPLE.id.in_(select(shown.c.id)))
        .order_by(*_order(sort))
    )
