"""What one act changes in the days after it: weighings stay what was read, mass follows custody.

Bookers write only the day of their act. History is entered late, so an act may stand before a weighing, whose
reading it must not change (the pin rule, `ledger.md` 1.2, last row), and before a change of custody, whose lines
moved the mass as it was known then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.booking.draw_down import available, drawn_by
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Placement, Weighing
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import CUSTODY_ACCOUNT, PieceState, Recorded
from lunarcurator.domain.status import Custody

_HELD_BY = (MassLine, Placement)
_TOLD = frozenset({Quality.MEASURED, Quality.STATED, Quality.REPORTED, Quality.ESTIMATED, Quality.BY_DIFFERENCE})


def propagated(facts: Iterable[Fact], ledger: LedgerState) -> tuple[MassLine, ...]:
    """Return the lines that the facts of one act, not yet in the ledger state, call for on their day and later."""
    mine: dict[Uid, list[MassLine | Placement]] = {}
    for fact in facts:
        if isinstance(fact, _HELD_BY):
            mine.setdefault(fact.sample, []).append(fact)
    pins, moves = Lines(), Lines()
    for uid, each in mine.items():
        if ledger.piece_or_none(uid) is None and all(map(_stays, each)):
            continue
        _Walk(ledger, pins, moves, uid, each).go()
    return (*pins.done(), *moves.done())


def _stays(fact: MassLine | Placement) -> bool:
    """Tell whether a line needs no other: of a new piece, with no later day, what is here stays here."""
    return isinstance(fact, MassLine) and (fact.account is Account.HERE or fact.account not in HOLDING)


def told_of(piece: PieceState) -> Known:
    """Return how the mass of a piece is known, as far as a line may say it."""
    quality = piece.quality if piece.quality in _TOLD else Quality.BY_DIFFERENCE
    return Known(quality, piece.resolution_ug)


@dataclass(slots=True)
class _Amount:
    ug: int = 0
    unweighed: int = 0

    def add(self, ug: int, unweighed: int) -> None:
        self.ug += ug
        self.unweighed += unweighed

    def __bool__(self) -> bool:
        return bool(self.ug or self.unweighed)


@dataclass(slots=True)
class _Walk:
    """One piece, from the first day of the act on: what it holds where, and what the act changed so far."""

    ledger: LedgerState
    pins: Lines
    moves: Lines
    uid: Uid
    mine: list[MassLine | Placement]
    held: dict[Account, _Amount] = field(default_factory=lambda: {account: _Amount() for account in HOLDING})
    changed: _Amount = field(default_factory=_Amount)

    def go(self) -> None:
        """Walk day by day: what was on record first, then what the act adds, then put the mass in its account."""
        first = min(each.day for each in self.mine)
        known = self.ledger.piece_or_none(self.uid)
        piece = self.ledger.at(self.uid, first) if known is not None else PieceState(self.uid)
        for account in HOLDING:
            self.held[account].add(piece.ug.get(account, 0), piece.unweighed.get(account, 0))
        account = piece.account
        later = self.ledger.later(self.uid, first)
        days = {each.day for each in self.mine} | {each.order[0] for each in later}
        for day in sorted(days):
            for recorded in later:
                if recorded.order[0] == day:
                    account = self._pass(recorded, account)
            for fact in self.mine:
                if fact.day == day:
                    account = self._add(fact, account)
            self._gather(account, day, piece)

    def _pass(self, recorded: Recorded, account: Account) -> Account:
        fact = recorded.fact
        if isinstance(fact, Placement):
            return CUSTODY_ACCOUNT[Custody(fact.custody)]
        if isinstance(fact, MassLine) and fact.account in HOLDING:
            self.held[fact.account].add(fact.ug, fact.unweighed)
        elif isinstance(fact, Weighing) and self.changed:
            self._pin(fact, recorded.seq, account)
        return account

    def _add(self, fact: MassLine | Placement, account: Account) -> Account:
        if isinstance(fact, Placement):
            return CUSTODY_ACCOUNT[Custody(fact.custody)]
        if fact.account in HOLDING:
            self.held[fact.account].add(fact.ug, fact.unweighed)
            self.changed.add(fact.ug, fact.unweighed)
        return account

    def _pin(self, weighing: Weighing, seq: int, account: Account) -> None:
        """Take back what the act changed before a weighing, on the account where that booked its difference."""
        piece = self.ledger.at(self.uid, weighing.day)
        own, known, day = Side(self.uid, piece.book, account), told_of(piece), weighing.day
        for counter, ug in self._counters(piece, weighing, seq):
            self.pins.move(day, own, counter, ug, known=known, reason="pinned")
        blind = side(piece, Account.UNMEASURED)
        self.pins.move(day, own, blind, unweighed=self.changed.unweighed, reason="pinned")
        self.held[account].add(-self.changed.ug, -self.changed.unweighed)
        self.changed = _Amount()

    def _counters(self, piece: PieceState, weighing: Weighing, seq: int) -> list[tuple[Side, int]]:
        ug = self.changed.ug
        owner = drawn_by(self.ledger, self.uid, seq) if weighing.counter is Account.UNRECONCILED else None
        if owner is None:
            account = Account.UNMEASURED if weighing.counter is Account.UNMEASURED else Account.ADJUSTMENT
            return [(side(piece, account), ug)]
        # Suspense never goes below 0: what it cannot give comes from an adjustment.
        back = max(ug, -max(0, available(self.ledger, owner, weighing.day)))
        suspense = side(self.ledger.at(owner, weighing.day), Account.UNRECONCILED)
        return [(suspense, back), (side(piece, Account.ADJUSTMENT), ug - back)]

    def _gather(self, account: Account, day: Day, piece: PieceState) -> None:
        book = next((each.book for each in self.mine if isinstance(each, MassLine)), piece.book)
        for other, amount in self.held.items():
            if other is not account and amount:
                source, target = Side(self.uid, book, other), Side(self.uid, book, account)
                self.moves.move(day, source, target, amount.ug, amount.unweighed, known=told_of(piece))
                self.held[account].add(amount.ug, amount.unweighed)
                self.held[other] = _Amount()
