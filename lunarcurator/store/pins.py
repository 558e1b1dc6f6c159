"""PIN verifiers of operators and the wrong tries at them: free tables, which never enter the journal."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema
from lunarcurator.store.settings import put_setting

_GET: Final = select(schema.pin.c.verifier).where(schema.pin.c.operator == bindparam("operator"))
_ALL: Final = select(schema.pin.c.operator)
_FORGET: Final = delete(schema.pin).where(schema.pin.c.operator == bindparam("operator"))
_SETTING: Final = select(schema.setting.c.value).where(schema.setting.c.key == bindparam("key"))
_NO_SETTING: Final = delete(schema.setting).where(schema.setting.c.key == bindparam("key"))
_FAILURES: Final = re.compile(r"(\d{1,9}) (\d{1,18})", re.ASCII)


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


@dataclass(frozen=True, slots=True)
class Failures:
    """How often in a row a wrong PIN was given for an operator, and when last, in us UTC."""

    count: int
    last_us: int


def failures(connection: Connection, operator: Uid) -> Failures:
    """Return the wrong PINs given since the last right one; what cannot be read counts as none."""
    kept = connection.execute(_SETTING, {"key": _failures_key(operator)}).scalar_one_or_none() or ""
    match = _FAILURES.fullmatch(kept)
    return Failures(int(match[1]), int(match[2])) if match else Failures(0, 0)


def keep_failures(connection: Connection, operator: Uid, failed: Failures) -> None:
    """Keep how often a wrong PIN was given."""
    put_setting(connection, _failures_key(operator), f"{failed.count} {failed.last_us}")


def forget_failures(connection: Connection, operator: Uid) -> None:
    """Begin to count anew."""
    connection.execute(_NO_SETTING, {"key": _failures_key(operator)})


def _failures_key(operator: Uid) -> str:
    return f"pin.failures.{operator}"
