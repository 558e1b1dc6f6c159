"""How well the mass of a piece is known on the days after an act that came late, or that took another one back.

An act says how it leaves the mass known: measured, by difference, at most. What it may say rests on what came
before it, so an earlier weighing told of later, a late split or a void changes what stands on later days, up to
the next act that states a mass by itself (`ledger.md` 1.1: how a balance is known is derived).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.booking.outcome import touch_piece
from lunarcurator.domain.booking.void import MENDS
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, MassLine, Parentage, ParentRole, Subject, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.domain.status import Existence

_KEY: Final = "mass_quality"
_PIN: Final = "pinned"
_GONE: Final = ("existence", str(Existence.VOID))
_BACK: Final = (("existence", str(Existence.EXISTS)),)
_PARTS: Final = frozenset(
    {ParentRole.DAUGHTER, ParentRole.RECOVERED, ParentRole.PORTION, ParentRole.PICKED, ParentRole.ADOPTED}
)


def restated_quality(recorded: Iterable[Recorded], ledger: LedgerState) -> tuple[Touch, ...]:
    """Return the touches by which an act, already in the ledger state, brings the days after it into line."""
    concerned = _concerned(recorded, ledger)
    return tuple(touch for uid, day in concerned.items() for touch in _Walk(ledger, uid, day).go())


def _concerned(recorded: Iterable[Recorded], ledger: LedgerState) -> dict[Uid, Day]:
    """Return the pieces whose later days an act may have changed, each with the first day it spoke of."""
    days: dict[Uid, Day] = {}
    for each in recorded:
        day = each.fact.day
        for uid, takes_back in _speaks_of(each.fact, ledger):
            if takes_back or ledger.later(uid, day):
                days[uid] = min(day, days.get(uid, day))
    return days


def _speaks_of(fact: Fact, ledger: LedgerState) -> Iterator[tuple[Uid, bool]]:
    """Yield which pieces a fact bears on, and whether because it takes something earlier back."""
    if isinstance(fact, MassLine):
        if fact.account in HOLDING or fact.account is Account.UNMEASURED:
            yield fact.sample, fact.reason in MENDS
    elif isinstance(fact, Parentage):
        if fact.role is ParentRole.WITHDRAWN:
            yield fact.parent, True
    elif isinstance(fact, Touch) and fact.kind is Subject.SAMPLE:
        if _GONE in fact.changes or fact.changes == _BACK:
            yield from ((parent, True) for parent, _ in ledger.piece(fact.subject).parents)
        elif _KEY in dict(fact.changes):
            yield fact.subject, False


@dataclass(slots=True)
class _Step:
    """What one act said of a piece on one day: how its mass is known, and what it moved, in ug.

    `light` is what it brought to light of a piece nobody had weighed: it was part of it all the same. One that
    `states` how the mass is known by itself says more with it: a reason, a resolution, that the piece began.
    """

    seq: int
    told: Quality | None = None
    states: bool = False
    moved: int = 0
    light: int = 0

    def add(self, fact: Fact) -> None:
        """Take in the next fact of the act."""
        if isinstance(fact, Touch):
            told = dict(fact.changes).get(_KEY)
            self.told = Quality(str(told)) if told is not None else None
            self.states = told is not None and len(fact.changes) > 1
        elif isinstance(fact, MassLine) and fact.reason != _PIN:
            self.moved += fact.ug if fact.account in HOLDING else 0
            self.light -= fact.ug if fact.account is Account.UNMEASURED else 0


def _steps(facts: Iterable[Recorded]) -> list[_Step]:
    """Return the acts of one day: each entry is one, and in a batch whatever begins with a touch."""
    steps: list[_Step] = []
    for each in facts:
        if not steps or steps[-1].seq != each.seq or isinstance(each.fact, Touch):
            steps.append(_Step(each.seq))
        steps[-1].add(each.fact)
    return steps


@dataclass(slots=True)
class _Walk:
    """One piece from the first day of an act on: how its mass is known there, and how it is shown."""

    ledger: LedgerState
    uid: Uid
    first: Day
    known: Quality = Quality.UNKNOWN
    held: int = 0

    def go(self) -> Iterator[Touch]:
        """Yield what has to be said otherwise, day by day up to the next statement of the mass."""
        history = self.ledger.history(self.uid)
        before = fold(self.uid, (each for each in history if each.order[0] < self.first))
        shown = self.known = before.quality
        self.held = before.held_ug
        since = [each for each in history if each.order[0] >= self.first]
        for day, facts in groupby(since, lambda each: each.order[0]):
            steps = _steps(facts)
            for step in steps:
                shown = step.told or shown
            self._follow(day, steps)
            if self.known is not shown:
                yield touch_piece(self.uid, day, **{_KEY: str(self.known)})
                shown = self.known
            if day > self.first and any(step.states for step in steps):
                return

    def _follow(self, day: Day, steps: list[_Step]) -> None:
        loose = [step for step in steps if not step.states]
        moved, light = sum(step.moved for step in loose), sum(step.light for step in loose)
        for step in steps:
            if step.states:
                self.known = step.told or self.known
            elif self.held > 0 and self.known is not Quality.UPPER_BOUND:
                # What a void gave back that day was never taken.
                self._leave(day, step, taken=step.moved < 0 > moved, lit=step.light > 0 < light)
            self.held += step.moved

    def _leave(self, day: Day, step: _Step, *, taken: bool, lit: bool) -> None:
        if lit or self._went_blind(day, step):
            self.known = Quality.UPPER_BOUND
        elif taken and (self.known is Quality.MEASURED or step.told is Quality.BY_DIFFERENCE):
            self.known = Quality.BY_DIFFERENCE
        elif step.moved > 0 and step.told is not None:
            self.known = step.told

    def _went_blind(self, day: Day, step: _Step) -> bool:
        """Tell whether pieces nobody weighed left in this act, and still count as part of this one."""
        adopts = step.told is Quality.UPPER_BOUND
        children = (self.ledger.piece(uid) for uid in dict.fromkeys(self.ledger.daughters(self.uid)))
        return any(
            _is_blind(self.ledger, child, self.uid, (day, step.seq), adopts=adopts)
            for child in children
            # Only an adopted one began earlier than the act that made it a part of this.
            if child.first_day == day or adopts
        )


def _is_blind(ledger: LedgerState, child: PieceState, parent: Uid, when: tuple[Day, int], *, adopts: bool) -> bool:
    role = dict(child.parents).get(parent)
    if child.existence is Existence.VOID or role not in _PARTS:
        return False
    history = ledger.history(child.uid)
    links = (each for each in history if isinstance(each.fact, Parentage) and each.fact.parent == parent)
    if when not in {each.order[:2] for each in links}:
        return False
    return adopts if role is ParentRole.ADOPTED else _began_unweighed(history, when)


def _began_unweighed(history: Iterable[Recorded], when: tuple[Day, int]) -> bool:
    """Tell whether a piece began without a mass, as far as that was not put right since."""
    day, seq = when
    lines = ((each.seq, each.fact) for each in history if isinstance(each.fact, MassLine))
    mine = (line for of, line in lines if line.day == day and (of == seq or line.reason in MENDS))
    return sum(line.unweighed for line in mine if line.account in HOLDING) > 0
