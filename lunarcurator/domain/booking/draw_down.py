"""Where mass that comes to light is drawn from: the suspense of an old statement first (`ledger.md` 1.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.lines import Side, side
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Parentage, ParentRole
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState, Recorded

_FIRST = frozenset({Quality.STATED, Quality.ESTIMATED, Quality.REPORTED})


@dataclass(frozen=True, slots=True)
class Draw:
    """Micrograms taken from one side, negative if given to it; `excess` marks what no statement covers (R8)."""

    source: Side
    ug: int
    excess: bool = False


class DrawDown:
    """Suspense still to be drawn in one act: what was taken a moment ago is not there twice."""

    def __init__(self, ledger: LedgerState, day: Day) -> None:
        self.ledger = ledger
        self._day = day
        self._taken: dict[Uid, int] = {}

    def first(self, piece: PieceState, ug: int, until: Day | None = None) -> Iterator[Draw]:
        """Yield where ug of a piece of unknown mass come from: suspense, else *unmeasured* (`ledger.md` 1.2).

        `until` is the day of the weighing that takes the draw back, None where it stays.
        """
        claimed = False
        for uid in self._lineage(piece.uid):
            left = self._left(uid, until)
            if left > 0:
                yield from self._take(self.ledger.at(uid, self._day), piece, ug, left)
                return
            claimed = claimed or _was_claimed(self.ledger.history(uid), self._day)
        account = Account.ADJUSTMENT if claimed else Account.UNMEASURED
        yield Draw(side(piece, account), ug, excess=claimed)

    def again(self, piece: PieceState, ug: int, until: Day | None = None) -> Iterator[Draw]:
        """Yield where ug more (or less, if negative) than the book's mass of a piece come from (`ledger.md` 1.1).

        Nobody lost what was only ever claimed: the difference goes to where the mass came from.
        """
        if piece.quality in _FIRST:
            owner = self._origin(piece)
            if owner is None:
                yield Draw(side(piece, Account.UNMEASURED), ug)
            elif ug < 0:
                yield Draw(side(owner, Account.UNRECONCILED), ug)
            else:
                yield from self._take(owner, piece, ug, self._left(owner.uid, until))
        elif piece.quality is Quality.UPPER_BOUND and ug < 0:
            yield Draw(side(piece, Account.UNMEASURED), ug)
        else:
            yield Draw(side(piece, Account.ADJUSTMENT), ug)

    def _take(self, owner: PieceState, piece: PieceState, ug: int, left: int) -> Iterator[Draw]:
        part = max(0, min(left, ug))
        if part:
            self._taken[owner.uid] = self._taken.get(owner.uid, 0) + part
            yield Draw(side(owner, Account.UNRECONCILED), part)
        if ug > part:
            yield Draw(side(piece, Account.ADJUSTMENT), ug - part, excess=True)

    def _left(self, uid: Uid, until: Day | None) -> int:
        return available(self.ledger, uid, self._day, until) - self._taken.get(uid, 0)

    def _origin(self, piece: PieceState) -> PieceState | None:
        """Return whose suspense the mass of a piece was drawn from, or None."""
        history = self.ledger.history(piece.uid)
        if _was_claimed(history, self._day):
            return piece
        born = next((each.seq for each in history if isinstance(each.fact, MassLine)), 0)
        seqs = (*_adopted(history), born)
        owner = next((uid for seq in seqs if (uid := drawn_by(self.ledger, piece.uid, seq))), None)
        return self.ledger.at(owner, self._day) if owner is not None else None

    def _lineage(self, uid: Uid) -> Iterator[Uid]:
        return lineage(self.ledger, uid)


def lineage(ledger: LedgerState, uid: Uid) -> Iterator[Uid]:
    """Yield a piece and its ancestors, the nearest first."""
    seen: set[Uid] = set()
    level = [uid]
    while level:
        yield from level
        seen.update(level)
        above = [parent for each in level for parent, _ in ledger.piece(each).parents]
        level = [parent for parent in dict.fromkeys(above) if parent not in seen]


def drawn_by(ledger: LedgerState, uid: Uid, seq: int) -> Uid | None:
    """Return the piece or ancestor on whose suspense an entry stands, or None."""
    for each in lineage(ledger, uid):
        for recorded in ledger.history(each):
            if recorded.seq == seq and _is_suspense(recorded):
                return each
    return None


def available(ledger: LedgerState, uid: Uid, day: Day, until: Day | None = None) -> int:
    """Return the suspense of a piece that may be drawn on a day, in ug: never more than later entries left.

    Only the days before `until` count, if it is given.
    """
    state = ledger.piece(uid)
    if day >= state.last_day:
        return state.suspense_ug
    total = 0
    ends: dict[Day, int] = {day: 0}
    for each in ledger.history(uid):
        on = each.order[0]
        if until is not None and on >= until:
            break
        if isinstance(each.fact, MassLine) and _is_suspense(each):
            total += each.fact.ug
        ends[max(on, day)] = total
    return min(ends.values())


def _was_claimed(history: list[Recorded], day: Day) -> bool:
    return any(each.order[0] <= day and _is_suspense(each) for each in history)


def _adopted(history: list[Recorded]) -> Iterator[int]:
    """Yield the entries that said which piece it was a part of: there its mass came from in truth."""
    for each in reversed(history):
        if isinstance(each.fact, Parentage) and each.fact.role is ParentRole.ADOPTED:
            yield each.seq


def _is_suspense(each: Recorded) -> bool:
    return isinstance(each.fact, MassLine) and each.fact.account is Account.UNRECONCILED
