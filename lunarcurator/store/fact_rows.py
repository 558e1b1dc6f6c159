"""One description per fact table, from which writing, reading back and digesting all follow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Protocol

import msgspec
from sqlalchemy import Select, Table, case, select
from sqlalchemy.sql.elements import ColumnElement

from lunarcurator.domain import facts
from lunarcurator.domain.accounts import Account, Book, Quality
from lunarcurator.domain.facts import Fact, Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import Recorded
from lunarcurator.store import schema
from lunarcurator.store.errors import StoreError
from lunarcurator.typed_json import decoder_of

_JSON: Final = msgspec.json.Encoder()


class Link(StrEnum):
    """What an id in a fact column points at; facts speak of uids, tables of local ids."""

    SAMPLE = "sample"
    PLACE = "place"
    DESK = "desk"
    BOOK = "book"
    SUBJECT = "subject"


_SUBJECT_SQL: Final = (
    "lower(hex(CASE f.kind WHEN 'sample' THEN (SELECT uuid FROM sample WHERE id = f.subject) "
    "WHEN 'place' THEN (SELECT uuid FROM place WHERE id = f.subject) "
    "ELSE (SELECT uuid FROM desk WHERE id = f.subject) END))"
)
_LINKED: Final = MappingProxyType({Link.SAMPLE: schema.sample, Link.PLACE: schema.place, Link.DESK: schema.desk})


class UnreadableFactError(StoreError):
    """A row of facts holds a value that none of its columns can hold: it was changed from outside."""


class Ids(Protocol):
    """Turns uids into the local ids of a store."""

    def sample(self, uid: Uid) -> int:
        """Return the id of a piece."""

    def place(self, uid: Uid) -> int:
        """Return the id of a place."""

    def record(self, uid: Uid) -> int:
        """Return the id of a record."""

    def book(self, book: Book) -> int:
        """Return the id of a book, made on first use."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """How one kind of fact stands in its table: `links` says which columns are ids of what.

    `names` are the fields of the fact, which are the columns of the table after entry and n. `query` selects
    entry, n and the fields, with uuids for ids, in the order in which `read` turns them back into facts. `pick`
    takes the fields of a fact; `linked` and `coded` are the columns after n that are stored as ids, and as plain
    codes, and `book_at` the one that is a book.
    """

    fact: type[Any]
    table: Table
    links: Mapping[str, Link]
    reads: Mapping[str, Callable[[Any], object]]
    names: tuple[str, ...]
    query: Select[Any]
    pick: Callable[[Any], tuple[Any, ...]]
    linked: tuple[tuple[int, Link], ...]
    coded: tuple[int, ...]
    book_at: int | None

    def plain(self, n: int, fact: Fact) -> list[Any]:
        """Return n and the fields of a fact, each as it is stored, but uids and books for ids."""
        values: list[Any] = [n, *self.pick(fact)]
        for at in self.coded:
            values[at] = _stored(values[at])
        return values

    def row(self, seq: int, plain: Sequence[Any], fact: Fact, ids: Ids) -> tuple[object, ...]:
        """Return the row of a fact of which `plain` is known, in the order of the table's columns."""
        values: list[Any] = [seq, *plain]
        for at, link in self.linked:
            value = plain[at]
            if value is not None:
                values[at + 1] = ids.sample(value) if link is Link.SAMPLE else _id_of(link, value, fact, ids)
        return tuple(values)

    def canonical(self, plain: Iterable[list[Any]]) -> bytes:
        """Return the bytes that are digested: of each fact a line, a JSON list of n and the columns, uids for ids.

        A column counts exactly as it is stored (a flag is 0 or 1, changes are one text), so that SQL can put
        the same bytes together without knowing what a fact is; see `canonical_sql`.
        """
        at = self.book_at
        return _JSON.encode_lines(
            plain if at is None else [[*each[:at], *each[at], *each[at + 1 :]] for each in plain]
        )

    def canonical_sql(self) -> tuple[str, str]:
        """Return SQL for the canonical text of a row of the table `f`, and the joins it needs."""
        told, joins = ["f.n"], []
        for at, name in enumerate(self.names):
            link, other = self.links.get(name), f"j{at}"
            if link is None:
                told.append(f'f."{name}"')
            elif link is Link.SUBJECT:
                told.append(_SUBJECT_SQL)
            elif link is Link.BOOK:
                joins.append(f"LEFT JOIN book {other} ON {other}.id = f.book")
                joins.append(f"LEFT JOIN desk {other}o ON {other}o.id = {other}.collection")
                told += [f"lower(hex({other}o.uuid))", f"{other}.mission", f"{other}.title"]
            else:
                joins.append(f'LEFT JOIN {_LINKED[link].name} {other} ON {other}.id = f."{name}"')
                told.append(f'CASE WHEN f."{name}" IS NULL THEN NULL ELSE lower(hex({other}.uuid)) END')
        return f"json_array({', '.join(told)})", " ".join(joins)

    def read(self, row: Sequence[Any]) -> Recorded:
        """Turn a row of `query` back into the fact it was; raises `UnreadableFactError` where it cannot be one."""
        try:
            return self._read(row)
        except (ValueError, TypeError, AttributeError, msgspec.MsgspecError) as error:
            raise UnreadableFactError("store.unreadable_fact", entry=row[0], table=self.table.name) from error

    def _read(self, row: Sequence[Any]) -> Recorded:
        values: list[Any] = []
        at = 2
        for name in self.names:
            if self.links.get(name) is Link.BOOK:
                values.append(Book(_uid(row[at]), row[at + 1], row[at + 2]))
                at += 3
                continue
            value = row[at]
            at += 1
            if isinstance(value, bytes):
                value = _uid(value)
            reader = self.reads.get(name)
            values.append(reader(value) if reader is not None and value is not None else value)
        return Recorded(row[0], row[1], self.fact(*values))


def _stored(value: Any) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        return str(value)
    return int(value) if isinstance(value, bool) else _JSON.encode(value).decode()


def _id_of(link: Link, value: Any, fact: Any, ids: Ids) -> int:
    match link:
        case Link.PLACE:
            return ids.place(value)
        case Link.DESK:
            return ids.record(value)
        case Link.BOOK:
            return ids.book(value)
    kind: Subject = fact.kind
    if kind is Subject.SAMPLE:
        return ids.sample(value)
    return ids.place(value) if kind is Subject.PLACE else ids.record(value)


def _uid(value: bytes) -> Uid:
    return Uid(value.hex())


def _subject(touch: Table) -> ColumnElement[Any]:
    """Return the uuid of whatever a touch names, by its kind."""

    def uuid_of(table: Table) -> ColumnElement[Any]:
        return select(table.c.uuid).where(table.c.id == touch.c.subject).scalar_subquery()

    return case(
        (touch.c.kind == "sample", uuid_of(schema.sample)),
        (touch.c.kind == "place", uuid_of(schema.place)),
        else_=uuid_of(schema.desk),
    )


_decode_changes: Final = decoder_of(tuple[tuple[str, str | int | None], ...]).decode


def changes_of(text: str) -> tuple[tuple[str, facts.Scalar], ...]:
    """Return the changes of a touch; raises `msgspec.MsgspecError` for what is none."""
    return _decode_changes(text)


_SAMPLE: Final = MappingProxyType({"sample": Link.SAMPLE})


def _row(
    fact: type[Any], table: Table, links: Mapping[str, Link], reads: Mapping[str, Callable[[Any], object]]
) -> FactRow:
    names = tuple(field.name for field in fields(fact))
    linked = tuple((at, links[name]) for at, name in enumerate(names, start=1) if name in links)
    coded = tuple(at for at, name in enumerate(names, start=1) if name in reads)
    pick = attrgetter(*names)
    book_at = next((at for at, link in linked if link is Link.BOOK), None)
    return FactRow(
        fact=fact,
        table=table,
        links=links,
        reads=reads,
        names=names,
        query=_query(table, names, links),
        pick=pick,
        linked=linked,
        coded=coded,
        book_at=book_at,
    )


def _query(table: Table, names: Sequence[str], links: Mapping[str, Link]) -> Select[Any]:
    query = select(table.c.entry, table.c.n)
    joined: Any = table
    for name in names:
        column = table.c[name]
        link = links.get(name)
        if link is not None and link in _LINKED:
            other = _LINKED[link].alias(f"{name}_of")
            joined = joined.outerjoin(other, other.c.id == column)
            query = query.add_columns(other.c.uuid)
        elif link is Link.BOOK:
            book, owner = schema.book.alias("book_of"), schema.desk.alias("owner_of")
            joined = joined.outerjoin(book, book.c.id == column).outerjoin(owner, owner.c.id == book.c.collection)
            query = query.add_columns(owner.c.uuid, book.c.mission, book.c.title)
        else:
            query = query.add_columns(_subject(table) if link is Link.SUBJECT else column)
    return query.select_from(joined)


FACT_ROWS: Final[tuple[FactRow, ...]] = (
    _row(
        facts.MassLine,
        schema.mass_line,
        {"sample": Link.SAMPLE, "book": Link.BOOK},
        {"account": Account, "quality": Quality},
    ),
    _row(facts.Weighing, schema.weighing, {"sample": Link.SAMPLE, "balance": Link.DESK}, {"counter": Account}),
    _row(
        facts.Placement,
        schema.placement,
        {"sample": Link.SAMPLE, "place": Link.PLACE, "home": Link.PLACE, "holder": Link.PLACE},
        {},
    ),
    _row(facts.ContainerMove, schema.container_move, {"place": Link.PLACE, "parent": Link.PLACE}, {}),
    _row(
        facts.Parentage,
        schema.parentage,
        {"child": Link.SAMPLE, "parent": Link.SAMPLE},
        {"role": facts.ParentRole},
    ),
    _row(
        facts.NumberClaim, schema.number_claim, {"sample": Link.SAMPLE, "collection": Link.DESK}, {"issued": bool}
    ),
    _row(facts.NameClaim, schema.name_claim, _SAMPLE, {"kind": facts.NameKind}),
    _row(facts.Sighting, schema.sighting, {"sample": Link.SAMPLE, "place": Link.PLACE}, {}),
    _row(facts.Touch, schema.touch, {"subject": Link.SUBJECT}, {"kind": facts.Subject, "changes": changes_of}),
    _row(
        facts.Exposure,
        schema.exposure,
        {"sample": Link.SAMPLE, "place": Link.PLACE, "origin": Link.SAMPLE},
        {"kind": facts.ExposureKind, "scope": facts.Scope},
    ),
    _row(
        facts.Relation,
        schema.relation,
        {"sample": Link.SAMPLE, "other": Link.SAMPLE},
        {"kind": facts.RelationKind},
    ),
    _row(facts.Statement, schema.statement, _SAMPLE, {"chosen": bool}),
    _row(
        facts.CheckResult,
        schema.check_result,
        {"sample": Link.SAMPLE, "check": Link.DESK, "expected": Link.PLACE, "seen": Link.PLACE},
        {"verdict": facts.CheckVerdict},
    ),
)
"""The kinds of fact in the order of `schema.FACT_TABLES`, which is the order of the digest."""

FIRST_KINDS: Final = 9
"""How many kinds of fact the first stores knew: these are always digested, later ones only where there are any."""

ROW_OF: Final[Mapping[type[Any], FactRow]] = MappingProxyType({row.fact: row for row in FACT_ROWS})
