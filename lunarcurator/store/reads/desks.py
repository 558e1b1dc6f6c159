"""The collections, operators and balances in the book, as their facts leave them."""

from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import DeskState
from lunarcurator.store import schema


class DeskRow(NamedTuple):
    """One collection, operator or balance: its local id and its state."""

    id: int
    state: DeskState


_OF_KIND: Final = (
    select(schema.desk.c.id, schema.desk.c.uuid, schema.desk.c.fields, schema.desk.c.last_seq)
    .where(schema.desk.c.kind == bindparam("kind"), schema.desk.c.in_book == 1)
    .order_by(schema.desk.c.name, schema.desk.c.id)
)


def desks(connection: Connection, kind: Subject) -> list[DeskRow]:
    """Return all of a kind in order of their names."""
    return [
        DeskRow(row.id, DeskState(Uid(row.uuid.hex()), msgspec.json.decode(row.fields), row.last_seq))
        for row in connection.execute(_OF_KIND, {"kind": str(kind)})
    ]
