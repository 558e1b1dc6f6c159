"""What is known of damage in a store: kept as a free setting, so that no entry is posted until it is repaired."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import msgspec
from sqlalchemy import Connection, delete

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store import schema
from lunarcurator.store.database import Database, setting
from lunarcurator.store.errors import StoreError
from lunarcurator.store.settings import put_setting

MARK: Final = "damage"
"""The setting that keeps what was found damaged."""

_MOST: Final = 20
"""So many findings are kept: a person needs the first ones, and a whole verification says them all."""


class DamagedError(StoreError):
    """The store is damaged, so nothing was posted; `findings` say where, as far as it is known."""

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        super().__init__("store.damaged_no_posting", file=file)
        self.findings = tuple(findings)


def mark(database: Database, findings: Sequence[Finding]) -> None:
    """Remember damage in the store, so that it takes no entries from now on, also after it was closed.

    Where the file cannot be written, only this open database remembers it.
    """
    database.damage = tuple(findings[:_MOST])
    told = msgspec.json.encode(database.damage).decode()
    with suppress(StoreError), database.write() as connection:
        if setting(connection, MARK) != told:
            put_setting(connection, MARK, told)


def clear(database: Database) -> None:
    """Let a store take entries again, once it verified whole and sound; raises `StoreError`."""
    if not database.read_only:
        with database.write() as connection:
            connection.execute(delete(schema.setting).where(schema.setting.c.key == MARK))
    database.damage = ()


def marked(connection: Connection) -> tuple[Finding, ...]:
    """Return what was found damaged in a store and not repaired since; nothing for a store that takes entries.

    An open database knows it as `Database.damage` too.
    """
    kept = setting(connection, MARK)
    if kept is None:
        return ()
    try:
        found = msgspec.json.decode(kept, type=tuple[Finding, ...])
    except msgspec.MsgspecError:
        found = ()
    return found or (find(Strength.IMPOSSIBLE, "store.damage_unread", ""),)
