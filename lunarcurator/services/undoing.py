"""Whether an entry can be undone or done again, and if not, what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import NOBODY, EntryRef, OperatorRef, Uid, ref_of
from lunarcurator.domain.operations import AnnulEntry, Reverse
from lunarcurator.services.desk import Desk
from lunarcurator.store.posting import last_of, standing_of
from lunarcurator.store.reads import undo_stack


@dataclass(frozen=True, slots=True)
class UndoState:
    """What a Reverse would do from this entry.

    `target` is the entry to reverse, None where that is not allowed; `redo` says that it would do the act
    again. `key` and `facts` word why, or why not; `later` is the entry that stands in the way. `needs_reason` is
    whether it is anything but the newest entry of whoever acts (R12).
    """

    target: Uid | None
    redo: bool
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    later: int | None = None
    needs_reason: bool = False


def reversal(
    desk: Desk, target: Uid, operator: OperatorRef, *, witness: OperatorRef | None = None, reason: str = ""
) -> Posting:
    """Return the posting that takes an entry back today."""
    act = Act(operation=Reverse(entry=EntryRef(ref_of(target))), day=desk.today)
    return Posting(acts=(act,), operator=operator, witness=witness, reason=reason)


def undo_state(desk: Desk, uid: Uid, operator: Uid | None = None) -> UndoState | None:
    """Return what an operator may do about an entry (`ledger.md` 1.3), or None for an unknown one.

    From an act that was undone, and from the undo itself, the act can be done again.
    """
    with desk.database.snapshot() as connection:
        last = last_of(connection, uid)
        standing = standing_of(connection, last) if last is not None else None
        if last is None or standing is None:
            return None
        own = undo_stack.is_newest_of(connection, standing.seq, operator or NOBODY)
    redo = standing.redo
    if standing.kind == AnnulEntry.KIND:
        return UndoState(None, redo, "undo.annulment", {"entry": standing.seq}, standing.seq)
    if standing.obstacle is not None:
        later_seq = standing.obstacle.seq
        key = "undo.no_later_piece" if standing.of_pieces else "undo.no_later"
        key = "undo.no_redo_later" if redo else key
        facts = {"entry": later_seq, "kind": standing.obstacle.kind, "through": standing.shares}
        return UndoState(None, redo, key, facts, later_seq)
    return UndoState(last, redo, "undo.redo_allowed" if redo else "undo.allowed", needs_reason=not own)
