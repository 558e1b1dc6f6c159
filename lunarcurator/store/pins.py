"""PIN verifiers of operators: a free table, which never enters the journal."""

from typing import Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema

_GET: Final = select(schema.pin.c.verifier).where(schema.pin.c.operator == bindparam("operator"))
_ALL: Final = select(schema.pin.c.operator)
_FORGET: Final = delete(schema.pin).where(schema.pin.c.operator == bindparam("operator"))


def verifier(connection: Connection, operator: Uid) -> str | None:
    """Return the verifier of an operator's PIN, or None where there is no PIN."""
    found: str | None = connection.execute(_GET, {"operator": bytes.fromhex(operator)}).scalar_one_or_none()
    return found


def with_pins(connection: Connection) -> frozenset[Uid]:
    """Return the operators who have a PIN."""
    return frozenset(Uid(uuid.hex()) for uuid in connection.execute(_ALL).scalars())


def keep(connection: Connection, operator: Uid, text: str) -> None:
    """Keep a verifier, in place of an earlier one."""
    row = {"operator": bytes.fromhex(operator), "verifier": text}
    statement = upsert(schema.pin).values(row)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["operator"], set_={"verifier": statement.excluded.verifier}
        )
    )


def forget(connection: Connection, operator: Uid) -> None:
    """Take an operator's PIN away."""
    connection.execute(_FORGET, {"operator": bytes.fromhex(operator)})
