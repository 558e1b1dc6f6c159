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
_FORMS: Final = text(
    "SELECT DISTINCT COALESCE(form, '') FROM sample WHERE in_book = 1"
    " AND uuid IN (SELECT unhex(value) FROM json_each(:uids))"
)
_COLD: Final = text(
    "SELECT COUNT(*), COUNT(temperature_mk) FROM sample WHERE in_book = 1"
    " AND uuid IN (SELECT unhex(value) FROM json_each(:uids))"
)
_SEALED: Final = text(
    "WITH RECURSIVE above(id) AS (SELECT id FROM place WHERE uuid = :place"
    " UNION SELECT place FROM sample WHERE uuid = :sample AND place IS NOT NULL"
    " UNION SELECT p.parent FROM place p JOIN above a ON p.id = a.id"
    " WHERE p.parent IS NOT NULL AND :sample IS NOT NULL)"
    " SELECT MAX(COALESCE(p.sealed, 0)) FROM place p JOIN above a ON p.id = a.id"
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


def forms_of(connection: Connection, samples: Sequence[Uid]) -> list[str]:
    """Return each form among these pieces, "" for one nobody named."""
    return list(connection.execute(_FORMS, {"uids": json.dumps(list(samples))}).scalars())


def are_cold(connection: Connection, samples: Sequence[Uid]) -> bool:
    """Tell whether there are such pieces and all of them are kept in the cold now."""
    pieces, cold = connection.execute(_COLD, {"uids": json.dumps(list(samples))}).one()
    return bool(pieces) and pieces == cold


def is_sealed(connection: Connection, samples: Sequence[Uid], places: Sequence[Uid]) -> bool:
    """Tell whether the first place is a sealed container, or the first piece stands in one, at any depth."""
    asked = {
        "sample": bytes.fromhex(samples[0]) if samples else None,
        "place": bytes.fromhex(places[0]) if places else None,
    }
    return connection.execute(_SEALED, asked).scalar_one_or_none() == 1


def kind_in_force(connection: Connection, entry: Uid) -> str:
    """Return the kind of an entry, empty where it was undone or is none."""
    return connection.execute(_KIND, {"uuid": bytes.fromhex(entry)}).scalar_one_or_none() or ""
