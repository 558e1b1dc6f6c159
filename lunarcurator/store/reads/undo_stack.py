"""What the next undo and the next redo would take back, read from the end of the journal."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, select

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import AnnulEntry
from lunarcurator.store import schema
from lunarcurator.store.reads.entry import act_behind

_LAST_IN_FORCE: Final = (
    select(schema.entry.c.uuid, schema.entry.c.seq)
    .where(schema.entry.c.seq.not_in(select(schema.undone.c.seq)), schema.entry.c.kind != AnnulEntry.KIND)
    .order_by(schema.entry.c.seq.desc())
    .limit(1)
)
_LATER_OF_SAME: Final = (
    select(schema.entry.c.seq)
    .where(
        schema.entry.c.seq > bindparam("seq"),
        schema.entry.c.operator == bindparam("operator"),
        schema.entry.c.seq.not_in(select(schema.undone.c.seq)),
    )
    .limit(1)
)
_OPERATOR: Final = select(schema.entry.c.operator).where(schema.entry.c.seq == bindparam("seq"))
_FROM_THE_END: Final = (
    select(schema.entry.c.uuid, schema.entry.c.reverses, schema.entry.c.seq)
    .where(schema.entry.c.kind != AnnulEntry.KIND)
    .order_by(schema.entry.c.seq.desc())
)
"""An annulment is neither undone nor done again, so the undos before it are asked for past it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An entry that *Undo* or *Redo* would reverse, and the act it is about, which is itself for an undo."""

    uid: Uid
    seq: int
    act_seq: int


def next_undo(connection: Connection) -> Turn | None:
    """Return the newest entry in force, or None where nothing is."""
    row = connection.execute(_LAST_IN_FORCE).one_or_none()
    return Turn(Uid(row.uuid.hex()), row.seq, row.seq) if row else None


def next_redo(connection: Connection) -> Turn | None:
    """Return the newest undo that no redo has taken back, as long as nothing new was posted since."""
    taken_back: set[bytes] = set()
    for uuid, reverses, seq in connection.execute(_FROM_THE_END):
        if reverses is None:
            return None
        if uuid in taken_back:
            continue
        act_seq, steps = act_behind(connection, Uid(uuid.hex()))
        # An act is undone, done again and undone in a line of any length.
        if steps % 2:
            return Turn(Uid(uuid.hex()), seq, act_seq)
        taken_back.add(reverses)
    return None


def is_newest_of(connection: Connection, seq: int, operator: Uid) -> bool:
    """Tell whether an entry is this operator's own, with none of theirs in force after it."""
    wanted = {"seq": seq, "operator": bytes.fromhex(operator)}
    by = connection.execute(_OPERATOR, {"seq": seq}).scalar_one_or_none()
    return by == wanted["operator"] and connection.execute(_LATER_OF_SAME, wanted).first() is None
