"""The collections, operators and balances in the book, as their facts leave them."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, bindparam, or_, select

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.store import schema
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens


class RecordRow(NamedTuple):
    """One record: its local id and its state."""

    id: int
    state: Record


_OF_KIND: Final = (
    select(schema.desk.c.id, schema.desk.c.uuid, schema.desk.c.fields, schema.desk.c.last_seq, schema.desk.c.name)
    .where(schema.desk.c.kind == bindparam("kind"), schema.desk.c.in_book == 1)
    .order_by(schema.desk.c.id)
)
_EVERY: Final = "SELECT id, uuid, fields, last_seq, name FROM desk WHERE kind = :kind AND in_book = 1 ORDER BY id"
_CHASED: Final = (
    _OF_KIND.join(schema.loan_line, schema.loan_line.c.id == schema.desk.c.id)
    .where(schema.loan_line.c.state.in_(("transit", "out")))
    .where(or_(schema.loan_line.c.recalled > 0, schema.loan_line.c.due.between(1, bindparam("until"))))
)
_CLOSED: Final = (
    select(schema.desk.c.uuid, schema.touch.c.changes)
    .join(schema.touch, and_(schema.touch.c.subject == schema.desk.c.id, schema.touch.c.kind == "collection"))
    .where(schema.desk.c.kind == "collection", schema.desk.c.in_book == 0)
    .order_by(schema.touch.c.entry, schema.touch.c.n)
)


def undone_collection(connection: Connection, code: str) -> Uid | None:
    """Return the collection that last had this code and whose opening was undone since, or None."""
    return undone_collections(connection).get(code)


def undone_collections(connection: Connection) -> dict[str, Uid]:
    """Return by code the collection that last had it and whose opening was undone since."""
    # A later touch of the same code takes the place of an earlier one.
    told = ((dict(msgspec.json.decode(changes)), uuid) for uuid, changes in connection.execute(_CLOSED))
    return {str(changes["code"]): Uid(uuid.hex()) for changes, uuid in told if "code" in changes}


def records(connection: Connection, kind: Subject, lens: RecordLens = DESK_NOW) -> list[RecordRow]:
    """Return all of a kind in order of their names, as people count."""
    return _in_order(lens.ask(connection, _EVERY, {"kind": str(kind)}))


def lines_to_chase(connection: Connection, until: Day) -> list[RecordRow]:
    """Return the lines that are out and were recalled, or are due by the end of a day, in order of their codes."""
    return _in_order(connection.execute(_CHASED, {"kind": str(Subject.LINE), "until": until}))


def _in_order(rows: Iterable[Any]) -> list[RecordRow]:
    return [
        RecordRow(row.id, Record(Uid(row.uuid.hex()), msgspec.json.decode(row.fields), row.last_seq))
        for row in sorted(rows, key=lambda row: text_key(row.name or ""))
    ]
