"""What a picture asks: the answers of one connection to `domain.picture.Source`."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, and_, func, or_, select, tuple_

from lunarcurator.domain.facts import ParentRole, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Claimed, DeskState, EntryView
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded
from lunarcurator.store import derived, schema
from lunarcurator.store.fact_reading import entry_facts, piece_facts, place_facts

_AT: Final = MappingProxyType({key: schema.place.alias(f"{key}_of") for key in ("place", "home", "holder")})
_OUTER: Final = schema.place.alias("outer_place")
_ABOVE: Final = schema.sample.alias("above")


def _state_query() -> Select[Any]:
    sample, desk = schema.sample, schema.desk
    uuids = [table.c.uuid.label(f"{key}_uuid") for key, table in _AT.items()]
    query = select(sample, desk.c.uuid.label("collection_uuid"), *uuids)
    query = query.outerjoin(desk, desk.c.id == sample.c.collection)
    for key, table in _AT.items():
        query = query.outerjoin(table, table.c.id == sample.c[key])
    return query.where(sample.c.in_book == 1)


_STATES: Final = _state_query()


class StoreSource:
    """Answers from the derived tables where they suffice, and from the facts where the past is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._warm: dict[tuple[Uid, str], list[Claimed]] = {}

    def warm(self, numbers: Iterable[tuple[Uid, str]]) -> None:
        """Ask for the claims of many numbers at once; answers are kept until the next call."""
        asked = list(dict.fromkeys(numbers))
        self._warm = {key: [] for key in asked}
        for at in range(0, len(asked), 400):
            part = [(bytes.fromhex(uid), number) for uid, number in asked[at : at + 400]]
            query = _claims().where(tuple_(schema.desk.c.uuid, schema.number_claim.c.number).in_(part))
            for row in self._connection.execute(query):
                self._warm[Uid(row.owner.hex()), row.number].append(_claimed(row))

    def piece(self, uid: Uid) -> PieceState | None:
        """Return the piece as its derived row keeps it; None where nothing in force speaks of the uid."""
        found = list(self._states(schema.sample.c.uuid == bytes.fromhex(uid)))
        return found[0] if found else None

    def history(self, uid: Uid) -> list[Recorded]:
        """Return the facts in force of a piece."""
        sample = self._id(schema.sample.c.uuid == bytes.fromhex(uid), schema.sample)
        return piece_facts(self._connection, [sample]).get(uid, []) if sample is not None else []

    def place(self, uid: Uid) -> PlaceState | None:
        """Return a place as its derived row keeps it."""
        place, above = schema.place, _OUTER
        query = (
            select(place, above.c.uuid.label("parent_uuid"))
            .outerjoin(above, above.c.id == place.c.parent)
            .where(place.c.uuid == bytes.fromhex(uid))
        )
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        fields = {key: row[key] for key in derived.PLACE_FIELDS if row[key] is not None}
        parent = Uid(row["parent_uuid"].hex()) if row["parent_uuid"] else None
        return PlaceState(uid, fields, parent, row["first_day"], row["last_day"], row["last_seq"])

    def place_history(self, uid: Uid) -> list[Recorded]:
        """Return the facts in force of a place."""
        place = self._id(schema.place.c.uuid == bytes.fromhex(uid), schema.place)
        return place_facts(self._connection, [place]).get(uid, []) if place is not None else []

    def desk(self, kind: Subject, uid: Uid) -> DeskState | None:
        """Return a collection, operator or balance as its derived row keeps it."""
        desk = schema.desk
        query = select(desk).where(desk.c.uuid == bytes.fromhex(uid), desk.c.kind == str(kind))
        row = self._connection.execute(query).one_or_none()
        return DeskState(uid, msgspec.json.decode(row.fields), row.last_seq) if row else None

    def claimed(self, collection: Uid, number: str) -> list[Claimed]:
        """Return who ever took a canonical number, latest last, undone claims too."""
        if (collection, number) in self._warm:
            return self._warm[collection, number]
        query = _claims().where(
            schema.desk.c.uuid == bytes.fromhex(collection), schema.number_claim.c.number == number
        )
        return [_claimed(row) for row in self._connection.execute(query)]

    def highest(self, collection: Uid, scope: str, series: str) -> int | None:
        """Return the highest serial ever claimed in a series of a family."""
        claim, desk = schema.number_claim, schema.desk
        owner = select(desk.c.id).where(desk.c.uuid == bytes.fromhex(collection)).scalar_subquery()
        query = select(func.max(claim.c.serial)).where(
            claim.c.collection == owner, claim.c.scope == scope, claim.c.series == series
        )
        found: int | None = self._connection.execute(query).scalar_one_or_none()
        return found

    def daughters(self, uid: Uid) -> list[Uid]:
        """Return the pieces in the book that came from a piece."""
        link, child, parent = schema.parentage, schema.sample, _ABOVE
        query = (
            select(child.c.uuid)
            .join(link, link.c.child == child.c.id)
            .join(parent, parent.c.id == link.c.parent)
            .where(
                parent.c.uuid == bytes.fromhex(uid),
                child.c.in_book == 1,
                link.c.entry.not_in(select(schema.undone.c.seq)),
            )
        )
        return self._uids(query)

    def pieces_in(self, place: Uid) -> list[Uid]:
        """Return the pieces whose derived row says they stand in a place."""
        sample = schema.sample
        return self._uids(
            select(sample.c.uuid)
            .join(schema.place, schema.place.c.id == sample.c.place)
            .where(schema.place.c.uuid == bytes.fromhex(place), sample.c.in_book == 1)
        )

    def places_in(self, place: Uid) -> list[Uid]:
        """Return the places in use that stand directly in a place."""
        inner, outer = schema.place, _OUTER
        return self._uids(
            select(inner.c.uuid)
            .join(outer, outer.c.id == inner.c.parent)
            .where(outer.c.uuid == bytes.fromhex(place), inner.c.in_book == 1, _in_use(inner))
        )

    def named(self, kind: Subject, name: str) -> list[Uid]:
        """Return the places, or collections, operators, balances, of exactly this name or code."""
        if kind is Subject.PLACE:
            place = schema.place
            wanted = or_(place.c.name == name, place.c.code == name)
            return self._uids(select(place.c.uuid).where(wanted, place.c.in_book == 1))
        desk = schema.desk
        wanted = and_(desk.c.kind == str(kind), desk.c.in_book == 1, or_(desk.c.name == name, desk.c.code == name))
        return self._uids(select(desk.c.uuid).where(wanted))

    def entry(self, uid: Uid) -> EntryView | None:
        """Return an entry with its facts, or None."""
        table = schema.entry
        row = self._connection.execute(select(table).where(table.c.uuid == bytes.fromhex(uid))).one_or_none()
        if row is None:
            return None
        out = self._connection.execute(select(schema.undone.c.seq).where(schema.undone.c.seq == row.seq))
        facts = tuple(entry_facts(self._connection, row.seq))
        return EntryView(uid, row.seq, row.kind, row.day, out.one_or_none() is None, facts)

    def _states(self, condition: Any) -> Iterable[PieceState]:
        for row in self._connection.execute(_STATES.where(condition)).mappings():
            keys = ("collection", *_AT)
            uids = {key: Uid(row[f"{key}_uuid"].hex()) if row[f"{key}_uuid"] else None for key in keys}
            yield derived.state_of(dict(row), uids, self._parents(row["id"]) if row["parent"] else ())

    def _parents(self, child: int) -> list[tuple[Uid, ParentRole]]:
        link, parent = schema.parentage, schema.sample
        query = (
            select(parent.c.uuid, link.c.role)
            .join(parent, parent.c.id == link.c.parent)
            .where(link.c.child == child, link.c.entry.not_in(select(schema.undone.c.seq)))
            .order_by(link.c.day, link.c.entry, link.c.n)
        )
        return [(Uid(uuid.hex()), ParentRole(role)) for uuid, role in self._connection.execute(query)]

    def _id(self, condition: Any, table: Any) -> int | None:
        found: int | None = self._connection.execute(select(table.c.id).where(condition)).scalar_one_or_none()
        return found

    def _uids(self, query: Select[Any]) -> list[Uid]:
        return [Uid(uuid.hex()) for (uuid,) in self._connection.execute(query)]


def _in_use(place: Any) -> Any:
    return or_(place.c.retired.is_(None), place.c.retired == 0)


def _claims() -> Select[Any]:
    claim, sample, desk = schema.number_claim, schema.sample, schema.desk
    standing = claim.c.entry.not_in(select(schema.undone.c.seq))
    return (
        select(
            claim.c.number, desk.c.uuid.label("owner"), sample.c.uuid, claim.c.issued, standing.label("standing")
        )
        .join(sample, sample.c.id == claim.c.sample)
        .join(desk, desk.c.id == claim.c.collection)
        .order_by(claim.c.entry, claim.c.n)
    )


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(Uid(row.uuid.hex()), issued=bool(row.issued), in_force=bool(row.standing))
