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
from lunarcurator.typed_json import decode

MARK: Final = "damage"
"""The setting that keeps what was found damaged."""

_MOST: Final = 20
"""So many findings are kept: a person needs the first ones, and a whole verification says them all."""


_OF_OTHER_ENTRIES: Final = frozenset({"verify.lacks_entry", "verify.lacks_entries", "verify.parted_by_witness"})
FROM_OUTSIDE: Final = _OF_OTHER_ENTRIES | {"verify.copies_parted", "verify.digest_unknown"}
"""What is found by comparing a store with something outside of it; the file itself may be whole then."""


class DamagedError(StoreError):
    """The store is damaged or not as it was witnessed, so nothing was posted; `findings` say where."""

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        if is_from_outside(findings):
            known = next((dict(each.facts) for each in findings if each.key in _OF_OTHER_ENTRIES), {})
            seen = {"named": known.get("file", ""), "seen": known.get("seen", "")}
            super().__init__("store.parted_no_posting", file=file, command=known.get("command", ""), **seen)
        else:
            super().__init__("store.damaged_no_posting", file=file)


def is_from_outside(findings: Sequence[Finding]) -> bool:
    """Tell whether all that was found is that something outside of the store knows other entries."""
    return FROM_OUTSIDE.issuperset(each.key for each in findings)


def mark(database: Database, findings: Sequence[Finding]) -> None:
    """Remember damage in the store, so that it takes no entries from now on, also after it was closed.

    What only something outside of the store says, which others may not have, this open database remembers alone;
    so it does where the file cannot be written.
    """
    database.damage = tuple(findings[:_MOST])
    if is_from_outside(findings):
        return
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
        found = decode(kept, tuple[Finding, ...])
    except msgspec.MsgspecError:
        found = ()
    return found or (find(Strength.IMPOSSIBLE, "store.damage_unread", ""),)
