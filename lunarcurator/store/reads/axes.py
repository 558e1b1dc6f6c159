"""How selected pieces stand, and whether an entry moved something: what decides which acts make sense."""

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select, text

from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema

_AXES: Final = text(
    "SELECT DISTINCT existence, custody FROM sample WHERE in_book = 1"
    " AND uuid IN (SELECT unhex(value) FROM json_each(:uids))"
)
_KIND: Final = (
    select(schema.entry.c.kind)
    .where(schema.entry.c.uuid == bindparam("uuid"))
    .where(schema.entry.c.seq.not_in(select(schema.undone.c.seq)))
)


def axes_of(connection: Connection, samples: Sequence[Uid]) -> list[tuple[str, str]]:
    """Return each pair of existence and custody in which any of these pieces stands now."""
    rows = connection.execute(_AXES, {"uids": json.dumps(list(samples))})
    return [(row[0], row[1]) for row in rows]


def kind_in_force(connection: Connection, entry: Uid) -> str:
    """Return the kind of an entry, empty where it was undone or is none."""
    return connection.execute(_KIND, {"uuid": bytes.fromhex(entry)}).scalar_one_or_none() or ""
