"""Where the mass of a piece came from and went: one equation from what it began with to what the book has now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.facts import MassLine
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import stated_mass
from lunarcurator.domain.operations import TransferKind
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.transfers import CAME_BACK


class Way(StrEnum):
    """By what mass left a piece or came to it, in the order in which it is told."""

    DAUGHTERS = "daughters"
    ATTRITION = "attrition"
    CONSUMED = "consumed"
    LOST = "lost"
    TRANSFERRED = "transferred"
    UNMEASURED = "unmeasured"
    UNRECONCILED = "unreconciled"
    ADJUSTMENT = "adjustment"


_WAY_OF: Final[Mapping[Account, Way]] = MappingProxyType(
    {
        Account.ATTRITION: Way.ATTRITION,
        Account.CONSUMED: Way.CONSUMED,
        Account.LOST: Way.LOST,
        Account.TRANSFERRED: Way.TRANSFERRED,
        Account.UNMEASURED: Way.UNMEASURED,
        Account.UNRECONCILED: Way.UNRECONCILED,
        Account.ADJUSTMENT: Way.ADJUSTMENT,
    }
)

_PASSED_ON: Final = frozenset(map(str, (*TransferKind, CAME_BACK)))
"""The reasons of lines by which the title of a piece passed on, or returned."""


@dataclass(frozen=True, slots=True)
class MassFlow:
    """What a piece began with, each change on the way, and what is left, in ug: the first plus all changes.

    A change is negative where mass left the piece. `received` tells a piece that was received as such from
    one that was split from another. Without `began_known` nobody knows what it began with, and `began_ug` is 0.
    `signs` are those of the ways by which all there was went, where its mass was only at most, or about, so much;
    and of what is not reconciled, where what was received is.
    """

    received: bool
    began_ug: int
    changes: tuple[tuple[Way, int], ...]
    now_ug: int
    began_known: bool = True
    signs: Mapping[Way, str] = field(default_factory=dict)

    @property
    def closes(self) -> bool:
        """Whether what it began with and all changes add up to what is left; by construction they do."""
        return self.began_ug + sum(ug for _, ug in self.changes) == self.now_ug


def flow_of(facts: Sequence[Recorded], state: PieceState) -> MassFlow | None:
    """Return the flow of a piece from its facts in the order in which they count; None where no mass is booked."""
    lines = [(each.order[:2], each.fact) for each in facts if isinstance(each.fact, MassLine)]
    if not lines:
        return None
    received, gone = _outside(line for _, line in lines)
    first = [line for order, line in lines if order == lines[0][0]]
    came_in = _came_in(first)
    gone[Way.TRANSFERRED] = gone.get(Way.TRANSFERRED, 0) + came_in
    # What came in by exchange was received; what a piece was made of in another book was not.
    received += 0 if state.parents else came_in
    born, unweighed = _born(first)
    began = received or born
    # What the piece's own accounts do not tell went into other pieces, or came from them.
    gone[Way.DAUGHTERS] = began - state.held_ug - sum(gone.values())
    changes = _changes(gone)
    known = bool(began) or not unweighed
    if not began and not changes:
        return None
    return MassFlow(bool(received), began, changes, state.held_ug, known, _signs(state.uid, facts))


def _changes(gone: Mapping[Way, int]) -> tuple[tuple[Way, int], ...]:
    """Return what came or went by each way, in ug, in the order of the ways."""
    return tuple((way, -gone[way]) for way in Way if gone.get(way))


def _signs(uid: Uid, facts: Iterable[Recorded]) -> dict[Way, str]:
    """Return by which way all of a mass went that was no figure, or is not reconciled, each with its sign."""
    state, signs = PieceState(uid), dict[Way, str]()
    for _, group in groupby(facts, key=lambda each: each.order[:2]):
        at_once = list(group)
        known = stated_mass(state.held_ug, state.quality, None)
        for each in at_once:
            state.learn(each)
        if known and known.ug and known.sign and not state.held_ug and not state.held_unweighed:
            signs |= dict.fromkeys(_ways(at_once), known.sign)
    if state.suspense.sign:
        signs[Way.UNRECONCILED] = state.suspense.sign
    return signs


def _ways(facts: Iterable[Recorded]) -> Iterator[Way]:
    """Yield by which ways mass left with these facts."""
    for each in facts:
        if isinstance(each.fact, MassLine) and each.fact.ug > 0 and each.fact.account in _WAY_OF:
            yield _WAY_OF[each.fact.account]


def _came_in(lines: Iterable[MassLine]) -> int:
    """Return the ug with which a piece came out of another book, or another house, when it was first booked."""
    came = (line for line in lines if line.account is Account.TRANSFERRED and line.reason not in _PASSED_ON)
    return max(-sum(line.ug for line in came), 0)


def _born(lines: Iterable[MassLine]) -> tuple[int, int]:
    """Return with how many ug and how many unweighed pieces a piece was first booked."""
    held = [line for line in lines if line.account in HOLDING]
    return sum(line.ug for line in held), sum(line.unweighed for line in held)


def _outside(lines: Iterable[MassLine]) -> tuple[int, dict[Way, int]]:
    """Return the ug that were received from outside the book, and those that went each way."""
    received = 0
    gone: dict[Way, int] = {}
    for line in lines:
        if line.account is Account.RECEIVED:
            received -= line.ug
        elif line.account not in HOLDING:
            way = _WAY_OF[line.account]
            gone[way] = gone.get(way, 0) + line.ug
    return received, gone
