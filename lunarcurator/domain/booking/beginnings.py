"""How a piece began, as its facts tell it: what `CorrectBirth` puts right starts from there."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.booking.void import BIRTH_CORRECTED, VOIDED
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Parentage, ParentRole, Scalar, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.domain.rules.births import ended_with_its_birth
from lunarcurator.domain.status import Existence

_EXISTS: Final = ("existence", str(Existence.EXISTS))
_VOID: Final = ("existence", str(Existence.VOID))
_OF_BIRTH: Final = frozenset({BIRTH_CORRECTED, VOIDED})


@dataclass(frozen=True, slots=True)
class Birth:
    """How a piece began: by which fact, on what day, from which parent in which role, with ug or unweighed.

    `piece` is how it stood at the end of that day, or before it left if it left on that very day.
    """

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


def birth_of(ledger: LedgerState, uid: Uid) -> Birth:
    """Return how a piece in the book began, with what was put right of it since."""
    history = ledger.history(uid)
    fact = _first_there(history)
    day = fact.order[0]
    ended = ended_with_its_birth(ledger.at(uid, day), fact, history)
    parents = _withdrawn(history, _born_of(history, fact), day)
    parent, role = parents[0] if parents else (None, ParentRole.DAUGHTER)
    lines = _first_lines(history, fact, ended)
    held = [line for line in lines if line.account in HOLDING]
    ug, unweighed = sum(line.ug for line in held), sum(line.unweighed for line in held)
    blind = sum(line.unweighed for line in lines if line.account is Account.UNMEASURED)
    piece = _standing(ledger, uid, day, history, ended)
    return Birth(piece, fact, parent, role, ug, unweighed, shared=bool(unweighed) and not blind)


def _first_lines(history: list[Recorded], birth: Recorded, ended: Recorded | None) -> list[MassLine]:
    """Return the mass lines of a birth and of what corrected it, without those by which the piece left."""
    day, seq, _ = birth.order
    lines = ((each, each.fact) for each in history if isinstance(each.fact, MassLine))
    return [line for each, line in lines if _began(each, line, seq, day) and not _of_end(each, ended)]


def _born_of(history: list[Recorded], birth: Recorded) -> tuple[tuple[Uid, ParentRole], ...]:
    """Return the parents a piece had by the end of the entry of its birth."""
    links = (each.fact for each in history if each.order[:2] <= birth.order[:2])
    return tuple((link.parent, link.role) for link in links if isinstance(link, Parentage))


def no_longer_void(history: list[Recorded], after: Day, before: Day) -> list[Day]:
    """Return the days between two days from which earlier corrections said that the piece was not there yet."""
    days = (each.order[0] for each in history if _VOID in _changes(each))
    return sorted({day for day in days if after < day < before})


def _standing(
    ledger: LedgerState, uid: Uid, day: Day, history: list[Recorded], ended: Recorded | None
) -> PieceState:
    if ended is None:
        return ledger.at(uid, day)
    until = (each for each in history if each.order[0] <= day and each.seq <= ended.seq)
    return fold(uid, (each for each in until if not _of_end(each, ended)))


def _of_end(each: Recorded, ended: Recorded | None) -> bool:
    """Tell whether a fact is one of those by which a piece left; with its birth in one entry, it left after it."""
    return ended is not None and each.seq == ended.seq and each.n >= ended.n


def _first_there(history: list[Recorded]) -> Recorded:
    """Return the fact that made the piece exist, on the first day that no correction took back as its birth.

    At the end of that day it may already have left again; it is only void where it was said to begin later.
    """
    told = [each for each in history if any(key == "existence" for key, _ in _changes(each))]
    last_of_day = {each.order[0]: each for each in told}
    began: dict[Day, Recorded] = {}
    for each in told:
        if _EXISTS in _changes(each):
            began.setdefault(each.order[0], each)
    return next(began[day] for day, last in last_of_day.items() if day in began and _VOID not in _changes(last))


def _changes(each: Recorded) -> tuple[tuple[str, Scalar], ...]:
    return each.fact.changes if isinstance(each.fact, Touch) else ()


def _began(each: Recorded, line: MassLine, seq: int, day: Day) -> bool:
    return line.day == day and (each.seq == seq or line.reason in _OF_BIRTH)


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
