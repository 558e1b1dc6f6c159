"""All places in use or retired, as one list, and what a dialog must know beside them."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import PlaceState
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.store import derived, schema
from lunarcurator.store.reads.unweighed import SUM_COLUMNS, mass_sum

_ABOVE: Final = schema.place.alias("place_above")
_PLACES: Final = (
    select(schema.place, _ABOVE.c.uuid.label("above_uuid"))
    .outerjoin(_ABOVE, _ABOVE.c.id == schema.place.c.parent)
    .where(schema.place.c.in_book == 1)
    .order_by(schema.place.c.name, schema.place.c.id)
)
_CHILD: Final = schema.sample.alias("planned_child")
_PARENT: Final = schema.sample.alias("planned_parent")
_PLANS: Final = (
    select(schema.entry.c.seq, schema.entry.c.uuid, schema.entry.c.day, _CHILD.c.number, _CHILD.c.form)
    .join(schema.parentage, schema.parentage.c.entry == schema.entry.c.seq)
    .join(_CHILD, _CHILD.c.id == schema.parentage.c.child)
    .join(_PARENT, _PARENT.c.id == schema.parentage.c.parent)
    .where(
        _PARENT.c.uuid == bindparam("parent"),
        _CHILD.c.existence == "planned",
        _CHILD.c.in_book == 1,
        schema.entry.c.seq.not_in(select(schema.undone.c.seq)),
    )
    .order_by(schema.entry.c.seq, _CHILD.c.sort_key)
)
_HELD: Final = (
    select(*SUM_COLUMNS)
    .join(schema.place, schema.place.c.id == schema.sample.c.place)
    .where(schema.place.c.uuid == bindparam("place"), schema.sample.c.in_book == 1)
)
_WEIGHED: Final = (
    select(schema.weighing.c.day, schema.desk.c.name, schema.weighing.c.entry)
    .join(schema.sample, schema.sample.c.id == schema.weighing.c.sample)
    .outerjoin(schema.desk, schema.weighing.c.balance == schema.desk.c.id)
    .where(
        schema.sample.c.uuid == bindparam("sample"),
        schema.weighing.c.day == schema.sample.c.weighed,
        schema.weighing.c.entry.not_in(select(schema.undone.c.seq)),
    )
    .order_by(schema.weighing.c.entry.desc(), schema.weighing.c.n.desc())
    .limit(1)
)


class PlanRow(NamedTuple):
    """A number that a plan reserved and nobody has made yet."""

    seq: int
    entry: Uid
    day: int
    number: str
    form: str


class Weighed(NamedTuple):
    """The last weighing of a piece: its day, the name of the balance if one was named, and its entry."""

    day: int
    balance: str
    entry: int


def places(connection: Connection) -> list[PlaceState]:
    """Return all places in the book in order of their names."""
    found = []
    for row in connection.execute(_PLACES).mappings():
        fields = {key: row[key] for key in derived.PLACE_FIELDS if row[key] is not None}
        parent = Uid(row["above_uuid"].hex()) if row["above_uuid"] else None
        uid = Uid(row["uuid"].hex())
        found.append(PlaceState(uid, fields, parent, row["first_day"], row["last_day"], row["last_seq"]))
    return found


def open_plans(connection: Connection, parent: Uid) -> list[PlanRow]:
    """Return the numbers reserved below a piece and not made yet, oldest plan first."""
    rows = connection.execute(_PLANS, {"parent": bytes.fromhex(parent)})
    return [PlanRow(row.seq, Uid(row.uuid.hex()), row.day, row.number, row.form or "") for row in rows]


def held(connection: Connection, place: Uid) -> MassSum:
    """Return what stands directly in a place."""
    return mass_sum(connection.execute(_HELD, {"place": bytes.fromhex(place)}).one())


def weighed(connection: Connection, sample: Uid) -> Weighed | None:
    """Return the last weighing of a piece, or None."""
    row = connection.execute(_WEIGHED, {"sample": bytes.fromhex(sample)}).one_or_none()
    return Weighed(row.day, row.name or "", row.entry) if row is not None else None
