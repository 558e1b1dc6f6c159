"""The history of a piece's mass: what each entry did to it, with the balance after it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import FOUND, HOLDING, Account, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Parentage, ParentRole, Touch, Weighing
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass, moved_mass, stated_mass
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.status import Existence
from lunarcurator.services.stated_days import StatedDay, day_by
from lunarcurator.store.reads.piece import EntryHead


class MassChange(StrEnum):
    """What an entry did to the mass of a piece; `OTHER` is named by the kind of its entry."""

    ENTERED = "entered"
    ENTERED_BELOW = "entered_below"
    SPLIT_FROM = "split_from"
    SPLIT_INTO = "split_into"
    DAUGHTERS_ENTERED = "daughters_entered"
    WEIGHED = "weighed"
    EXPLAINED = "explained"
    WRITTEN_OFF = "written_off"
    VOIDED = "voided"
    OTHER = "other"


_BY_KIND: Final = frozenset(
    {"renumber", "merge", "adopt", "correct_birth", "revive", "consume", "recover", "come_back"}
)
"""Acts whose own word says best what became of the mass."""


_BY_REASON: Final[Mapping[str, MassChange]] = MappingProxyType(
    # What is recovered exists again, which is no birth.
    {"pinned": MassChange.EXPLAINED, "recovered": MassChange.OTHER}
)
"""What the reason of a line says of the whole entry, the first that is there."""
_BORN_AS: Final = frozenset({str(Existence.EXISTS), str(Existence.RETIRED)})


@dataclass(frozen=True, slots=True)
class MassStep:
    """One change of the mass: by which entry, what it was, the difference, and what the book says after it.

    Masses in ug. `daughters` counts those of a split, `parent` is the number a piece was split from.
    `known` tells whether the piece weighs `balance_ug` by the book; else `reason` says why nobody knows.
    `moved` is the difference as far as it is known, None where nobody knows it: what was only at most so much went
    as that.
    """

    told_day: StatedDay
    entry: EntryHead
    change: MassChange
    daughters: int
    parent: str
    moved: KnownMass | None
    known: bool
    balance_ug: int
    suspense_ug: int
    resolution_ug: int | None
    quality: str
    reason: str

    @property
    def ug(self) -> int:
        """The difference by the book, in ug; 0 also where nobody knows it."""
        return self.moved.ug if self.moved is not None else 0

    @property
    def sign(self) -> str:
        """What stands before the digits of the difference."""
        return self.moved.sign if self.moved is not None else ""

    @property
    def balance(self) -> KnownMass | None:
        """What the piece weighs by the book after it; None where nobody knows."""
        return stated_mass(self.balance_ug, self.quality, self.resolution_ug) if self.known else None


@dataclass(frozen=True, slots=True)
class Told:
    """What the steps need beside the facts: heads of entries, daughters by entry, numbers of parents."""

    heads: Mapping[int, EntryHead]
    made_by: Mapping[int, tuple[str, int]]
    numbers: Mapping[Uid, str]


def mass_steps(uid: Uid, facts: Sequence[Recorded], told: Told) -> tuple[MassStep, ...]:
    """Return the changes of a piece's mass, the latest first; facts in the order in which they count."""
    state = PieceState(uid)
    steps: list[MassStep] = []
    for (day, seq), group in groupby(facts, key=lambda each: each.order[:2]):
        at_once = list(group)
        before, known = _booked(state), _mass_of(state)
        for each in at_once:
            state.learn(each)
        if before != _booked(state):
            moved = _moved(state, before[0], known, at_once)
            steps.append(_step(day, seq, state, moved, at_once, told))
    return tuple(reversed(steps))


def _booked(state: PieceState) -> tuple[int, int, int, Bound | None]:
    """Return what is told of the mass of a piece: of one of which something unknown was taken, also its bound."""
    known = _mass_of(state)
    bound = known.bound if known is not None and known.ug else None
    return state.held_ug, state.held_unweighed, state.suspense_ug, bound


def _mass_of(state: PieceState) -> KnownMass | None:
    """Return what a piece weighs by the book, None where nobody knows."""
    return None if state.held_unweighed else stated_mass(state.held_ug, state.quality, state.resolution_ug)


def _moved(
    state: PieceState, before_ug: int, before: KnownMass | None, facts: Sequence[Recorded]
) -> KnownMass | None:
    """Return by how much the mass of a piece changed, as far as it is known; None where nobody knows."""
    ug, after = state.held_ug - before_ug, _mass_of(state)
    if not ug and (after is None or after.bound):
        return None
    lines = [each.fact for each in facts if isinstance(each.fact, MassLine) and each.fact.ug]
    about = any(line.quality == Quality.ESTIMATED for line in lines if line.account in HOLDING)
    found = any(line.account in FOUND for line in lines)
    return moved_mass(KnownMass(ug, state.resolution_ug, about), before, after, found=found)


def _step(
    day: Day,
    seq: int,
    state: PieceState,
    moved: KnownMass | None,
    facts: Sequence[Recorded],
    told: Told,
) -> MassStep:
    role, daughters = told.made_by.get(seq, ("", 0))
    told_by_kind = told.heads[seq].kind in _BY_KIND
    change = MassChange.OTHER if told_by_kind else _change([each.fact for each in facts], state, role)
    parent = state.parents[0][0] if state.parents else None
    return MassStep(
        told_day=day_by(told.heads[seq], day, state.uid),
        entry=told.heads[seq],
        change=change,
        daughters=daughters,
        parent=told.numbers.get(parent, "") if parent else "",
        moved=moved,
        known=not state.held_unweighed,
        balance_ug=state.held_ug,
        suspense_ug=state.suspense_ug,
        resolution_ug=state.resolution_ug,
        quality=str(state.quality),
        reason=state.mass_reason,
    )


def _change(facts: Sequence[object], state: PieceState, role: str) -> MassChange:
    lines = [fact for fact in facts if isinstance(fact, MassLine)]
    reasons = {line.reason for line in lines}
    for reason, told in _BY_REASON.items():
        if reason in reasons:
            return told
    if (change := _of_existence(facts, state, role)) is not None:
        return change
    if role:
        return MassChange.DAUGHTERS_ENTERED if role == ParentRole.PORTION else MassChange.SPLIT_INTO
    is_weighed = any(isinstance(fact, Weighing) for fact in facts)
    return MassChange.WEIGHED if is_weighed else _by_lines(lines)


def _of_existence(facts: Sequence[object], state: PieceState, role: str) -> MassChange | None:
    """Return whether facts end or begin the piece, by the existence they set last; None for neither."""
    touches = [fact for fact in facts if isinstance(fact, Touch)]
    said = [value for touch in touches for key, value in touch.changes if key == "existence"]
    if not said:
        return None
    if said[-1] == Existence.VOID:
        return MassChange.VOIDED
    return _birth(state) if said[-1] in _BORN_AS and _is_birth(facts, state, role) else None


def _is_birth(facts: Iterable[object], state: PieceState, role: str) -> bool:
    """A fully divided parent retires in the entry that made its daughters; that is no birth of its own."""
    if any(isinstance(fact, Parentage) for fact in facts):
        return True
    return not role or state.existence is Existence.EXISTS


def _birth(state: PieceState) -> MassChange:
    if not state.parents:
        return MassChange.ENTERED
    portion = state.parents[0][1] is ParentRole.PORTION
    return MassChange.ENTERED_BELOW if portion else MassChange.SPLIT_FROM


def _by_lines(lines: Sequence[MassLine]) -> MassChange:
    if any(line.reason == "written_off" for line in lines):
        return MassChange.WRITTEN_OFF
    accounts = {line.account for line in lines if line.account not in HOLDING}
    # What daughters drew from the suspense of this piece, entered elsewhere than by a split of it.
    return MassChange.DAUGHTERS_ENTERED if accounts == {Account.UNRECONCILED} else MassChange.OTHER
