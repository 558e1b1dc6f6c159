"""The work orders of a store with the numbers each has reserved."""

# ruff: noqa: S608 - the queries are put together from constants of this package only

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.telling import told

_RESERVED: Final = text(
    f"SELECT p.entry, e.uuid, m.uuid, {told('m')}, c.number, c.form, c.existence FROM json_each(:plans) j"
    " JOIN entry e ON e.seq = j.value JOIN parentage p ON p.entry = e.seq"
    " JOIN sample c ON c.id = p.child JOIN sample m ON m.id = p.parent"
    " WHERE c.in_book = 1 ORDER BY p.entry, c.sort_key"
)


class Reserved(NamedTuple):
    """A number that a plan reserved below its parent, and what has become of the piece."""

    seq: int
    plan: Uid
    parent: Uid
    parent_number: str
    number: str
    form: str
    existence: str


def reserved(connection: Connection, plans: Iterable[int]) -> list[Reserved]:
    """Return the numbers these entries reserved, in order."""
    rows = connection.execute(_RESERVED, {"plans": json.dumps(sorted(plans))})
    return [
        Reserved(seq, Uid(plan.hex()), Uid(parent.hex()), above or "", number or "", form or "", existence)
        for seq, plan, parent, above, number, form, existence in rows
    ]
