"""Free settings of a store: what a lab has chosen for all who open it; never in the journal."""

from typing import Final

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from lunarcurator.store import schema

_KEY: Final = "key"


def put_setting(connection: Connection, key: str, value: str) -> None:
    """Keep a setting in place of an earlier one."""
    statement = upsert(schema.setting).values(key=key, value=value)
    kept = statement.on_conflict_do_update(index_elements=[_KEY], set_={"value": statement.excluded.value})
    connection.execute(kept)
