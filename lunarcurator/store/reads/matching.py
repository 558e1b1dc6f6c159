"""What the book knows of the numbers an import brings, asked for many at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import batched
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, exists, or_, select

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema

_CHUNK: Final = 500
_REMEMBERED: Final = 4_096
_ABOVE: Final = schema.sample.alias("above")
_KEYS: Final = tuple(key for key in FIELDS if key != "collection")


@dataclass(frozen=True, slots=True)
class Known:
    """One piece of the book: masses in ug; `fields` holds only what is recorded; `parent` is a number.

    `place` is where it stands, None where it stands nowhere; `weighed` is the day of the last weighing.
    """

    uid: Uid
    number: str
    fields: Mapping[str, Scalar]
    mass_ug: int
    unweighed: int
    suspense_ug: int
    parent: str
    first_day: Day
    last_seq: int
    place: Uid | None = None
    weighed: Day | None = None


_BY_NAME: Final = (
    schema.sample.c.uuid,
    schema.sample.c.mass_ug,
    schema.sample.c.unweighed,
    schema.sample.c.suspense_ug,
    schema.sample.c.first_day,
    schema.sample.c.last_seq,
    schema.sample.c.weighed,
    _ABOVE.c.number.label("parent_number"),
    schema.sample.c.number,
    schema.place.c.uuid.label("place_uuid"),
)
"""What is known of a piece beside its fields."""


def _known_query() -> Any:
    sample = schema.sample
    owner = select(schema.desk.c.id).where(schema.desk.c.uuid == bindparam("collection")).scalar_subquery()
    return (
        select(*_BY_NAME, *(sample.c[key] for key in _KEYS))
        .outerjoin(_ABOVE, _ABOVE.c.id == sample.c.parent)
        .outerjoin(schema.place, schema.place.c.id == sample.c.place)
        .where(
            sample.c.collection == owner,
            sample.c.number.in_(bindparam("numbers", expanding=True)),
            sample.c.in_book == 1,
        )
    )


_KNOWN: Final = _known_query()

_BURNT: Final = (
    select(schema.number_claim.c.number)
    .join(schema.desk, schema.desk.c.id == schema.number_claim.c.collection)
    .where(
        schema.desk.c.uuid == bindparam("collection"),
        schema.number_claim.c.number.in_(bindparam("numbers", expanding=True)),
        schema.number_claim.c.issued == 1,
    )
)


def _any_query() -> Any:
    claim, sample = schema.number_claim, schema.sample
    owner = select(schema.desk.c.id).where(schema.desk.c.uuid == bindparam("collection")).scalar_subquery()
    numbered = select(claim.c.sample).where(claim.c.collection == owner)
    in_book = select(sample.c.id).where(sample.c.collection == owner, sample.c.in_book == 1)
    return select(or_(exists(numbered), exists(in_book)))


_ANY: Final = _any_query()

# Adding 0 keeps SQLite from walking all pieces, or the whole collection, instead of looking up the few names.
_NAMED: Final = schema.sample.c.id == schema.name.c.sample + 0

_CALLED: Final = (
    select(schema.name.c.key, schema.sample.c.number)
    .join(schema.sample, _NAMED)
    .where(
        schema.name.c.key.in_(bindparam("keys", expanding=True)),
        schema.name.c.kind != "official",
        schema.sample.c.in_book == 1,
        schema.sample.c.collection + 0
        == select(schema.desk.c.id).where(schema.desk.c.uuid == bindparam("collection")).scalar_subquery(),
    )
)


_ELSEWHERE: Final = (
    select(schema.name.c.key, schema.sample.c.number, schema.desk.c.code, schema.desk.c.uuid)
    .join(schema.sample, _NAMED)
    .join(schema.desk, schema.desk.c.id == schema.sample.c.collection)
    .where(schema.name.c.key.in_(bindparam("keys", expanding=True)), schema.sample.c.in_book == 1)
    .group_by(schema.name.c.key, schema.sample.c.id)
    .order_by(schema.sample.c.id)
)


def has_pieces(connection: Connection, collection: Uid) -> bool:
    """Tell whether a collection has a piece, or ever gave one a number."""
    return bool(connection.execute(_ANY, {"collection": bytes.fromhex(collection)}).scalar_one())


def known_pieces(connection: Connection, collection: Uid, numbers: Sequence[str]) -> dict[str, Known]:
    """Return the pieces of a collection that carry these official numbers now, by number."""
    found: dict[str, Known] = {}
    # What most pieces have in common, their form or condition, takes the memory of one.
    same = lru_cache(_REMEMBERED)(_itself)
    for row in _rows(connection, _KNOWN, collection, "numbers", numbers):
        fields = {key: same(row[key]) for key in _KEYS if row[key] is not None}
        found[row["number"]] = Known(
            uid=Uid(row["uuid"].hex()),
            number=row["number"],
            fields=fields,
            mass_ug=row["mass_ug"],
            unweighed=row["unweighed"],
            suspense_ug=row["suspense_ug"],
            parent=row["parent_number"] or "",
            first_day=row["first_day"],
            last_seq=row["last_seq"],
            place=Uid(row["place_uuid"].hex()) if row["place_uuid"] else None,
            weighed=row["weighed"],
        )
    return found


def _itself(value: Scalar) -> Scalar:
    return value


def burnt_numbers(connection: Connection, collection: Uid, numbers: Sequence[str]) -> frozenset[str]:
    """Return those of these numbers that the program once issued, in force or not (R2)."""
    return frozenset(row["number"] for row in _rows(connection, _BURNT, collection, "numbers", numbers))


def other_names(connection: Connection, collection: Uid, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for these name keys the official numbers of all pieces that are also called so."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows(connection, _CALLED, collection, "keys", keys):
        found[row["key"]] = (*found.get(row["key"], ()), row["number"])
    return found


def known_elsewhere(connection: Connection, collection: Uid | None, keys: Sequence[str]) -> dict[str, str]:
    """Return for name keys the pieces of other collections that are called so, by any name: `Apollo:15555, …`."""
    found: dict[str, str] = {}
    for some in batched(keys, _CHUNK):
        for row in connection.execute(_ELSEWHERE, {"keys": list(some)}).mappings():
            if collection is None or row["uuid"] != bytes.fromhex(collection):
                told = f"{row['code']}:{row['number']}"
                found[row["key"]] = f"{found[row['key']]}, {told}" if row["key"] in found else told
    return found


def _rows(
    connection: Connection, query: Any, collection: Uid, name: str, asked: Sequence[str]
) -> Iterator[RowMapping]:
    for some in batched(asked, _CHUNK):
        parameters = {"collection": bytes.fromhex(collection), name: list(some)}
        yield from connection.execute(query, parameters).mappings()
