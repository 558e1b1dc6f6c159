"""What the next undo and the next redo would take back, read from the end of the journal."""

from typing import Final

from sqlalchemy import Connection, select

from lunarcurator.domain.identity import Uid
from lunarcurator.store import schema
from lunarcurator.store.reads.entry import steps_to_act

_LAST_IN_FORCE: Final = (
    select(schema.entry.c.uuid)
    .where(schema.entry.c.seq.not_in(select(schema.undone.c.seq)))
    .order_by(schema.entry.c.seq.desc())
    .limit(1)
)
_FROM_THE_END: Final = select(schema.entry.c.uuid, schema.entry.c.reverses).order_by(schema.entry.c.seq.desc())


def next_undo(connection: Connection) -> Uid | None:
    """Return the newest entry in force, or None where nothing is."""
    uuid = connection.execute(_LAST_IN_FORCE).scalar_one_or_none()
    return Uid(uuid.hex()) if uuid else None


def next_redo(connection: Connection) -> Uid | None:
    """Return the newest undo that no redo has taken back, as long as nothing new was posted since."""
    taken_back: set[bytes] = set()
    for uuid, reverses in connection.execute(_FROM_THE_END):
        if reverses is None:
            return None
        if uuid in taken_back:
            continue
        if _is_undo(connection, uuid):
            return Uid(uuid.hex())
        taken_back.add(reverses)
    return None


def _is_undo(connection: Connection, reversal: bytes) -> bool:
    """Tell undos from redos: an act is undone, done again and undone in a line of any length."""
    return steps_to_act(connection, Uid(reversal.hex())) % 2 == 1
