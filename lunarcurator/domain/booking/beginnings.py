"""How a piece began, as its facts tell it: what `CorrectBirth` puts right starts from there."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.booking.void import BIRTH_CORRECTED, VOIDED
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Parentage, ParentRole, Scalar, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.status import Existence

_EXISTS: Final = ("existence", str(Existence.EXISTS))
_OF_BIRTH: Final = frozenset({BIRTH_CORRECTED, VOIDED})


@dataclass(frozen=True, slots=True)
class Birth:
    """How a piece began: by which fact, on what day, from which parent in which role, with ug or unweighed."""

    piece: PieceState
    fact: Recorded
    parent: Uid | None
    role: ParentRole
    ug: int
    unweighed: int
    shared: bool

    @property
    def day(self) -> Day:
        """The day on which it began."""
        return self.fact.order[0]


def birth_of(picture: Picture, uid: Uid) -> Birth:
    """Return how a piece in the book began, with what was put right of it since."""
    history = picture.history(uid)
    fact = _first_there(history)
    day, seq, _ = fact.order
    lines = [each.fact for each in history if _began(each, seq, day)]
    held = [line for line in lines if isinstance(line, MassLine) and line.account in HOLDING]
    links = [each.fact for each in history if isinstance(each.fact, Parentage) and each.order[:2] <= (day, seq)]
    parents = _withdrawn(history, tuple((link.parent, link.role) for link in links), day)
    parent, role = parents[0] if parents else (None, ParentRole.DAUGHTER)
    ug, unweighed = sum(line.ug for line in held), sum(line.unweighed for line in held)
    blind = sum(
        line.unweighed for line in lines if isinstance(line, MassLine) and line.account is Account.UNMEASURED
    )
    return Birth(picture.at(uid, day), fact, parent, role, ug, unweighed, shared=bool(unweighed) and not blind)


def _first_there(history: list[Recorded]) -> Recorded:
    """Return the fact that made the piece exist, on the first day at whose end it does."""
    told = [each for each in history if isinstance(each.fact, Touch) and "existence" in dict(each.fact.changes)]
    last_of_day = {each.order[0]: each for each in told}
    day = next(day for day, each in last_of_day.items() if _EXISTS in _changes(each))
    return next(each for each in told if each.order[0] == day and _EXISTS in _changes(each))


def _changes(each: Recorded) -> tuple[tuple[str, Scalar], ...]:
    return each.fact.changes if isinstance(each.fact, Touch) else ()


def _began(each: Recorded, seq: int, day: Day) -> bool:
    fact = each.fact
    return isinstance(fact, MassLine) and fact.day == day and (each.seq == seq or fact.reason in _OF_BIRTH)


def _withdrawn(
    history: list[Recorded], began: tuple[tuple[Uid, ParentRole], ...], day: Day
) -> tuple[tuple[Uid, ParentRole], ...]:
    """Return the parents of a birth after those corrections of it that took one away and gave another."""
    for each in history:
        fact = each.fact
        if isinstance(fact, Parentage) and fact.day == day and fact.role is ParentRole.WITHDRAWN:
            given = next(
                other.fact
                for other in history
                if other.seq == each.seq and isinstance(other.fact, Parentage) and other.n > each.n
            )
            began = (*(one for one in began if one[0] != fact.parent), (given.parent, given.role))
    return began
