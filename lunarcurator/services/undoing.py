"""Whether an entry can be undone or done again, and if not, what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.booking.outcome import blocked
from lunarcurator.domain.booking.void import book_void
from lunarcurator.domain.facts import Touch
from lunarcurator.domain.identity import NOBODY, EntryRef, OperatorRef, PieceRef, Uid, ref_of
from lunarcurator.domain.naming import as_told
from lunarcurator.domain.operations import AnnulEntry, Reverse, Void
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.status import Existence
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.posting import ReversalStatus, last_of, standing_of
from lunarcurator.store.reads import undo_stack
from lunarcurator.store.resting import Obstacle


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
    session: StoreSession,
    target: Uid,
    operator: OperatorRef,
    *,
    witness: OperatorRef | None = None,
    reason: str = "",
) -> Posting:
    """Return the posting that takes an entry back today."""
    act = Act(operation=Reverse(entry=EntryRef(ref_of(target))), day=session.today)
    return Posting(acts=(act,), operator=operator, witness=witness, reason=reason)


def _stopped_by(session: StoreSession, standing: ReversalStatus, obstacle: Obstacle) -> UndoState:
    facts = {"entry": obstacle.seq, "kind": obstacle.kind, "through": standing.shares}
    key = "undo.no_redo_later" if standing.redo else "undo.no_later"
    if not standing.redo and (number := _may_be_voided(session, standing)):
        key, facts = "undo.no_later_piece", {**facts, "number": number}
    return UndoState(None, standing.redo, key, facts, obstacle.seq)


def _may_be_voided(session: StoreSession, standing: ReversalStatus) -> str:
    """Return the number of the one piece that an act entered and that can be voided; "" for none or several."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        born = [each for each in standing.pieces if _is_born_in(standing.seq, ledger.history(each))]
        if len(born) != 1:
            return ""
        findings = book_void(Void(sample=PieceRef(ref_of(born[0]))), session.today, ledger).findings
        return "" if blocked([*findings]) else as_told(ledger, born[0])


def _is_born_in(seq: int, history: list[Recorded]) -> bool:
    exists = ("existence", str(Existence.EXISTS))
    return any(
        each.seq == seq and isinstance(each.fact, Touch) and exists in each.fact.changes for each in history
    )


def undo_state(session: StoreSession, uid: Uid, operator: Uid | None = None) -> UndoState | None:
    """Return what an operator may do about an entry (`ledger.md` 1.3), or None for an unknown one.

    From an act that was undone, and from the undo itself, the act can be done again.
    """
    with session.database.snapshot() as connection:
        last = last_of(connection, uid)
        standing = standing_of(connection, last) if last is not None else None
        if last is None or standing is None:
            return None
        own = undo_stack.is_newest_of(connection, standing.seq, operator or NOBODY)
    redo = standing.redo
    if standing.kind == AnnulEntry.KIND:
        return UndoState(None, redo, "undo.annulment", {"entry": standing.seq}, standing.seq)
    if standing.obstacle is not None:
        return _stopped_by(session, standing, standing.obstacle)
    return UndoState(last, redo, "undo.redo_allowed" if redo else "undo.allowed", needs_reason=not own)
