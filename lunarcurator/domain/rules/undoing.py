"""What an undo or redo must not bring back: a piece in a place that has changed without it (`ledger.md` 1.3)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Fact, Placement, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.rules.custody import custody_in
from lunarcurator.domain.rules.places import changes_above
from lunarcurator.domain.status import Custody

_FOREVER: Day = 99991231
_OWN = frozenset({Custody.HERE, Custody.REMOTE})


def comes_back_soundly(ledger: LedgerState, facts: Iterable[Fact]) -> Iterator[Finding]:
    """R3, R19: what an undo or redo of these facts puts back stands in places in use, in their site's custody.

    `ledger` is as it stands after it. An act always leaves it so, but between an act and its undo a place may have
    been retired, or moved to another site, with nobody touching the piece or container that comes back.
    """
    acted = tuple(facts)
    moves = [fact for fact in acted if isinstance(fact, ContainerMove)]
    retired = [fact.subject for fact in acted if isinstance(fact, Touch) and ("retired", 1) in fact.changes]
    for place in dict.fromkeys([*(move.place for move in moves), *retired]):
        yield from _is_in_use(ledger, place)
    for piece in dict.fromkeys(fact.sample for fact in acted if isinstance(fact, Placement)):
        yield from _stands_soundly(ledger, piece)
    for move in moves:
        yield from _contents_stand_soundly(ledger, move)


def _is_in_use(ledger: LedgerState, uid: Uid) -> Iterator[Finding]:
    place = ledger.place(uid)
    if place.in_book and not place.retired and place.parent and ledger.place(place.parent).retired:
        yield _changed(ledger, place.name, place.parent)


def _stands_soundly(ledger: LedgerState, uid: Uid) -> Iterator[Finding]:
    placed = [each.fact for each in ledger.history(uid) if isinstance(each.fact, Placement)]
    last_of_day = {fact.day: fact for fact in placed}
    for day, leaves in pairwise([*sorted(last_of_day), _FOREVER]):
        fact = last_of_day[day]
        if fact.place is None:
            continue
        changes = {day, *(each for each in changes_above(ledger, fact.place, day) if each < leaves)}
        moved = Custody(fact.custody) in _OWN and any(
            custody_in(ledger, fact.place, each) != fact.custody for each in changes
        )
        if moved or ledger.place_at(fact.place, leaves - 1).retired:
            yield _changed(ledger, ledger.piece(uid).number_text, fact.place)
            return


def _contents_stand_soundly(ledger: LedgerState, move: ContainerMove) -> Iterator[Finding]:
    """Look at what is in a container only where a place around it was moved since; else the move has done so."""
    around = [move.place, *([move.parent] if move.parent else [])]
    if any(changes_above(ledger, each, move.day) for each in around):
        for uid in _ever_inside(ledger, move.place):
            yield from _stands_soundly(ledger, uid)


def _ever_inside(ledger: LedgerState, place: Uid) -> list[Uid]:
    """Return the pieces that ever stood in a place or in one that ever stood in it."""
    inside = [place]
    for each in inside:
        inside += [inner for inner in ledger.places_ever_in(each) if inner not in inside]
    return list(dict.fromkeys(piece for each in inside for piece in ledger.ever_in(each)))


def _changed(ledger: LedgerState, what: str, place: Uid) -> Finding:
    name = ledger.place(place).name
    return find(Strength.IMPOSSIBLE, "reverse.place_changed", "R19", "entry", place, what=what, place=name)
