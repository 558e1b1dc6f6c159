"""What may stand in what: the typed tree of places, and moves within it (R3)."""

from collections.abc import Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Placement, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PlaceState, Recorded
from lunarcurator.domain.place_kinds import PlaceKinds
from lunarcurator.domain.rules.custody import is_in_venue


def is_usable(ledger: LedgerState, uid: Uid, day: Day, field: str, until: Day | None = None) -> Iterator[Finding]:
    """R3, R19: the place was there on the day, and stays in use until what comes into it leaves again."""
    now = ledger.place(uid)
    end = now if until is None else ledger.place_at(uid, until - 1)
    if not now.in_book:
        yield find(Strength.IMPOSSIBLE, "place.not_in_book", "R20", field, uid)
    elif day < now.first_day:
        yield find(Strength.IMPOSSIBLE, "day.before_place", "R19", "day", uid, place=now.name, day=day)
    elif end.retired:
        yield find(Strength.IMPOSSIBLE, "place.retired", "R3", field, uid, place=now.name)


def takes_pieces(
    ledger: LedgerState, uid: Uid, day: Day, field: str, until: Day | None = None, *, shown: bool = False
) -> Iterator[Finding]:
    """R3, R4: a piece may stand in the place itself; at a venue only what is `shown` does."""
    yield from is_usable(ledger, uid, day, field, until)
    place = ledger.place(uid)
    if place.in_book and not shown and is_in_venue(ledger, uid, day):
        yield find(Strength.IMPOSSIBLE, "move.to_venue", "R4", field, uid, place=place.name)
    kind = ledger.tables.place_kinds.get(place.kind)
    if kind is not None and not kind.holds_pieces:
        yield find(Strength.IMPOSSIBLE, "move.holds_no_pieces", "R3", field, uid, place=place.name)


def may_stand_in(kinds: PlaceKinds, kind: str, parent: PlaceState | None, field: str) -> Iterator[Finding]:
    """The kind of a place is known, and allowed inside the kind of its parent."""
    known = kinds.get(kind)
    if known is None:
        yield find(Strength.IMPOSSIBLE, "place.kind_unknown", "R3", "kind", kind=kind)
    elif parent is None:
        if not known.top:
            yield find(Strength.IMPOSSIBLE, "place.needs_parent", "R3", field, kind=kind)
    elif parent.kind not in known.within:
        yield find(
            Strength.IMPOSSIBLE,
            "place.not_within",
            "R3",
            field,
            parent.uid,
            kind=kind,
            within=parent.kind,
            place=parent.name,
        )


def name_is_free(ledger: LedgerState, name: str, parent: Uid | None, uid: Uid | None = None) -> Iterator[Finding]:
    """R1: two places in use in one place never share a name, and no place is without one."""
    if not name:
        yield find(Strength.IMPOSSIBLE, "place.needs_name", "R1", "name")
    for other in ledger.named(Subject.PLACE, name):
        twin = ledger.place(other)
        if other != uid and twin.name == name and twin.parent == parent and not twin.retired:
            yield find(Strength.IMPOSSIBLE, "place.name_taken", "R1", "name", other, place=name)


def code_is_free(ledger: LedgerState, code: str, uid: Uid | None = None) -> Iterator[Finding]:
    """R1: a code names one place, and is nobody's name."""
    if code and any(other != uid for other in ledger.named(Subject.PLACE, code)):
        yield find(Strength.IMPOSSIBLE, "place.code_taken", "R1", "code", code=code)


def is_not_inside(ledger: LedgerState, moved: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    """R3, R19: a container moves neither into itself nor into what it holds, on the day or later."""
    for each in sorted({day, *changes_above(ledger, target, day)}):
        place: Uid | None = target
        while place is not None:
            if place == moved:
                name = ledger.place(moved).name
                yield find(Strength.IMPOSSIBLE, "place.into_itself", "R3", "to", moved, place=name)
                return
            place = ledger.place_at(place, each).parent


def changes_above(ledger: LedgerState, place: Uid, day: Day) -> set[Day]:
    """Return the later days on which a place, or one it stands or comes to stand in, was moved."""
    days: set[Day] = set()
    seen: set[Uid] = set()
    waiting: list[Uid | None] = [place]
    while waiting:
        uid = waiting.pop()
        if uid is None or uid in seen:
            continue
        seen.add(uid)
        waiting.append(ledger.place_at(uid, day).parent)
        if ledger.place(uid).last_day > day:
            for each in ledger.place_history(uid):
                if isinstance(each.fact, ContainerMove) and each.fact.day > day:
                    days.add(each.fact.day)
                    waiting.append(each.fact.parent)
    return days


def is_empty(ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    """R19, R20: only a place that is empty from the day on is taken out of use."""
    inside = [
        *(each for each in ledger.ever_in(uid) if _stands_in(ledger.history(each), uid, day)),
        *(
            each
            for each in ledger.places_ever_in(uid)
            if not ledger.place_at(each, day).retired and _stands_in(ledger.place_history(each), uid, day)
        ),
    ]
    if inside:
        name = ledger.place(uid).name
        yield find(Strength.IMPOSSIBLE, "place.not_empty", "R20", "place", uid, place=name, inside=len(inside))


def has_no_later_move(ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    """R19: a late move of a container does not come before one already on record."""
    for each in ledger.place_history(uid) if day < ledger.place(uid).last_day else ():
        if isinstance(each.fact, ContainerMove) and each.fact.day > day:
            yield _moved_later(ledger, uid, each)
            return


def contents_stay(ledger: LedgerState, uid: Uid, day: Day) -> Iterator[Finding]:
    """R19: a container late moved to another site holds from that day on what it holds now.

    Otherwise later places and custody, recorded as if it had stayed, would be contradicted.
    """
    waiting, seen = [uid], {uid}
    while waiting:
        place = waiting.pop()
        for piece in ledger.ever_in(place):
            later = next((each for each in ledger.later(piece, day) if isinstance(each.fact, Placement)), None)
            if later is not None and _stands_in(ledger.history(piece), place, day):
                yield _moved_later(ledger, place, later)
        for inner in ledger.places_ever_in(place):
            if inner not in seen and _stands_in(ledger.place_history(inner), place, day):
                yield from has_no_later_move(ledger, inner, day)
                seen.add(inner)
                waiting.append(inner)


def _moved_later(ledger: LedgerState, uid: Uid, later: Recorded) -> Finding:
    return find(
        Strength.IMPOSSIBLE,
        "day.place_moved_later",
        "R19",
        "day",
        f"entry:{later.seq}",
        place=ledger.place(uid).name,
        later=later.order[0],
    )


def _stands_in(history: list[Recorded], place: Uid, day: Day) -> bool:
    """Tell whether a piece or place with this history stands in a place at the end of a day or later."""
    at: Uid | None = None
    for each in history:
        if isinstance(each.fact, Placement | ContainerMove):
            where = each.fact.place if isinstance(each.fact, Placement) else each.fact.parent
            if each.order[0] <= day:
                at = where
            elif where == place:
                return True
    return at == place
