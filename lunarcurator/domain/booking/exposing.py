"""Booking of `Expose`, and of what a daughter inherits of what its parent met (R9)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day, last_day
from lunarcurator.domain.facts import Exposure, ExposureKind, Fact, ParentRole, Scalar, Scope, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Expose
from lunarcurator.domain.rules.condition import does_not_improve
from lunarcurator.domain.rules.custody import must_be_there
from lunarcurator.domain.rules.dates import not_before_birth, not_before_change
from lunarcurator.domain.rules.handling import handled, is_sawn
from lunarcurator.domain.rules.places import is_usable
from lunarcurator.domain.status import Condition, Custody

_OUTSIDE = frozenset({Scope.SURFACE, Scope.FACE})
_GONE = frozenset({Custody.LOAN, Custody.TRANSIT})
_CAME_LATER = frozenset({ParentRole.JOINED, ParentRole.REASSIGNED})


def book_expose(operation: Expose, day: Day, ledger: LedgerState) -> Booked:
    """Book an exposure of pieces and of all that stood in places, with what their later daughters inherit."""
    places = [uid_of(each) for each in operation.places]
    findings = [*are_usable(ledger, places, day)]
    if blocked(findings):
        return refused(findings)
    named = [uid_of(each) for each in operation.samples]
    pieces = list(
        dict.fromkeys([*named, *(uid for place in places for uid in standing_in_at(ledger, place, day))])
    )
    findings += [*_may_meet(operation, pieces, day, ledger), *_is_whole(operation, pieces, day)]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = [touch(Subject.PLACE, place, day) for place in places]
    spared = {uid_of(each) for each in operation.interior}
    for uid in pieces:
        facts.append(touch_piece(uid, day, **changed_to(operation.condition)))
        facts += met(ledger, _exposure(operation, uid, day), spared - {uid})
    return Booked(tuple(facts), tuple(findings))


def are_usable(ledger: LedgerState, places: Iterable[Uid], day: Day) -> Iterator[Finding]:
    """R3: yield what stands against an act on all that stood in these places on a day."""
    for place in places:
        yield from is_usable(ledger, place, day, "places", day + 1)


def _may_meet(operation: Expose, pieces: Sequence[Uid], day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """Yield what stands against the exposure of these pieces: they were there, and are kept fitly."""
    for uid in pieces:
        yield from not_before_birth(ledger, uid, day)
        yield from must_be_there(ledger.at(uid, day))
    for uid in pieces:
        yield from handled(ledger.at(uid, day), ExposureKind(operation.kind))
    for uid in pieces:
        yield from became(ledger, uid, operation.condition, day)


def became(ledger: LedgerState, uid: Uid, condition: Condition | None, day: Day) -> Iterator[Finding]:
    """R9, R19: yield what stands against the condition that pieces are said to have from an exposure on."""
    if condition is not None:
        yield from not_before_change(ledger, uid, "condition", day)
        yield from does_not_improve(ledger.at(uid, day), condition)


def changed_to(condition: Condition | None) -> dict[str, Scalar]:
    """Return what an exposure sets of a piece: its condition, where one is stated."""
    return {"condition": str(condition)} if condition is not None else {}


def met(ledger: LedgerState, exposure: Exposure, spared: Set[Uid] = frozenset()) -> list[Exposure]:
    """Return an exposure, and that of each daughter on record which was made on its day or later, at any depth.

    A daughter met it once, by however many lines it descends. What met only the outside is not inherited by the
    `spared`, which came from the interior, nor by what came of them.
    """
    spared = spared if exposure.scope in _OUTSIDE else frozenset()
    found = {exposure.sample: exposure}
    waiting = [exposure]
    while waiting:
        above = waiting.pop()
        for uid in ledger.daughters(above.sample):
            daughter = ledger.piece(uid)
            came_of_it = dict(daughter.parents).get(above.sample) not in _CAME_LATER
            if came_of_it and daughter.first_day >= exposure.day and uid not in spared and uid not in found:
                origin = exposure.origin or exposure.sample
                found[uid] = replace(exposure, sample=uid, day=daughter.first_day, origin=origin)
                waiting.append(found[uid])
    return list(found.values())


def inherited(
    ledger: LedgerState, parent: Uid, child: Uid, day: Day, *, interior: bool = False
) -> Iterator[Exposure]:
    """Yield what a daughter made on a day inherits; one from the interior is free of what met only the outside."""
    if not ledger.piece(parent).exposed:
        return
    for each in ledger.history(parent):
        fact = each.fact
        if isinstance(fact, Exposure) and fact.day <= day and not (interior and fact.scope in _OUTSIDE):
            yield replace(fact, sample=child, day=day, origin=fact.origin or parent)


def met_outside(ledger: LedgerState, uid: Uid) -> bool:
    """Tell whether a piece met something by its outside only, which a daughter from the interior is free of."""
    if not ledger.piece(uid).exposed:
        return False
    facts = (each.fact for each in ledger.history(uid))
    return any(isinstance(fact, Exposure) and fact.scope in _OUTSIDE for fact in facts)


def sawn(
    ledger: LedgerState, parent: Uid, daughters: Mapping[Uid, ParentRole], told: tuple[str, str], day: Day
) -> Iterator[Exposure]:
    """Yield what a cut by a saw, as method or tool tell, exposes: a face of each piece, and all of the sawdust.

    Sawing put lead into what it touched (`domain.md` 1.10), so that nobody may take such a piece for unsawn.
    """
    if not is_sawn(told):
        return
    agent = next(each.strip() for each in reversed(told) if each.strip())

    def met_the_saw(uid: Uid, scope: Scope) -> Exposure:
        return Exposure(
            sample=uid,
            day=day,
            until=0,
            kind=ExposureKind.SAW,
            agent=agent,
            scope=scope,
        )

    yield from met(ledger, met_the_saw(parent, Scope.FACE), daughters.keys())
    for uid, role in daughters.items():
        yield met_the_saw(uid, Scope.WHOLE if role is ParentRole.RECOVERED else Scope.FACE)


def standing_in_at(ledger: LedgerState, place: Uid, day: Day) -> Iterator[Uid]:
    """Yield the pieces that stood in a place or in what was inside it at the end of a day, each once.

    One that was lent, used up or not made yet may have its place there, but did not stand in it.
    """
    for uid in ledger.ever_in(place):
        piece = ledger.at(uid, day)
        if piece.place == place and piece.custody not in _GONE and not [*must_be_there(piece)]:
            yield uid
    for inner in ledger.places_ever_in(place):
        if ledger.place_at(inner, day).parent == place:
            yield from standing_in_at(ledger, inner, day)


def _exposure(operation: Expose, uid: Uid, day: Day) -> Exposure:
    return Exposure(
        sample=uid,
        day=day,
        until=operation.until,
        kind=ExposureKind(operation.kind),
        agent=operation.agent.strip(),
        scope=Scope(operation.scope),
        place=uid_or_none(operation.where),
        temperature_mk=operation.temperature_mk,
        evidence=operation.evidence.strip(),
    )


def _is_whole(operation: Expose, pieces: list[Uid], day: Day) -> Iterator[Finding]:
    if not pieces:
        yield find(Strength.IMPOSSIBLE, "expose.nothing", "R9", "samples")
    if operation.until and last_day(operation.until) < day:
        yield find(Strength.IMPOSSIBLE, "expose.ends_before", "R19", "until", day=day, until=operation.until)
    if operation.temperature_mk is not None and operation.temperature_mk <= 0:
        yield find(Strength.IMPOSSIBLE, "expose.no_temperature", "R12", "temperature_mk")
    if operation.kind is ExposureKind.OTHER and not operation.agent.strip():
        yield find(Strength.IMPOSSIBLE, "expose.needs_agent", "R9", "agent")
    if not operation.evidence.strip():
        yield find(Strength.WARN, "expose.no_evidence", "R12", "evidence")
    if operation.interior and operation.scope not in _OUTSIDE:
        yield find(Strength.IMPOSSIBLE, "expose.met_the_whole", "R9", "interior")
